"""Whether the course works: how large a share of the points a group gets before it, after it, and weeks later.

Everybody is compared with himself: of each participant who answered both times, the later share minus the share before.
The mean of these differences has a 95 % interval by Student's t for paired observations, mean ± t(0.975, n - 1) · s/√n,
where s is the standard deviation of the differences with n - 1 (Altman & Gardner, »Means and their differences«, in
Altman, Machin, Bryant & Gardner, Statistics with Confidence, 2nd ed., BMJ Books 2000, ch. 4). Shares, means and
variances are exact fractions; only the root and t are not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from scipy import stats

from trekant.course.base import Moment, Objective
from trekant.course.quizzes.response import Response, Responses
from trekant.course.tasks.points import decimal, share_of
from trekant.reports.flags import TOO_FEW

CONFIDENCE = 0.95

Shares = Mapping[str, Fraction]
"""What each participant got of the points that could be got, 0 to 1."""


@dataclass(frozen=True)
class Measured:
    """How many answered at a moment, and their mean share; None of fewer than ``TOO_FEW``, who are not shown."""

    number: int
    mean: float | None


@dataclass(frozen=True)
class Difference:
    """The differences of those who answered both times: how many, their mean, and the interval it lies in.

    A difference is a share: 0.2 is twenty percentage points more than before. ``mean`` is None of fewer than
    ``TOO_FEW``. ``low`` and ``high`` are None then, and where all moved just as much: that they all do is chance too,
    and the formula would call it certainty. No share can move by more than 1, so neither end lies beyond that.
    """

    number: int
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class ObjectiveEffect:
    """The figures of an objective, or of them all where ``objective`` is None. ``changes`` are since before."""

    objective: Objective | None
    words: str
    measured: Mapping[Moment, Measured]
    changes: Mapping[Moment, Difference]


@dataclass(frozen=True)
class Effect:
    """The figures, the whole first.

    ``repeated`` counts those who met a question of before again at a later moment, ``alone`` those who answered at one
    of the two moments of a change only. ``notes`` are what was left out.
    """

    lines: tuple[ObjectiveEffect, ...]
    repeated: Mapping[Moment, int]
    alone: Mapping[Moment, tuple[int, int]]
    notes: tuple[str, ...]

    @property
    def whole(self) -> ObjectiveEffect:
        """The figures over all objectives."""
        return self.lines[0]


def compare(measured: Mapping[Moment, Responses], objectives: Mapping[Objective, str], whole: str) -> Effect:
    """Compare the answers to the quizzes that measure the course.

    Args:
        measured: the answers, by when they were given.
        objectives: the objectives in words; those that no quiz asks about are left out.
        whole: what all objectives together are called.
    """
    rows = {moment: measured[moment].rows if moment in measured else () for moment in Moment}
    asked = {row.objective for some in rows.values() for row in some}
    lines = [_line(None, whole, rows)]
    lines += [_line(one, objectives.get(one, one.value), rows) for one in Objective if one in asked]
    codes = {moment: {row.participant for row in rows[moment]} for moment in Moment}
    later = [moment for moment in Moment if moment is not Moment.BEFORE]
    before = codes[Moment.BEFORE]
    return Effect(
        lines=tuple(lines),
        repeated={moment: _repeated(rows[Moment.BEFORE], rows[moment]) for moment in later},
        alone={moment: (len(before - codes[moment]), len(codes[moment] - before)) for moment in later},
        notes=tuple(f"»{one.title}«: {note}" for one in measured.values() for note in one.notes),
    )


def _line(objective: Objective | None, words: str, rows: Mapping[Moment, Sequence[Response]]) -> ObjectiveEffect:
    shares = {
        moment: shares_of([row for row in some if objective in (None, row.objective)]) for moment, some in rows.items()
    }
    before = shares[Moment.BEFORE]
    return ObjectiveEffect(
        objective,
        words,
        {moment: _measured(some) for moment, some in shares.items()},
        {moment: change(before, some) for moment, some in shares.items() if moment is not Moment.BEFORE},
    )


def shares_of(rows: Sequence[Response]) -> dict[str, Fraction]:
    """The share of the points that each participant got; a blank answer is nothing got."""
    earned: dict[str, Fraction] = {}
    possible: dict[str, Fraction] = {}
    for row in rows:
        worth = decimal(row.points)
        share = Fraction(0) if row.fraction is None else share_of(row.fraction)
        earned[row.participant] = earned.get(row.participant, Fraction(0)) + share * worth
        possible[row.participant] = possible.get(row.participant, Fraction(0)) + worth
    return {one: earned[one] / most for one, most in possible.items() if most}


def _measured(shares: Shares) -> Measured:
    number = len(shares)
    return Measured(number, float(sum(shares.values()) / number) if number >= TOO_FEW else None)


def change(before: Shares, after: Shares) -> Difference:
    """How those who are in both moved; see the module for the method."""
    moved = [after[one] - share for one, share in before.items() if one in after]
    number = len(moved)
    if number < TOO_FEW:
        return Difference(number, None, None, None)
    mean = sum(moved, Fraction(0)) / number
    variance = sum(((one - mean) ** 2 for one in moved), Fraction(0)) / (number - 1)
    if not variance:
        return Difference(number, float(mean), None, None)
    margin = float(stats.t.ppf((1 + CONFIDENCE) / 2, number - 1)) * sqrt(variance / number)
    return Difference(number, float(mean), max(-1.0, float(mean) - margin), min(1.0, float(mean) + margin))


def _repeated(before: Sequence[Response], after: Sequence[Response]) -> int:
    """How many met the same question both times."""
    met = {(row.participant, row.question) for row in before}
    return len({row.participant for row in after if (row.participant, row.question) in met})
