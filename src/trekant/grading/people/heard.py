"""When something last came from everybody on the roster, as the gradebook has it; without nbgrader."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from trekant.grading.nbgrader_tables import ASSIGNMENT, SUBMITTED_ASSIGNMENT
from trekant.grading.own_tables import ARRIVAL, CERTIFICATE, EXTRA, arrival_of

_SUBMITTED = SUBMITTED_ASSIGNMENT.c

_TIMES = (
    select(EXTRA.c.code, EXTRA.c.added),
    select(_SUBMITTED.student_id, func.max(func.coalesce(ARRIVAL.c.arrived, _SUBMITTED.timestamp)))
    .join_from(SUBMITTED_ASSIGNMENT, ASSIGNMENT, ASSIGNMENT.c.id == _SUBMITTED.assignment_id)
    .outerjoin(ARRIVAL, arrival_of(_SUBMITTED.student_id, ASSIGNMENT.c.name, _SUBMITTED.timestamp))
    .group_by(_SUBMITTED.student_id),
    select(CERTIFICATE.c.participant, func.max(CERTIFICATE.c.handed_in)).group_by(CERTIFICATE.c.participant),
)


def last_in_gradebook(connection: Connection) -> dict[str, datetime]:
    """When each participant last handed in, or came on the roster, by code; in UTC and without a time zone."""
    times: dict[str, datetime] = {}
    for asked in _TIMES:
        for code, last in connection.execute(asked):
            if last is not None:
                times[str(code)] = max(times.get(str(code), last), last)
    return times
