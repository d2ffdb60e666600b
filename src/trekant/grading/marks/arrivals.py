"""When the submissions that nbgrader has rows of arrived."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Assignment, SubmittedAssignment
from sqlalchemy import Select, func

from trekant.grading.own_tables import ARRIVAL, arrival_of

ARRIVED = func.coalesce(ARRIVAL.c.arrived, SubmittedAssignment.timestamp)
"""When the submission in a row of a query arrived; the query has to be one of :func:`with_arrival`."""


def with_arrival(submissions: Select[Any]) -> Select[Any]:
    """A query over nbgrader's submissions and assignments that can be asked for :data:`ARRIVED` too."""
    same = arrival_of(SubmittedAssignment.student_id, Assignment.name, SubmittedAssignment.timestamp)
    return submissions.outerjoin(ARRIVAL, same)
