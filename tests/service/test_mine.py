"""»Mine afleveringer«: one's own, with what may be told, and never anybody else's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.grading import RIGHT
from tests.service.conftest import PAPER, FakePaper, Running, answers
from trekant.course.people.participant import Participant
from trekant.course.quizzes.quiz import draw
from trekant.course.store import CourseError, load_course
from trekant.service.grader import put_on_roster

DRAWN = "udtraek"


def drawn(running: Running, code: str, *, right: bool) -> dict[str, Any]:
    """Answers to the drawn quiz, which has no free text: all right, or none given."""
    course = load_course(running.root)
    quiz = course.quiz(DRAWN)
    tasks = course.tasks(quiz)
    given = {slot.question: tasks[slot.question].key for slot in draw(quiz, code)} if right else {}
    return answers(code, given, quiz=DRAWN, revision=quiz.revision)


def hand_in_drawn(running: Running, *, right: bool) -> tuple[TestClient, dict[str, Any]]:
    path = running.root / "quizzes/udtraek.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\npass_mark:", "\nresult: at-once\npass_mark:", 1), encoding="utf-8")
    ana = running.participant("ana")
    answer = ana.post("/api/hand-ins", json=drawn(running, "ana", right=right))
    assert answer.status_code == 201, answer.text
    return ana, answer.json()


def test_whoever_passes_has_the_certificate_at_once(running: Running) -> None:
    ana, receipt = hand_in_drawn(running, right=True)
    assert "Du har bestået" in receipt["said"]
    paper = ana.get(receipt["certificate"])
    assert paper.content.startswith(PAPER + "Ana Åberg".encode())
    assert paper.headers["content-type"] == "application/pdf"


def test_a_certificate_that_cannot_be_set_is_told_and_no_fault(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: object) -> bytes:
        raise CourseError("Navnet kan ikke sættes.")

    ana, receipt = hand_in_drawn(running, right=True)
    monkeypatch.setattr(FakePaper, "certificate", fails)
    answer = ana.get(receipt["certificate"])
    assert (answer.status_code, answer.json()["detail"]) == (409, "Navnet kan ikke sættes.")


def test_grading_does_not_take_the_certificate_away_or_give_another(running: Running) -> None:
    ana, receipt = hand_in_drawn(running, right=True)
    before = ana.get(receipt["certificate"]).content
    running.grade()
    said = trekant(running.root, "certificates", DRAWN)
    assert "trukket tilbage" not in said, "the command finds it just as true"
    assert ana.get(receipt["certificate"]).content == before


def test_the_certificate_stands_in_the_list_too(running: Running) -> None:
    ana, receipt = hand_in_drawn(running, right=True)
    assert f'href="{receipt["certificate"]}"' in ana.get("/mine").text


def test_without_a_name_there_is_no_link_to_a_certificate_but_what_to_do(running: Running) -> None:
    put_on_roster(running.service.database, [Participant(code="ana")])
    ana, receipt = hand_in_drawn(running, right=True)
    assert (receipt["passed"], receipt["certificate"]) == (True, None)
    assert "når dit navn står på deltagerlisten" in ana.get(receipt["page"]).text
    assert "/bevis" not in ana.get("/mine").text


def trekant(root: Path, *command: str) -> str:
    """What a command of ours prints."""
    found = subprocess.run(
        [sys.executable, "-m", "trekant.cli", *command], cwd=root, capture_output=True, text=True, check=True
    )
    return found.stdout


def test_whoever_has_not_passed_is_told_what_it_takes(running: Running) -> None:
    ana, receipt = hand_in_drawn(running, right=False)
    assert receipt["passed"] is False
    assert receipt["certificate"] is None
    assert "Man består med" in ana.get(receipt["page"]).text


def test_the_keys_are_told_to_nobody(running: Running) -> None:
    ana = running.participant("ana")
    given = RIGHT | {"nyt-skaeg": "forhoer"}
    receipt = ana.post("/api/hand-ins", json=answers("ana", given)).json()
    page = ana.get(receipt["page"]).text
    assert "Beder ham om at forklare" in page, "what was answered"
    assert "Lader Bertil være" not in page, "the key"
    assert "Det ville vise ham" not in page, "what is said of a wrong answer mostly tells the right one"


def test_somebody_elses_is_not_there(running: Running) -> None:
    receipt = running.participant("ana").post("/api/hand-ins", json=answers("ana")).json()
    bo = running.participant("bo")
    assert bo.get(receipt["page"]).status_code == 404
    assert bo.get(f"{receipt['page']}/bevis").status_code == 404
    assert receipt["id"] not in bo.get("/mine").text


def test_an_answer_to_an_edition_that_is_no_more_is_said_to_be_one(running: Running) -> None:
    ana = running.participant("ana")
    receipt = ana.post("/api/hand-ins", json=answers("ana")).json()
    path = running.root / "quizzes/proeve.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("revision: 2", "revision: 3"), encoding="utf-8")
    assert "lavet om siden" in ana.get("/mine").text
    assert "lavet om" in ana.get(receipt["page"]).json()["detail"]


def test_one_takes_along_what_is_kept_and_nothing_of_others(running: Running) -> None:
    for code in ("ana", "bo"):
        running.participant(code).post("/api/hand-ins", json=answers(code))
    mine = running.participant("ana").get("/mine/hent")
    found = mine.json()
    assert found["deltager"]["name"] == "Ana Åberg"
    assert [one["content"]["answers"] for one in found["afleveringer"]] == [RIGHT]
    assert '"bo"' not in mine.text
    assert "secret" not in mine.text.replace("secret_made", "")


def test_what_a_trainer_gave_for_free_text_counts(running: Running) -> None:
    from trekant.grading.gradebook import open_gradebook

    ana = running.participant("ana")
    receipt = ana.post("/api/hand-ins", json=answers("ana", RIGHT | {"med-dine-ord": "Jeg så ham gå."})).json()
    running.grade()
    with open_gradebook(running.root) as gradebook:
        grade = gradebook.find_grade("slot-06", "proeve", "proeve", "ana")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        comment = gradebook.find_comment("slot-06", "proeve", "proeve", "ana")
        comment.manual_comment = "Skriv også, hvornår det var."
        gradebook.db.commit()
    page = ana.get(receipt["page"]).text
    assert "Du fik 10 af 10,5 point" in page
    assert "Du har bestået" in page
    assert "Skriv også, hvornår det var." in page, "what the trainer wrote"
