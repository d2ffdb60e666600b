"""Points are exact: what is just enough is enough, in every quiz and every draw."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations, product
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, CourseError, load_course
from trekant.course.tasks.interaction import Task
from trekant.course.tasks.multiple import MultipleQuestion
from trekant.course.tasks.order import OrderQuestion
from trekant.course.tasks.points import LEAST, PARTS, as_written, decimal, exact, is_enough, rounded, share_of, to_pass
from trekant.course.tasks.rate import RateQuestion
from trekant.course.tasks.scoring import order_of, rated, several_of
from trekant.grading.intake import submission
from trekant.grading.intake.submission import mark_slot
from trekant.grading.marks.scores import total

ROOT = Path(__file__).parents[1]
UNIT = 3600
"""Parts of a point in which every share and every half point is whole."""
NO_CREDIT = {"manual_score": None, "extra_credit": None}


def shares(task: Task) -> frozenset[Fraction]:
    """Every share of full marks that an answer to the task can earn."""
    if task.table is None:  # a text gets what a trainer would type
        return frozenset(Fraction(quarters, 4) for quarters in range(5))
    weights = [list(values.values()) for values in task.table.weights.values()]
    match task.kind:
        case "single" | "contact":
            sums = {weight for values in weights for weight in values}
        case "multiple":
            sums = _sums([[Fraction(0), *values] for values in weights])
        case "order":
            sums = {sum(map(list.__getitem__, weights, places)) for places in permutations(range(len(weights)))}
        case _:
            sums = _sums(weights)
    return frozenset(min(max(task.table.base + one, Fraction(0)), Fraction(1)) for one in sums)


def _sums(weights: list[list[Fraction]]) -> set[Fraction]:
    found = {Fraction(0)}
    for values in weights:
        found = {before + weight for before, weight in product(found, values)}
    return found


def graded_quizzes(course: Course) -> Iterator[tuple[Quiz, dict[str, Task]]]:
    for quiz_id, entry in course.quizzes.items():
        if entry.model.use == "graded":
            quiz = course.quiz(quiz_id)
            yield quiz, course.tasks(quiz)


def just_enough(quiz: Quiz, earn: list[frozenset[Fraction]]) -> list[Fraction] | None:
    """Points for each slot that are exactly what it takes to pass, with as many as possible that are cut when they are
    written.

    None when the draw cannot be worth exactly that.
    """
    needed = int(to_pass(decimal(quiz.maximum), quiz.pass_mark or 0) * UNIT)
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for possible, points in zip(earn, quiz.points, strict=True):
        ways = [(int(share * decimal(points) * UNIT), _is_cut(share * decimal(points))) for share in possible]
        found: dict[int, tuple[int, tuple[int, ...]]] = {}
        for sum_, (cut, chosen) in best.items():
            for earned, is_cut in ways:
                now = sum_ + earned
                if now <= needed and (now not in found or cut + is_cut > found[now][0]):
                    found[now] = cut + is_cut, (*chosen, earned)
        best = found
    return [Fraction(one, UNIT) for one in best[needed][1]] if needed in best else None


def _is_cut(earned: Fraction) -> bool:
    return Fraction(str(as_written(earned))) < earned


def test_a_pass_mark_is_told_and_counted_in_whole_points() -> None:
    for maximum, mark, needed in ((11, 0.7, 8), (20, 0.7, 14), (10, 0.7, 7), (3, 1, 3), (14, 0.7, 10)):
        assert to_pass(Fraction(maximum), mark) == needed
    assert to_pass(Fraction(21, 2), 0.7) == Fraction(147, 20), "where all is no whole number, the share is exact"
    assert not is_enough(Fraction(79, 10), Fraction(11), 0.7)


def test_just_enough_is_enough_in_every_quiz_and_every_draw() -> None:
    """As the gradebook keeps it, rounded; and one ten-thousandth less is not enough."""
    seen = 0
    for quiz, tasks in graded_quizzes(load_course(ROOT)):
        if quiz.pass_mark is None:
            assert quiz.measures
            continue
        maximum = decimal(quiz.maximum)
        earn = {one: shares(task) for one, task in tasks.items()}
        for variant in quiz.variants:
            earned = just_enough(quiz, [earn[one] for one in variant])
            if earned is None:
                continue
            cells = [
                (SimpleNamespace(auto_score=as_written(one), **NO_CREDIT), points)
                for one, points in zip(earned, quiz.points, strict=True)
            ]
            points = total(cells, None).points
            assert points == sum(earned) and is_enough(points, maximum, quiz.pass_mark), (quiz.id, variant)
            assert not is_enough(points - Fraction(1, 10_000), maximum, quiz.pass_mark)
            seen += 1
    assert seen


def test_adding_up_what_is_written_would_fail_somebody_who_has_enough() -> None:
    cells = [(SimpleNamespace(auto_score=points, **NO_CREDIT), 1.0) for points in (0.8333, 0.8333, 0.3333, 1.0)]
    assert sum(grade.auto_score for grade, _ in cells) < 3
    assert total(cells, None).points == 3 and is_enough(total(cells, None).points, Fraction(4), 0.75)


def test_what_is_written_is_read_back_exactly_for_every_question_and_answer() -> None:
    for quiz, tasks in graded_quizzes(load_course(ROOT)):
        worth = dict(zip(quiz.variants[0], quiz.points, strict=True)) if quiz.questions else {}
        for question, task in tasks.items():
            if task.kind == "text":
                continue
            points = worth.get(question, 1.0)
            for share in shares(task):
                earned = share * decimal(points)
                assert exact(as_written(earned), points) == earned


@given(st.integers(1, PARTS), st.data(), st.integers(5, 10_000))
def test_every_share_is_read_back_whatever_the_question_is_worth(parts: int, data: st.DataObject, cents: int) -> None:
    earned = Fraction(data.draw(st.integers(0, parts)), parts) * Fraction(cents, 100)
    assert exact(as_written(earned), cents / 100) == earned


@given(st.integers(0, 5000), st.integers(1, 5))
def test_what_a_trainer_typed_is_what_it_says(thousandths: int, maximum: int) -> None:
    assert exact(thousandths / 1000, maximum) == Fraction(thousandths, 1000)


def test_a_trainer_who_copies_five_sixths_from_the_screen_means_five_sixths() -> None:
    assert exact(0.8333, 1) == Fraction(5, 6)
    assert exact(0.83, 1) == Fraction(83, 100)
    assert exact(2.0, 0) == 2


@given(st.integers(1, 1000), st.data())
def test_a_share_is_the_same_after_it_was_a_float(parts: int, data: st.DataObject) -> None:
    share = Fraction(data.draw(st.integers(0, parts)), parts)
    assert share_of(float(share)) == share


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-0.5, 0, "-1"),
        (0.125, 2, "0.13"),
        (1.005, 2, "1.01"),
        (Fraction(1, 8), 2, "0.13"),
    ],
)
def test_a_half_goes_up_as_at_school(value: float | Fraction, decimals: int, shown: str) -> None:
    assert str(rounded(value, decimals)) == shown


def test_a_share_with_a_large_denominator_is_the_nearest_with_at_most_a_million() -> None:
    assert share_of(1 / 999_983) == Fraction(1, 999_983)
    assert share_of(1 / 1_500_007) == Fraction(1, 1_000_000)


def test_no_question_has_more_parts_than_can_be_told_apart() -> None:
    """The largest that an author may write: see the limits of the question types."""
    most = {kind: kind.model_fields[field].metadata[1].max_length for kind, field in (
        (MultipleQuestion, "options"), (OrderQuestion, "items"), (RateQuestion, "items"),
    )}  # fmt: skip
    ids = "abcdefghij"
    tables = [order_of(ids[:n]) for n in range(2, most[OrderQuestion] + 1)]
    tables += [rated(dict.fromkeys(ids[:n], 2)) for n in range(1, most[RateQuestion] + 1)]
    options = most[MultipleQuestion]
    tables += [several_of(ids[:k], ids[k:n]) for n in range(2, options + 1) for k in range(1, n)]
    for table in tables:
        of = table.for_player()["of"]
        assert isinstance(of, int) and of <= PARTS
    assert Fraction(1, PARTS * (PARTS - 1)) * decimal(LEAST) > Fraction(1, 10_000)


def test_a_question_of_too_many_parts_is_not_written_down_wrongly(monkeypatch: pytest.MonkeyPatch) -> None:
    course = load_course(ROOT)
    quiz, tasks = next(graded_quizzes(course))
    slot = submission.draw(quiz, "")[0]
    monkeypatch.setattr(submission, "score", lambda *_: SimpleNamespace(points=Fraction(17, 19)))
    with pytest.raises(CourseError, match="for mange dele"):
        mark_slot(slot, tasks[slot.question], None)


@given(
    st.lists(st.tuples(st.fractions(0, 1, max_denominator=PARTS), st.integers(1, 5)), min_size=1, max_size=20),
    st.floats(0, 30),
)
def test_a_penalty_takes_at_most_all_there_is(cells: list[tuple[Fraction, int]], penalty: float) -> None:
    rows = [
        (SimpleNamespace(auto_score=as_written(share * worth), **NO_CREDIT), float(worth)) for share, worth in cells
    ]
    earned = sum((share * worth for share, worth in cells), Fraction(0))
    found = total(rows, penalty)
    assert found.points + found.penalty == earned and found.points >= 0 and found.penalty >= 0
    if penalty <= earned - 1:
        assert abs(found.penalty - decimal(penalty)) <= Fraction(1, 20_000)
    written_down = sum(grade.auto_score for grade, _ in rows)
    assert total(rows, written_down).points == 0, "who is to lose everything loses the last ten-thousandth too"


def test_extra_credit_and_a_trainers_own_points_count_as_nbgrader_counts_them() -> None:
    grade = SimpleNamespace(auto_score=0.3333, manual_score=0.6667, extra_credit=0.5)
    assert total([(grade, 1.0)], None).points == Fraction(2, 3) + Fraction(1, 2)
    waiting = SimpleNamespace(auto_score=None, manual_score=None, extra_credit=None)
    assert total([(waiting, 1.0)], 1.0).points == 0
