"""A sheet of paper for whoever shows a case at a meeting: a page a case, made of what the case itself says."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from docutils.nodes import Node
from sphinx.application import Sphinx

from trekant.course.base import OUTSIDE_NOTAT, Status
from trekant.course.cases.vignette import Scene, Vignette
from trekant.course.contact.calls import first_own_step
from trekant.course.contact.municipality import Urgency
from trekant.course.pages.embed import PLAYER_ID
from trekant.course.pages.timing import wall_minutes
from trekant.course.store import Course
from trekant.course.tasks.interaction import Option, Task
from trekant.course.words import _
from trekant.course.writing.text import inline_html
from trekant.site.chapters.case_list import by_workplace
from trekant.site.chapters.course_directive import CourseDirective
from trekant.site.content import course_of
from trekant.site.templates import templates

FOLDER = "moede"
"""The folder of the sheets, which a case on a page links to (``players/meeting-door.js``)."""

_ENOUGH = 2
"""So much to watch for is worth a heading; a case with less is also told what its first choice may lead to."""


class MeetingSheetsDirective(CourseDirective):
    """The sheets of all cases by where one works, with the minutes that each case takes on the wall."""

    def nodes(self) -> list[Node]:
        """A section a workplace."""
        self.env.note_reread()  # a case may have come to any page
        course = course_of(self.env.app)
        up = "../" * self.env.docname.count("/")
        return by_workplace(course, lambda case, _page: _row(course, case, up))


def _row(course: Course, case: Vignette, up: str) -> str:
    hook = f"<br>{inline_html(case.hook)}" if case.hook else ""
    minutes = _("{minutes} min.").format(minutes=wall_minutes(case, course.municipality))
    link = f'<a href="{up}{FOLDER}/{case.id}.html">{escape(case.title)}</a>'
    return f'<li>{link} <span class="minutes">{minutes}</span>{hook}</li>'


def meeting_sheet(course: Course, case: Vignette) -> str:
    """The sheet of a case, as the HTML of a page.

    Raises:
        ValueError: a contact decision has not exactly one right answer among its options.
    """
    objectives = course.settings.model.objectives if course.settings else {}
    asked = list(_asked(course, case))
    return (
        templates()
        .get_template("meeting-sheet.html")
        .render(
            case=case,
            page=f"../{course.stages[case.id]}.html#{PLAYER_ID}{case.id}",
            minutes=wall_minutes(case, course.municipality),
            objectives=[objectives[one] for one in case.objectives if one in objectives],
            decisions=[_decision(scene, task) for scene, task in asked],
            watch=_watch([task for _scene, task in asked]),
            now=first_own_step(course.municipality, Urgency.NOW),
            outside=OUTSIDE_NOTAT,
        )
    )


def _asked(course: Course, case: Vignette) -> Iterator[tuple[Scene, Task]]:
    """The decisions of the best road."""
    for scene in map(case.scene, case.best_path()):
        if task := scene.task(course.municipality):
            yield scene, task


def _decision(scene: Scene, task: Task) -> dict[str, Any]:
    return {
        "when": scene.when,
        "asks": task.prompt.strip().split("\n\n")[-1],
        "best": task.kind.best(task),
        "in_order": task.kind.in_order,
        "own_words": task.kind.by_hand,
    }


def _watch(tasks: list[Task]) -> list[Option]:
    """What a group may well choose that is not best, with what the case says to it."""
    tempting = [one for task in tasks for one in task.kind.tempting(task)]
    first = next((task for task in tasks if task.kind.picks == "one"), None)
    if len(tempting) < _ENOUGH and first is not None:
        tempting += [one for one in first.options if one.id != first.key]
    return tempting


def _pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The sheets as Sphinx wants them: name, context, template; those of cases that are gone are taken down."""
    course = course_of(app)
    built = [one for one, stage in course.stages.items() if stage in app.env.found_docs and one in course.vignettes]
    cases = {one: course.vignettes[one].model for one in built}
    shown = {one: case for one, case in cases.items() if case.status is Status.LIVE}
    for path in (Path(app.outdir) / FOLDER).glob("*.html"):
        if path.stem not in shown:
            path.unlink()
    for one, case in shown.items():
        context = {
            "title": _("Ark til mødelederen: {title}").format(title=escape(case.title)),
            "description": _("Målet, tiden, valgene og det, der er værd at holde øje med, når casen er på et møde."),
            "body": meeting_sheet(course, case),
        }
        yield f"{FOLDER}/{one}", context, "page.html"


def register(app: Sphinx) -> None:
    """Register the directive, and let every case have its sheet."""
    app.add_directive("moedeark", MeetingSheetsDirective)
    app.connect("html-collect-pages", _pages)
