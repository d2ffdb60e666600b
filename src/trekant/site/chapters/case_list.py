"""Every case, by where one works, as the contents have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from docutils import nodes
from docutils.nodes import Node
from sphinx.application import Sphinx

from trekant.course.base import Status
from trekant.course.cases.vignette import Vignette
from trekant.course.pages.contents import ContentsPart
from trekant.course.pages.embed import PLAYER_ID
from trekant.course.pages.way import contents_of, pages_of
from trekant.course.store import Course
from trekant.course.words import _
from trekant.course.writing.text import inline_html
from trekant.site.chapters.course_directive import CourseDirective
from trekant.site.content import course_of

_CASES = "notebooks/"


class CaseListDirective(CourseDirective):
    """The cases of each workplace, with what they begin with and how long they take. A browser ticks off the played."""

    def nodes(self) -> list[Node]:
        """A section a workplace."""
        self.env.note_reread()  # a case may have come to any page
        up = "../" * self.env.docname.count("/")
        return by_workplace(course_of(self.env.app), lambda case, page: _row(case, f"{up}{page}.html"))


def by_workplace(course: Course, row: Callable[[Vignette, str], str]) -> list[Node]:
    """A section a workplace with a line a case; ``row`` makes it of the case and the page it is on."""
    found: list[Node] = []
    for caption, pages in workplaces(course):
        section = nodes.section(ids=[anchor(caption)], names=[])
        section += nodes.title("", caption)
        rows = "".join(row(case, page) for page in pages for case in cases_on(course, page))
        section += nodes.raw("", f'<ul class="case-list" role="list">{rows}</ul>', format="html")
        found.append(section)
    return found


class MonthsCaseDirective(CourseDirective):
    """The case of the month, which a browser picks from the list of cases on the same page."""

    has_content = False

    def nodes(self) -> list[Node]:
        """A section with the place, and what stands there without JavaScript."""
        section = nodes.section(ids=["maanedens-case"], names=[])
        section += nodes.title("", _("Månedens case"))
        section += nodes.raw("", f'<p class="months-case">{_("Vælg selv en af dem herunder.")}</p>', format="html")
        return [section]


def workplaces(course: Course) -> Iterator[tuple[str, list[str]]]:
    """The parts of the contents that hold pages with cases and nothing else: the caption, and the pages."""
    contents = contents_of(course)
    for part in contents.parts if contents else ():
        if part.caption and (pages := case_pages(part)):
            yield part.caption, pages


def case_pages(part: ContentsPart) -> list[str]:
    """The pages of a part that holds cases and nothing else; empty for any other."""
    pages = pages_of(part)
    return pages if all(page.startswith(_CASES) for page in pages) else []


def cases_on(course: Course, page: str) -> list[Vignette]:
    """The live cases that are played on a page, in the order in which they stand there."""
    ids = [case_id for case_id, stage in course.stages.items() if stage == page]
    found = [course.vignettes[one].model for one in ids if one in course.vignettes]
    return [case for case in found if case.status is Status.LIVE]


def anchor(caption: str) -> str:
    """The id of a workplace on the page."""
    return nodes.make_id(caption)


def _row(case: Vignette, page: str) -> str:
    hook = f"<br>{inline_html(case.hook)}" if case.hook else ""
    link = f'<a data-done="case:{case.id}" href="{page}#{PLAYER_ID}{case.id}">{escape(case.title)}</a>'
    minutes = _("{minutes} min.").format(minutes=case.minutes)
    return f'<li>{link} <span class="minutes">{minutes}</span>{hook}</li>'


def register(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("cases", CaseListDirective)
    app.add_directive("maanedens-case", MonthsCaseDirective)
