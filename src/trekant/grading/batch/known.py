"""What the gradebook knows of a quiz before and after a run."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from nbgrader.api import Grade, GradeCell, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import Connection, func, select, true

from trekant.grading.batch.setup import Cells


def whole_submissions(
    connection: Connection, cells: Cells, only: Collection[str] | None = None
) -> dict[str, datetime | None]:
    """When each submission that has all its points was handed in, by participant; with ``only`` of none but these.

    A gradebook that was taken from a backup, or half graded by a run that was killed, has some that have not.
    """
    codes = (
        select(func.count())
        .select_from(GradeCell.__table__)
        .where(GradeCell.__table__.c.id.in_(cells.grades.values()), GradeCell.__table__.c.cell_type == "code")
    )
    theirs = true() if only is None else SubmittedAssignment.student_id.in_(only)
    of_it = SubmittedNotebook.assignment_id == SubmittedAssignment.id
    papers = select(SubmittedNotebook.id).join(SubmittedAssignment, of_it).where(theirs)
    scored = (
        select(Grade.notebook_id, func.count().label("count"))
        .join(GradeCell.__table__, GradeCell.__table__.c.id == Grade.cell_id)
        .where(
            Grade.auto_score.is_not(None),
            GradeCell.__table__.c.cell_type == "code",
            true() if only is None else Grade.notebook_id.in_(papers),
        )
        .group_by(Grade.notebook_id)
        .subquery()
    )
    statement = (
        select(SubmittedAssignment.student_id, SubmittedAssignment.timestamp)
        .join(SubmittedNotebook, of_it)
        .outerjoin(scored, scored.c.notebook_id == SubmittedNotebook.id)
        .where(
            SubmittedAssignment.assignment_id == cells.assignment,
            theirs,
            # a quiz of free text alone has no such points to lack
            func.coalesce(scored.c.count, 0) == codes.scalar_subquery(),
        )
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
