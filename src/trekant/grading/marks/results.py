"""What everybody got in a quiz, read from the gradebook in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from nbgrader.api import Assignment, Comment, Grade, Gradebook, GradeCell, SubmittedAssignment, SubmittedNotebook
from nbgrader.utils import parse_utc
from sqlalchemy import Select, select

from trekant.course.quizzes.answers import AnswerFileError, read_kept
from trekant.course.quizzes.quiz import Quiz
from trekant.course.quizzes.result import QuizResult
from trekant.course.tasks.points import as_written, decimal, is_enough
from trekant.grading.folders import ANSWERS, TIMESTAMP, Folders
from trekant.grading.intake.submission import read_regular
from trekant.grading.marks.arrivals import ARRIVED, with_arrival
from trekant.grading.marks.scores import total
from trekant.grading.nbgrader_tables import FAILED


@dataclass(frozen=True)
class Results:
    """Everybody who handed in a quiz: their results, by code, and the codes of those who have none yet.

    ``failed`` could not be graded; ``ungraded`` have handed in something that nobody has graded.
    """

    known: tuple[QuizResult, ...]
    failed: tuple[str, ...]
    ungraded: tuple[str, ...]


def results(gradebook: Gradebook, folders: Folders, quiz: Quiz) -> Results:
    """The results of a quiz as the gradebook has them now, a trainer's own points before those of the bank.

    Where something else lies in ``submitted/`` than what was graded, newer or brought back, that result does not count.
    """
    known, failed, ungraded = [], [], []
    handed_in = _handed_in(folders, quiz.id)
    said = set(gradebook.db.execute(_said_to_have_failed(quiz.id)).scalars())
    rows = gradebook.db.execute(_query(quiz.id))
    for student, group in groupby(rows, key=lambda row: row.student_id):
        cells = list(group)
        there, timestamp = handed_in.pop(student, None), cells[0].timestamp
        if timestamp is None or (there is not None and there != timestamp):
            ungraded.append(student)
        elif cells[0].notebook_id in said or any(map(_is_missing, cells)):
            failed.append(student)
        else:
            known.append(_result(cells, quiz, folders))
    return Results(tuple(known), tuple(failed), tuple(sorted([*ungraded, *handed_in])))


def _query(quiz: str) -> Select[Any]:
    """A row for each cell of each submission that the gradebook has of a quiz, by participant."""
    cell = GradeCell.__table__
    rows = (
        select(
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            Grade.notebook_id,
            Grade.auto_score,
            Grade.manual_score,
            Grade.extra_credit,
            Grade.needs_manual_grade,
            cell.c.max_score,
            cell.c.cell_type,
            SubmittedNotebook.late_submission_penalty,
            ARRIVED.label("arrived"),
        )
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(cell, cell.c.id == Grade.cell_id)
        .where(Assignment.name == quiz)
        .order_by(SubmittedAssignment.student_id)
    )
    return with_arrival(rows)


def _said_to_have_failed(quiz: str) -> Select[tuple[str]]:
    """The notebooks of a quiz that a comment says could not be graded."""
    return (
        select(Comment.notebook_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == Comment.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == quiz, Comment.auto_comment.startswith(FAILED))
    )


def _is_missing(cell: Any) -> bool:
    return cell.cell_type == "code" and cell.auto_score is None and cell.manual_score is None


def _result(cells: Sequence[Any], quiz: Quiz, folders: Folders) -> QuizResult:
    first = cells[0]
    found = total(((cell, cell.max_score) for cell in cells), first.late_submission_penalty)
    maximum = sum((decimal(cell.max_score) for cell in cells), decimal(0))
    pending = any(cell.needs_manual_grade for cell in cells)
    return QuizResult(
        participant=first.student_id,
        quiz=quiz.id,
        revision=_revision(folders, first.student_id, quiz.id),
        points=as_written(found.points),
        maximum=as_written(maximum),
        share=float(found.points / maximum) if maximum else 0.0,
        penalty=as_written(found.penalty),
        passed=not pending and quiz.pass_mark is not None and is_enough(found.points, maximum, quiz.pass_mark),
        handed_in=first.arrived.replace(tzinfo=UTC),
        pending_manual=pending,
    )


def _revision(folders: Folders, code: str, quiz: str) -> int | None:
    try:
        return read_kept(read_regular(folders.submission(code, quiz) / ANSWERS)).revision
    except AnswerFileError:
        return None


def _handed_in(folders: Folders, quiz: str) -> dict[str, datetime]:
    """The time in ``timestamp.txt`` of what lies in ``submitted/``, in UTC, by code."""
    try:
        codes = sorted(path.name for path in folders.submitted.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        return {}
    times = {}
    for code in codes:
        try:
            stamp = (folders.submission(code, quiz) / TIMESTAMP).read_text(encoding="ascii")
            times[code] = parse_utc(stamp.strip())
        except (OSError, ValueError, OverflowError):
            if (folders.submission(code, quiz) / ANSWERS).exists():
                times[code] = datetime.max  # handed in, and nbgrader cannot grade it
    return times
