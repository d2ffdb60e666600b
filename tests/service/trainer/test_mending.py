"""A hand-in that could not be graded is told with the reason, and tried again when a trainer says so."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from tests.grading import QUIZ, RIGHT, sheet
from tests.people import NAMES
from trekant.course.quizzes.answers import KeptSheet, read_sheet
from trekant.service import grader
from trekant.service.kept.hand_ins import State
from trekant.service.kept.tables import AUDIT
from trekant.service.state import Service

SignedIn = Callable[..., TestClient]
PATH = "/underviser/proev-igen"


@pytest.fixture
def failed(service: Service) -> str:
    """The id of a hand-in of dan's that could not be graded."""
    quiz, tasks = service.quiz(QUIZ) or pytest.fail("the quiz is gone")
    kept = KeptSheet.model_construct(**dict(read_sheet(json.dumps(sheet("dan", RIGHT)).encode())))
    arrived, _new = service.hand_ins.take_in(kept, grader.outcome(kept, quiz, grader.mark_sheet(kept, quiz, tasks)))
    service.hand_ins.not_graded([arrived.id], "Disken er fuld.", for_good=True)
    return arrived.id


def test_it_is_told_with_the_reason_and_tried_again(service: Service, trainer: TestClient, failed: str) -> None:
    page = trainer.get("/underviser").text
    assert "1 aflevering kunne ikke rettes" in page and "Disken er fuld." in page
    answer = trainer.post(PATH, data={"aflevering": failed})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/underviser?test={QUIZ}")
    found = service.hand_ins.one(failed)
    assert found and (found.state, found.problem) == (State.WAITING, None)
    assert "kunne ikke rettes" not in trainer.get("/underviser").text
    assert trainer.post(PATH, data={"aflevering": failed}).status_code == 404, "it waits already"
    with service.database.reading() as connection:
        noted = connection.execute(select(AUDIT.c.action, AUDIT.c.about)).all()
    assert [tuple(one) for one in noted] == [("hand-in-tried-again", "dan")]


def test_those_of_others_are_not_there(service: Service, signed_in: SignedIn, failed: str) -> None:
    other = signed_in(cohorts='["2025-9"]')
    page = other.get("/underviser").text
    assert "Disken er fuld." not in page and NAMES["dan"] not in page
    assert other.post(PATH, data={"aflevering": failed}).status_code == 404
    found = service.hand_ins.one(failed)
    assert found and found.state is State.FAILED
