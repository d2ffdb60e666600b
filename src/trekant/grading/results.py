"""What everybody got in a quiz, read from the gradebook in one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nbgrader.api import Assignment, Comment, Grade, Gradebook, GradeCell, SubmittedAssignment, SubmittedNotebook
from nbgrader.utils import parse_utc
from sqlalchemy import Select, and_, case, exists, func, select

from trekant.course.answers import AnswerFileError, read_sheet
from trekant.course.quiz import Quiz
from trekant.course.result import Result
from trekant.course.scoring import DECIMALS
from trekant.grading.folders import ANSWERS, TIMESTAMP, Folders
from trekant.grading.gradebook import FAILED
from trekant.grading.submission import read_regular

ROUNDING = 1e-9
"""What floating point may take from points that are just enough."""


@dataclass(frozen=True)
class Results:
    """Everybody who handed in a quiz: their results, by code, and the codes of those who have none yet.

    ``failed`` could not be graded; ``ungraded`` have handed in something that nobody has graded.
    """

    known: tuple[Result, ...]
    failed: tuple[str, ...]
    ungraded: tuple[str, ...]


def results(gradebook: Gradebook, folders: Folders, quiz: Quiz) -> Results:
    """The results of a quiz as the gradebook has them now, a trainer's own points before those of the bank.

    Where something newer lies in ``submitted/`` than what was graded, the older result no longer counts.
    """
    known, failed, ungraded = [], [], []
    handed_in = _handed_in(folders, quiz.id)
    for row in gradebook.db.execute(_query(quiz.id)):
        newest = handed_in.pop(row.student_id, None)
        if row.timestamp is None or (newest is not None and newest > row.timestamp):
            ungraded.append(row.student_id)
        elif row.missing or row.said:
            failed.append(row.student_id)
        else:
            known.append(_result(row, quiz, folders))
    return Results(tuple(known), tuple(failed), tuple(sorted([*ungraded, *handed_in])))


def _query(quiz: str) -> Select[Any]:
    """A row for each submission that the gradebook has of a quiz."""
    cell = GradeCell.__table__
    none = and_(Grade.auto_score.is_(None), Grade.manual_score.is_(None))
    said = exists().where(Comment.notebook_id == SubmittedNotebook.id, Comment.auto_comment.startswith(FAILED))
    one = (SubmittedAssignment.student_id, SubmittedAssignment.timestamp, SubmittedNotebook.id)
    return (
        select(
            *one[:2],
            func.sum(Grade.score).label("score"),
            func.sum(cell.c.max_score).label("maximum"),
            func.sum(case((Grade.needs_manual_grade, 1), else_=0)).label("pending"),
            func.sum(case((and_(none, cell.c.cell_type == "code"), 1), else_=0)).label("missing"),
            func.coalesce(SubmittedNotebook.late_submission_penalty, 0.0).label("penalty"),
            said.label("said"),
        )
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(cell, cell.c.id == Grade.cell_id)
        .where(Assignment.name == quiz)
        .group_by(*one, SubmittedNotebook.late_submission_penalty)
        .order_by(SubmittedAssignment.student_id)
    )


def _result(row: Any, quiz: Quiz, folders: Folders) -> Result:
    points = round(max(0.0, row.score - row.penalty), DECIMALS)
    maximum = round(row.maximum, DECIMALS)
    share = round(points / maximum, DECIMALS) if maximum else 0.0
    pending = bool(row.pending)
    return Result(
        participant=row.student_id,
        quiz=quiz.id,
        revision=_revision(folders, row.student_id, quiz.id),
        points=points,
        maximum=maximum,
        share=share,
        passed=not pending and points >= (quiz.pass_mark or 0) * maximum - ROUNDING,
        handed_in=row.timestamp.replace(tzinfo=UTC),
        pending_manual=pending,
    )


def _revision(folders: Folders, code: str, quiz: str) -> int | None:
    try:
        return read_sheet(read_regular(folders.submission(code, quiz) / ANSWERS)).revision
    except AnswerFileError:
        return None


def _handed_in(folders: Folders, quiz: str) -> dict[str, datetime]:
    """When what lies in ``submitted/`` was handed in, in UTC, by code."""
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
