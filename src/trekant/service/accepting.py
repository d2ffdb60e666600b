"""What becomes of a sheet, whichever way it came: it is checked, kept, graded, and its result told as far as it may."""

from __future__ import annotations

from dataclasses import dataclass

from trekant.course.quizzes.answers import KeptSheet, check_sheet
from trekant.course.quizzes.quiz import Quiz
from trekant.course.quizzes.result import QuizResult
from trekant.course.tasks.interaction import Task
from trekant.service import grader
from trekant.service.kept.hand_ins import Arrived
from trekant.service.kept.moments import aware
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
    arrived, new = service.hand_ins.take_in(sheet, found)
    service.grading.wake()
    known = may_know(service.database, quiz)
    result = found.result.model_copy(update={"handed_in": aware(arrived.arrived)})
    passed = result.passed if known and not result.pending_manual and quiz.pass_mark else None
    # one that was killed between the two left a hand-in without its certificate; what a trainer withdrew stays so
    if passed and (new or not grader.had_certificate(service.database, arrived.participant, quiz)):
        grader.give_certificate(service.database, service.course, quiz, [result], service.settings.paper.names)
    certified = bool(passed) and grader.certificate_of(service.database, arrived.participant, quiz) is not None
    return Accepted(quiz, arrived, new, result, known, passed, certified)
