"""When something last came from everybody on the roster, as the gradebook has it; without nbgrader."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from trekant.grading.nbgrader_tables import SUBMITTED_ASSIGNMENT
from trekant.grading.own_tables import CERTIFICATE, EXTRA

_TIMES = (
    (SUBMITTED_ASSIGNMENT.c.student_id, SUBMITTED_ASSIGNMENT.c.timestamp),
    (CERTIFICATE.c.participant, CERTIFICATE.c.handed_in),
)


def last_in_gradebook(connection: Connection) -> dict[str, datetime]:
    """When each participant last handed in, or came on the roster, by code; in UTC and without a time zone."""
    times = {str(code): added for code, added in connection.execute(select(EXTRA.c.code, EXTRA.c.added))}
    for whose, moment in _TIMES:
        for code, last in connection.execute(select(whose, func.max(moment)).group_by(whose)):
            if last is not None:
                times[str(code)] = max(times.get(str(code), last), last)
    return times
