"""From the scores in the gradebook, which are rounded, to points that are exact (see ``course.tasks.points``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from trekant.course.tasks.points import DECIMALS, decimal, exact, rounded

_SAME = 1e-9


class _Scored(Protocol):
    """A grade as nbgrader has it, or a row with its columns."""

    @property
    def auto_score(self) -> float | None: ...
    @property
    def manual_score(self) -> float | None: ...
    @property
    def extra_credit(self) -> float | None: ...


@dataclass(frozen=True)
class Total:
    """The points of a submission, exactly: what is left of them when ``penalty`` is taken off."""

    points: Fraction
    penalty: Fraction


def cell_points(grade: _Scored, maximum: float) -> Fraction:
    """The points of a cell, 0 where there are none yet; a trainer's own come before those of the bank."""
    found = grade.auto_score if grade.manual_score is None else grade.manual_score
    return Fraction(0) if found is None else exact(found, maximum) + decimal(grade.extra_credit or 0.0)


def total(cells: Iterable[tuple[_Scored, float]], penalty: float | None) -> Total:
    """Add up the cells of a submission, each with its maximum, and take off the penalty for handing in late.

    nbgrader works the penalty out from the sum of what is written, and takes at most all of that. So who is to lose
    everything does, though what is written is a little less than the points are.
    """
    points, as_written = Fraction(0), 0.0
    for grade, maximum in cells:
        points += cell_points(grade, maximum)
        as_written += written_score(grade)
    off = Fraction(rounded(penalty or 0.0, DECIMALS))
    if penalty and (penalty >= as_written - _SAME or off > points):
        off = max(points, Fraction(0))
    return Total(max(points - off, Fraction(0)), off)


def written_score(grade: _Scored) -> float:
    """The points of a cell as they are written, which is ``nbgrader.api.Grade.score``."""
    found = grade.auto_score if grade.manual_score is None else grade.manual_score
    return 0.0 if found is None else found + (grade.extra_credit or 0.0)
