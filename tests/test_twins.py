"""What Python and the players both work out: one table for this side and for tests/players."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from trekant.course.pages.spacing import for_player, spacing_table
from trekant.course.tasks.scoring import ScoreTable
from trekant.course.writing.text import danish_number, fnv1a
from trekant.service.reminders.due import refresher_day

TWINS: dict[str, Any] = json.loads((Path(__file__).parent / "twins.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("value", "decimals", "shown"), TWINS["numbers"])
def test_a_number_is_written_as_the_players_write_it(value: float, decimals: int, shown: str) -> None:
    assert danish_number(value, decimals) == shown


@pytest.mark.parametrize(("handed_in", "today", "day"), TWINS["anniversaries"])
def test_a_year_later_is_the_same_day_in_a_mail_and_in_a_browser(handed_in: str, today: str, day: str) -> None:
    assert refresher_day(date.fromisoformat(handed_in), date.fromisoformat(today)) == date.fromisoformat(day)


@pytest.mark.parametrize(("text", "number"), TWINS["draws"])
def test_a_text_leads_to_the_same_number(text: str, number: int) -> None:
    assert fnv1a(text) == number


def test_the_players_walk_the_table_of_gaps_that_is_handed_to_them() -> None:
    assert for_player() == TWINS["spacing"]


@pytest.mark.parametrize(("results", "days"), TWINS["walks"])
def test_results_lead_to_the_same_gap(results: list[bool], days: int | None) -> None:
    table = spacing_table()
    state = table[0]
    for right in results:
        state = table[state.right if right else state.missed]
    assert state.days == days


@pytest.mark.parametrize("task", TWINS["scores"], ids=lambda task: task["kind"])
def test_an_answer_scores_the_same(task: dict[str, Any]) -> None:
    of, base, weights = (task["table"][name] for name in ("of", "base", "weights"))
    shares = {item: {value: Fraction(one, of) for value, one in each.items()} for item, each in weights.items()}
    table = ScoreTable(base=Fraction(base, of), weights=shares)
    assert table.for_player() == task["table"]
    for given in task["answers"]:
        assert table.fraction([(item, value) for item, value in given["parts"]]) == given["share"], given
