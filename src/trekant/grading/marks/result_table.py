"""How everybody did in a quiz, as a table for a spreadsheet; without nbgrader, and the same by command and by page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC

from trekant.course.people.participant import Participant
from trekant.course.quizzes.quiz import Quiz
from trekant.course.tasks.points import rounded
from trekant.course.writing.table import Cell, csv_text
from trekant.grading.marks.standings import GradedAs, Standing

NOT_HANDED_IN = "ikke afleveret"
NOT_GRADED_YET = "ikke rettet endnu"
CANNOT_BE_GRADED = "kunne ikke rettes"
BY_HAND = "rettes manuelt"
GRADED = "rettet"

_STATUS = {
    GradedAs.UNGRADED: NOT_GRADED_YET,
    GradedAs.FAILED: CANNOT_BE_GRADED,
    GradedAs.TO_READ: BY_HAND,
    GradedAs.DONE: GRADED,
}

RESULT_COLUMNS = (
    *("kode", "navn", "e-mail", "arbejdssted", "hold", "test"),
    *("status", "point", "af", "bestået", "svarene kom"),
)


def result_table(
    people: Iterable[Participant],
    quiz: Quiz,
    found: Mapping[str, Standing],
    *,
    waiting: Collection[str] = (),
    failed: Collection[str] = (),
    international: bool = False,
) -> str:
    """The table as CSV; points stand only where everything is marked, so that nothing is taken for a zero.

    They have two decimals, as on a certificate.

    ``waiting`` have handed in something newer that is not graded yet, and ``failed`` something that cannot be.
    """
    lines = (_line(one, quiz, found.get(one.code), one.code in waiting, one.code in failed) for one in people)
    return csv_text(RESULT_COLUMNS, lines, international=international)


def _line(one: Participant, quiz: Quiz, found: Standing | None, waits: bool, failed: bool) -> Iterator[Cell]:
    yield from (one.code, one.name, one.email, one.workplace, one.cohort, quiz.title)
    status = NOT_HANDED_IN if found is None else _STATUS[found.state]
    status = CANNOT_BE_GRADED if failed else NOT_GRADED_YET if waits else status
    yield status
    if found is None or status != GRADED:
        yield from (None, None, None)
    else:
        yield from (float(rounded(found.points, 2)), float(rounded(found.maximum, 2)), _passed(quiz, found))
    yield found.arrived.replace(tzinfo=UTC) if found and found.arrived and not waits else None


def _passed(quiz: Quiz, found: Standing) -> str | None:
    if quiz.pass_mark is None:
        return None
    return "ja" if found.passed else "nej"
