"""What participants get from those who run the course, in the made-up language that its settings say.

Feedback, certificate, assignment, and why answers are refused.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.browser.danish import said_in
from tests.browser.words import authors_words, plain, untranslated
from tests.copied import ROOT
from tests.grading import QUIZ, RIGHT, hand_in, nbgrader, sheet
from tests.people import FREE_TEXT, NAMES, trekant
from tests.pseudo import LANGUAGE, given, left, spoken
from trekant.course.quizzes.answers import AnswerFileError, check_sheet, read_sheet
from trekant.course.store import load_course
from trekant.grading.gradebook import open_gradebook

WRITTEN = f"{FREE_TEXT}\nFint skrevet, {' '.join(NAMES.values())}\n{' '.join(NAMES)}"
"""What the participants and their trainer have written, and who they are."""


@pytest.mark.parametrize("keys", [(), ("--with-keys",)])
def test_feedback_pages_have_no_word_that_cannot_be_translated(graded: Path, keys: tuple[str, ...]) -> None:
    given(graded)
    trekant("feedback", QUIZ, *keys)
    pages = list((graded / "quizzes/feedback").rglob("*.html"))
    authors = authors_words(graded) + "\n" + plain(WRITTEN)
    assert pages and all("⟦Sådan gik det⟧" in page.read_text(encoding="utf-8") for page in pages)
    for page in pages:
        assert untranslated(said_in(page.read_text(encoding="utf-8")), authors) == [], page


@pytest.mark.slow
def test_the_feedback_pages_of_nbgrader_have_none(fictional: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From assignment to page by nbgrader's own commands."""
    shutil.copy(ROOT / "quizzes/nbgrader_config.py", given(fictional) / "quizzes")
    monkeypatch.chdir(fictional)
    assert trekant("assignments", QUIZ).exit_code == 0
    with open_gradebook(fictional) as gradebook:
        gradebook.add_student("ana")
    hand_in(fictional, sheet("ana", {**RIGHT, "med-dine-ord": FREE_TEXT}))
    for command in ("autograde", "generate_feedback"):
        done = nbgrader(fictional, command, QUIZ)
        assert done.returncode == 0, done.stderr
    [page] = [path.read_text(encoding="utf-8") for path in (fictional / "quizzes/feedback").rglob("*.html")]
    assert f'<html lang="{LANGUAGE}">' in page
    assert untranslated(said_in(page), authors_words(fictional) + "\n" + plain(WRITTEN)) == []


def test_a_certificate_has_none(graded: Path) -> None:
    given(graded)
    made = trekant("certificates", QUIZ)
    assert made.exit_code == 0, made.output
    [paper, *_others] = graded.rglob("*.pdf")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(paper).pages).split())
    for said in ("har bestået", "i kurset", "Kontrolkode", "kan med koden bekræfte, at beviset er ægte."):
        assert said in text and said not in left(text), text


def test_an_assignment_has_none(graded: Path) -> None:
    given(graded)
    made = trekant("assignments", QUIZ)
    assert made.exit_code == 0, made.output
    authors = authors_words(graded)
    for folder in ("source", "release"):
        notebook = json.loads((graded / f"quizzes/{folder}/{QUIZ}/{QUIZ}.ipynb").read_text(encoding="utf-8"))
        written = ["".join(one["source"]) for one in notebook["cells"] if one["cell_type"] == "markdown"]
        lines = [re.sub(r"[#*]", "", line) for one in written for line in one.split("\n")]
        assert len(written) > 8 and untranslated(lines, authors) == []
        assert any(f'language="{LANGUAGE}"' in "".join(one["source"]) for one in notebook["cells"])
        shown = json.loads((graded / f"quizzes/{folder}/{QUIZ}/{QUIZ}.json").read_text(encoding="utf-8"))
        assert "⟦" in json.dumps(shown, ensure_ascii=False), "the hints, which page and notebook share"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"a": NaN}',
        b'{"a": 1, "a": 2}',
        b"{}",
        b'{"format": "trekant-forloeb-1"}',
        json.dumps(sheet("ana") | {"quiz": "?"}).encode(),
        json.dumps(sheet("ana") | {"more": 1}).encode(),
    ],
)
def test_why_answers_are_refused_can_be_translated(raw: bytes) -> None:
    with spoken(), pytest.raises(AnswerFileError) as refused:
        read_sheet(raw)
    assert "⟦" in str(refused.value)
    assert set(left(str(refused.value)).split()) <= {"1", "NaN", "more", "trekant-svar-1", "trekant-svar-2"}


def test_why_an_answer_does_not_fit_can_be_translated(graded: Path) -> None:
    course = load_course(graded)
    quiz = course.quiz(QUIZ)
    tasks = {one: course.questions[one][0].task(course.municipality) for one in quiz.pool}
    wrong = read_sheet(json.dumps(sheet("ana", {"nyt-skaeg": ["ingenting"]})).encode())
    with spoken(), pytest.raises(AnswerFileError) as refused:
        check_sheet(wrong, quiz, tasks)
    assert set(left(str(refused.value)).split()) == {"nyt-skaeg"}
