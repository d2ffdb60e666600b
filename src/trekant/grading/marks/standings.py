"""Where everybody is in a quiz, read without nbgrader and fast enough for a page about thousands.

The database adds up what is written, which is rounded. Where that is too near to what it takes to pass, or something is
out of the ordinary, the cells are read and added up exactly, as ``results`` does: so both say the same of everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Integer, Select, and_, case, cast, func, literal, select

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
from trekant.grading.own_tables import ARRIVAL

_OFF = 1e-4
"""More than what four decimals can take from the points of a cell, or give it."""

_AT_ONCE = 500
"""So many participants are asked for in one statement."""


class GradedAs(StrEnum):
    """What has become of a submission in the gradebook."""

    UNGRADED = "ungraded"
    FAILED = "failed"
    TO_READ = "to-read"
    DONE = "done"


@dataclass(frozen=True)
class Standing:
    """Where a participant is in a quiz; ``points`` may be off in the fourth decimal unless asked for exactly."""

    state: GradedAs
    arrived: datetime | None
    points: float = 0.0
    maximum: float = 0.0
    passed: bool = False


def standings(connection: Connection, quiz: Quiz) -> dict[str, Standing]:
    """Where everybody is who has handed in a quiz, by code."""
    submissions = connection.execute(_submissions(quiz.id)).all()
    cells = {row.id: row for row in connection.execute(_cells(quiz.id))}
    if not submissions or not cells:
        return {row.student_id: Standing(GradedAs.UNGRADED, row.arrived) for row in submissions}
    sums = {row.notebook_id: row for row in connection.execute(_sums(cells))}
    said = set(connection.scalars(_said_to_have_failed(quiz.id)))
    maximum = sum((decimal(row.max_score) for row in cells.values()), decimal(0))
    needed = None if quiz.pass_mark is None else float(to_pass(maximum, quiz.pass_mark))
    found, close = {}, []
    for row in submissions:
        added = sums.get(row.notebook_id)
        if added is None or row.timestamp is None:
            found[row.student_id] = Standing(GradedAs.UNGRADED, row.arrived)
            continue
        if row.notebook_id in said or added.missing:
            found[row.student_id] = Standing(GradedAs.FAILED, row.arrived)
            continue
        if _is_close(added, needed, len(cells)) or row.late_submission_penalty:
            close.append(row.student_id)
        state = GradedAs.TO_READ if added.waits else GradedAs.DONE
        passed = not added.waits and needed is not None and added.points > needed
        found[row.student_id] = Standing(state, row.arrived, added.points, as_written(maximum), passed)
    return found | exact_standings(connection, quiz, close, said)


def _is_close(added: Any, needed: float | None, cells: int) -> bool:
    """Whether the sum of what is written says nothing for certain."""
    return added.cells != cells or (needed is not None and abs(added.points - needed) <= cells * _OFF)


def exact_standings(
    connection: Connection, quiz: Quiz, codes: Sequence[str], failed: set[str] | None = None
) -> dict[str, Standing]:
    """Where some participants are, with their exact points; ``failed`` are the notebooks known to have failed."""
    said = failed if failed is not None else set(connection.scalars(_said_to_have_failed(quiz.id)))
    found: dict[str, Standing] = {}
    for start in range(0, len(codes), _AT_ONCE):
        some = codes[start : start + _AT_ONCE]
        rows = connection.execute(_each_cell(quiz.id, some)).all()
        for code, group in groupby(rows, key=lambda row: str(row.student_id)):
            found[code] = _exactly(list(group), quiz, said)
    return found


def _exactly(cells: list[Any], quiz: Quiz, failed: set[str]) -> Standing:
    first = cells[0]
    if first.timestamp is None:
        return Standing(GradedAs.UNGRADED, first.arrived)
    missing = any(cell.cell_type == "code" and cell.auto_score is None and cell.manual_score is None for cell in cells)
    if first.notebook_id in failed or missing:
        return Standing(GradedAs.FAILED, first.arrived)
    points = total(((cell, cell.max_score) for cell in cells), first.late_submission_penalty).points
    maximum = sum((decimal(cell.max_score) for cell in cells), decimal(0))
    waits = any(cell.needs_manual_grade for cell in cells)
    passed = not waits and quiz.pass_mark is not None and is_enough(points, maximum, quiz.pass_mark)
    state = GradedAs.TO_READ if waits else GradedAs.DONE
    return Standing(state, first.arrived, as_written(points), as_written(maximum), passed)


_ARRIVED = func.coalesce(ARRIVAL.c.arrived, SUBMITTED_ASSIGNMENT.c.timestamp).label("arrived")


def _submissions(quiz: str) -> Select[Any]:
    """Who has handed in, and in which notebook; from the notebook on, since its submissions have an index by it."""
    return _with_arrival(
        select(
            SUBMITTED_ASSIGNMENT.c.student_id,
            SUBMITTED_ASSIGNMENT.c.timestamp,
            SUBMITTED_NOTEBOOK.c.id.label("notebook_id"),
            SUBMITTED_NOTEBOOK.c.late_submission_penalty,
            _ARRIVED,
        )
        .select_from(NOTEBOOK)
        .join(ASSIGNMENT, ASSIGNMENT.c.id == NOTEBOOK.c.assignment_id)
        .join(SUBMITTED_NOTEBOOK, SUBMITTED_NOTEBOOK.c.notebook_id == NOTEBOOK.c.id)
        .join(SUBMITTED_ASSIGNMENT, SUBMITTED_ASSIGNMENT.c.id == SUBMITTED_NOTEBOOK.c.assignment_id),
        quiz,
    ).where(ASSIGNMENT.c.name == quiz)


def _with_arrival(rows: Select[Any], quiz: str) -> Select[Any]:
    same = (
        ARRIVAL.c.participant == SUBMITTED_ASSIGNMENT.c.student_id,
        ARRIVAL.c.quiz == quiz,
        ARRIVAL.c.stamp == SUBMITTED_ASSIGNMENT.c.timestamp,
    )
    return rows.outerjoin(ARRIVAL, and_(*same))


def _cells(quiz: str) -> Select[Any]:
    return (
        select(GRADE_CELL.c.id, GRADE_CELL.c.max_score, GRADE_CELL.c.cell_type)
        .join(BASE_CELL, BASE_CELL.c.id == GRADE_CELL.c.id)
        .join(NOTEBOOK, NOTEBOOK.c.id == BASE_CELL.c.notebook_id)
        .join(ASSIGNMENT, ASSIGNMENT.c.id == NOTEBOOK.c.assignment_id)
        .where(ASSIGNMENT.c.name == quiz)
    )


def _sums(cells: Mapping[str, Any]) -> Select[Any]:
    """What is written for each notebook, added up; by the cells, since grades have an index by them."""
    auto, manual = GRADE.c.auto_score, GRADE.c.manual_score
    scored = [name for name, cell in cells.items() if cell.cell_type == "code"]
    missing = and_(auto.is_(None), manual.is_(None), GRADE.c.cell_id.in_(scored) if scored else literal(False))
    return (
        select(
            GRADE.c.notebook_id,
            func.sum(func.coalesce(manual, auto, 0.0) + _extra(auto, manual)).label("points"),
            func.count().label("cells"),
            func.max(cast(GRADE.c.needs_manual_grade, Integer)).label("waits"),
            func.max(case((missing, 1), else_=0)).label("missing"),
        )
        .where(GRADE.c.cell_id.in_(list(cells)))
        .group_by(GRADE.c.notebook_id)
    )


def _extra(auto: Any, manual: Any) -> Any:
    """Extra credit, which counts where there are points to add it to."""
    nothing = and_(auto.is_(None), manual.is_(None))
    return case((nothing, 0.0), else_=func.coalesce(GRADE.c.extra_credit, 0.0))


def _said_to_have_failed(quiz: str) -> Select[tuple[Any]]:
    """The notebooks of a quiz that a comment says could not be graded."""
    return (
        select(COMMENT.c.notebook_id)
        .join(SUBMITTED_NOTEBOOK, SUBMITTED_NOTEBOOK.c.id == COMMENT.c.notebook_id)
        .join(NOTEBOOK, NOTEBOOK.c.id == SUBMITTED_NOTEBOOK.c.notebook_id)
        .join(ASSIGNMENT, ASSIGNMENT.c.id == NOTEBOOK.c.assignment_id)
        .where(ASSIGNMENT.c.name == quiz, COMMENT.c.auto_comment.startswith(FAILED))
    )


def _each_cell(quiz: str, codes: Iterable[str]) -> Select[Any]:
    rows = (
        select(
            SUBMITTED_ASSIGNMENT.c.student_id,
            SUBMITTED_ASSIGNMENT.c.timestamp,
            SUBMITTED_NOTEBOOK.c.id.label("notebook_id"),
            SUBMITTED_NOTEBOOK.c.late_submission_penalty,
            GRADE.c.auto_score,
            GRADE.c.manual_score,
            GRADE.c.extra_credit,
            GRADE.c.needs_manual_grade,
            GRADE_CELL.c.max_score,
            GRADE_CELL.c.cell_type,
            _ARRIVED,
        )
        .select_from(ASSIGNMENT)
        .join(SUBMITTED_ASSIGNMENT, SUBMITTED_ASSIGNMENT.c.assignment_id == ASSIGNMENT.c.id)
        .join(NOTEBOOK, NOTEBOOK.c.assignment_id == ASSIGNMENT.c.id)
        .join(
            SUBMITTED_NOTEBOOK,
            and_(
                SUBMITTED_NOTEBOOK.c.notebook_id == NOTEBOOK.c.id,
                SUBMITTED_NOTEBOOK.c.assignment_id == SUBMITTED_ASSIGNMENT.c.id,
            ),
        )
        .join(BASE_CELL, BASE_CELL.c.notebook_id == NOTEBOOK.c.id)
        .join(GRADE, and_(GRADE.c.cell_id == BASE_CELL.c.id, GRADE.c.notebook_id == SUBMITTED_NOTEBOOK.c.id))
        .join(GRADE_CELL, GRADE_CELL.c.id == GRADE.c.cell_id)
    )
    wanted = (ASSIGNMENT.c.name == quiz, SUBMITTED_ASSIGNMENT.c.student_id.in_(list(codes)))
    return _with_arrival(rows, quiz).where(*wanted).order_by(SUBMITTED_ASSIGNMENT.c.student_id)
