"""When a contact opens next, and the clock times that say so."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trekant.course.contact.clock import parse_time
from trekant.course.contact.closed_days import NO_CLOSED_DAYS
from trekant.course.contact.municipality import OpeningHours

MONDAY = date(2026, 11, 30)


def hours(*openings: tuple[str, str, str]) -> OpeningHours:
    """Opening hours of rows: day, from, to."""
    rows = [{"days": [day], "from": opens, "to": closes} for day, opens, closes in openings]
    return OpeningHours.model_validate({"source": "outside-notat", "openings": rows})


def test_the_earliest_opening_of_a_day_counts_however_they_are_written() -> None:
    town = hours(("tirsdag", "13:00", "15:00"), ("tirsdag", "08:00", "10:00"))
    assert town.next_opening(0, time(9)) == (1, time(8))
    assert town.next_opening_after(MONDAY, time(9), NO_CLOSED_DAYS) == (date(2026, 12, 1), time(8))


def test_later_the_same_day_comes_before_the_next_day_and_what_is_over_does_not() -> None:
    town = hours(("mandag", "13:00", "15:00"), ("mandag", "08:00", "10:00"), ("tirsdag", "07:00", "08:00"))
    assert town.next_opening(0, time(7, 59)) == (0, time(8))
    assert town.next_opening(0, time(8)) is None  # open
    assert town.next_opening(0, time(10)) == (0, time(13))
    assert town.next_opening(0, time(15)) == (1, time(7))


def test_over_the_end_of_the_week_and_a_whole_week_ahead() -> None:
    town = hours(("mandag", "08:00", "10:00"))
    assert town.next_opening(6, time(23, 59)) == (0, time(8))
    assert town.next_opening(0, time(10)) == (0, time(8))
    assert town.next_opening_after(MONDAY, time(10), NO_CLOSED_DAYS) == (date(2026, 12, 7), time(8))


def test_nobody_has_told() -> None:
    assert hours().next_opening(0, time(9)) is None


rows = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 22), st.integers(1, 23)), min_size=1, max_size=5)


@given(rows, st.integers(0, 6), st.integers(0, 24 * 60 - 1))
def test_the_next_opening_is_the_first_minute_that_is_open(
    found: list[tuple[int, int, int]], weekday: int, minute: int
) -> None:
    days = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
    town = hours(*[(days[day], f"{low}:00", f"{min(24, low + long)}:00") for day, low, long in found])

    def moment(ahead: int) -> tuple[int, time]:
        all_of_it = weekday * 1440 + minute + ahead
        return all_of_it // 1440 % 7, time(all_of_it % 1440 // 60, all_of_it % 60)

    # what opens is on the hour, so the minutes until the next one and then whole hours are enough
    until = [0, *range(60 - minute % 60, 8 * 1440, 60)]
    first = next(moment(ahead) for ahead in until if town.is_open(*moment(ahead)))
    assert town.next_opening(weekday, moment(0)[1]) == (None if first == moment(0) else first)


@pytest.mark.parametrize("text", ["24:30", "24.01", "25:00", "23:60", "99:99", "24:59"])
def test_the_day_ends_at_24(text: str) -> None:
    with pytest.raises(ValueError, match=r"er ikke et klokkeslæt"):
        parse_time(text)


def test_24_is_the_end_of_the_day_and_the_only_one() -> None:
    assert parse_time("24:00") == parse_time("24.00") == time.max
    assert parse_time("23:59") == time(23, 59)
    assert parse_time("0:00") == time.min
    assert hours(("søndag", "22:00", "24:00")).is_open(6, time(23, 59))


@pytest.mark.parametrize("opening", [("mandag", "10:00", "10:00"), ("mandag", "10:00", "09:00")])
def test_hours_that_go_backwards_are_refused(opening: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="»from«"):
        hours(opening)
