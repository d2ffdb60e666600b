"""Rules on the time that the course takes."""

from __future__ import annotations

from collections.abc import Iterator

from trekant.course.pages.timing import timing
from trekant.course.store import Course, Problem
from trekant.course.writing.text import danish_number


def within_its_time(course: Course) -> Iterator[Problem]:
    """R081."""
    if course.settings is None or (took := timing(course)) is None:
        return
    settings, source = course.settings.model, course.settings.source
    for field, what, allowed, minutes in (
        ("minutes", "kurset tager", settings.minutes, took.total),
        ("minutes_to_act", "det tager", settings.minutes_to_act, took.act),
    ):
        if allowed is not None and minutes > allowed:
            until = "" if field == "minutes" else ", før man ved, hvad man gør"
            message = (
                f"{what} {_minutes(minutes)} minutter{until}, og højst {allowed} er tilladt; skriv siderne kortere"
            )
            yield Problem(source.name, source.line([field]), "R081", message)


def told_as_measured(course: Course) -> Iterator[Problem]:
    """R082: a reader is told the minutes that were measured, rounded up or down."""
    took = timing(course)
    for page in took.pages if took else ():
        if page.told is not None and abs(page.told - page.total) >= 1:
            measured = f"modulet siger {page.told} minutter, men tager {_minutes(page.total)}"
            message = f"{measured}; skriv »:minutter: {max(1, round(page.total))}«"
            yield Problem(f"{page.page}.md", _line(course, page.page), "R082", message)


def _line(course: Course, page: str) -> int:
    [(_, text)] = course.texts(f"{page}.md")
    before = text.partition(":minutter:")[0]
    return before.count("\n") + 1


def _minutes(minutes: float) -> str:
    return danish_number(minutes, 1, whole=True)
