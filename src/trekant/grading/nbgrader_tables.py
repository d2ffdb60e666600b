"""nbgrader's own tables, as far as they are read without nbgrader, whose import takes seconds and 70 MB.

``tests/test_upstream.py`` holds them to nbgrader's models.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Connection, DateTime, Enum, Float, Select, String, Text, column, select, table

ASSIGNMENT = table("assignment", column("id", String), column("name", String))
NOTEBOOK = table("notebook", column("id", String), column("name", String), column("assignment_id", String))
SUBMITTED_ASSIGNMENT = table(
    "submitted_assignment",
    column("id", String),
    column("assignment_id", String),
    column("student_id", String),
    column("timestamp", DateTime),
)
SUBMITTED_NOTEBOOK = table(
    "submitted_notebook",
    column("id", String),
    column("assignment_id", String),
    column("notebook_id", String),
    column("late_submission_penalty", Float),
)
GRADE = table(
    "grade",
    column("id", String),
    column("notebook_id", String),
    column("cell_id", String),
    column("auto_score", Float),
    column("manual_score", Float),
    column("extra_credit", Float),
    column("needs_manual_grade", Boolean),
)
BASE_CELL = table("base_cell", column("id", String), column("name", String), column("notebook_id", String))
_CELL_TYPE = Enum("code", "markdown", name="grade_cell_type")
"""PostgreSQL has a type of its own for it, and compares it with no other text."""

GRADE_CELL = table("grade_cells", column("id", String), column("max_score", Float), column("cell_type", _CELL_TYPE))
COMMENT = table(
    "comment",
    column("id", String),
    column("notebook_id", String),
    column("cell_id", String),
    column("auto_comment", Text),
    column("manual_comment", Text),
)

READ = (ASSIGNMENT, NOTEBOOK, SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK, GRADE, BASE_CELL, GRADE_CELL, COMMENT)
"""All of them."""

FAILED = "Kunne ikke rettes:"
"""How the comment begins that says why a submission could not be graded."""


@dataclass(frozen=True)
class GradedCell:
    """A cell of a submission as the gradebook has it.

    ``handed_in`` is the arrival of the submission, in UTC and without a time zone.
    """

    participant: str
    slot: str
    handed_in: datetime | None
    maximum: float
    auto_score: float | None
    manual_score: float | None
    extra_credit: float | None
    waits: bool
    by_hand: bool
    comment: str | None

    @property
    def points(self) -> float | None:
        """What it gave; None while somebody has yet to read it."""
        found = self.auto_score if self.manual_score is None else self.manual_score
        return None if found is None or self.waits else found + (self.extra_credit or 0.0)


def graded_cells(connection: Connection, quiz: str, participants: Iterable[str] | None = None) -> list[GradedCell]:
    """The cells of a quiz's submissions, by participant and slot; of some participants, or of all."""
    codes = None if participants is None else list(participants)
    rows = connection.execute(_of(_GRADES, quiz, codes)).all()
    comments = {
        (row.student_id, row.name): row.manual_comment for row in connection.execute(_of(_COMMENTS, quiz, codes))
    }
    return [
        GradedCell(
            participant=row.student_id,
            slot=row.name,
            handed_in=row.timestamp,
            maximum=row.max_score,
            auto_score=row.auto_score,
            manual_score=row.manual_score,
            extra_credit=row.extra_credit,
            waits=bool(row.needs_manual_grade),
            by_hand=row.cell_type == "markdown",
            comment=comments.get((row.student_id, row.name)),
        )
        for row in rows
    ]


def _submitted(rows: Select[Any], notebook: Any) -> Select[Any]:
    """Rows of a notebook's cells, with whose and of what they are."""
    return (
        rows.join(SUBMITTED_NOTEBOOK, SUBMITTED_NOTEBOOK.c.id == notebook)
        .join(SUBMITTED_ASSIGNMENT, SUBMITTED_ASSIGNMENT.c.id == SUBMITTED_NOTEBOOK.c.assignment_id)
        .join(ASSIGNMENT, ASSIGNMENT.c.id == SUBMITTED_ASSIGNMENT.c.assignment_id)
    )


_WHOSE = (SUBMITTED_ASSIGNMENT.c.student_id, SUBMITTED_ASSIGNMENT.c.timestamp, BASE_CELL.c.name)
_GRADES = _submitted(
    select(
        *_WHOSE,
        GRADE_CELL.c.max_score,
        GRADE_CELL.c.cell_type,
        GRADE.c.auto_score,
        GRADE.c.manual_score,
        GRADE.c.extra_credit,
        GRADE.c.needs_manual_grade,
    )
    .select_from(GRADE)
    .join(GRADE_CELL, GRADE_CELL.c.id == GRADE.c.cell_id)
    .join(BASE_CELL, BASE_CELL.c.id == GRADE.c.cell_id),
    GRADE.c.notebook_id,
)
_COMMENTS = _submitted(
    select(*_WHOSE, COMMENT.c.manual_comment).select_from(COMMENT).join(BASE_CELL, BASE_CELL.c.id == COMMENT.c.cell_id),
    COMMENT.c.notebook_id,
).where(COMMENT.c.manual_comment.is_not(None))


def _of(rows: Select[Any], quiz: str, codes: list[str] | None) -> Select[Any]:
    found = rows.where(ASSIGNMENT.c.name == quiz)
    if codes is not None:
        found = found.where(SUBMITTED_ASSIGNMENT.c.student_id.in_(codes))
    return found.order_by(SUBMITTED_ASSIGNMENT.c.student_id, BASE_CELL.c.name)
