"""Gathering what each participant is told: the answers that were graded, and the gradebook's points and comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    SolutionCell,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Select, select

from trekant.course.quizzes.answers import AnswerFileError, AnswerSheet, read_kept
from trekant.course.quizzes.feedback import Answered, Feedback
from trekant.course.quizzes.quiz import Quiz, draw
from trekant.course.quizzes.result import QuizResult
from trekant.course.store import Course
from trekant.course.tasks.interaction import Task
from trekant.grading.courses import graded_quiz
from trekant.grading.folders import ANSWERS, Folders
from trekant.grading.intake.submission import read_answers, read_regular
from trekant.grading.marks.results import results

_Cells = dict[str, dict[str, Any]]
"""By participant and slot."""


class Gatherer:
    """The feedback of a quiz, participant by participant.

    ``failed`` could not be graded, and ``ungraded`` have handed in something that nobody has graded. ``earlier`` are
    those whose answers are to an earlier edition of the quiz, as far as has been gathered: of them nothing new can be
    told, and what they were told stands.

    Raises:
        CourseError: there is no such quiz, it is not graded, or a question cannot be used.
    """

    def __init__(self, course: Course, gradebook: Gradebook, quiz_id: str) -> None:
        self.quiz, self._tasks = graded_quiz(course, quiz_id)
        self._folders = Folders.of(course.root)
        self.pages = sorted({question.page for question in course.asked(self.quiz).values()})
        self._pages = {question_id: question.page for question_id, question in course.asked(self.quiz).items()}
        found = results(gradebook, self._folders, self.quiz)
        self.known, self.failed, self.ungraded = found.known, found.failed, found.ungraded
        self.earlier: list[str] = []
        self._points = _points(gradebook, quiz_id)
        self._comments = _comments(gradebook, quiz_id)

    def gather(self) -> Iterator[tuple[str, Feedback | None]]:
        """Each participant who has a result; None for whom the graded answers are not there, or are ``earlier``."""
        for result in self.known:
            yield result.participant, self._one(result)

    def _one(self, result: QuizResult) -> Feedback | None:
        folder = self._folders.submission(result.participant, self.quiz.id)
        try:
            sheet = read_answers(folder, result.participant, self.quiz, self._tasks)
        except AnswerFileError:
            if _is_sheet_of(folder, result.participant):
                self.earlier.append(result.participant)
            return None
        return Feedback(result, tuple(_answered(sheet, self.quiz, self._tasks, self._pages, self._cells(sheet))))

    def _cells(self, sheet: AnswerSheet) -> tuple[dict[str, Any], dict[str, Any]]:
        return self._points[sheet.participant], self._comments[sheet.participant]


def _is_sheet_of(folder: Path, participant: str) -> bool:
    try:
        return read_kept(read_regular(folder / ANSWERS)).participant == participant
    except AnswerFileError:
        return False


def _answered(
    sheet: AnswerSheet,
    quiz: Quiz,
    tasks: dict[str, Task],
    pages: dict[str, str],
    cells: tuple[dict[str, Any], dict[str, Any]],
) -> Iterator[Answered]:
    points, comments = cells
    for slot in draw(quiz, sheet.drawn_by):
        yield Answered(
            question=slot.question,
            task=tasks[slot.question],
            page=pages[slot.question],
            answer=sheet.answers.get(slot.question),
            points=points.get(slot.id),
            maximum=slot.points,
            comment=comments.get(slot.id),
        )


def _points(gradebook: Gradebook, quiz: str) -> _Cells:
    """The points of every cell; None where a trainer has yet to look, whatever stands there meanwhile."""
    found: _Cells = defaultdict(dict)
    query = _of_quiz(
        select(SubmittedAssignment.student_id, GradeCell.name, Grade.score, Grade.needs_manual_grade), quiz
    )
    joined = query.join(Grade, Grade.notebook_id == SubmittedNotebook.id).join(GradeCell, GradeCell.id == Grade.cell_id)
    for student, slot, score, waiting in gradebook.db.execute(joined):
        found[student][slot] = None if waiting else score
    return found


def _comments(gradebook: Gradebook, quiz: str) -> _Cells:
    """What the trainer wrote; nbgrader's own »No response« is not somebody's comment."""
    found: _Cells = defaultdict(dict)
    query = _of_quiz(select(SubmittedAssignment.student_id, SolutionCell.name, Comment.manual_comment), quiz)
    joined = query.join(Comment, Comment.notebook_id == SubmittedNotebook.id).join(
        SolutionCell, SolutionCell.id == Comment.cell_id
    )
    for student, slot, comment in gradebook.db.execute(joined.where(Comment.manual_comment.is_not(None))):
        found[student][slot] = comment
    return found


def _of_quiz(columns: Select[Any], quiz: str) -> Select[Any]:
    return (
        columns.join_from(SubmittedAssignment, Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .where(Assignment.name == quiz)
    )
