"""Where everybody is in a quiz, read without nbgrader and fast enough for a page about thousands.

The database adds up what is written, which is rounded. Where that is too near to what it takes to pass, or something is
out of the ordinary, the cells are read and added up exactly, as ``results`` does: so both say the same of everybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Integer, Select, and_, case, cast, func, or_, select

from trekant.course.quizzes.quiz import Quiz
from trekant.course.tasks.points import as_written, decimal, is_enough, to_pass
from trekant.grading.marks.scores import total
from trekant.grading.nbgrader_tables import (
    ASSIGNMENT,
    BASE_CELL,
    COMMENT,
    FAILED,
    GRADE,
    GRADE_CELL,
    NOTEBOOK,
    SUBMITTED_ASSIGNMENT,
    SUBMITTED_NOTEBOOK,
)
from trekant.grading.own_tables import ARRIVAL, arrival_of

_OFF = 1e-4
"""More than what four decimals can take from the points of a cell, or give it."""

_AT_ONCE = 500
"""So many submissions are asked for in one statement."""


class GradedAs(StrEnum):
    """What has become of a submission in the gradebook."""

    UNGRADED = "ungraded"
    FAILED = "failed"
    TO_READ = "to-read"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a participant is in a quiz; ``points`` may be off in the fourth decimal unless asked for exactly."""

    state: GradedAs
    arrived: datetime | None
    points: float = 0.0
    maximum: float = 0.0
    passed: bool = False


def standings(connection: Connection, quiz: Quiz) -> dict[str, Standing]:
    """Where everybody is who has handed in a quiz, by code."""
    cells = _cells_of(connection, quiz.id)
    submissions = connection.execute(_submissions(quiz.id)).all()
    sums = {row.notebook_id: row for row in connection.execute(_sums(cells))} if submissions else {}
    failed = set(connection.scalars(_said_to_have_failed(quiz.id)))
    maximum = sum((decimal(cell.max_score) for cell in cells.values()), decimal(0))
    needed = None if quiz.pass_mark is None else float(to_pass(maximum, quiz.pass_mark))
    found, close = {}, []
    for row in submissions:
        added = sums.get(row.notebook_id)
        if added is None or row.timestamp is None:
            found[row.student_id] = Standing(GradedAs.UNGRADED, row.arrived)
        elif row.notebook_id in failed or added.missing:
            found[row.student_id] = Standing(GradedAs.FAILED, row.arrived)
        elif _is_close(added, needed, len(cells)) or row.late_submission_penalty:
            close.append(row)
        else:
            state = GradedAs.TO_READ if added.waits else GradedAs.DONE
            passed = not added.waits and needed is not None and added.points > needed
            found[row.student_id] = Standing(state, row.arrived, added.points, as_written(maximum), passed)
    return found | _each_exactly(connection, quiz, close, cells, failed)


def _is_close(added: Any, needed: float | None, cells: int) -> bool:
    """Whether the sum of what is written says nothing for certain."""
    return added.cells != cells or (needed is not None and abs(added.points - needed) <= cells * _OFF)


def exact_standings(connection: Connection, quiz: Quiz, codes: Sequence[str]) -> dict[str, Standing]:
    """Where some participants are in a quiz, by code, with their points to the last part."""
    cells = _cells_of(connection, quiz.id)
    failed = set(connection.scalars(_said_to_have_failed(quiz.id)))
    mine = SUBMITTED_ASSIGNMENT.c.student_id
    found: dict[str, Standing] = {}
    for start in range(0, len(codes), _AT_ONCE):
        rows = connection.execute(_submissions(quiz.id).where(mine.in_(codes[start : start + _AT_ONCE]))).all()
        found |= _each_exactly(connection, quiz, rows, cells, failed)
    return found


def _each_exactly(
    connection: Connection, quiz: Quiz, submissions: Sequence[Any], cells: Mapping[str, Any], failed: set[str]
) -> dict[str, Standing]:
    grades: dict[str, list[Any]] = defaultdict(list)
    for start in range(0, len(submissions), _AT_ONCE):
        ids = [row.notebook_id for row in submissions[start : start + _AT_ONCE]]
        wanted = (GRADE.c.cell_id.in_(list(cells)), GRADE.c.notebook_id.in_(ids))
        for grade in connection.execute(select(*GRADE.c).where(*wanted)):
            grades[grade.notebook_id].append(grade)
    return {row.student_id: _exactly(row, grades[row.notebook_id], quiz, cells, failed) for row in submissions}


def _exactly(row: Any, grades: list[Any], quiz: Quiz, cells: Mapping[str, Any], failed: set[str]) -> Standing:
    if row.timestamp is None or not grades:
        return Standing(GradedAs.UNGRADED, row.arrived)
    lacking = [one for one in grades if one.auto_score is None and one.manual_score is None]
    if row.notebook_id in failed or any(cells[one.cell_id].cell_type == "code" for one in lacking):
        return Standing(GradedAs.FAILED, row.arrived)
    scored = [(one, cells[one.cell_id].max_score) for one in grades]
    points = total(scored, row.late_submission_penalty).points
    maximum = sum((decimal(worth) for _grade, worth in scored), decimal(0))
    waits = any(one.needs_manual_grade for one in grades)
    passed = not waits and quiz.pass_mark is not None and is_enough(points, maximum, quiz.pass_mark)
    state = GradedAs.TO_READ if waits else GradedAs.DONE
    return Standing(state, row.arrived, as_written(points), as_written(maximum), passed)


def _cells_of(connection: Connection, quiz: str) -> dict[str, Any]:
    """The cells of a quiz that are given points, by id."""
    wanted = (
        select(GRADE_CELL.c.id, GRADE_CELL.c.max_score, GRADE_CELL.c.cell_type)
        .join(BASE_CELL, BASE_CELL.c.id == GRADE_CELL.c.id)
        .join(NOTEBOOK, NOTEBOOK.c.id == BASE_CELL.c.notebook_id)
        .join(ASSIGNMENT, ASSIGNMENT.c.id == NOTEBOOK.c.assignment_id)
        .where(ASSIGNMENT.c.name == quiz)
    )
    return {row.id: row for row in connection.execute(wanted)}


def _submissions(quiz: str) -> Select[Any]:
    """Who has handed in, and in which notebook: an assignment has one, and its submissions have an index by it."""
    same = arrival_of(SUBMITTED_ASSIGNMENT.c.student_id, quiz, SUBMITTED_ASSIGNMENT.c.timestamp)
    name = select(ASSIGNMENT.c.id).where(ASSIGNMENT.c.name == quiz).scalar_subquery()
    paper = select(NOTEBOOK.c.id).where(NOTEBOOK.c.assignment_id == name).scalar_subquery()
    of_it = (
        SUBMITTED_NOTEBOOK.c.notebook_id == paper,
        SUBMITTED_NOTEBOOK.c.assignment_id == SUBMITTED_ASSIGNMENT.c.id,
    )
    return (
        select(
            SUBMITTED_ASSIGNMENT.c.student_id,
            SUBMITTED_ASSIGNMENT.c.timestamp,
            SUBMITTED_NOTEBOOK.c.id.label("notebook_id"),
            SUBMITTED_NOTEBOOK.c.late_submission_penalty,
            func.coalesce(ARRIVAL.c.arrived, SUBMITTED_ASSIGNMENT.c.timestamp).label("arrived"),
        )
        .select_from(SUBMITTED_ASSIGNMENT)
        .join(SUBMITTED_NOTEBOOK, and_(*of_it))
        .outerjoin(ARRIVAL, same)
        .where(SUBMITTED_ASSIGNMENT.c.assignment_id == name)
    )


def _sums(cells: Mapping[str, Any]) -> Select[Any]:
    """What is written for each notebook, added up; by the cells, by which grades have an index."""
    auto, manual, extra = GRADE.c.auto_score, GRADE.c.manual_score, GRADE.c.extra_credit
    nothing = and_(auto.is_(None), manual.is_(None))
    missing = and_(nothing, GRADE.c.cell_id.in_([name for name, cell in cells.items() if cell.cell_type == "code"]))
    return (
        select(
            GRADE.c.notebook_id,
            # extra credit counts where there are points to add it to
            func.sum(func.coalesce(manual, auto, 0.0) + case((or_(extra.is_(None), nothing), 0.0), else_=extra)).label(
                "points"
            ),
            func.count().label("cells"),
            func.max(cast(GRADE.c.needs_manual_grade, Integer)).label("waits"),
            func.max(case((missing, 1), else_=0)).label("missing"),
        )
        .where(GRADE.c.cell_id.in_(list(cells)))
        .group_by(GRADE.c.notebook_id)
    )


def _said_to_have_failed(quiz: str) -> Select[tuple[Any]]:
    """The notebooks of a quiz that a comment says could not be graded."""
    return (
        select(COMMENT.c.notebook_id)
        .join(SUBMITTED_NOTEBOOK, SUBMITTED_NOTEBOOK.c.id == COMMENT.c.notebook_id)
        .join(NOTEBOOK, NOTEBOOK.c.id == SUBMITTED_NOTEBOOK.c.notebook_id)
        .join(ASSIGNMENT, ASSIGNMENT.c.id == NOTEBOOK.c.assignment_id)
        .where(ASSIGNMENT.c.name == quiz, COMMENT.c.auto_comment.startswith(FAILED))
    )
