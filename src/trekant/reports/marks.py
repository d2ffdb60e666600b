"""From rows to a table of marks: a line for each participant, a column for each question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from trekant.course.quizzes.response import Response

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

NOTHING = 1e-12
"""A sum of marks that is so small beside the maximum is a rounding error: 0.1 + 0.2 - 0.3 is no result."""


@dataclass(frozen=True)
class Marks:
    """The marks of n participants on p questions.

    ``marks`` (n x p) is fraction * maximum, 0 where nothing is answered and where the question was not met; ``seen``
    and ``answered`` (n x p) tell the three apart. ``maxima`` has p numbers.
    """

    participants: tuple[str, ...]
    questions: tuple[str, ...]
    maxima: Floats
    marks: Floats
    seen: Bools
    answered: Bools

    @property
    def complete(self) -> bool:
        """Whether everybody met every question."""
        return bool(self.seen.all())

    @cached_property
    def totals(self) -> Floats:
        """T: the sum of each participant's marks (n)."""
        return self._clean(self.marks.sum(axis=1))

    @cached_property
    def possible(self) -> Floats:
        """The most that each participant could get (n)."""
        possible: Floats = np.where(self.seen, self.maxima, 0.0).sum(axis=1)
        return possible

    def rest(self, column: int) -> Floats:
        """o: the marks on the other questions, of those who met this one."""
        met = self.seen[:, column]
        return self._clean(self.marks[met].sum(axis=1) - self.marks[met, column])

    def _clean(self, sums: Floats) -> Floats:
        clean: Floats = np.where(np.abs(sums) <= NOTHING * self.maxima.sum(), 0.0, sums)
        return clean


def marks_table(rows: Sequence[Response], questions: Sequence[str] = ()) -> Marks:
    """The marks in the rows; columns in the order of ``questions``, then as they turn up.

    Raises:
        ValueError: an answer is not scored yet, stands there twice, or a question has two maxima.
    """
    people = {name: line for line, name in enumerate(sorted({row.participant for row in rows}))}
    asked = {row.question for row in rows}
    order = [one for one in questions if one in asked] + [row.question for row in rows]
    columns = {name: column for column, name in enumerate(dict.fromkeys(order))}
    shape = len(people), len(columns)
    marks, maxima = np.zeros(shape), np.full(len(columns), np.nan)
    seen, answered = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for row in rows:
        line, column = people[row.participant], columns[row.question]
        if row.pending_manual or seen[line, column]:
            raise ValueError(f"{row.participant} and {row.question}: not scored, or there twice")
        if not np.isnan(maxima[column]) and maxima[column] != row.points:
            raise ValueError(f"{row.question} has two maxima")
        maxima[column], seen[line, column] = row.points, True
        if row.fraction is not None:
            marks[line, column], answered[line, column] = row.fraction * row.points, True
    return Marks(tuple(people), tuple(columns), maxima, marks, seen, answered)
