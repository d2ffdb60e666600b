"""The table of gaps: closed, and such that misses come soon and what is known comes seldom."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from trekant.course.spacing import KEPT, LONGEST, State, for_player, spacing_table

TABLE = spacing_table()
RESULTS = st.lists(st.booleans(), max_size=60)


def walk(results: list[bool]) -> State:
    """Where results, right or not, each on the day something was due, lead."""
    state = TABLE[0]
    for right in results:
        state = TABLE[state.right if right else state.missed]
    return state


def gap(state: State) -> float:
    return LONGEST if state.days is None else state.days


def test_the_table_is_closed_and_nothing_in_it_is_out_of_reach() -> None:
    reached, new = {0}, {0}
    while new:
        new = {to for number in new for to in (TABLE[number].missed, TABLE[number].right)} - reached
        reached |= new
    assert reached == set(range(len(TABLE)))


@given(RESULTS)
def test_a_miss_never_lengthens_the_gap_and_comes_back_the_day_after(results: list[bool]) -> None:
    before, after = walk(results), walk([*results, False])
    assert after.days == 1
    assert not results or gap(after) <= gap(before)


@given(RESULTS)
def test_right_answers_make_the_gap_grow_until_it_comes_back_no_more(results: list[bool]) -> None:
    gaps = [gap(walk([*results, *[True] * more])) for more in range(1, 40)]
    assert gaps[-1] == LONGEST
    growing = [one for one in gaps if one < LONGEST]
    assert growing == sorted(set(growing))
    assert all(one == LONGEST for one in gaps[len(growing) :])


@given(RESULTS, st.integers(0, 59))
def test_having_missed_more_never_makes_the_next_gap_longer(results: list[bool], place: int) -> None:
    worse = [*results[:place], False, *results[place + 1 :]]
    end = [False, True]
    # states that are nearly alike count as one, so a day may go astray
    assert gap(walk([*worse, *end])) <= gap(walk([*results, *end])) + 1


def test_what_is_known_at_once_comes_back_later_than_what_was_missed() -> None:
    assert gap(walk([True, True])) > gap(walk([False, True, True])) > gap(walk([False]))


def test_what_is_learnt_is_one_state_and_comes_back_no_more() -> None:
    assert [state.days for state in TABLE if gap(state) >= LONGEST] == [None]


def test_the_browser_gets_the_same_table_in_few_bytes() -> None:
    shown = for_player()
    assert shown["states"] == [[state.days, state.missed, state.right] for state in TABLE]
    assert len(json.dumps(shown)) < 4_000


@pytest.mark.parametrize("results", [[True, True], [False, True, True], [True, False, True]])
def test_the_gaps_are_those_of_fsrs(results: list[bool]) -> None:
    """The table beside the library itself, asked on the days when something is due."""
    scheduler = Scheduler(
        desired_retention=KEPT, learning_steps=(), relearning_steps=(timedelta(days=1),), enable_fuzzing=False
    )
    card = Card(card_id=1, due=datetime(2026, 1, 1, tzinfo=UTC))
    for right in results:
        before = card.due
        card, _ = scheduler.review_card(card, Rating.Good if right else Rating.Again, before)
    assert walk(results).days == (card.due - before).days
