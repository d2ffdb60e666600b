"""Points: added up exactly, and rounded only where they are written down or shown.

nbgrader keeps points as floats, and we write them there with four decimals: five sixths of a point as 0.8333. Six of
those are 4.9998, which is not the 5 points that the participant has. So nothing is ever decided by adding up what was
written. What is written is first read back as the fraction it stands for (:func:`exact`), the fractions are added, and
the sum decides (:func:`is_enough`).

Reading back is exact, and no guess. A share of a question's points is a fraction whose denominator is at most
:data:`PARTS`; two such fractions differ by at least 1/(18*17), which is thirty times what rounding to four decimals
can take from a question worth a point. Any other number is a decimal that somebody typed, and stands for itself: 0.33
is 33 hundredths and no third. Whole points with two or three decimals are never mistaken for a share.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil

DECIMALS = 4
"""Points are written down with so many decimals."""

PARTS = 18
"""The largest denominator of a share: the footrule of six items put in order (see ``scoring``)."""

LEAST = 0.05
"""The fewest points that a question may be worth: below this, four decimals could not tell two shares apart."""

_ROUNDING = Fraction(1, 2 * 10**DECIMALS)
_DIGITS = Context(prec=12, rounding=ROUND_HALF_UP)
"""A float has some 16 digits, and what is computed with it is sure of the first 12."""


@lru_cache(4096)  # thousands of participants have the same few points
def decimal(value: float) -> Fraction:
    """The number that a float was typed as: 0.7 is seven tenths, and not the binary number beside it."""
    return Fraction(repr(float(value)))


@lru_cache(4096)
def exact(points: float, maximum: float) -> Fraction:
    """The points that were written down as ``points`` for a question worth ``maximum``, exactly.

    It does not matter who wrote them: a trainer who copies 0.8333 from the screen means five sixths, too.
    """
    typed, worth = decimal(points), decimal(maximum)
    if not worth:
        return typed
    nearest = (typed / worth).limit_denominator(PARTS) * worth
    return nearest if abs(nearest - typed) <= _ROUNDING else typed


def share_of(fraction: float) -> Fraction:
    """The share that a float stands for, however it came about: the fraction whose denominator is at most a million.

    Two of those differ by at least 1e-12, and a float is off by 1e-16.
    """
    return Fraction(fraction).limit_denominator(10**6)


@lru_cache(4096)
def as_written(points: Fraction) -> float:
    """Points as they are written down."""
    return float(rounded(points, DECIMALS))


def to_pass(maximum: Fraction, pass_mark: float) -> Fraction:
    """The points that it takes to pass: ``pass_mark`` (a share, 0 to 1) of all, in whole points where all is whole.

    People are told »8 af 11« and not »7,7 af 11«, and what they are told is what counts.
    """
    share = decimal(pass_mark) * maximum
    return Fraction(ceil(share)) if maximum.denominator == 1 else share


def is_enough(points: Fraction, maximum: Fraction, pass_mark: float) -> bool:
    """Whether somebody with so many of so many points has passed."""
    return points >= to_pass(maximum, pass_mark)


def rounded(value: float | Fraction, decimals: int) -> Decimal:
    """A number rounded for people: a half goes up, away from zero, as everybody learnt it at school.

    What floating point leaves behind is no part of the number: 1.005 is a half, though the float is a little less.
    ``number`` in players/dom.js rounds just so.
    """
    plain = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(value)
    return _DIGITS.plus(plain).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
