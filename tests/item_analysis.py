"""Item analysis once more, written from the definitions in exact fractions: no array, no library, no rounding.

Only the square roots at the end are floating point. What is not defined is None.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from typing import Any

Table = Sequence[Sequence[float]]
"""A line for each participant, a mark for each question."""


def _columns(marks: Table) -> list[list[Fraction]]:
    """The marks as what they stand for: 1/3 and 3/10, not what binary fractions make of them."""
    return [[Fraction(mark).limit_denominator(1_000_000) for mark in column] for column in zip(*marks, strict=True)]


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _cov(one: Sequence[Fraction], other: Sequence[Fraction]) -> Fraction:
    mean, other_mean = _mean(one), _mean(other)
    pairs = zip(one, other, strict=True)
    return sum(((x - mean) * (y - other_mean) for x, y in pairs), Fraction(0)) / (len(one) - 1)


def _moment(values: Sequence[Fraction], power: int) -> Fraction:
    mean = _mean(values)
    return sum(((value - mean) ** power for value in values), Fraction(0)) / len(values)


def _alpha(columns: Sequence[Sequence[Fraction]]) -> float | None:
    p, n = len(columns), len(columns[0])
    totals = [sum(line, Fraction(0)) for line in zip(*columns, strict=True)]
    whole = _cov(totals, totals)
    if p < 2 or n < 3 or not whole:
        return None
    return float(100 * Fraction(p, p - 1) * (1 - sum(_cov(column, column) for column in columns) / whole))


def _groups(totals: Sequence[Fraction]) -> tuple[list[Fraction], list[Fraction]] | None:
    """How much each counts in the upper and the lower 27 %: everybody takes a place, those who tie share theirs."""
    if len(set(totals)) == 1:
        return None
    places = max(1, int(Fraction(27, 100) * len(totals) + Fraction(1, 2)))

    def shared(falling: bool) -> list[Fraction]:
        left, got = Fraction(places), dict[Fraction, Fraction]()
        for total in sorted(set(totals), reverse=falling):
            tied = totals.count(total)
            got[total] = min(Fraction(1), left / tied)
            left -= got[total] * tied
        return [got[total] / places for total in totals]

    return shared(True), shared(False)


def quiz(marks: Table) -> dict[str, Any]:
    """The figures of the whole quiz; for two participants or more."""
    columns = _columns(marks)
    totals = [sum(line, Fraction(0)) for line in zip(*columns, strict=True)]
    n, ordered = len(totals), sorted(totals)
    m2, m3, m4 = (_moment(totals, power) for power in (2, 3, 4))
    k2 = n * m2 / (n - 1)
    alpha = _alpha(columns)
    sd = sqrt(k2)
    skewness = kurtosis = None
    if n > 2 and k2:
        skewness = float(n * n * m3 / ((n - 1) * (n - 2))) / sqrt(k2) ** 3
    if n > 3 and k2:
        kurtosis = float(n * n * ((n + 1) * m4 - 3 * (n - 1) * m2**2) / ((n - 1) * (n - 2) * (n - 3)) / k2**2)
    ratio = None if alpha is None else 100 * sqrt(max(0.0, 1 - alpha / 100))
    return {
        "number": n,
        "mean": float(_mean(totals)),
        "median": float((ordered[(n - 1) // 2] + ordered[n // 2]) / 2),
        "standard_deviation": sd,
        "skewness": skewness,
        "excess_kurtosis": kurtosis,
        "coefficient_of_internal_consistency": alpha,
        "error_ratio": ratio,
        "standard_error": None if ratio is None else ratio * sd / 100,
    }


def questions(marks: Table, maxima: Sequence[float]) -> list[dict[str, Any]]:
    """The figures of every question; for two participants or more."""
    columns = _columns(marks)
    totals = [sum(line, Fraction(0)) for line in zip(*columns, strict=True)]
    with_total = [_cov(column, totals) for column in columns]
    roots = sum(sqrt(one) for one in with_total if one >= 0)
    groups = _groups(totals)
    found = []
    for at, (x, maximum) in enumerate(zip(columns, maxima, strict=True)):
        o = [total - mark for total, mark in zip(totals, x, strict=True)]
        spread, largest = _cov(x, x) * _cov(o, o), _cov(sorted(x), sorted(o))
        difference = groups and sum(((u - w) * mark for u, w, mark in zip(*groups, x, strict=True)), Fraction(0))
        weighs = with_total[at] >= 0 and roots
        found.append(
            {
                "facility_index": float(_mean(x) / Fraction(maximum)) if maximum else None,
                "standard_deviation": sqrt(_cov(x, x)) / maximum if maximum else None,
                "intended_weight": 100 * maximum / sum(maxima) if sum(maxima) else None,
                "effective_weight": 100 * sqrt(with_total[at]) / roots if weighs else None,
                "discrimination_index": float(100 * _cov(x, o)) / sqrt(spread) if spread else None,
                "discriminative_efficiency": float(100 * _cov(x, o) / largest) if largest else None,
                "upper_lower_discrimination": (
                    None if difference is None or not maximum else float(difference / Fraction(maximum))
                ),
                "alpha_without_question": _alpha(columns[:at] + columns[at + 1 :]) if len(columns) > 1 else None,
            }
        )
    return found
