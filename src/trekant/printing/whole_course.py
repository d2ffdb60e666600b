"""The built pages put together as one page of HTML, in the order of the contents: what the PDF is printed from.

Sphinx' own ``singlehtml`` would run every notebook a second time, for the same pages.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from sphinx_external_toc.parsing import parse_toc_yaml

from trekant.course.store import CourseError
from trekant.course.words import _, language

_POINTS = ("aria-labelledby", "aria-describedby", "headers", "for")
"""Attributes that hold ids."""
_HEADING = re.compile("^h[1-6]$")
_STYLE = Path(__file__).with_name("pdf.css")
_UNWANTED = (
    ".print-card, .trk, .course-pdf, script, .page-tools, .editions, .practise,"
    " .trekant-player:is([data-player=quiz], [data-player=question]) details"
)
UNKNOWN = "000"
"""What stands in the contents before the page numbers are known: as wide as one."""


@dataclass(frozen=True)
class PdfPart:
    """A part of the contents: its caption (none for the front page), and the names of its pages."""

    caption: str | None
    pages: tuple[str, ...]


def parts_of(root: Path) -> list[PdfPart]:
    """The contents as ``_toc.yml`` has them, the front page first."""
    sitemap = parse_toc_yaml(root / "_toc.yml")
    found = [PdfPart(None, (sitemap.root.docname,))]
    return found + [PdfPart(tree.caption, tuple(map(str, tree.items))) for tree in sitemap.root.subtrees]


class WholeCourse:
    """The pages, read and joined.

    ``html`` is the whole page with ``UNKNOWN`` for every page number; ``targets`` the ids that the contents point at;
    ``words`` what stands at each id that a link may point at.
    """

    def __init__(self, root: Path, site: Path, title: str, owner: str, notice: str) -> None:
        """Read the built site.

        Args:
            root: the course.
            site: the folder of its built site.
            title: what stands on the cover.
            owner: whose course it is.
            notice: a sentence on the cover about how current it is.

        Raises:
            CourseError: a page of the contents has not been built.
        """
        self.title, self.owner, self.site = title, owner, site
        self.targets, self.words = list[str](), dict[str, str]()
        self._styles, self._card = dict[str, None](), ""
        parts = parts_of(root)
        self._names = {page for part in parts for page in part.pages}
        entries, bodies = [], []
        for part in parts:
            listed = []
            for index, page in enumerate(part.pages):
                heading = f'<h1 class="pdf-part">{escape(part.caption)}</h1>' if part.caption and not index else ""
                body, name = self._page(page, deeper=part.caption is not None)
                bodies.append(f'<section class="pdf-page" id="{_slug(page)}">{heading}{body}</section>')
                listed.append(self._entry(_slug(page), name))
            caption = f"<p>{escape(part.caption)}</p>" if part.caption else ""
            entries.append(f"{caption}<ul>{''.join(listed)}</ul>")
        entries.append(f"<ul>{self._entry('handlingskort', _('Handlingskort'))}</ul>")
        links = "".join(f'<link rel="stylesheet" href="{escape(style)}">' for style in self._styles)
        # no page of the site has this one, so it is not among what the site is delivered with
        links += f"<style>{_STYLE.read_text(encoding='utf-8')}</style>"
        self.html = (
            f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">'
            f"<title>{escape(title)}</title>{links}</head>"
            '<body data-theme="light"><article role="main">'
            f'<div class="pdf-cover"><p class="pdf-title">{escape(title)}</p>'
            f"<p>{escape(owner)}</p><p>{escape(notice)}</p></div>"
            f'<nav class="pdf-contents" aria-label="{_("Indhold")}"><h1>{_("Indhold")}</h1>{"".join(entries)}</nav>'
            f'{"".join(bodies)}<section class="print-card" id="handlingskort">{self._card}</section>'
            "</article></body></html>"
        )

    def numbered(self, numbers: dict[str, int]) -> str:
        """The page with its page numbers: by target, from 1."""
        html = self.html
        for target in self.targets:
            html = html.replace(_number(target, UNKNOWN), _number(target, str(numbers[target])))
        return html

    def _entry(self, target: str, title: str) -> str:
        self.targets.append(target)
        self.words[target] = title
        words = f'<span class="pdf-entry">{escape(title)}</span> {_number(target, UNKNOWN)}'
        return f'<li><a href="#{target}">{words}</a></li>'

    def _page(self, name: str, *, deeper: bool) -> tuple[str, str]:
        """A page's content, fit to stand with the others, and its title."""
        path = self.site / f"{name}.html"
        if not path.is_file():
            raise CourseError(f"Siden {name}.html er ikke bygget; kør »trekant build« først.")
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for style in soup.select("link[rel=stylesheet], style[data-href]"):
            href = str(style.get("href") or style["data-href"])
            self._styles[posixpath.normpath(f"{posixpath.dirname(name)}/{href.split('?')[0]}")] = None
        article = soup.find("article")
        assert isinstance(article, Tag)  # our template has one
        if card := article.select_one(".print-card"):
            self._card = self._card or _as_last_page(card)
        for one in article.select(_UNWANTED):
            one.decompose()
        _open(article)
        _nest(article, top=2 if deeper else 1)  # above a page stands its part
        heading = article.find(_HEADING)
        title = heading.get_text(" ", strip=True) if heading else name
        if heading:
            heading["class"] = "pdf-heading"
        self._rename(article, name, title)
        return article.decode_contents(), title

    def _rename(self, article: Tag, page: str, title: str) -> None:
        """Give the ids of a page its name, so that no two pages have one in common, and let all links follow."""
        for one in article.select("[id]"):
            new = f"{_slug(page)}--{one['id']}"
            one["id"] = new
            told = one if one.name == "dt" else one.find(_HEADING)
            self.words[new] = told.get_text(" ", strip=True) if told else title
        for attribute in _POINTS:
            for one in article.select(f"[{attribute}]"):
                one[attribute] = " ".join(f"{_slug(page)}--{each}" for each in str(one[attribute]).split())
        for link in article.select("a[href]"):
            target = self._target(str(link["href"]), page)
            if target:
                link["href"] = target
            else:
                link.unwrap()  # a file that lies beside the site

    def _target(self, href: str, page: str) -> str | None:
        if re.match(r"[a-z]+:", href):
            return href
        address, _other, fragment = href.partition("#")
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(page), address)) if address else f"{page}.html"
        name = wanted.removesuffix(".html")
        if name not in self._names:
            return None
        return f"#{_slug(name)}--{fragment}" if fragment else f"#{_slug(name)}"


def _slug(page: str) -> str:
    return page.replace("/", "-")


def _number(target: str, number: str) -> str:
    return f'<span class="pdf-number" data-target="{target}">{number}</span>'


def _nest(article: Tag, top: int) -> None:
    """Let the headings begin at a level and leave none out: on the site the page's title stands above its players."""
    open_levels: list[int] = []
    for heading in article.find_all(_HEADING):
        level = int(heading.name[1])
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        heading.name = f"h{min(top + len(open_levels), 6)}"
        open_levels.append(level)


def _open(article: Tag) -> None:
    """Everything that folds or hides is open on paper."""
    for folded in article.select("details"):
        folded.name = "div"
        folded.attrs = {}
    for summary in article.select("summary"):
        summary.name = "p"
        summary["class"] = "pdf-summary"
    for figure in article.select("figure"):
        figure.name = "div"  # the drawing in it has the words; a second figure around it would have none
    for hidden in article.select("[hidden]"):
        del hidden["hidden"]


def _as_last_page(card: Tag) -> str:
    _nest(card, top=1)
    return card.decode_contents()
