"""Periods: which are allowed, and how they are said."""

from __future__ import annotations

import pytest

from trekant.course.people.retention import Retention, days_in_words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "en dag"),
        (2, "2 dage"),
        (90, "90 dage"),
        (364, "364 dage"),
        (365, "et år"),
        (366, "366 dage"),
        (730, "to år"),
        (1095, "tre år"),
        (1460, "fire år"),
        (1825, "fem år"),
        (2190, "seks år"),
        (2555, "syv år"),
        (2920, "otte år"),
        (3285, "ni år"),
        (3650, "ti år"),
        (4015, "4015 dage"),
    ],
)
def test_a_period_in_words(days: int, words: str) -> None:
    assert days_in_words(days) == words


def test_answers_are_not_kept_longer_than_their_participant() -> None:
    with pytest.raises(ValueError, match="»answers« må ikke være længere end »participants«; svar kan ikke gemmes"):
        Retention(answers=366, participants=365)
    assert Retention(answers=365, participants=365).answers == 365
    assert Retention(answers=366).participants is None and Retention(participants=1).answers is None
