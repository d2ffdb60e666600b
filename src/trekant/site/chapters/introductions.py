"""How the course and its modules open: where one works, the list of modules, and a module's head."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import ClassVar

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst import directives as options
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from trekant.course.base import Objective
from trekant.course.pages.progress import progress_page, quiz_pages
from trekant.course.pages.timing import timing
from trekant.course.pages.way import way_of
from trekant.course.store import CourseError
from trekant.course.words import _, ngettext
from trekant.site.chapters.course_directive import CourseDirective
from trekant.site.content import course_of


class ModuleDirective(CourseDirective):
    """How a module opens: which one it is, its minutes, and folded up the questions it answers and its objectives."""

    option_spec: ClassVar[dict[str, Callable[[str], object]] | None] = {
        "minutter": options.positive_int,
        "maal": options.unchanged_required,
    }

    def nodes(self) -> list[Node]:
        """The box."""
        words = course_of(self.env.app).settings
        wanted = nodes.bullet_list()
        for name in self.options.get("maal", "").split():
            if name not in list(Objective) or words is None:
                raise CourseError(f"Målet »{name}« findes ikke; skriv et eller flere af {', '.join(Objective)}.")
            wanted += nodes.list_item("", nodes.paragraph("", words.model.objectives[Objective(name)]))
        box = nodes.container("", self._place(), classes=["course-box", "module"])
        asked = nodes.container("")
        asked += _title(_("Modulet svarer på"))
        self.state.nested_parse(self.content, self.content_offset, asked)
        after = nodes.container("", _title(_("Når du er færdig")), wanted)
        box += nodes.raw("", f"<details><summary>{_('Det lærer du her')}</summary>", format="html")
        box += nodes.container("", asked, after, classes=["module-columns"])
        box += nodes.raw("", "</details>", format="html")
        return [box]

    def _place(self) -> Node:
        way = way_of(course_of(self.env.app))
        pages = way.modules if way else ()
        line = nodes.paragraph("", classes=["module-place"])
        if self.env.docname in pages:
            minutes = minutes_of(self.env)[self.env.docname]
            number = pages.index(self.env.docname) + 1
            place = _("Modul {number} af {all}").format(number=number, all=len(pages))
            about = ngettext("cirka {minutes} minutter", "cirka {minutes} minutter", minutes).format(minutes=minutes)
            line += [nodes.strong("", place), nodes.Text(f" · {about}")]
        return line


class WayDirective(CourseDirective):
    """The way through the course: the modules, what comes among them, and the final test, each with its minutes."""

    def nodes(self) -> list[Node]:
        """A list of links. A browser ticks off what is done, and knows the first that is not."""
        self.env.note_reread()  # the minutes are those of other pages
        course = course_of(self.env.app)
        way = way_of(course)
        if way is None:
            return []
        minutes = minutes_of(self.env)
        up = "../" * self.env.docname.count("/")
        rows = []
        for page in way.pages:
            number = f' class="module" data-number="{way.modules.index(page) + 1}"' if page in way.modules else ""
            rows.append(_row(number, f"{up}{page}.html", f"{READ}{page}", course.pages[page], minutes[page]))
        for quiz_id, address in quiz_pages(course).items():
            quiz = course.quiz(quiz_id)
            if quiz.use == "graded" and quiz.blueprint and not quiz.measures:
                rows.append(_row("", f"{up}{address.partition('#')[0]}", f"quiz:{quiz.id}", quiz.title, quiz.minutes))
        # a list without marks is no list to VoiceOver, unless it says so
        return [nodes.raw("", f'<ol class="module-list" role="list">{"".join(rows)}</ol>', format="html")]


READ = "read:"
"""What the name of a page begins with, where a browser keeps that it was read (``done.js``)."""


def _row(number: str, address: str, done: str, title: str, minutes: int) -> str:
    takes = ngettext("{minutes} minut", "{minutes} minutter", minutes).format(minutes=minutes)
    return (
        f'<li{number}><a data-done="{escape(done)}" href="{escape(address)}">{escape(title)}</a> '
        f'<span class="minutes">{takes}</span></li>'
    )


def minutes_of(env: BuildEnvironment) -> dict[str, int]:
    """The minutes that a reader is told, of each page of the way."""
    took = timing(course_of(env.app))
    return {page.page: page.minutes for page in took.pages} if took else {}


class WorkplaceDirective(CourseDirective):
    """Where one works: a line ``words: page`` each, and the choice leads to that page, which has a case from there."""

    def nodes(self) -> list[Node]:
        """A list of large links.

        Raises:
            CourseError: a line names no page with a case.
        """
        course = course_of(self.env.app)
        up = "../" * self.env.docname.count("/")
        rows = []
        for line in filter(str.strip, self.content):
            words, _colon, page = (part.strip() for part in line.rpartition(":"))
            if page not in course.stages.values() or not words:
                raise CourseError(
                    f"»{line}« skal være ord, kolon og navnet på en side med en case, som notebooks/klub."
                )
            case = next(case_id for case_id, stage in course.stages.items() if stage == page)
            link = f'<a data-case="{escape(case)}" href="{up}{escape(page)}.html">'
            rows.append(f"<li>{link}{escape(words)}{_icon('arrow-right')}</a></li>")
        return [nodes.raw("", f'<ul class="workplaces" role="list">{"".join(rows)}</ul>', format="html")]


class GoOnDirective(CourseDirective):
    """Where the front page says how far one has come, and how to go on; shown when a browser knows of something."""

    has_content = False

    def nodes(self) -> list[Node]:
        """The place, which ``go-on.js`` fills."""
        own = progress_page(course_of(self.env.app))
        end = f"{'../' * self.env.docname.count('/')}{own}.html" if own else ""
        link = f' <a href="{end}">{_("Se dit forløb")}</a>' if own else ""
        html = (
            f'<div class="go-on" data-end="{end}" hidden><h2>{_("Velkommen tilbage")}</h2>'
            f'<p><a class="button" href="{end}"><span></span>{_icon("arrow-right")}</a></p>'
            f'<p><span class="go-on-what"></span></p><p><span class="go-on-far"></span>{link}</p></div>'
        )
        return [nodes.raw("", html, format="html")]


class SubtitleDirective(CourseDirective):
    """What the course is, for whom, and how long it takes."""

    def nodes(self) -> list[Node]:
        """The lines, larger than text."""
        box = nodes.container("", classes=["subtitle"])
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def _icon(name: str) -> str:
    """An icon of ``partials/icons.html``, which stands on every page."""
    return f'<svg class="icon" aria-hidden="true"><use href="#svg-{escape(name)}"></use></svg>'


def _title(words: str) -> nodes.paragraph:
    return nodes.paragraph("", words, classes=["course-box-title"])


def register(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("modul", ModuleDirective)
    app.add_directive("moduler", WayDirective)
    app.add_directive("arbejdsplads", WorkplaceDirective)
    app.add_directive("fortsaet", GoOnDirective)
    app.add_directive("undertitel", SubtitleDirective)
