"""What a notebook says to a participant, in the made-up language: widgets, the answer file, cells, the picture."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import IPython.display
import pytest

from tests.browser.material import hidden, quiz_data
from tests.browser.words import authors_words, plain, untranslated
from tests.pseudo import LANGUAGE, given, lay
from tests.test_widgets import sheet
from trekant.course.words import catalogues
from trekant.grading.assignments.cell import points
from trekant.widgets import QuizPlayer, WidgetError, quiz, roads, vignette

QUIZ_FILE = "quiz.json"


@pytest.fixture
def handed_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A participant's folder with a quiz in it and no course above it, and an engine that brings the language."""
    lay(tmp_path / "engine/da_x_prove.po")
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path / "engine")
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / QUIZ_FILE).write_text(json.dumps(quiz_data("graded")), encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def ours() -> QuizPlayer:
    return quiz(QUIZ_FILE, language=LANGUAGE)


def test_what_is_said_of_the_answer_file_has_no_word_that_cannot_be_translated(handed_out: Path) -> None:
    """Every sentence that the widget has for it, one after the other."""
    file = handed_out / "svar.json"
    one, other = ours(), ours()
    heard = []

    def said(player: QuizPlayer, **changes: Any) -> None:
        player.sheet = sheet(**changes)
        heard.append(player.saved)

    said(one, participant="")
    said(one)
    said(other, answers=hidden({"om-multiple": ["dorthe"]}))
    for wrong in ({"quiz": "en-anden"}, {"answers": {"findes-ikke": "a"}}, {"mere": 1}):
        said(one, **wrong)
    said(other, participant="hb-043")
    said(one)
    one.sheet = {}
    heard.append(one.saved)
    file.write_text(json.dumps(sheet(revision=2)), encoding="utf-8")
    said(ours())
    file.with_name(".svar.json.tmp").mkdir()  # where it would be written first
    said(ours(), answers={})
    assert len({re.sub(r"\d", "", text) for text in heard}) == 10, heard
    assert untranslated(heard, "findes-ikke mere") == []


def test_what_keeps_a_quiz_from_being_shown_has_none(handed_out: Path) -> None:
    heard = []
    for text in (None, "{", "[]"):
        (handed_out / QUIZ_FILE).unlink(missing_ok=True)
        if text is not None:
            (handed_out / QUIZ_FILE).write_text(text, encoding="utf-8")
        with pytest.raises(WidgetError) as refused:
            ours()
        heard.append(str(refused.value))
    assert len(set(heard)) == 3 and untranslated(heard, "") == []


def test_the_player_in_a_notebook_has_the_words_of_the_language(handed_out: Path) -> None:
    player = ours()
    script = str(player._esm)
    assert f'"{LANGUAGE}"' in script and "⟦Næste spørgsmål⟧" in script
    assert "⟦" not in str(quiz(QUIZ_FILE)._esm), "and the next one its own"


def test_a_language_that_the_engine_does_not_bring_is_danish_to_a_participant(handed_out: Path) -> None:
    player = quiz(QUIZ_FILE, language="tlh")
    player.sheet = sheet(participant="")
    assert player.saved == "Skriv din deltagerkode, så bliver dine svar gemt."


@pytest.fixture
def fjordby(fictional: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fictional course in the made-up language; one is among its notebooks."""
    monkeypatch.chdir(given(fictional) / "notebooks")
    return fictional


def test_the_picture_of_the_roads_has_none(fjordby: Path) -> None:
    case = vignette("den-nye-guitar")
    before = roads(case)
    case.path = [{"scene": "en", "answer": "a", "fraction": share} for share in (1, 0.5, 0.0)]
    picture = roads(case)
    assert isinstance(before, str) and not isinstance(picture, str)
    assert untranslated([before, plain(picture.alt)], authors_words(fjordby)) == []


def test_a_cell_for_points_has_none(fjordby: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(IPython.display, "display", lambda markdown: said.append(markdown.data))
    assert points("slot-01") is None
    assert len(said) == 1 and untranslated(said, "") == []
