"""Rules on what the course must cover."""

from __future__ import annotations

from collections.abc import Iterator

from trekant.course.coverage import case_table, fact_uses, marks
from trekant.course.store import Course, Problem


def every_fact_taught(course: Course) -> Iterator[Problem]:
    """R013."""
    if course.notat is None:
        return  # R001 has told why
    places = {fact.id: index for index, fact in enumerate(course.notat.model.facts)}
    for fact, use in fact_uses(course).items():
        if not use.taught:
            line = course.notat.source.line(("facts", places[fact]))
            message = (
                f"faktummet »{fact}« står ingen steder; sæt mærket {{notat}}`{fact}` efter sætningen, der siger det"
            )
            yield Problem(course.notat.source.name, line, "R013", message)


def every_mark_known(course: Course) -> Iterator[Problem]:
    """R014."""
    if course.notat is None:
        return  # R001 has told why
    for name, line, fact in marks(course):
        if fact not in course.facts:
            message = f"mærket »{fact}« er ikke et faktum i assets/notat.yaml; ret navnet, eller tilføj det"
            yield Problem(name, line, "R014", message)


def balanced_cases(course: Course) -> Iterator[Problem]:
    """R015. Holds for the whole course: the settings ask for it, so that a small course may leave it out."""
    if course.settings is None or not course.settings.model.balanced_cases:
        return
    source = course.settings.source
    for count in case_table(course):
        if not count.enough:
            message = (
                f"mindst {count.wanted} cases skal have {count.group} »{count.value}«, men kun {count.found} har; "
                "se hele tabellen med »trekant coverage«"
            )
            yield Problem(source.name, source.line(["balanced_cases"]), "R015", message)
