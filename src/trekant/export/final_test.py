"""The test of a package: a page that no site has, made in the frame of a module, and the script that plays it.

Its keys are in the package and nowhere else: the site is built without it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import escape

from trekant.course.pages.embed import embed
from trekant.course.pages.payload import quiz_payload
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, CourseError
from trekant.export.pages import FOLDER, title_of
from trekant.export.selection import FinalTest, Selection
from trekant.players import modules
from trekant.players.bundle import bundle, dependency_order, with_kinds
from trekant.players.minify import minified

SCRIPT = "test.js"
"""The script that plays the test, below the package's own folder."""

_PLAYER_STYLES = "players.css"
_ARTICLE = re.compile(r"<article\b[^>]*>.*?</article>", re.S)
_SCRIPT_OF_PLAYERS = re.compile(r'<script async src="[^"]*/page\.[\w.-]+\.js"></script>')
_TITLE = re.compile(r'<title>[^<]*</title>|<meta property="og:title"[^>]*>')
_CURRENT = re.compile(r'<li class="current-page"><a(?P<before>[^>]*?) aria-current="page" href="#"')
_WAY = r'(<a class="{way}-page" href=")[^"]*(".*?<span class="title">)[^<]*'
_AHEAD = ("site.js",)
"""The modules of the script that every page has: what they bring is there."""


def test_page(course: Course, test: FinalTest, quiz: Quiz, selection: Selection, texts: Mapping[str, str]) -> str:
    """The page with the test, as a page of the site would be.

    Args:
        course: the course.
        test: the test of the package.
        quiz: the same with the limit that holds.
        selection: what is in the package.
        texts: the site's pages that are in it.

    Raises:
        CourseError: no module has a player, so that none has the look of one.
    """
    frames = [page for page in selection.modules if _PLAYER_STYLES in texts[page]]
    if not frames:
        raise CourseError("Intet modul har en øvelse eller en case, så der er ingen side at vise testen på.")
    text = _CURRENT.sub(
        lambda match: f'<li><a{match["before"]} href="{posixpath.basename(frames[-1])}.html"', texts[frames[-1]]
    )
    asked = {one: course.questions[one][0] for one in quiz.pool}
    player = embed(quiz_payload(quiz, asked, course.municipality))
    title = escape(quiz.title)
    article = (
        f'<article role="main" id="furo-main-content"><section id="test"><h1>{title}</h1>{player}</section></article>'
    )
    script = f'<script async src="../{FOLDER}/{SCRIPT}"></script>'
    text = _ARTICLE.sub(lambda _match: article, text, count=1)
    text = _SCRIPT_OF_PLAYERS.sub(lambda _match: script, text)
    return _TITLE.sub(lambda match: f"<title>{title}</title>" if match[0].startswith("<title") else "", text)


def in_menus(texts: Mapping[str, str], test: FinalTest, selection: Selection) -> dict[str, str]:
    """The pages of a package, each with the test in its menu, and with the ways to it from the pages beside it.

    Args:
        texts: the pages by name, the one with the test among them.
        test: the test of the package.
        selection: what is in the package.
    """
    at = selection.pages.index(test.page)
    before, after = selection.pages[at - 1], selection.pages[at + 1 : at + 2]
    listed = re.compile(rf'<li(?: class="current-page")?><a data-done="read:{re.escape(before)}"[^>]*>.*?</a></li>')
    made = {page: listed.sub(rf"\g<0>{_item(page, test)}", text) for page, text in texts.items()}
    made[before] = _leading(made[before], "next", test.page, made[test.page])
    made[test.page] = _leading(made[test.page], "prev", before, made[before])
    for page in after:
        made[page] = _leading(made[page], "prev", test.page, made[test.page])
        made[test.page] = _leading(made[test.page], "next", page, made[page])
    return made


def _item(page: str, test: FinalTest) -> str:
    """The test as a page lists it in its menu."""
    title = escape(test.quiz.title)
    if page == test.page:
        return f'<li class="current-page"><a aria-current="page" href="#">{title}</a></li>'
    href = posixpath.relpath(f"{test.page}.html", posixpath.dirname(page) or ".")
    return f'<li><a href="{href}">{title}</a></li>'


def _leading(text: str, way: str, to: str, there: str) -> str:
    """The text of a page whose way back (``prev``) or on (``next``) leads to another page of the same folder."""
    href, title = f"{posixpath.basename(to)}.html", escape(title_of(there), quote=False)
    return re.sub(_WAY.format(way=way), lambda found: f"{found[1]}{href}{found[2]}{title}", text, count=1, flags=re.S)


def script_of(course: Course, quiz: Quiz) -> str:
    """The script that plays the test, with the kinds of task that it has."""
    kinds = {str(course.questions[one][0].task(course.municipality).kind) for one in quiz.pool}
    written = with_kinds(modules(), kinds)
    there = dependency_order([*_AHEAD], written)
    return minified(bundle(["final-test.js", "page.js"], written, there, begins=True), SCRIPT)
