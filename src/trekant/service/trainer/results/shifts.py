"""Whose points grading everybody once more would change, or did, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from trekant.service import grader
from trekant.service.kept.jobs import Job
from trekant.service.state import Service

MOST_SHOWN = 200
"""So many are named; those who would pass or would not any more come first."""

KINDS_OF_IT = ("foresee", "regrade")

_CONTENT: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])


@dataclass(frozen=True)
class ShiftRow:
    """One whose points change."""

    name: str
    code: str
    before: float
    after: float
    passed: bool
    passes: bool


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
    shifts = _CONTENT.validate_json(b"".join(service.jobs.parts(job.id)))["shifts"]
    names = {one.code: one.shown for one in grader.everybody(service.database)} if shifts else {}
    rows = [
        ShiftRow(names.get(one["participant"], one["participant"]), one["participant"], *(one[key] for key in _KEYS))
        for one in shifts
    ]
    rows.sort(key=lambda row: (row.passed == row.passes, row.passes, row.name))
    return Foreseen(
        count=len(rows),
        up=sum(row.after > row.before for row in rows),
        down=sum(row.after < row.before for row in rows),
        passing=sum(row.passes and not row.passed for row in rows),
        failing=sum(row.passed and not row.passes for row in rows),
        rows=tuple(rows[:MOST_SHOWN]),
    )


_KEYS = ("before", "after", "passed", "passes")
