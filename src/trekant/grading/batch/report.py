"""What a run of the batch grading did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Change(NamedTuple):
    """A participant who had points already and got others; points with penalties taken off."""

    participant: str
    before: float
    after: float


class Trouble(NamedTuple):
    """A participant who could not be graded, and why: a Danish sentence."""

    participant: str
    sentence: str


@dataclass(frozen=True)
class GradeReport:
    """What was done with the submissions of a quiz.

    ``graded`` and ``unchanged`` count submissions. ``key_changed`` counts those among the unchanged whose key is
    another one now than when they were graded, ``regraded`` those that were graded again by the new one. ``earlier``
    counts the submissions to an earlier edition of the quiz: what they earned then stands. ``needs_manual`` counts the
    submissions in the gradebook that a person has to look at. ``refused`` are not on the roster, and nothing was made
    for them; ``failed`` are, and the gradebook says why they have no points.
    """

    quiz: str
    graded: int = 0
    unchanged: int = 0
    key_changed: int = 0
    regraded: int = 0
    earlier: int = 0
    changed: tuple[Change, ...] = ()
    needs_manual: int = 0
    refused: tuple[Trouble, ...] = ()
    failed: tuple[Trouble, ...] = ()
