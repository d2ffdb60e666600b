"""The whole road, with the real commands: assignments, answer files, grading, the gradebook, the CSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.grading import (
    AUTO_MAXIMUM,
    MAXIMUM,
    QUIZ,
    RIGHT,
    autograde,
    feedback,
    hand_in,
    nbgrader,
    scores,
    sheet,
    submission_of,
)
from tests.spreadsheet import table
from trekant.grading.gradebook import open_gradebook
from trekant.grading.marks.export import submission_status

pytestmark = pytest.mark.slow

TEXT = "Ditte sagde i går, at hun vil skade dem & at »det er deres egen skyld«."


@pytest.fixture
def handed_in(released: Path) -> Path:
    wrong = {**RIGHT, "nyt-skaeg": "forhoer", "fire-svar": {"citat": 3, "fornemmelse": 2, "rygte": 1}}
    hand_in(
        released, sheet("ana", {**RIGHT, "med-dine-ord": TEXT}), sheet("bo", wrong), sheet("cilla", {"nyt-skaeg": None})
    )
    return released


@pytest.fixture
def graded(handed_in: Path) -> Path:
    assert autograde(handed_in)["success"]
    return handed_in


def test_points_and_status_with_the_real_commands(handed_in: Path) -> None:
    graded = handed_in
    done = nbgrader(graded, "autograde", QUIZ)
    assert done.returncode == 0, done.stderr
    assert scores(graded, "ana") == {
        "slot-01": 1, "slot-02": 2, "slot-03": 1, "slot-04": 1.5, "slot-05": 3, "slot-06": None
    }  # fmt: skip
    assert scores(graded, "bo") == {
        "slot-01": 0, "slot-02": 2, "slot-03": 1, "slot-04": 1.5, "slot-05": 2.5, "slot-06": 0
    }  # fmt: skip
    assert set(scores(graded, "cilla").values()) == {0}
    with submission_of(graded, "ana") as ana:
        assert ana.needs_manual_grade and ana.score == AUTO_MAXIMUM and ana.max_score == MAXIMUM
    with submission_of(graded, "bo") as bo:
        assert not bo.needs_manual_grade

    assert nbgrader(graded, "export", "--to", "points.csv", "--assignment", f"['{QUIZ}']").returncode == 0
    rows = {row["student_id"]: (row["score"], row["status"]) for row in table(graded / "quizzes/points.csv")}
    assert rows == {
        "ana": ("", "rettes manuelt"),
        "bo": ("7,0", "rettet"),
        "cilla": ("0,0", "rettet"),
        "dan": ("", "ikke afleveret"),
        "eva-1": ("", "ikke afleveret"),
    }


def test_a_second_run_leaves_everything_alone(graded: Path) -> None:
    folder = graded / "quizzes" / "autograded"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert autograde(graded)["success"]
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_what_is_handed_in_again_is_graded_again(graded: Path) -> None:
    page = graded / "quizzes" / "feedback" / "bo" / QUIZ / f"{QUIZ}.html"
    hand_in(graded, sheet("bo", handed_in="2026-11-20T11:00:00+01:00"))
    assert autograde(graded)["success"]
    assert sum(value or 0 for value in scores(graded, "bo").values()) == AUTO_MAXIMUM
    assert feedback(graded)["success"]
    assert "Du fik 8,5 af 10,5 point." in page.read_text(encoding="utf-8")
    hand_in(graded, sheet("bo", {}, handed_in="2026-11-20T12:00:00+01:00"))
    assert autograde(graded)["success"] and feedback(graded)["success"]
    assert "Du fik 0 af 10,5 point." in page.read_text(encoding="utf-8")
    assert page.read_text(encoding="utf-8").count("Intet svar.") == 6


def test_a_trainers_points_for_a_text_stand(graded: Path) -> None:
    with open_gradebook(graded) as gradebook:
        grade = gradebook.find_grade("slot-06", QUIZ, QUIZ, "ana")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        gradebook.db.commit()
    assert autograde(graded)["success"]
    with submission_of(graded, "ana") as ana:
        assert (ana.score, submission_status(ana)) == (AUTO_MAXIMUM + 1.5, "rettet")
    assert feedback(graded)["success"]
    page = (graded / "quizzes/feedback/ana" / QUIZ / f"{QUIZ}.html").read_text(encoding="utf-8")
    assert "Point: 1,5 af 2" in page and "foreløbigt" not in page
