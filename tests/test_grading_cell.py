"""``points``, which the grade cells of an assignment call."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import IPython.display
import pytest

from tests.grading import RIGHT, hand_in, sheet, write_json
from trekant.course.store import CourseError
from trekant.grading import points
from trekant.grading.assignments.cell import NO_POINTS_HERE


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What cells display."""
    sentences: list[str] = []
    monkeypatch.setattr(IPython.display, "display", lambda markdown: sentences.append(markdown.data))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return sentences


def test_is_a_number_in_a_submission(released: Path, monkeypatch: pytest.MonkeyPatch, shown: list[str]) -> None:
    hand_in(released, sheet("ana", {**RIGHT, "hvilke-tegn": ["trusler"], "nyt-skaeg": None}))
    monkeypatch.chdir(released / "quizzes/submitted/ana/proeve")
    assert [points(f"slot-{number:02d}") for number in range(1, 6)] == [0.0, 1.0, 1.0, 1.5, 3.0]
    assert not shown


def _no_course(root: Path) -> Path:
    return write_json(root.parent / "home" / "ana" / "proeve" / "svar.json", sheet("ana")).parent


def _no_answers(root: Path) -> Path:
    (root / "quizzes/submitted/ana/proeve/svar.json").unlink()
    return root / "quizzes/submitted/ana/proeve"


def _no_bank(root: Path) -> Path:
    (root / "quizzes/banks/bedoemt-fjordby.yaml").unlink()
    return root / "quizzes/submitted/ana/proeve"


def _somebody_else(root: Path) -> Path:
    path = root / "quizzes/submitted/ana/proeve/svar.json"
    path.write_text(json.dumps(sheet("bo")))
    return path.parent


@pytest.mark.parametrize("place", [_no_course, _no_answers, _no_bank, _somebody_else])
def test_is_a_calm_sentence_elsewhere_and_fails_while_grading(
    released: Path, monkeypatch: pytest.MonkeyPatch, shown: list[str], place: Callable[[Path], Path]
) -> None:
    hand_in(released, sheet("ana"))
    monkeypatch.chdir(place(released))
    assert points("slot-01") is None
    assert shown == [NO_POINTS_HERE]
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(CourseError):
        points("slot-01")


@pytest.mark.parametrize("slot", ["slot-06", "slot-99", ""])
def test_has_no_number_for_what_a_person_reads(
    released: Path, monkeypatch: pytest.MonkeyPatch, shown: list[str], slot: str
) -> None:
    hand_in(released, sheet("ana", {"med-dine-ord": "tekst"}))
    monkeypatch.chdir(released / "quizzes/submitted/ana/proeve")
    assert points(slot) is None and shown == [NO_POINTS_HERE]
