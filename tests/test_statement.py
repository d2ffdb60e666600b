"""The accessibility statement: the municipality's fields, and what is shown where one is missing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from docutils import nodes
from pydantic import ValidationError

from trekant.course.pages.accessibility import AccessibilityStatement, Shortcoming
from trekant.course.store import load_course
from trekant.site.chapters.statement import MISSING, _shown, _told

ROOT = Path(__file__).parents[1]
REPORT = (ROOT / "deploy/accessibility/README.md").read_text(encoding="utf-8")

# WCAG 2.2, levels A and AA: guideline, and the numbers of its criteria. 4.1.1 is obsolete there.
CRITERIA = {
    "1.1": [1],
    "1.2": [1, 2, 3, 4, 5],
    "1.3": [1, 2, 3, 4, 5],
    "1.4": [1, 2, 3, 4, 5, 10, 11, 12, 13],
    "2.1": [1, 2, 4],
    "2.2": [1, 2],
    "2.3": [1],
    "2.4": [1, 2, 3, 4, 5, 6, 7, 11],
    "2.5": [1, 2, 3, 4, 7, 8],
    "3.1": [1, 2],
    "3.2": [1, 2, 3, 4, 6],
    "3.3": [1, 2, 3, 4, 7, 8],
    "4.1": [2, 3],
}


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


def test_the_report_has_a_row_for_each_criterion() -> None:
    rows = re.findall(r"^\| (\d\.\d)\.(\d+)(?:–\1\.(\d+))? ", REPORT, re.M)
    told: dict[str, list[int]] = {}
    for guideline, first, last in rows:
        told.setdefault(guideline, []).extend(range(int(first), int(last or first) + 1))
    assert told == CRITERIA


def test_no_page_says_what_is_meant_by_its_place_or_colour_alone() -> None:
    shown = r"felt|knap|boks|figur|kasse|tabel|liste|menu|link"
    alone = rf"({shown})\w* til (højre|venstre)|\b(røde|grønne|gule|blå) ({shown})"
    pages = [*ROOT.glob("book/*.md"), *ROOT.glob("editions/*/book/*.md"), *ROOT.glob("quizzes/*.yaml")]
    found = {page.name: match[0] for page in pages if (match := re.search(alone, page.read_text(encoding="utf-8")))}
    assert found == {}


def test_every_test_that_the_report_names_is_there() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", REPORT))
    assert len(named) > 30
    assert [name for name in sorted(named) if f"def {name}(" not in tests] == []


def test_what_was_said_aloud_is_kept_beside_the_report() -> None:
    ends = {"modul": "Rigtigt", "case": "Svar trykknap", "test-og-aflevering": "Dine svar kom frem"}
    for name, end in ends.items():
        assert f"\n    {end}" in (ROOT / f"deploy/accessibility/orca/{name}.txt").read_text(encoding="utf-8")
