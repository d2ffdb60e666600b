"""Answer files that a browser of 4f8afc6 wrote are taken in and graded as they would have been then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.people import QUIZ, trekant
from tests.upgrade import HERE, old_course

FILE = HERE / "browser/svar-proeve-eva-1.json"


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = old_course(tmp_path / "old")
    monkeypatch.chdir(root)
    return root


def test_a_file_of_before_is_collected_and_graded(old: Path) -> None:
    said = trekant("collect", str(FILE))
    assert said.exit_code == 0 and "1 modtaget" in said.output, said.output
    kept = json.loads((old / "quizzes/submitted/eva-1/proeve/svar.json").read_bytes())
    assert kept["answers"] == json.loads(FILE.read_bytes())["answers"]
    said = trekant("grade", QUIZ)
    assert "1 rettet, 4 uændret" in said.output, said.output


def test_the_assignments_of_before_are_renewed_and_the_results_stand(old: Path) -> None:
    released = old / "quizzes/release/proeve/proeve.json"
    assert "nyt-skaeg" in released.read_text(encoding="utf-8")
    assert trekant("assignments").exit_code == 0
    assert "nyt-skaeg" not in released.read_text(encoding="utf-8")
    assert "»proeve«: 0 rettet, 4 uændret." in trekant("grade", QUIZ).output
