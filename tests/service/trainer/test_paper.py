"""Answers on paper that a trainer types in: a hand-in like any other, of the sheet that the participant had."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from tests.grading import QUIZ, RIGHT, scores
from tests.service.conftest import PAPER, Running, answers, say_result
from trekant.course.pages.sheet import edition_of, sheet_questions
from trekant.service.kept.access import Role
from trekant.service.kept.tables import AUDIT

PATH = f"/underviser/papir/{QUIZ}"
WHOLE = RIGHT | {"med-dine-ord": "Jeg så det selv.\nTo gange."}


def typed(running: Running, code: str, given: dict[str, Any], **more: str) -> dict[str, Any]:
    """What a trainer types for some answers, by the letters and numbers of the participant's sheet."""
    found = running.service.quiz(QUIZ)
    assert found
    fields: dict[str, Any] = {"udgave": edition_of(found[0]), **more}
    for one in sheet_questions(*found, code):
        answer, name = given.get(one.id), f"s{one.number}"
        if answer is None:
            fields[name] = ""  # »Intet svar på papiret«
            continue
        if one.task.kind.by_hand:
            fields[name] = answer.replace("\n", "\r\n")  # as browsers send it
        elif one.task.kind.in_order:
            fields |= {f"{name}{one.letters[item]}": str(place) for place, item in enumerate(answer, start=1)}
        elif isinstance(answer, dict):
            fields |= {f"{name}{one.letters[item]}": str(mark) for item, mark in answer.items()}
        else:
            fields[name] = [one.letters[item] for item in ([answer] if isinstance(answer, str) else answer)]
    return fields


@pytest.fixture
def trainer(running: Running) -> TestClient:
    browser = running.trainer()
    browser.follow_redirects = False
    return browser


@pytest.mark.parametrize("shown", ["at-once", "when-released"])
def test_it_is_graded_and_told_as_the_same_answers_by_button(running: Running, trainer: TestClient, shown: str) -> None:
    say_result(running.root, shown)
    given = WHOLE | {"rette-raekkefoelge": ["sig-det", "skriv", "leder-ringer", "plan"]}
    bo = running.participant("bo")
    by_button = bo.post("/api/hand-ins", json=answers("bo", given)).json()
    answer = trainer.post(f"{PATH}/ana", data=typed(running, "ana", given))
    assert answer.status_code == 303, answer.text
    page = trainer.get(answer.headers["location"]).text
    assert "Ana Åberg (ana)" in page and "Noget skal læses" in page
    [typed_in], [pressed] = running.service.hand_ins.of("ana"), running.service.hand_ins.of("bo")
    assert typed_in.sheet.answers == pressed.sheet.answers
    assert (typed_in.points, typed_in.pending) == (pressed.points, pressed.pending)
    told = by_button["said"].split(". ", 1)[1]
    assert told in running.participant("ana").get("/mine").text
    running.grade()
    assert scores(running.root, "ana") == scores(running.root, "bo")
    with running.service.database.reading() as connection:
        rows = connection.execute(select(AUDIT.c.action, AUDIT.c.about, AUDIT.c.quiz)).all()
    assert [tuple(row) for row in rows] == [("keyed-in", "ana", QUIZ)]


def test_typing_it_in_twice_is_one_hand_in(running: Running, trainer: TestClient) -> None:
    first, again = (trainer.post(f"{PATH}/ana", data=typed(running, "ana", WHOLE)) for _time in range(2))
    assert again.headers["location"] == first.headers["location"] + "?igen=ja"
    assert "intet er ændret" in trainer.get(again.headers["location"]).text
    assert len(running.service.hand_ins.of("ana")) == 1
    assert "har afleveret testen før" in trainer.get(f"{PATH}/ana").text


def test_what_lacks_is_asked_about_before_it_counts(running: Running, trainer: TestClient) -> None:
    some = {name: answer for name, answer in WHOLE.items() if name != "nyt-skaeg"}
    asked = trainer.post(f"{PATH}/ana", data=typed(running, "ana", some))
    assert asked.status_code == 200 and "Der mangler et svar" in asked.text and 'href="#sp1"' in asked.text
    assert asked.text.count(" selected") + asked.text.count(" checked") > len(WHOLE), "what was typed stands there"
    assert running.service.hand_ins.of("ana") == []
    answer = trainer.post(f"{PATH}/ana", data=typed(running, "ana", some, alligevel="ja"))
    assert answer.status_code == 303
    assert "nyt-skaeg" not in running.service.hand_ins.of("ana")[0].sheet.answers


def test_what_can_be_no_answer_is_told_and_counts_for_nothing(running: Running, trainer: TestClient) -> None:
    fields = typed(running, "ana", WHOLE, alligevel="ja")
    place = next(name for name, value in fields.items() if value == "2")
    asked = trainer.post(f"{PATH}/ana", data=fields | {place: "1"})
    assert asked.status_code == 400 and "Hvert tal skal stå ved netop ét punkt" in asked.text
    strange = trainer.post(f"{PATH}/ana", data=fields | {"s1": "z"})
    assert strange.status_code == 400 and "findes ikke" in strange.text
    assert running.service.hand_ins.of("ana") == []


def test_a_sheet_of_another_edition_is_refused(running: Running, trainer: TestClient) -> None:
    fields = typed(running, "ana", WHOLE)
    path = running.root / f"quizzes/{QUIZ}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("revision: 2", "revision: 3"), encoding="utf-8")
    answer = trainer.post(f"{PATH}/ana", data=fields)
    assert answer.status_code == 409 and running.service.hand_ins.of("ana") == []


def test_a_test_and_a_participant_are_chosen_and_the_sheet_is_printed(running: Running, trainer: TestClient) -> None:
    led_on = trainer.get("/underviser/papir", params={"test": QUIZ, "kode": " ANA"})
    assert led_on.headers["location"] == f"{PATH}/ana"
    assert "Ana Åberg" in trainer.get(f"{PATH}/ana").text
    assert trainer.get(f"{PATH}/ana/print").content == PAPER + f"{QUIZ} ana".encode()
    unknown = trainer.get("/underviser/papir", params={"test": QUIZ, "kode": "dorte"})
    assert unknown.status_code == 404 and "Der er ingen deltager med koden »dorte« blandt dine." in unknown.text
    exercise = trainer.get("/underviser/papir/oevelse/ana", headers={"accept": "text/html"})
    assert exercise.status_code == 404 and "»oevelse«, og som bliver afleveret" in exercise.text


def test_somebody_of_another_cohort_is_not_there(running: Running, trainer: TestClient) -> None:
    fields = typed(running, "ana", WHOLE)
    kept = trainer.post(f"{PATH}/ana", data=fields).headers["location"]
    other = running.sign_in(running.service.accounts.add(Role.TRAINER, name="Anden", cohorts='["Efterår"]'))
    assert [other.get(one).status_code for one in (f"{PATH}/ana", f"{PATH}/ana/print", kept)] == [404] * 3
    assert other.post(f"{PATH}/ana", data=fields).status_code == 404
    assert "ana" not in other.get("/underviser/papir").text
    hand_in = kept.rpartition("/")[2]
    assert trainer.get(f"{PATH}/bo/{hand_in}").status_code == 404, "it is ana's"
