"""The figures: equal to an implementation written otherwise, to pandas, and to what others have published."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import item_analysis
from tests.published import moodle, textbook
from trekant.course.quizzes.response import Response
from trekant.reports.marks import Marks, marks_table
from trekant.reports.statistics import QuestionFigures, extremes, question_figures, quiz_figures

EXACT = 1e-9


def made(marks: Sequence[Sequence[float]], maxima: Sequence[float]) -> Marks:
    """A table of marks as it is, without the way over fractions."""
    array = np.array(marks, dtype=float).reshape(len(marks), len(maxima))
    everybody = np.ones(array.shape, dtype=bool)
    names = tuple(f"q{at}" for at in range(len(maxima)))
    people = tuple(f"p{at:04}" for at in range(len(marks)))
    return Marks(people, names, np.array(maxima, dtype=float), array, everybody, everybody)


def rows(marks: Sequence[Sequence[float]], maxima: Sequence[float]) -> list[Response]:
    """The same as rows; a mark of 0 is no answer."""
    return [
        Response(participant=f"p{line:04}", question=f"q{at}", fraction=mark / worth if mark else None, points=worth)
        for line, marks_of in enumerate(marks)
        for at, (mark, worth) in enumerate(zip(marks_of, maxima, strict=True))
    ]


def assert_equal(found: Any, expected: dict[str, Any], closeness: float = EXACT) -> None:
    for name, value in expected.items():
        got = getattr(found, name)
        if value is None or got is None:
            assert got is value, (name, got, value)
        else:
            assert got == pytest.approx(value, rel=closeness, abs=closeness), name


def assert_as_defined(marks: Sequence[Sequence[float]], maxima: Sequence[float]) -> None:
    ours = made(marks, maxima)
    assert_equal(quiz_figures(ours), item_analysis.quiz(marks))
    for found, expected in zip(question_figures(ours), item_analysis.questions(marks, maxima), strict=True):
        assert_equal(found, expected)


def seeded(participants: int, questions: int, seed: int) -> tuple[list[list[float]], list[float]]:
    """Marks that look like a test's: of some ability, with partial credit, negative marks and blanks."""
    generator = random.Random(seed)
    maxima = [generator.choice([1.0, 1.5, 2.0, 3.0]) for _ in range(questions)]
    hard = [generator.gauss(0, 1) for _ in range(questions)]
    marks = []
    for _ in range(participants):
        ability = generator.gauss(0.5, 1)
        right = [generator.random() < 1 / (1 + np.exp(one - ability)) for one in hard]
        share = [1.0 if one else generator.choice([0, 0, 0, 0.25, 1 / 3, 2 / 3, -0.25]) for one in right]
        marks.append([one * maximum for one, maximum in zip(share, maxima, strict=True)])
    return marks, maxima


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_of_200_by_20_are_as_defined(seed: int) -> None:
    assert_as_defined(*seeded(200, 20, seed))


@st.composite
def small_tables(draw: st.DrawFn) -> tuple[list[list[float]], list[float]]:
    people, questions = draw(st.integers(2, 12)), draw(st.integers(1, 6))
    maxima = [draw(st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0, 10.0])) for _ in range(questions)]
    share = st.sampled_from([0.0, 0.0, 1.0, 1.0, 0.5, 0.1, 0.3, 1 / 3, 2 / 3, 0.8333, -0.25, -1.0])
    marks = [[draw(share) * maximum for maximum in maxima] for _ in range(people)]
    return marks, maxima


@given(small_tables())
@settings(max_examples=150)
def test_the_figures_of_anything_small_are_as_defined(data: tuple[list[list[float]], list[float]]) -> None:
    """Ties, questions without variance, nobody right, negative covariance: all come up here."""
    assert_as_defined(*data)


def test_pandas_finds_the_same() -> None:
    marks, maxima = seeded(200, 20, 7)
    frame = pd.DataFrame(marks)
    totals = frame.sum(axis=1)
    found = quiz_figures(made(marks, maxima))
    assert found.skewness == pytest.approx(totals.skew(), rel=EXACT)
    assert found.excess_kurtosis == pytest.approx(totals.kurt(), rel=EXACT)
    assert found.standard_deviation == pytest.approx(totals.std(), rel=EXACT)
    alpha = 20 / 19 * (1 - frame.var().sum() / totals.var())
    assert found.coefficient_of_internal_consistency == pytest.approx(100 * alpha, rel=EXACT)
    for at, question in enumerate(question_figures(made(marks, maxima))):
        correlation = frame[at].corr(totals - frame[at])
        assert question.discrimination_index == pytest.approx(100 * correlation, rel=EXACT)


def moodles_marks() -> list[list[float]]:
    lines = []
    for given_marks in moodle.MARKS:
        line = [0.0] * len(moodle.MAXIMA)
        for slot, mark in zip(moodle.SLOTS, given_marks, strict=True):
            line[slot - 1] = mark
        lines.append(line)
    return lines


def test_moodles_own_test_data_come_out_as_moodle_expects() -> None:
    marks = made(moodles_marks(), moodle.MAXIMA)
    assert marks.totals == pytest.approx(moodle.TOTALS)
    for at, found in enumerate(question_figures(marks)):
        expected = {
            "facility_index": moodle.FACILITY[at] and moodle.FACILITY[at] / 100,
            "effective_weight": moodle.EFFECTIVE_WEIGHT[at],
            "discrimination_index": moodle.DISCRIMINATION_INDEX[at],
            "discriminative_efficiency": moodle.DISCRIMINATIVE_EFFICIENCY[at],
        }
        if moodle.STANDARD_DEVIATION[at] is not None:
            expected["standard_deviation"] = moodle.STANDARD_DEVIATION[at] / 1000 / moodle.MAXIMA[at]
        assert_equal(found, expected, 1e-8)


def test_a_textbooks_example_of_alpha() -> None:
    found = made(textbook.SCORES, [20.0] * 5)
    assert quiz_figures(found).coefficient_of_internal_consistency == pytest.approx(100 * textbook.ALPHA, abs=0.05)
    for at, question in enumerate(question_figures(found)):
        assert question.facility_index == pytest.approx(textbook.MEANS[at] / 20)
        assert question.standard_deviation == pytest.approx(textbook.STANDARD_DEVIATIONS[at] / 20, abs=1e-6)
    first = question_figures(found)[0]
    assert first.discrimination_index == pytest.approx(100 * textbook.FIRST_CORRECTED_CORRELATION, abs=0.05)
    assert float(np.var(found.rest(0), ddof=1)) == pytest.approx(textbook.VARIANCE_WITHOUT_FIRST, abs=0.001)


def test_the_upper_and_lower_groups_of_40_are_11() -> None:
    """9 of the upper 11 and 3 of the lower 11 right give (9 - 3) / 11, as textbooks count it."""
    totals = [float(40 - at) for at in range(40)]
    right = {*range(9), *range(29, 32)}
    marks = [[float(at in right), total] for at, total in enumerate(totals)]
    found = question_figures(made([[one, total - one] for one, total in marks], [1.0, 40.0]))[0]
    assert found.upper_lower_discrimination == pytest.approx(6 / 11)


def test_those_who_tie_at_the_cut_share_the_places() -> None:
    upper, lower = extremes(np.array([5.0, 4.0, 4.0, 4.0, 1.0, 0.0, 0.0])) or (None, None)
    assert upper == pytest.approx([1 / 2, 1 / 6, 1 / 6, 1 / 6, 0, 0, 0])
    assert lower == pytest.approx([0, 0, 0, 0, 0, 1 / 2, 1 / 2])


@pytest.mark.parametrize("points", [0.01, 1.0, 1000.0])
def test_a_rounding_error_is_no_difference_however_many_points_there_are(points: float) -> None:
    noisy = extremes(np.array([0.1 + 0.2, 0.3, 0.3, 0.2, 0.0]) * points)
    assert noisy is not None and noisy[0] == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0, 0])
    same = quiz_figures(made([[0.3 * points], [(0.1 + 0.2) * points], [0.3 * points]], [points]))
    assert same.standard_deviation == 0 and same.skewness is None


NOTHING = {
    "discrimination_index": None,
    "discriminative_efficiency": None,
    "effective_weight": None,
    "upper_lower_discrimination": None,
    "alpha_without_question": None,
}


def test_of_nobody_nothing_can_be_said() -> None:
    assert marks_table([]).complete and question_figures(marks_table([])) == ()
    figures = quiz_figures(marks_table([]))
    assert figures.number == 0
    assert {value for name, value in figures if name not in ("number", "questions")} == {None}


@pytest.mark.parametrize("marks", [[[1.0, 0.0, 2.0]], [[1.0, 0.0, 2.0]] * 5, [[0.0, 0.0, 0.0]] * 4])
def test_of_one_or_of_equals_no_relation_can_be_said(marks: list[list[float]]) -> None:
    for found in question_figures(made(marks, [1.0, 1.0, 2.0])):
        assert_equal(found, NOTHING)
        assert found.facility_index in (0.0, 1.0)
        assert found.standard_deviation == (0 if len(marks) > 1 else None)
    whole = quiz_figures(made(marks, [1.0, 1.0, 2.0]))
    assert whole.standard_deviation == (0 if len(marks) > 1 else None)
    assert whole.skewness is None and whole.coefficient_of_internal_consistency is None and whole.error_ratio is None


def test_the_figures_begin_where_moodles_begin() -> None:
    """With two there is no alpha, with three no kurtosis."""
    two, three = made([[1, 0], [0, 0]], [1, 1]), made([[1, 0], [0, 0], [1, 1]], [1, 1])
    assert quiz_figures(two).standard_deviation and quiz_figures(two).coefficient_of_internal_consistency is None
    assert quiz_figures(three).coefficient_of_internal_consistency is not None
    assert quiz_figures(three).skewness is not None and quiz_figures(three).excess_kurtosis is None


def test_a_negative_covariance_has_no_weight_and_the_others_share_all() -> None:
    marks = [[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 1.0], [0.0, 1.0, 2.0]]
    weights = [found.effective_weight for found in question_figures(made(marks, [1.0, 1.0, 2.0]))]
    assert weights[0] is None
    assert sum(weight for weight in weights if weight) == pytest.approx(100)


def test_a_covariance_that_is_a_rounding_error_is_none_and_weighs_nothing() -> None:
    """Of the first question it is exactly 0; a negative one would leave the question without a weight."""
    for marks in (
        [[100 / 3, 100 / 6], [0.0, 500 / 6], [200 / 3, 100 / 6]],
        [[0.7, 0.0], [0.7, 1 / 3], [0.7, 0.1]],  # the mean of three times 0.7 is a little more
    ):
        weights = [found.effective_weight for found in question_figures(made(marks, [100.0, 100.0]))]
        assert weights == [0, pytest.approx(100)]


def test_a_random_guess_score_stands_beside_its_question() -> None:
    figures = question_figures(made([[1.0, 0.0], [0.0, 1.0]], [1.0, 1.0]), {"q1": 0.25})
    assert [found.random_guess_score for found in figures] == [None, 0.25]


def test_no_answer_counts_as_no_points() -> None:
    marks = [[1.0, 1.0], [0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]
    blank = question_figures(marks_table(rows(marks, [1.0, 1.0])))
    zeros = question_figures(made(marks, [1.0, 1.0]))
    assert [one.unanswered for one in blank] == [2, 2]
    assert [one.model_copy(update={"unanswered": 0}) for one in blank] == list(zeros)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    given_rows = rows(*seeded(60, 8, seed))
    shuffled = random.Random(seed).sample(given_rows, len(given_rows))
    names = [f"q{at}" for at in range(8)]
    one, other = marks_table(given_rows, names), marks_table(shuffled, names)
    assert question_figures(one) == question_figures(other)
    assert quiz_figures(one) == quiz_figures(other)


def test_points_scale_what_is_in_points_and_nothing_else() -> None:
    marks, maxima = seeded(80, 10, 3)
    one = made(marks, maxima)
    four = made([[4 * mark for mark in line] for line in marks], [4 * maximum for maximum in maxima])
    whole, larger = quiz_figures(one), quiz_figures(four)
    for name in ("mean", "median", "standard_deviation", "standard_error"):
        assert getattr(larger, name) == pytest.approx(4 * getattr(whole, name), rel=EXACT)
    for name in ("skewness", "excess_kurtosis", "coefficient_of_internal_consistency", "error_ratio"):
        assert getattr(larger, name) == pytest.approx(getattr(whole, name), rel=EXACT)
    for small, large in zip(question_figures(one), question_figures(four), strict=True):
        assert_equal(large.model_copy(update={"maximum": small.maximum}), small.model_dump(exclude={"question"}))


def test_a_question_that_nobody_can_changes_only_what_counts_questions() -> None:
    marks, maxima = seeded(80, 10, 4)
    longer = made([[*line, 0.0] for line in marks], [*maxima, 1.0])
    before, after = question_figures(made(marks, maxima)), question_figures(longer)
    for old, new in zip(before, after, strict=False):
        assert_equal(new, old.model_dump(include={"facility_index", "discrimination_index", "effective_weight"}))
    assert after[-1].facility_index == 0 and after[-1].discrimination_index is None
    assert after[-1].alpha_without_question == pytest.approx(
        quiz_figures(made(marks, maxima)).coefficient_of_internal_consistency
    )


def test_turning_a_key_round_turns_its_discrimination() -> None:
    marks, maxima = seeded(100, 10, 5)
    right = made(marks, maxima)
    wrong = made([[maxima[0] - line[0], *line[1:]] for line in marks], maxima)
    assert question_figures(wrong)[0].discrimination_index == pytest.approx(
        -(question_figures(right)[0].discrimination_index or 0)
    )


def test_a_drawn_quiz_is_measured_on_those_who_met_the_question() -> None:
    marks = [[float(mark > 0) for mark in line] for line in seeded(90, 6, 6)[0]]
    everything = rows(marks, [1.0] * 6)
    # each third of the participants lacks another pair of questions
    met = [row for row in everything if int(row.question[1:]) // 2 != int(row.participant[1:]) % 3]
    ours = marks_table(met, [f"q{at}" for at in range(6)])
    assert not ours.complete
    for at, found in enumerate(question_figures(ours)):
        those = [line for line in range(90) if at // 2 != line % 3]
        kept = [[mark for one, mark in enumerate(marks[line]) if one // 2 != line % 3 or one == at] for line in those]
        x = [marks[line][at] for line in those]
        rest = [sum(line) - one for line, one in zip(kept, x, strict=True)]
        assert found.number == len(those) == 60
        assert found.facility_index == pytest.approx(np.mean(x))
        assert found.discrimination_index == pytest.approx(100 * float(np.corrcoef(x, rest)[0, 1]))
        assert found.effective_weight is None and found.alpha_without_question is None
        assert found.intended_weight == pytest.approx(25)
    assert quiz_figures(ours).coefficient_of_internal_consistency is None
    assert quiz_figures(ours).mean is not None


def test_where_some_could_get_half_a_point_more_no_question_has_an_intended_weight() -> None:
    met = [("p0", "q0", 1.0), ("p0", "q1", 1.0), ("p1", "q0", 1.0), ("p1", "q2", 1.5)]
    marks = marks_table(
        [Response(participant=who, question=what, fraction=1, points=worth) for who, what, worth in met]
    )
    assert [found.intended_weight for found in question_figures(marks)] == [None, None, None]


def test_rows_that_contradict_each_other_are_refused() -> None:
    row = Response(participant="a", question="q", fraction=1, points=1)
    for other in (row, row.model_copy(update={"participant": "b", "points": 2.0})):
        with pytest.raises(ValueError, match="q"):
            marks_table([row, other])
    with pytest.raises(ValueError, match="not scored"):
        marks_table([row.model_copy(update={"pending_manual": True, "fraction": None})])


def test_every_figure_is_a_plain_number() -> None:
    """What is written to a file is written as Python writes floats."""
    for found in question_figures(made(*seeded(30, 4, 1))):
        for name in QuestionFigures.model_fields:
            assert type(getattr(found, name)) in (float, int, str, type(None)), name
