"""When the submissions that nbgrader has rows of arrived."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Assignment, SubmittedAssignment
from sqlalchemy import Select, and_, func

from trekant.grading.own_tables import ARRIVAL

ARRIVED = func.coalesce(ARRIVAL.c.arrived, SubmittedAssignment.timestamp)
"""When the submission in a row of a query arrived; the query has to be one of :func:`with_arrival`."""


def with_arrival(submissions: Select[Any]) -> Select[Any]:
    """A query over nbgrader's submissions and assignments that can be asked for :data:`ARRIVED` too."""
    same = (
        ARRIVAL.c.participant == SubmittedAssignment.student_id,
        ARRIVAL.c.quiz == Assignment.name,
        ARRIVAL.c.stamp == SubmittedAssignment.timestamp,
    )
    return submissions.outerjoin(ARRIVAL, and_(*same))
