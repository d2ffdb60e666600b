"""How often each option was chosen, by everybody and by the upper and the lower 27 %."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np

from trekant.course.base import Model
from trekant.course.quizzes.response import AskedQuestion, Response
from trekant.reports.marks import Marks
from trekant.reports.statistics import extremes


class OptionCount(Model):
    """How often one thing was done with one option.

    ``value`` is what was done: it was chosen, given a place (from 0) or given a rating. Shares are of those who met
    the question; ``upper`` and ``lower`` of the groups by total, None where there are none.
    """

    question: str
    option: str
    text: str
    value: str
    right: bool
    count: int
    share: float
    upper: float | None
    lower: float | None


def option_counts(
    rows: Sequence[Response], marks: Marks, questions: Iterable[AskedQuestion]
) -> dict[str, tuple[OptionCount, ...]]:
    """What was chosen, by question; nothing for a question without options."""
    ordered = sorted(rows, key=lambda row: (row.question, row.participant))
    by_question = {name: list(group) for name, group in groupby(ordered, key=lambda row: row.question)}
    lines = {name: line for line, name in enumerate(marks.participants)}
    found = {}
    for question in questions:
        of_this = by_question.get(question.id, [])
        if question.options and of_this:
            totals = marks.totals[[lines[row.participant] for row in of_this]]
            found[question.id] = tuple(_question(question, of_this, totals))
    return found


def _question(question: AskedQuestion, rows: Sequence[Response], totals: np.ndarray) -> Iterable[OptionCount]:
    groups = extremes(totals)
    for option in question.options:
        for value in question.values:
            did = np.array([(option.id, value) in row.chosen for row in rows])
            yield OptionCount(
                question=question.id,
                option=option.id,
                text=option.text,
                value=value,
                right=option.right == value,
                count=int(did.sum()),
                share=float(did.mean()),
                upper=float(groups[0] @ did) if groups else None,
                lower=float(groups[1] @ did) if groups else None,
            )
