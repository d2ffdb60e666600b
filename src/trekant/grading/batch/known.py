"""What the gradebook knows of a quiz before and after a run."""

from __future__ import annotations

from datetime import datetime

from nbgrader.api import Grade, GradeCell, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import Connection, func, select

from trekant.grading.batch.setup import Cells


def whole_submissions(connection: Connection, cells: Cells) -> dict[str, datetime | None]:
    """When each submission that has all its points was handed in, by participant.

    A gradebook that was taken from a backup, or half graded by a run that was killed, has some that have not.
    """
    codes = (
        select(func.count())
        .select_from(GradeCell.__table__)
        .where(GradeCell.__table__.c.id.in_(cells.grades.values()), GradeCell.__table__.c.cell_type == "code")
    )
    statement = (
        select(SubmittedAssignment.student_id, SubmittedAssignment.timestamp)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(GradeCell.__table__, GradeCell.__table__.c.id == Grade.cell_id)
        .where(
            SubmittedAssignment.assignment_id == cells.assignment,
            Grade.auto_score.is_not(None),
            GradeCell.__table__.c.cell_type == "code",
        )
        .group_by(SubmittedAssignment.student_id, SubmittedAssignment.timestamp)
        .having(func.count() == codes.scalar_subquery())
    )
    return dict(connection.execute(statement).all())


def count_needing_a_person(connection: Connection, cells: Cells) -> int:
    """How many submissions await the trainer."""
    statement = (
        select(func.count(func.distinct(Grade.notebook_id)))
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .where(SubmittedNotebook.notebook_id == cells.notebook, Grade.needs_manual_grade)
    )
    return connection.scalar(statement) or 0
