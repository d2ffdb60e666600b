"""What somebody earned in an earlier edition of a quiz stands, and is counted and named."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.batch import grade, score_by_hand
from tests.gradebooks import contents, files
from tests.grading import HANDED_IN, QUIZ, RIGHT, hand_in, sheet
from tests.people import trekant
from trekant.course.store import load_course
from trekant.grading.assignments.assignment import write_assignments

BANK, FILE = "quizzes/banks/bedoemt-fjordby.yaml", "quizzes/proeve.yaml"
TEXT = {**RIGHT, "med-dine-ord": "Jeg så det i går."}


def _edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.fixture
def earlier(released: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ana and bo are graded, ana also by hand; they have their pages."""
    monkeypatch.chdir(released)
    hand_in(released, sheet("ana", TEXT), sheet("bo", {"nyt-skaeg": "ingenting"}))
    assert grade(released).graded == 2
    score_by_hand(released, "ana", "slot-06", 1.5)
    assert "2 sider skrevet" in trekant("feedback", QUIZ).output
    return released


def _a_new_revision(root: Path) -> None:
    _edit(root / FILE, "revision: 2", "revision: 3")


def _a_renamed_option(root: Path) -> None:
    _edit(root / BANK, "id: ingenting", "id: lade-vaere")


@pytest.mark.parametrize("change", [_a_new_revision, _a_renamed_option])
def test_results_and_pages_of_before_stand(earlier: Path, change: object) -> None:
    before, pages = contents(earlier), files(earlier, "feedback")
    assert callable(change)
    change(earlier)
    write_assignments(load_course(earlier))
    hand_in(earlier, sheet("cilla", {}, revision=load_course(earlier).quiz(QUIZ).revision))
    for more in ((), ("--all",)):
        said = trekant("grade", QUIZ, *more)
        assert said.exit_code == 0, said.output
        assert "2 har afleveret en tidligere udgave af testen; deres resultater står, som de var." in said.output
        assert "1 rettet, 0 uændret" in said.output, said.output
        assert "Facit er ændret" not in said.output
    after = contents(earlier)
    for name, row in before.items():
        if name[0] in ("grade", "comment", "submitted_assignment", "submitted_notebook"):
            assert after[name] == row, name
    said = trekant("feedback", QUIZ)
    assert "1 sider skrevet, 0 uændrede" in said.output
    assert "2 har afleveret en tidligere udgave af testen; deres sider og resultater står" in said.output
    now = files(earlier, "feedback")
    assert {name: now[name] for name in pages} == pages


def test_one_who_answers_the_new_edition_is_graded_by_it(earlier: Path) -> None:
    _a_new_revision(earlier)
    write_assignments(load_course(earlier))
    hand_in(earlier, sheet("bo", RIGHT, revision=3, handed_in=HANDED_IN.replace("20T", "21T")))
    report = grade(earlier)
    assert (report.graded, report.earlier) == (1, 1)


def test_who_could_not_be_graded_before_is_still_told(earlier: Path) -> None:
    hand_in(earlier, sheet("dan"))
    _a_new_revision(earlier)
    write_assignments(load_course(earlier))
    report = grade(earlier)
    assert report.earlier == 2 and [trouble.participant for trouble in report.failed] == ["dan"]


def test_grading_again_by_another_key_is_told(earlier: Path) -> None:
    _edit(earlier / BANK, "rating: 2", "rating: 3")
    assert "Facit er ændret, siden 2 besvarelser blev rettet." in trekant("grade", QUIZ).output
    said = trekant("grade", QUIZ, "--all").output
    assert "2 besvarelser er rettet om efter et facit, der er ændret siden." in said
    assert "rettet om" not in trekant("grade", QUIZ, "--all").output


def test_a_quiz_of_free_text_alone_is_graded_once(released: Path) -> None:
    quiz = yaml.safe_load((released / FILE).read_text(encoding="utf-8"))
    quiz |= {"id": "skriv", "revision": 1, "questions": [{"question": "med-dine-ord", "points": 2}]}
    (released / "quizzes/skriv.yaml").write_text(yaml.safe_dump(quiz, allow_unicode=True), encoding="utf-8")
    write_assignments(load_course(released), ["skriv"])
    hand_in(released, sheet("ana", {"med-dine-ord": "Jeg så det."}, quiz="skriv", revision=1))
    from trekant.grading.batch import grade as grade_quiz

    reports = [grade_quiz(load_course(released), "skriv") for _ in range(2)]
    assert [(one.graded, one.unchanged, one.needs_manual) for one in reports] == [(1, 0, 1), (0, 1, 1)]
