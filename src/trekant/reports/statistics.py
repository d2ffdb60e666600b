"""Item analysis: the figures of classical test theory, defined as Moodle 4.5 computes them.

x is the mark on a question (fraction * maximum; no answer is the mark 0, and is counted), T a participant's sum of x
over the questions met, o = T - x. Variances and covariances have n - 1. A figure that is not defined is None. Moodle
marks some figures with »100 *«, and so do these. The formulas are Moodle's »Quiz statistics calculations«
(https://docs.moodle.org/dev/Quiz_statistics_calculations); what has another source says so.

Where participants met different questions, a question's figures are over those who met it, and T and o over what each
of them met. (Moodle correlates a drawn question with T and leaves the question itself in; taking it out is what makes
the correlation a corrected one everywhere else, so it is taken out here too.) Effective weights and alpha need every
participant's mark on every question, and are None then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor, sqrt

import numpy as np
from scipy import stats

from trekant.course.base import Model
from trekant.reports.marks import Floats, Marks

EXTREME = 0.27
"""The share of participants in the upper and in the lower group: Kelley (1939), »The selection of upper and lower
groups for the validation of test items«, Journal of Educational Psychology 30, 17-24."""

TIE = 12
"""Totals that agree to so many decimals of the largest one are the same place: 0.1 + 0.2 and 0.3 are one result."""

NOISE = 1e-13
"""A covariance that is so small beside the standard deviations is a rounding error around 0."""


class QuestionFigures(Model):
    """The figures of one question.

    ``number`` met it and ``unanswered`` of them left it empty; ``maximum`` is in points. Shares (0 to 1, or -1 to 1):
    ``facility_index``, ``standard_deviation``, ``random_guess_score``, ``upper_lower_discrimination``. Times 100:
    the two weights, ``discrimination_index`` (the corrected item-total correlation), ``discriminative_efficiency``
    and ``alpha_without_question``.
    """

    question: str
    number: int
    unanswered: int
    maximum: float
    facility_index: float | None
    standard_deviation: float | None
    random_guess_score: float | None
    intended_weight: float | None
    effective_weight: float | None
    discrimination_index: float | None
    discriminative_efficiency: float | None
    upper_lower_discrimination: float | None
    alpha_without_question: float | None


class QuizFigures(Model):
    """The figures of a quiz: of T in points, save skewness and kurtosis; the coefficients times 100."""

    number: int
    questions: int
    mean: float | None = None
    median: float | None = None
    standard_deviation: float | None = None
    skewness: float | None = None
    excess_kurtosis: float | None = None
    coefficient_of_internal_consistency: float | None = None
    error_ratio: float | None = None
    standard_error: float | None = None


def question_figures(marks: Marks, guesses: Mapping[str, float | None] | None = None) -> tuple[QuestionFigures, ...]:
    """The figures of every question, in the order of the columns; ``guesses`` are random guess scores by question."""
    intended, effective = intended_weights(marks), effective_weights(marks)
    without = alpha_without(marks)
    return tuple(
        _one_question(marks, column, (guesses or {}).get(name), intended[column], effective[column], without[column])
        for column, name in enumerate(marks.questions)
    )


def _one_question(
    marks: Marks,
    column: int,
    guess: float | None,
    intended: float | None,
    effective: float | None,
    without: float | None,
) -> QuestionFigures:
    met = marks.seen[:, column]
    x, o, maximum = marks.marks[met, column], marks.rest(column), float(marks.maxima[column])
    spread = sqrt(variance(x)) if len(x) > 1 else None
    return QuestionFigures(
        question=marks.questions[column],
        number=len(x),
        unanswered=int((met & ~marks.answered[:, column]).sum()),
        maximum=maximum,
        facility_index=float(x.mean()) / maximum if len(x) and maximum else None,
        standard_deviation=spread / maximum if spread is not None and maximum else None,
        random_guess_score=guess,
        intended_weight=intended,
        effective_weight=effective,
        discrimination_index=discrimination_index(x, o),
        discriminative_efficiency=discriminative_efficiency(x, o),
        upper_lower_discrimination=upper_lower_discrimination(x, marks.totals[met], maximum),
        alpha_without_question=without,
    )


def quiz_figures(marks: Marks) -> QuizFigures:
    """The figures of the whole quiz.

    Skewness k3 / k2^1.5 and excess kurtosis k4 / k2^2 of Fisher's k-statistics are scipy's unbiased ones. Like
    Moodle's, the coefficients need more than two participants.
    """
    totals, alpha = marks.totals, cronbach_alpha(marks)
    number = len(totals)
    spread = sqrt(variance(totals)) if number > 1 else None
    ratio = None if alpha is None else 100 * sqrt(max(0.0, 1 - alpha / 100))
    return QuizFigures(
        number=number,
        questions=len(marks.questions),
        mean=float(totals.mean()) if number else None,
        median=float(np.median(totals)) if number else None,
        standard_deviation=spread,
        skewness=float(stats.skew(totals, bias=False)) if number > 2 and spread else None,
        excess_kurtosis=float(stats.kurtosis(totals, bias=False)) if number > 3 and spread else None,
        coefficient_of_internal_consistency=alpha,
        error_ratio=ratio,
        standard_error=None if ratio is None or spread is None else ratio * spread / 100,
    )


def variance(values: Floats) -> float:
    """The variance with n - 1, and exactly 0 where all values are the same."""
    return 0.0 if _same(values) else float(np.var(values, ddof=1))


def covariance(one: Floats, other: Floats) -> float:
    """The covariance with n - 1, and exactly 0 where it is nothing but rounding error."""
    if _same(one) or _same(other):
        return 0.0
    found = float((one - one.mean()) @ (other - other.mean())) / (len(one) - 1)
    return 0.0 if abs(found) < NOISE * sqrt(variance(one) * variance(other)) else found


def _same(values: Floats) -> bool:
    return len(values) < 2 or bool(np.ptp(values) <= 1e-12 * np.abs(values).max())


def discrimination_index(x: Floats, o: Floats) -> float | None:
    """100 times the correlation of a question with the rest; None where one of the two does not vary."""
    spreads = sqrt(variance(x)) * sqrt(variance(o))
    return None if spreads == 0 else 100 * covariance(x, o) / spreads


def discriminative_efficiency(x: Floats, o: Floats) -> float | None:
    """100 times the covariance with the rest, as a share of the largest that these marks could have had."""
    largest = covariance(np.sort(x), np.sort(o))
    return None if largest == 0 else 100 * covariance(x, o) / largest


def intended_weights(marks: Marks) -> list[float | None]:
    """100 times the maximum over the sum of maxima; None where participants could get different sums."""
    if not len(marks.possible) or np.ptp(marks.possible) > 1e-9 or marks.possible[0] == 0:
        return [None] * len(marks.questions)
    return [100 * float(maximum) / float(marks.possible[0]) for maximum in marks.maxima]


def effective_weights(marks: Marks) -> list[float | None]:
    """100 sqrt cov(x, T) over the sum of these; None where the covariance is negative, and where all are 0."""
    if not marks.complete or len(marks.totals) < 2:
        return [None] * len(marks.questions)
    found = [covariance(marks.marks[:, column], marks.totals) for column in range(len(marks.questions))]
    whole = sum(sqrt(one) for one in found if one >= 0)
    return [100 * sqrt(one) / whole if one >= 0 and whole else None for one in found]


def extremes(totals: Floats) -> tuple[Floats, Floats] | None:
    """How much each participant counts in the upper and in the lower group (each sums to 1).

    A group has round(0.27 n) places, at least one. Those who tie at the cut share the places that are left, so the
    order of participants decides nothing. None where there are no two groups: everybody has the same total.
    """
    if _same(totals):
        return None
    totals = np.round(totals / np.abs(totals).max(), TIE)
    places = max(1, floor(EXTREME * len(totals) + 0.5))
    return _counted(totals, places), _counted(-totals, places)


def _counted(totals: Floats, places: int) -> Floats:
    cut = np.sort(totals)[-places]
    above, tied = totals > cut, totals == cut
    counted: Floats = (above + tied * (places - above.sum()) / tied.sum()) / places
    return counted


def upper_lower_discrimination(x: Floats, totals: Floats, maximum: float) -> float | None:
    """The facility in the upper 27 % less that in the lower; see :func:`extremes`."""
    groups = extremes(totals)
    if groups is None or not maximum:
        return None
    upper, lower = groups
    return float((upper - lower) @ x) / maximum


def cronbach_alpha(marks: Marks) -> float | None:
    """100 times Cronbach's alpha, p/(p-1) (1 - sum var x / var T); Cronbach (1951), Psychometrika 16, 297-334.

    p counts every question, those without variance included. Moodle calls it the coefficient of internal consistency.
    """
    if not marks.complete or len(marks.totals) < 3:
        return None
    return _alpha([variance(column) for column in marks.marks.T], variance(marks.totals))


def alpha_without(marks: Marks) -> list[float | None]:
    """Alpha of the other questions, for each question; with three questions or more."""
    if not marks.complete or len(marks.totals) < 3:
        return [None] * len(marks.questions)
    each = [variance(column) for column in marks.marks.T]
    return [_alpha(each[:one] + each[one + 1 :], variance(marks.rest(one))) for one in range(len(each))]


def _alpha(each: Sequence[float], whole: float) -> float | None:
    count = len(each)
    return None if count < 2 or whole == 0 else 100 * count / (count - 1) * (1 - sum(each) / whole)
