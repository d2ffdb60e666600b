"""Scores as tables.

Every kind of answer is scored by adding up: each part of the answer (an option chosen, an item put in a
place, an item given a rating) has a weight, and the sum is held between 0 and 1. Python makes the table;
the players in the browser add up the same numbers and never know a rule.

Where the rules come from:

- one right answer: 1 for the key, 0 otherwise.
- several right answers: each right one +1/k, each wrong one -1/w (k right, w wrong among the options), so
  that ticking everything gives 0: the correction for guessing of multiple true-false items.
- order: 1 minus Spearman's footrule (the sum of displacements) as a share of its largest value,
  floor(n^2/2); see Diaconis & Graham (1977), »Spearman's footrule as a measure of disarray«.
- rate: full for the experts' rating, half for a neighbour of it, averaged over the items: the near-miss
  scoring of situational judgement tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from trekant.course.base import Model

AnswerPart = tuple[str, str]
"""One part of an answer: an item, and what was done with it."""

CHOSEN = "chosen"
RATINGS = (1, 2, 3, 4)


class ScoreTable(Model):
    """``fraction = clamp(base + sum of weights of the answer's parts)``; between 0 and 1."""

    base: Fraction = Fraction(0)
    weights: Mapping[str, Mapping[str, Fraction]]

    def share(self, parts: Iterable[AnswerPart]) -> Fraction:
        """The share of full marks for an answer given as its parts, exactly.

        Raises:
            KeyError: a part is not in the table.
        """
        total = self.base + sum((self.weights[item][value] for item, value in parts), Fraction(0))
        return min(max(total, Fraction(0)), Fraction(1))

    def fraction(self, parts: Iterable[AnswerPart]) -> float:
        """The share as a float, the nearest there is: 1.0 is all of it, and nothing less.

        Raises:
            KeyError: a part is not in the table.
        """
        return float(self.share(parts))

    def for_player(self) -> dict[str, object]:
        """The table in whole numbers, ``of`` to full marks, which a browser adds up as exactly as Python does."""
        weights = [weight for values in self.weights.values() for weight in values.values()]
        of = lcm(*(weight.denominator for weight in (self.base, *weights)))
        return {
            "of": of,
            "base": int(self.base * of),
            "weights": {
                item: {value: int(weight * of) for value, weight in values.items()}
                for item, values in self.weights.items()
            },
        }


def one_of(credit: Mapping[str, Fraction]) -> ScoreTable:
    """One option is chosen, and each has its credit (0 to 1)."""
    return ScoreTable(weights={option: {CHOSEN: share} for option, share in credit.items()})


def several_of(right: Sequence[str], wrong: Sequence[str]) -> ScoreTable:
    """Any number of options are chosen. Where none is right, full marks are for choosing none."""
    plus = Fraction(1, len(right)) if right else Fraction(0)
    minus = Fraction(-1, len(wrong)) if wrong else Fraction(0)
    weights = {option: {CHOSEN: plus} for option in right} | {option: {CHOSEN: minus} for option in wrong}
    return ScoreTable(base=Fraction(0 if right else 1), weights=weights)


def order_of(items: Sequence[str]) -> ScoreTable:
    """The items are put in order; ``items`` is the right order. Positions count from 0."""
    largest = len(items) ** 2 // 2
    return ScoreTable(
        base=Fraction(1),
        weights={
            item: {str(place): Fraction(-abs(place - right), largest) for place in range(len(items))}
            for right, item in enumerate(items)
        },
    )


def rated(ratings: Mapping[str, int]) -> ScoreTable:
    """Each item is rated 1 to 4; ``ratings`` are the experts'."""
    credit = {0: Fraction(1), 1: Fraction(1, 2)}
    return ScoreTable(
        weights={
            item: {str(given): credit.get(abs(given - expert), Fraction(0)) / len(ratings) for given in RATINGS}
            for item, expert in ratings.items()
        }
    )
