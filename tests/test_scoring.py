"""Scores: bounds, keys, empty answers, and the rules of each kind of task."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trekant.course.tasks.interaction import AnswerError, Option, Task
from trekant.course.tasks.multiple import choose_several
from trekant.course.tasks.order import put_in_order
from trekant.course.tasks.points import decimal
from trekant.course.tasks.question import score
from trekant.course.tasks.rate import rate_each
from trekant.course.tasks.scoring import ScoreTable
from trekant.course.tasks.single import choose_one
from trekant.course.tasks.text import TEXT

IDS = ["a", "b", "c", "d", "e", "f"]


def _options(ids: list[str]) -> tuple[Option, ...]:
    return tuple(Option(id=one, text=one, feedback="Fordi.") for one in ids)


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    ids = IDS[: draw(st.integers(3, 6))]
    match draw(st.sampled_from(["single", "multiple", "order", "rate"])):
        case "single":
            key = draw(st.sampled_from(ids))
            return choose_one("?", _options(ids), {one: Fraction(one == key) for one in ids})
        case "multiple":
            right = draw(st.sets(st.sampled_from(ids), min_size=1, max_size=len(ids) - 1))
            return choose_several("?", _options(ids), right)
        case "order":
            return put_in_order("?", _options(ids))
        case _:
            return rate_each("?", _options(ids), {one: draw(st.integers(1, 4)) for one in ids})


def answers(task: Task) -> st.SearchStrategy[object]:
    ids = [option.id for option in task.options]
    match task.kind:
        case "single":
            return st.sampled_from(ids)
        case "multiple":
            return st.lists(st.sampled_from(ids), unique=True)
        case "order":
            return st.permutations(ids)
        case _:
            return st.dictionaries(st.sampled_from(ids), st.integers(1, 4))


@given(st.data(), st.floats(0.5, 20))
def test_every_answer_lies_between_nothing_and_the_maximum(data: st.DataObject, maximum: float) -> None:
    task = data.draw(tasks())
    result = score(task, data.draw(answers(task)), maximum)  # type: ignore[arg-type]
    assert result.points is not None
    assert 0 <= result.points <= result.maximum == decimal(maximum)


@given(tasks())
def test_the_key_gives_everything_and_nothing_gives_nothing(task: Task) -> None:
    assert score(task, task.key, 3).points == 3
    for empty in (None, "", " ", [], {}):
        assert score(task, empty, 3).points == 0  # type: ignore[arg-type]


@given(st.data())
def test_only_the_key_gives_everything(data: st.DataObject) -> None:
    task = data.draw(tasks())
    answer = data.draw(answers(task))
    full = task.fraction(answer) == 1
    same = set(answer) == set(task.key) if task.kind == "multiple" else answer == task.key  # type: ignore[call-overload, arg-type]
    assert full == same


@given(st.data())
def test_the_order_in_which_options_are_shown_changes_nothing(data: st.DataObject) -> None:
    ids = IDS[:4]
    right = data.draw(st.sets(st.sampled_from(ids), min_size=1, max_size=3))
    answer = data.draw(st.lists(st.sampled_from(ids), unique=True))
    one = choose_several("?", _options(ids), right)
    other = choose_several("?", _options(data.draw(st.permutations(ids))), right)
    assert one.fraction(answer) == other.fraction(list(reversed(answer)))


def test_ticking_everything_is_worth_nothing() -> None:
    task = choose_several("?", _options(IDS), {"a", "b"})
    assert task.fraction(IDS) == 0
    assert task.fraction(["a"]) == 0.5
    assert task.fraction(["a", "b", "c"]) == 0.75


def test_a_neighbour_of_the_experts_rating_is_worth_half() -> None:
    task = rate_each("?", _options(["a", "b"]), {"a": 4, "b": 1})
    assert task.fraction({"a": 4, "b": 1}) == 1
    assert task.fraction({"a": 3, "b": 1}) == 0.75
    assert task.fraction({"a": 2, "b": 2}) == 0.25


def test_order_counts_displacement() -> None:
    task = put_in_order("?", _options(["a", "b", "c", "d"]))
    assert task.fraction(["b", "a", "c", "d"]) == 0.75  # two items one place off, of at most eight places
    assert task.fraction(["d", "c", "b", "a"]) == 0


def test_where_nothing_is_worrying_marking_nothing_is_best_in_the_table() -> None:
    task = choose_several("?", _options(IDS[:4]), set())
    assert task.table is not None
    assert task.table.fraction([]) == 1
    assert task.fraction(["a"]) == 0.75


def test_where_everything_is_worrying_each_mark_counts_the_same() -> None:
    task = choose_several("?", _options(IDS[:4]), set(IDS[:4]))
    assert [task.fraction(IDS[:count]) for count in range(5)] == [0, 0.25, 0.5, 0.75, 1]


@pytest.mark.parametrize(
    ("task", "answer", "says"),
    [
        (choose_one("?", _options(IDS[:3]), {"a": Fraction(1)}), ["a"], "én valgmulighed"),
        (choose_one("?", _options(IDS[:3]), {"a": Fraction(1)}), "z", "findes ikke"),
        (choose_several("?", _options(IDS[:3]), {"a"}), "a", "liste"),
        (choose_several("?", _options(IDS[:3]), {"a"}), ["a", "a"], "flere gange"),
        (put_in_order("?", _options(IDS[:3])), ["a", "b"], "alle punkter"),
        (rate_each("?", _options(IDS[:3]), {"a": 1, "b": 2, "c": 3}), {"a": 5}, "fra 1 til 4"),
        (rate_each("?", _options(IDS[:3]), {"a": 1, "b": 2, "c": 3}), {"a": True}, "fra 1 til 4"),
        (Task(kind=TEXT, prompt="?"), ["a"], "tekst"),
        (Task(kind=TEXT, prompt="?"), "x" * 20_001, "for lang"),
    ],
)
def test_an_answer_of_the_wrong_shape_is_refused_in_danish(task: Task, answer: object, says: str) -> None:
    with pytest.raises(AnswerError, match=says):
        task.fraction(answer)


def test_text_waits_for_a_person() -> None:
    result = score(Task(kind=TEXT, prompt="?"), "Jeg ville sige, hvad jeg har set.", 2)
    assert result.points is None
    assert score(Task(kind=TEXT, prompt="?"), "  ", 2).points == 0


def test_the_browser_gets_the_table_in_whole_numbers() -> None:
    table = ScoreTable(
        base=Fraction(1, 4), weights={"a": {"0": Fraction(1, 2), "1": Fraction(-1, 3)}, "b": {"chosen": Fraction(1, 6)}}
    )
    assert table.for_player() == {
        "of": 12,
        "base": 3,
        "weights": {"a": {"0": 6, "1": -4}, "b": {"chosen": 2}},
    }


@given(st.data())
def test_the_whole_numbers_add_up_to_the_share(data: st.DataObject) -> None:
    task = data.draw(tasks())
    shown = task.table.for_player()
    assert Fraction(shown["base"], shown["of"]) == task.table.base  # type: ignore[arg-type]
    assert {
        item: {value: Fraction(weight, shown["of"]) for value, weight in values.items()}  # type: ignore[arg-type]
        for item, values in shown["weights"].items()  # type: ignore[attr-defined]
    } == task.table.weights


def test_parts_that_add_up_to_more_than_all_are_all_and_to_less_than_nothing_nothing() -> None:
    table = ScoreTable(weights={"a": {"chosen": Fraction(3, 4)}, "b": {"chosen": Fraction(-2)}})
    assert table.share([("a", "chosen"), ("a", "chosen")]) == 1
    assert table.share([("b", "chosen")]) == 0
    assert table.share([]) == 0
