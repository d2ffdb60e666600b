"""What becomes of a sheet, whichever way it came: it is checked, kept, graded, and its result told as far as it may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from trekant.course.quizzes.answers import KeptSheet, check_sheet
from trekant.course.quizzes.quiz import Quiz
from trekant.course.quizzes.result import QuizResult
from trekant.course.tasks.interaction import Task
from trekant.service import grader
from trekant.service.kept.hand_ins import Arrived
from trekant.service.kept.moments import aware
from trekant.service.lti.scores.outbox import ScoreOutcome, put_scores
from trekant.service.state import Service
from trekant.service.told import may_know


@dataclass(frozen=True)
class Accepted:
    """A hand-in that is kept: whether it is new, what it came to, and whether the participant may know that now."""

    quiz: Quiz
    arrived: Arrived
    new: bool
    result: QuizResult
    known: bool
    passed: bool | None
    certified: bool


def accept(service: Service, sheet: KeptSheet, quiz: Quiz, tasks: dict[str, Task]) -> Accepted:
    """Take a sheet in; when this returns it is on the disk, and on its way to the gradebook.

    Raises:
        AnswerFileError: it does not answer the quiz as it is now.
    """
    sheet = check_sheet(sheet, quiz, tasks)
    found = grader.outcome(sheet, quiz, grader.mark_sheet(sheet, quiz, tasks))
    known = may_know(service.database, quiz)
    tells = known and not quiz.measures
    arrived, new = service.hand_ins.take_in(sheet, found, _told_to_platforms(found.result) if tells else None)
    service.grading.wake()
    result = found.result.model_copy(update={"handed_in": aware(arrived.arrived)})
    passed = result.passed if known and not result.pending_manual and quiz.pass_mark else None
    # one that was killed between the two left a hand-in without its certificate; what a trainer withdrew stays so
    given = False
    if passed and (new or not grader.had_certificate(service.database, arrived.participant, quiz)):
        names = service.settings.paper.names
        given = grader.give_certificate(service.database, service.course, quiz, [result], names)
    certified = given or (passed is True and _has_certificate(service, arrived.participant, quiz))
    return Accepted(quiz, arrived, new, result, known, passed, certified)


def _told_to_platforms(result: QuizResult) -> Callable[[Connection], None]:
    """Puts into the outbox what platforms are told that the quiz was opened from."""
    outcome = ScoreOutcome(None if result.pending_manual else result.points, result.maximum)
    return lambda connection: put_scores(connection, result.participant, result.quiz, outcome)


def _has_certificate(service: Service, participant: str, quiz: Quiz) -> bool:
    found = grader.certificate_of(service.database, participant, quiz)
    return found is not None and found.genuine
