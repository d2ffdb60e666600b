"""What batch grading wrote is good for the rest of nbgrader: the formgrader, feedback, and the export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.batch import grade, state
from tests.grading import QUIZ, RIGHT, hand_in, nbgrader, sheet, submission_of
from tests.patience import PATIENCE
from tests.spreadsheet import table
from tests.test_grading_reading import _get, formgrader
from tests.test_grading_stock import WRONG

__all__ = ["formgrader"]

TEXT = "Ditte sagde i går, at hun er <b>vred</b>."


@pytest.fixture
def graded(released: Path) -> Path:
    hand_in(released, sheet("ana", {**RIGHT, "med-dine-ord": TEXT}), sheet("bo", WRONG))
    assert grade(released).graded == 2
    return released


def _put(address: str, data: dict[str, Any]) -> None:
    headers = {"Authorization": "token t", "Content-Type": "application/json"}
    with urlopen(Request(address, json.dumps(data).encode(), headers, method="PUT"), timeout=PATIENCE) as response:
        assert response.status == 200


def test_a_trainer_reads_scores_and_finds_it_again(formgrader: str, graded: Path) -> None:
    with submission_of(graded, "ana") as ana:
        notebook = ana.notebooks[0].id
    page = _get(f"{formgrader}/formgrader/submissions/{notebook}/")
    assert "Bertil har ladet skægget gro" in page and "&lt;b&gt;vred&lt;/b&gt;" in page
    assert "<strong>Point:</strong> 3 af 3" in page and "Siger, hvad der er set og hørt." in page

    listed = json.loads(_get(f"{formgrader}/formgrader/api/grades?submission_id={notebook}"))
    text = next(one for one in listed if one["name"] == "slot-06")
    assert (text["auto_score"], text["manual_score"], text["needs_manual_grade"]) == (None, None, True)
    _put(f"{formgrader}/formgrader/api/grade/{text['id']}", {"manual_score": 1.5, "extra_credit": 0.25})
    [comment] = json.loads(_get(f"{formgrader}/formgrader/api/comments?submission_id={notebook}"))
    _put(f"{formgrader}/formgrader/api/comment/{comment['id']}", {"manual_comment": "Godt set."})

    # the next run, and one that grades everything, leave it as it is
    before = state(graded)
    assert grade(graded).needs_manual == 0 and grade(graded, everything=True).changed == ()
    assert state(graded) == before
    listed = json.loads(_get(f"{formgrader}/formgrader/api/grades?submission_id={notebook}"))
    text = next(one for one in listed if one["name"] == "slot-06")
    assert (text["manual_score"], text["extra_credit"], text["needs_manual_grade"]) == (1.5, 0.25, False)

    submissions = json.loads(_get(f"{formgrader}/formgrader/api/submissions/{QUIZ}"))
    found = {one["student"]: (one["autograded"], one["score"], one["needs_manual_grade"]) for one in submissions}
    assert found == {"ana": (True, 10.25, False), "bo": (True, 0.0, False)}
    # the button »autograde« does the same over again
    done = json.loads(_get(f"{formgrader}/formgrader/api/submission/{QUIZ}/bo/autograde", post=True))
    assert done["success"] and state(graded) == before


def test_export_and_feedback_with_the_real_commands(graded: Path) -> None:
    done = nbgrader(graded, "export", "--to", "points.csv", "--assignment", f"['{QUIZ}']")
    assert done.returncode == 0, done.stderr
    rows = {row["student_id"]: (row["score"], row["status"]) for row in table(graded / "quizzes/points.csv")}
    assert (rows["ana"], rows["bo"]) == (("", "rettes manuelt"), ("0,0", "rettet"))
    done = nbgrader(graded, "generate_feedback", QUIZ)
    assert done.returncode == 0, done.stderr
    folder = graded / "quizzes/feedback/ana" / QUIZ
    page = (folder / f"{QUIZ}.html").read_text(encoding="utf-8")
    assert "Du fik 8,5 af 10,5 point. Tallet er foreløbigt" in page and "&lt;b&gt;vred&lt;/b&gt;" in page
    assert "Det rigtige svar" not in page
    assert sorted(path.name for path in folder.iterdir()) == [f"{QUIZ}.html", "svar.json", "timestamp.txt"]
