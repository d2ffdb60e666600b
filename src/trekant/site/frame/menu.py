"""The menu: a few lines that say where one can go, each of which folds out; what one seldom needs is under »Mere«.

It is made of the contents. A part with a caption folds. Parts that hold cases and nothing else are workplaces, and fold
together under the part before them. A part without a caption stands open, and all that comes after it is under »Mere«.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from trekant.course.editions.edition import parted
from trekant.course.pages.progress import quiz_pages
from trekant.course.pages.way import contents_of, page_with, pages_of, way_of
from trekant.course.store import Course
from trekant.course.words import N_, _
from trekant.site.chapters.case_list import anchor, case_pages
from trekant.site.chapters.introductions import READ
from trekant.site.content import course_of

HOME, MORE, ALL_CASES = N_("Forsiden"), N_("Mere"), N_("Alle cases")


@dataclass(frozen=True)
class Link:
    """A line that leads to a page; ``done`` is what a browser keeps of one who is done with it (``done.js``).

    ``near`` are lines that show only on the pages which they lead to.
    """

    page: str
    words: str
    number: int | None = None
    done: str = ""
    place: str = ""
    near: tuple[Link, ...] = ()


@dataclass(frozen=True)
class MenuGroup:
    """Lines that fold out, with captions between them."""

    caption: str
    lines: list[Link | str] = field(default_factory=list)


def plan(course: Course, titles: dict[str, str]) -> list[Link | MenuGroup]:
    """The menu, the same for every page. ``titles`` are those of the pages, by name."""
    contents = contents_of(course)
    if contents is None:
        return []
    link = _links(course, titles)
    cases = page_with(course, "cases")
    found: list[Link | MenuGroup] = []
    more = MenuGroup(_(MORE))
    for part in contents.parts:
        pages = [link(page) for page in pages_of(part)]
        if part.caption is None:
            found += pages
        elif case_pages(part) and found and isinstance(found[-1], MenuGroup):
            found[-1].lines.append(
                Link(cases or pages[0].page, part.caption, place=anchor(part.caption), near=tuple(pages))
            )
        elif any(isinstance(line, Link) for line in found):
            more.lines.extend([part.caption, *pages])
        else:
            found.append(MenuGroup(part.caption, list(pages)))
    first = next((line for line in found if isinstance(line, MenuGroup)), more)
    first.lines.insert(0, Link(contents.root.removesuffix(".md"), _(HOME)))
    return [*found, more] if more.lines else found


def _links(course: Course, titles: dict[str, str]) -> Callable[[str], Link]:
    way, cases = way_of(course), page_with(course, "cases")
    numbers = {page: number for number, page in enumerate(way.modules, start=1)} if way else {}
    graded = {address.partition(".")[0]: one for one, address in quiz_pages(course).items()}
    graded = {page: one for page, one in graded.items() if course.quiz(one).use == "graded"}

    def link(page: str) -> Link:
        done = f"{READ}{page}" if way and page in way.pages else f"quiz:{graded[page]}" if page in graded else ""
        words = _(ALL_CASES) if page == cases else titles.get(page, page)
        return Link(page, words, numbers.get(page), done)

    return link


def drawn(lines: list[Link | MenuGroup], here: str, address: Callable[[str], str]) -> str:
    """The menu as HTML, for the page ``here``; ``address`` gives the way from it to another page."""

    def link(line: Link) -> str:
        if line.near:
            near = "".join(map(link, line.near)) if here in [one.page for one in line.near] else ""
            return f'<li><a href="{escape(address(line.page))}#{line.place}">{escape(line.words)}</a></li>{near}'
        item = '<li class="current-page">' if line.page == here else "<li>"
        current = ' aria-current="page"' if line.page == here else ""
        done = f' data-done="{escape(line.done)}"' if line.done else ""
        number = f'<span class="menu-number">{line.number}</span> ' if line.number else ""
        return f'{item}<a{done}{current} href="{escape(address(line.page))}">{number}{escape(line.words)}</a></li>'

    def one(line: Link | MenuGroup) -> str:
        if isinstance(line, Link):
            return link(line)
        within = "".join(
            f'<li class="menu-caption">{escape(each)}</li>' if isinstance(each, str) else link(each)
            for each in line.lines
        )
        newcomer = any(isinstance(each, Link) and each.words == _(HOME) and each.page == here for each in line.lines)
        opened = " open" if "current-page" in within and not newcomer else ""
        return f"<li><details{opened}><summary>{escape(line.caption)}</summary><ul>{within}</ul></details></li>"

    return f"<ul>{''.join(map(one, lines))}</ul>"


def _menu(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    lines = getattr(app, "trekant_menu", None)
    if lines is None:
        titles = {name: title.astext() for name, title in app.env.titles.items()}
        lines = app.trekant_menu = plan(course_of(app), titles)  # type: ignore[attr-defined]
    _edition, page = parted(page)  # in other words it is the same place in the course
    context["menu"] = drawn(lines, page, context["pathto"])
    course = course_of(app)
    way = way_of(course)
    if way and page not in (way.front, *way.pages, *course.stages.values()):
        # what one looks up in or hands in is no part of a row: nothing comes next
        context["next"] = context["prev"] = None
    if way and page in [opener for _other, opener in way.openers]:
        context["onward"] = context["pathto"](way.modules[0])


def register(app: Sphinx) -> None:
    """Let every page have its menu."""
    app.connect("html-page-context", _menu)
