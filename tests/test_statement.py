"""The accessibility statement: the municipality's fields, and what is shown where one is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docutils import nodes
from pydantic import ValidationError

from trekant.course.pages.accessibility import AccessibilityStatement, Shortcoming
from trekant.course.store import load_course
from trekant.site.chapters.statement import MISSING, _shown, _told

ROOT = Path(__file__).parents[1]


def test_nothing_is_claimed_that_the_municipality_has_not_said() -> None:
    statement = load_course(ROOT).municipality.accessibility
    assert statement == AccessibilityStatement()
    for name in AccessibilityStatement.model_fields:
        if name != "shortcomings":
            shown = _shown(name, getattr(statement, name))
            assert isinstance(shown, nodes.strong) and shown.astext() == MISSING


def test_the_page_asks_for_every_field() -> None:
    page = (ROOT / "book/was.md").read_text(encoding="utf-8")
    for name in AccessibilityStatement.model_fields:
        assert (":::{mangler}" if name == "shortcomings" else f"{{was}}`{name}`") in page


def test_what_is_filled_in_is_shown(fictional: Path) -> None:
    statement = load_course(fictional).municipality.accessibility
    assert statement.updated is not None and _shown("updated", statement.updated).astext() == "2. november 2026"
    assert _shown("phone", statement.phone)["refuri"] == "tel:00000009"
    assert _shown("email", statement.email)["refuri"] == "mailto:adgang@fjordby.invalid"
    assert "de fleste af kravene" in _shown("compliance", statement.compliance).astext()
    [one] = statement.shortcomings
    assert _told(one).endswith("I stedet: Ring, så fortæller vi. Det bliver rettet senest 1. marts 2027.")


def test_a_shortcoming_may_be_told_alone() -> None:
    assert _told(Shortcoming(what="Kortet kan ikke læses op.")) == "Kortet kan ikke læses op."


def test_a_date_is_a_date() -> None:
    assert AccessibilityStatement.model_validate({"assessed": "2026-11-22"}).assessed == date(2026, 11, 22)
    with pytest.raises(ValidationError):
        AccessibilityStatement.model_validate({"assessed": "snart"})
