"""The picture of the roads one has taken: it uses what the player told Python, and says in words what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from IPython.display import Image

from trekant.widgets import VignettePlayer, roads, vignette


@pytest.fixture
def case(fictional: Path, monkeypatch: pytest.MonkeyPatch) -> VignettePlayer:
    monkeypatch.chdir(fictional / "notebooks")
    return vignette("den-nye-guitar")


def test_before_anything_is_played_it_says_what_to_do(case: VignettePlayer) -> None:
    assert roads(case) == "Du har ikke spillet nogen af casene endnu. Spil en, og kør cellen igen."


def test_the_decisions_and_the_objectives_are_shown_and_told(case: VignettePlayer) -> None:
    case.path = [
        {"scene": "en", "answer": ["a"], "fraction": 1},
        {"scene": "to", "answer": "b", "fraction": 0.5},
        {"scene": "tre", "answer": "c", "fraction": 0.0},
        {"scene": "fire", "answer": "fritekst", "fraction": None},
    ]
    shown = roads(case)
    assert isinstance(shown, Image)
    assert shown.data.startswith(b"\x89PNG")
    assert shown.alt.startswith(f"Dine valg. {case.payload['title']}: bedst, brugbart, ikke det bedste. Mål. ")
    assert shown.alt.count("50 procent") == len(case.payload["objectives"])
