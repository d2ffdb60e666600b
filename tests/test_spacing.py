"""The table of gaps: closed, and such that misses come soon and what is known comes seldom."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from trekant.course.pages.spacing import GOOD_FROM, KEPT, LONGEST, SpacingState, for_player, spacing_table

TABLE = spacing_table()
RESULTS = st.lists(st.booleans(), max_size=60)


def walk(results: list[bool]) -> SpacingState:
    """Where results, right or not, each on the day something was due, lead."""
    state = TABLE[0]
    for right in results:
        state = TABLE[state.right if right else state.missed]
    return state


def gap(state: SpacingState) -> float:
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
    assert shown["good"] == GOOD_FROM
    assert shown["states"] == [[state.days, state.missed, state.right] for state in TABLE]
    assert len(json.dumps(shown)) < 4_000


SCHEDULER = Scheduler(
    desired_retention=KEPT,
    learning_steps=(),
    relearning_steps=(timedelta(days=1),),
    maximum_interval=LONGEST,
    enable_fuzzing=False,
)


def gaps_of_fsrs(results: Sequence[bool]) -> list[int]:
    """The gap after each result by the library itself, asked on the days when something is due."""
    card, gaps = Card(card_id=1, due=datetime(2026, 1, 1, tzinfo=UTC)), [0]
    for right in results:
        before = card.due
        card, _ = SCHEDULER.review_card(card, Rating.Good if right else Rating.Again, before)
        days = (card.due - before).days
        gaps.append(min(max(days, gaps[-1] + 1), LONGEST) if right else days)  # the rule that is ours
        card.due = before + timedelta(days=gaps[-1])
    return gaps[1:]


@pytest.mark.parametrize("results", [[True, True], [False, True, True], [True, False, True]])
def test_the_first_gaps_are_those_of_fsrs(results: list[bool]) -> None:
    assert walk(results).days == gaps_of_fsrs(results)[-1]


def test_no_gap_is_more_than_half_longer_or_shorter_than_that_of_fsrs() -> None:
    """States that are nearly alike count as one, and only so far do the table and the library differ."""
    for results in product([True, False], repeat=8):
        for number, own in enumerate(gaps_of_fsrs(results), start=1):
            ours = gap(walk(list(results[:number])))
            assert max(own, ours) <= 1.5 * min(own, ours), results[:number]
            if LONGEST in (own, ours):
                break  # here or there it comes back no more
