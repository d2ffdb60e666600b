"""Rules on ids that stand in one place and mean something in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trekant.course.cases.decision import Decision
from trekant.course.contact.municipality import Municipality
from trekant.course.source import Source
from trekant.course.store import Course, CourseError, Problem
from trekant.course.tasks.authored import Branches
from trekant.course.tasks.contact import ContactDecision, ContactQuestion, contact_options

Where = tuple[str | int, ...]


def options_meant(course: Course) -> Iterator[Problem]:
    """R043: what is said or done for an option is for one that can be chosen."""
    try:
        town = course.municipality
    except CourseError:
        return  # R001 has told why
    for bank in course.banks.values():
        for index, question in enumerate(bank.model.questions):
            if isinstance(question, ContactQuestion):
                where = ("questions", index, "feedback")
                yield from _unknown(bank.source, where, question.feedback, contact_options(town, question.options))
    for case in course.vignettes.values():
        for index, scene in enumerate(case.model.scenes):
            yield from _of_decision(case.source, ("scenes", index, "decision"), scene.decision, town)


def _of_decision(source: Source, where: Where, decision: Decision | None, town: Municipality) -> Iterator[Problem]:
    branches = getattr(decision, "next", None)
    chosen = branches.chosen if isinstance(branches, Branches) else {}
    place = (*where, "next", "chosen")
    if isinstance(decision, ContactDecision):
        offered = contact_options(town, decision.options)
        yield from _unknown(source, (*where, "feedback"), decision.feedback, offered)
        yield from _unknown(source, place, chosen, offered)
    elif chosen:
        message = "»chosen« hører til »kind: contact«; her er det »right«, »partly« og »wrong«, der viser vejen"
        yield Problem(source.name, source.line(place), "R043", message)


def _unknown(source: Source, where: Where, named: Iterable[str], offered: tuple[str, ...]) -> Iterator[Problem]:
    for one in named:
        if one not in offered:
            message = f"»{one}« kan man ikke vælge her; ret id'et i »{where[-1]}« til et af {', '.join(offered)}"
            yield Problem(source.name, source.line((*where, one)), "R043", message)
