"""Whose points grading everybody once more would change, or did, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from trekant.service import grader
from trekant.service.given import Foresight, Shift
from trekant.service.kept.jobs import Job
from trekant.service.state import Service

MOST_SHOWN = 200
"""So many are named; those who would pass or would not any more come first."""

KINDS_OF_IT = ("foresee", "regrade")


@dataclass(frozen=True)
class ShiftRow:
    """One whose points change."""

    name: str
    shift: Shift


@dataclass(frozen=True)
class Foreseen:
    """How many points go up and down, who passes and does not any more, and those that are named."""

    count: int
    up: int
    down: int
    passing: int
    failing: int
    rows: tuple[ShiftRow, ...]


def foreseen_of(service: Service, job: Job) -> Foreseen | None:
    """What a job foresaw or did; None where it is no such job, or it is gone again."""
    if job.asked.kind not in KINDS_OF_IT or not job.fetchable:
        return None
    found = Foresight.model_validate_json(b"".join(service.jobs.parts(job.id)))
    names = {one.code: one.shown for one in grader.everybody(service.database)} if found.shifts else {}
    rows = [ShiftRow(names.get(one.participant, one.participant), one) for one in found.shifts]
    rows.sort(key=lambda row: (row.shift.passed == row.shift.passes, row.shift.passes, row.name))
    return Foreseen(
        count=len(rows),
        up=sum(one.after > one.before for one in found.shifts),
        down=sum(one.after < one.before for one in found.shifts),
        passing=len(found.passing),
        failing=len(found.failing),
        rows=tuple(rows[:MOST_SHOWN]),
    )
