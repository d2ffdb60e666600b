"""The service's door to what comes of a quiz: the table of results, and the certificates that were given."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from trekant.course.people.participant import Participant
from trekant.course.quizzes.quiz import Quiz
from trekant.grading.marks.certificates import Given, certificates_in, confirm, withdraw
from trekant.grading.marks.result_table import result_table
from trekant.grading.marks.shifts import Foresight, Shift
from trekant.grading.marks.verdict import typed_code, verdict_on
from trekant.service.grader import standings_of
from trekant.service.kept.database import Database

__all__ = ["Foresight", "Given", "Shift", "typed_code", "verdict_on"]


def table_of_results(
    database: Database,
    quiz: Quiz,
    people: Sequence[Participant],
    *,
    waiting: Collection[str] = (),
    failed: Collection[str] = (),
) -> str:
    """How some people did in a quiz, as CSV; see ``result_table``."""
    return result_table(people, quiz, standings_of(database, quiz), waiting=waiting, failed=failed)


def certificates_given(database: Database, quiz: str) -> Mapping[str, Given]:
    """Every certificate of a quiz, by check code; also those that were withdrawn."""

    def make() -> Mapping[str, Given]:
        with database.session() as held:
            return {one.check_code: one for one in certificates_in(held, quiz)}

    return database.unless_changed(("certificates", quiz), make)


def certificate_with(database: Database, check_code: str) -> Given | None:
    """The certificate with a check code; None when there is none, or none any more."""
    with database.session() as held:
        return confirm(held, check_code)


def withdraw_certificate(database: Database, check_code: str, *, undo: bool = False) -> bool:
    """Withdraw a certificate, or give it back; whether that changed anything."""
    with database.session() as held:
        return withdraw(held, check_code, undo=undo)
