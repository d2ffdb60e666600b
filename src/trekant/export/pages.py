"""The site's pages made pages of a package: in the frame of the launch page, and with no way to what is not there.

They are our own pages, whose markup is known, so they are changed where they stand: a parser would write them anew,
with other names for what a drawing has.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from trekant.course.pages.policy import source_of

FOLDER = "scorm"
"""Where the launch page's own files lie in a package."""

_LINK = re.compile(r'<a\b(?P<attributes>[^>]*?\bhref="(?P<href>[^"]*)"[^>]*)>(?P<text>.*?)</a>', re.S)
_ITEM = re.compile(r"<li\b[^>]*>(?P<inside>(?:(?!<li\b|</li>).)*)</li>", re.S)
_EMPTY_PART = re.compile(r"<li\b[^>]*><details[^>]*><summary>[^<]*</summary><ul></ul></details></li>")
_CAPTION_OF_NOTHING = re.compile(r'<li class="menu-caption">[^<]*</li>(?=</ul>|<li class="menu-caption">)')
_LINE_OF_NOTHING = re.compile(r"<p>[^<]*\s</p>\s*")
"""A line of the foot that has lost its link."""
_EDITIONS = re.compile(r"(?<=[^-]) data-editions='[^']*'")
_AHEAD = re.compile(r'<script type="speculationrules">(.*?)</script>\s*')
_FOOT = re.compile(r'<footer class="foot">.*?</footer>', re.S)
_SECTION = re.compile(r"<section\b[^>]*>|</section>")
_NEIGHBOUR = re.compile(r'<link rel="(?:next|prev)"[^>]*>\s*')
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_BOTH_WAYS = re.compile(r'<nav class="related-pages".*?</nav>', re.S)
_NOT_HERE = re.compile(
    r'<link rel="(?:manifest|shortcut icon|apple-touch-icon)"[^>]*>'
    r'|<meta (?:property="og:[^"]*"|name="(?:description|theme-color)")[^>]*>\s*'
    r'|<div class="send" hidden>.*?</div></div>|(?<=[^-]) data-progress="[^"]*"'
    r"|<div class=\"go-on\".*?</div>|<link rel=\"(?:next|prev)\"[^>]*>\s*"
    r"|<span class=\"own-browser\">[^<]*</span>",
    re.S,
)
"""What installs the course, sends one's own address, and leads to how far one is: the platform has its own of these.
What a frame never shows: an icon, a colour for the browser, what a message with a link says of it. And what an author
has marked ``{.own-browser}`` is true only where nobody but the reader's own browser keeps it."""
_HELD = re.compile(
    r"(<link media=\"print\" [^>]*?|<script async )(?:href|src)"
    r"(=\"[^\"]*/(?:print|page\.(?:question|quiz)\b[^\"/]*)\.(?:css|js)\")"
)
"""How a page is printed, and the script of the exercises in a chapter: ``players/package/later.js`` fetches them."""
_SEARCH = re.compile(r'<form class="sidebar-search-container".*?</form>', re.S)
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.S)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Fitting:
    """What a page is fitted to: the names of the ``pages`` of the package, and the one case where it is ``only`` that.

    ``private`` is the page about what the site keeps of its readers, which is not so where a platform keeps it;
    ``searched`` says whether the package has the page of the search.
    """

    pages: Collection[str]
    only: str | None
    private: str | None
    searched: bool

    def fitted(self, page: str, text: str) -> str:
        """The page as it is in the package.

        Args:
            page: its name, as ``book/trekanten``.
            text: the site's.
        """
        text = _HELD.sub(r"\1data-held\2", _NOT_HERE.sub("", _without_pages_ahead(text)))
        text = text if self.searched else _SEARCH.sub("", text)
        text = text if any(page.startswith("editions/") for page in self.pages) else _EDITIONS.sub("", text)
        text = _without_sections(text, self._is_out_of_place(page))
        text = self._without_links(page, text)
        script = f'<script src="{_up(page)}{FOLDER}/inside.js"></script>'
        return _POLICY.sub(lambda policy: policy[0] + script, text, count=1)

    def _is_out_of_place(self, page: str) -> Callable[[str], bool]:
        def is_out(section: str) -> bool:
            others = set(re.findall(r'data-player="vignette" id="player-([a-z0-9-]+)"', section)) - {self.only}
            told = self.private is not None and self.private in map(_target(page), _hrefs(section))
            return told or (self.only is not None and bool(others))

        return is_out

    def _without_links(self, page: str, text: str) -> str:
        target = _target(page)

        def is_absent(href: str) -> bool:
            to = target(href)
            return to is not None and to not in self.pages

        def item(match: re.Match[str]) -> str:
            leads = _LINK.match(match["inside"])
            return "" if leads and is_absent(leads["href"]) else match[0]

        def link(match: re.Match[str]) -> str:
            if not is_absent(match["href"]):
                return match[0]
            return "" if 'class="button' in match["attributes"] else match["text"]

        def line(match: re.Match[str]) -> str:
            return "" if is_absent(match["href"]) else match[0]

        text = _ITEM.sub(item, text)
        text = _EMPTY_PART.sub("", _CAPTION_OF_NOTHING.sub("", text))
        text = _FOOT.sub(lambda foot: _LINE_OF_NOTHING.sub("", _LINK.sub(line, foot[0])), text)
        text = _BOTH_WAYS.sub(lambda ways: _LINK.sub(line, ways[0]), text)
        return _LINK.sub(link, text)


def title_of(text: str) -> str:
    """What a page is called: its heading, in plain text."""
    found = _TITLE.search(text)
    return " ".join(_TAG.sub("", found[1]).split()) if found else ""


def _up(page: str) -> str:
    return "../" * page.count("/")


def _hrefs(text: str) -> Iterator[str]:
    return (match["href"] for match in _LINK.finditer(text))


def _target(page: str) -> Callable[[str], str | None]:
    """What an address on a page leads to, by name; None where it is no page of the site."""

    def target(href: str) -> str | None:
        bare = href.partition("#")[0].partition("?")[0]
        if not bare.endswith(".html") or ":" in bare:
            return None
        return posixpath.normpath(posixpath.join(posixpath.dirname(page), bare)).removesuffix(".html")

    return target


def _without_pages_ahead(text: str) -> str:
    """The text without the rules that make the next page ready: the launch page knows of one page at a time."""
    for rules in _AHEAD.findall(text):
        text = text.replace(f" {source_of(rules)}", "", 1)
    return _AHEAD.sub("", text)


def _without_sections(text: str, is_out: Callable[[str], bool]) -> str:
    """The text without the innermost sections that are out of place, and without the way to them."""
    gone = [text[start:end] for start, end in _innermost(text) if is_out(text[start:end])]
    for section in gone:
        text = text.replace(section, "", 1)
        for name in re.findall(r'\bid="([^"]*)"', section[: section.index(">")]):
            text = re.sub(rf'<li><a\b[^>]*href="#{re.escape(name)}">[^<]*</a></li>\s*', "", text)
    return text


def _innermost(text: str) -> Iterator[tuple[int, int]]:
    start = None
    for tag in _SECTION.finditer(text):
        if tag[0].startswith("</"):
            if start is not None:
                yield start, tag.end()
            start = None
        else:
            start = tag.start()
