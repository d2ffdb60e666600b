"""The texts that a person reads, and the points and the comment they are given, written as nbgrader's formgrader does.

nbgrader itself is not needed, whose import takes seconds and 70 MB. What the formgrader saves is seen here, and what is
saved here is seen there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, or_, select, update

from trekant.grading.nbgrader_tables import (
    ASSIGNMENT,
    BASE_CELL,
    COMMENT,
    GRADE,
    GRADE_CELL,
    SUBMITTED_ASSIGNMENT,
    SUBMITTED_NOTEBOOK,
)

_SHORT = 16


@dataclass(frozen=True)
class Reading:
    """A text that a person reads, or has read, and what it was given.

    ``id`` is nbgrader's of the grade, and tells nothing of whose it is; ``handed_in`` is the arrival, in UTC and
    without a time zone.
    """

    id: str
    quiz: str
    participant: str
    slot: str
    handed_in: datetime | None
    maximum: float
    points: float | None
    waits: bool
    comment: str

    @property
    def version(self) -> str:
        """Another one whenever somebody has given it something else, or the text is another."""
        said = [self.id, str(self.handed_in), self.points, self.waits, self.comment]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:_SHORT]

    def has(self, points: float | None, comment: str, *, waits: bool) -> bool:
        """Whether just that was given it already."""
        return (self.points, self.comment, self.waits) == (points, comment, waits)


class OvertakenError(Exception):
    """Somebody else has given a text something else in the meantime; ``now`` is what it has."""

    def __init__(self, now: Reading) -> None:
        super().__init__(now.id)
        self.now = now


def readings(connection: Connection, quizzes: Sequence[str]) -> list[Reading]:
    """The texts of some quizzes that wait for a person or were read by one; an empty answer is neither.

    The order is by chance, and stays: nobody can tell from it whose a text is.
    """
    wanted = (ASSIGNMENT.c.name.in_(quizzes), or_(GRADE.c.needs_manual_grade, GRADE.c.manual_score.is_not(None)))
    return [_reading(row) for row in connection.execute(_READINGS.where(*wanted).order_by(GRADE.c.id))]


def reading(connection: Connection, grade: str) -> Reading | None:
    """A text by its id."""
    row = connection.execute(_READINGS.where(GRADE.c.id == grade)).first()
    return _reading(row) if row else None


def give(
    connection: Connection, grade: str, shown: str, points: float | None, comment: str, *, waits: bool = False
) -> tuple[Reading, Reading] | None:
    """Give a text points and a comment, in the connection's transaction; without points it waits to be read again.

    ``shown`` is the version of what was seen when the points were chosen. Returns the text as it was and as it is, and
    None when there is none of that id. What it has already can be given once more, whatever was seen.

    Raises:
        OvertakenError: it is not what was seen any more.
    """
    connection.execute(select(GRADE.c.id).where(GRADE.c.id == grade).with_for_update())  # in SQLite one alone writes
    before = reading(connection, grade)
    if before is None:
        return None
    waits = waits or points is None
    if before.has(points, comment, waits=waits):
        return before, before
    if before.version != shown:
        raise OvertakenError(before)
    notebook = select(GRADE.c.notebook_id).where(GRADE.c.id == grade).scalar_subquery()
    given = {"manual_score": points, "needs_manual_grade": waits}
    connection.execute(update(GRADE).where(GRADE.c.id == grade).values(**given))
    same = select(BASE_CELL.c.id).where(BASE_CELL.c.name == before.slot)
    beside = (COMMENT.c.notebook_id == notebook, COMMENT.c.cell_id.in_(same))
    connection.execute(update(COMMENT).where(*beside).values(manual_comment=comment or None))
    after = reading(connection, grade)
    return (before, after) if after else None


_SAID = COMMENT.alias("said")
_OF = BASE_CELL.alias("of")
_COMMENT = (
    # the comment hangs on the cell one writes in, the points on the one that is given some; both have one name
    select(_SAID.c.manual_comment)
    .join_from(_SAID, _OF, _OF.c.id == _SAID.c.cell_id)
    .where(_SAID.c.notebook_id == GRADE.c.notebook_id, _OF.c.name == BASE_CELL.c.name)
    .limit(1)
    .scalar_subquery()
)
_READINGS = (
    select(
        GRADE.c.id,
        ASSIGNMENT.c.name.label("quiz"),
        SUBMITTED_ASSIGNMENT.c.student_id,
        SUBMITTED_ASSIGNMENT.c.timestamp,
        BASE_CELL.c.name.label("slot"),
        GRADE_CELL.c.max_score,
        GRADE.c.manual_score,
        GRADE.c.needs_manual_grade,
        _COMMENT.label("comment"),
    )
    .select_from(GRADE)
    .join(GRADE_CELL, and_(GRADE_CELL.c.id == GRADE.c.cell_id, GRADE_CELL.c.cell_type == "markdown"))
    .join(BASE_CELL, BASE_CELL.c.id == GRADE.c.cell_id)
    .join(SUBMITTED_NOTEBOOK, SUBMITTED_NOTEBOOK.c.id == GRADE.c.notebook_id)
    .join(SUBMITTED_ASSIGNMENT, SUBMITTED_ASSIGNMENT.c.id == SUBMITTED_NOTEBOOK.c.assignment_id)
    .join(ASSIGNMENT, ASSIGNMENT.c.id == SUBMITTED_ASSIGNMENT.c.assignment_id)
)


def _reading(row: Any) -> Reading:
    return Reading(
        id=row.id,
        quiz=row.quiz,
        participant=row.student_id,
        slot=row.slot,
        handed_in=row.timestamp,
        maximum=row.max_score,
        points=row.manual_score,
        waits=bool(row.needs_manual_grade),
        comment=row.comment or "",
    )
