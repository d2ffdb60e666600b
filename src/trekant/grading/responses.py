"""The answers to a graded quiz as rows for item analysis: scored from the bank, texts as the trainer scored them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from nbgrader.api import Assignment, Grade, GradeCell, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select

from trekant.course.answers import AnswerFileError, AnswerSheet, check_sheet, read_sheet
from trekant.course.interaction import Kind, Task, is_empty
from trekant.course.quiz import Quiz
from trekant.course.response import AskedQuestion, Response, Responses, asked_options, guess_score
from trekant.course.store import Course
from trekant.grading.collect import REPLACED
from trekant.grading.courses import graded_quiz
from trekant.grading.folders import ANSWERS, Folders
from trekant.grading.gradebook import open_gradebook
from trekant.grading.submission import Marked, mark, read_regular

Which = Literal["first", "latest"]
"""Which of a participant's attempts count."""

_BASIS = {"first": "Hver deltagers første forsøg", "latest": "Hver deltagers nyeste forsøg"}

ManualScores = dict[tuple[str, str], tuple[datetime | None, float]]
"""By participant and slot: when what was scored was handed in (UTC, without zone), and the points."""


@dataclass
class _LeftOut:
    unreadable: int = 0
    other_revisions: int = 0

    def notes(self, quiz: Quiz) -> Iterator[str]:
        if self.other_revisions:
            yield (
                f"{_files(self.other_revisions)} på en anden udgave af quizzen end den gældende, udgave "
                f"{quiz.revision}, og er ikke regnet med. To udgaver bliver aldrig blandet."
            )
        if self.unreadable:
            yield f"{_files(self.unreadable)}, men kan ikke læses, og er ikke regnet med."


def _files(count: int) -> str:
    return "1 aflevering svarer" if count == 1 else f"{count} afleveringer svarer"


def quiz_responses(course: Course, quiz_id: str, which: Which = "first") -> Responses:
    """Everybody's answers to a quiz: of each participant the first attempt, or the latest.

    An attempt that something newer took the place of counts too: ``collect`` keeps it. Only attempts at the quiz's
    present revision are read.

    Raises:
        CourseError: there is no such quiz, it is not graded, or a question cannot be used.
    """
    quiz, tasks = graded_quiz(course, quiz_id)
    left_out = _LeftOut()
    sheets = _sheets(Folders.of(course.root), quiz, tasks, which, left_out)
    by_hand = any(task.kind is Kind.TEXT for task in tasks.values())
    manual = _manual_scores(course.root, quiz.id) if by_hand else {}
    questions = {question.id: question for question in _questions(course, quiz, tasks)}
    rows = [
        _row(one, sheet, questions[one.slot.question], manual)
        for _, sheet in sorted(sheets.items())
        for one in mark(sheet, quiz, tasks)
    ]
    return Responses(
        title=quiz.title,
        basis=_BASIS[which],
        drawn=bool(quiz.blueprint),
        pass_mark=quiz.pass_mark,
        questions=tuple(questions.values()),
        rows=tuple(rows),
        notes=tuple(left_out.notes(quiz)),
    )


def _questions(course: Course, quiz: Quiz, tasks: dict[str, Task]) -> Iterator[AskedQuestion]:
    for question_id, question in course.asked(quiz).items():
        task = tasks[question_id]
        yield AskedQuestion(
            id=question_id,
            revision=question.revision,
            objective=question.objective,
            kind=task.kind,
            stem=question.stem,
            options=asked_options(task),
            guess=guess_score(task),
        )


def _sheets(
    folders: Folders, quiz: Quiz, tasks: dict[str, Task], which: Which, left_out: _LeftOut
) -> dict[str, AnswerSheet]:
    """The attempt of each participant that counts."""
    chosen: dict[str, AnswerSheet] = {}
    for participant, folder in _attempts(folders, quiz.id):
        try:
            sheet = read_sheet(read_regular(folder / ANSWERS))
            if sheet.participant != participant:
                raise AnswerFileError("filen er fra en anden")
            if sheet.quiz == quiz.id and sheet.revision != quiz.revision:
                left_out.other_revisions += 1
                continue
            check_sheet(sheet, quiz, tasks)
        except AnswerFileError:
            left_out.unreadable += 1
            continue
        rival = chosen.get(participant)
        if rival is None or (sheet.handed_in < rival.handed_in) == (which == "first"):
            chosen[participant] = sheet
    return chosen


def _attempts(folders: Folders, quiz: str) -> Iterator[tuple[str, Path]]:
    """Every attempt that was taken in, as participant and folder: those that count, and those replaced."""
    for student in _folders(folders.submitted):
        if not student.name.startswith(".") and (student / quiz).is_dir() and not (student / quiz).is_symlink():
            yield student.name, student / quiz
    for student in _folders(folders.submitted / REPLACED):
        for attempt in _folders(student):
            if attempt.name.rpartition(".")[0] == quiz:
                yield student.name, attempt


def _folders(place: Path) -> list[Path]:
    if not place.is_dir() or place.is_symlink():
        return []
    with os.scandir(place) as entries:
        return sorted(Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False))


def _manual_scores(root: Path, quiz: str) -> ManualScores:
    """What the trainer gave; a text that still waits is not there."""
    wanted = (
        select(SubmittedAssignment.student_id, GradeCell.name, SubmittedAssignment.timestamp, Grade.manual_score)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(GradeCell, GradeCell.id == Grade.cell_id)
        .where(Assignment.name == quiz, Grade.manual_score.is_not(None), Grade.needs_manual_grade.is_(False))
    )
    with open_gradebook(root) as gradebook:
        return {(row[0], row[1]): (row[2], row[3]) for row in gradebook.db.execute(wanted)}


def _row(one: Marked, sheet: AnswerSheet, question: AskedQuestion, manual: ManualScores) -> Response:
    points = one.points
    empty = is_empty(one.answer)
    if points is None and not empty:
        handed_in, given = manual.get((sheet.participant, one.slot.id), (None, 0.0))
        # points that were given for another attempt say nothing about this one
        if handed_in == sheet.handed_in.astimezone(UTC).replace(tzinfo=None):
            points = min(max(given, 0.0), one.slot.points)
    return Response(
        participant=sheet.participant,
        question=one.slot.question,
        revision=question.revision,
        slot=one.slot.id,
        objective=question.objective,
        # the points as the gradebook has them: figures are to be of the marks that participants got
        fraction=None if empty or points is None else points / one.slot.points,
        points=one.slot.points,
        chosen=() if empty else tuple(one.task.parts(one.answer)),
        pending_manual=points is None and not empty,
    )
