"""A clock that is set back puts nothing in another order, locks nobody out and lets nothing lie."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

import pytest
from fastapi.testclient import TestClient

from tests.grading import RIGHT, scores
from tests.service.conftest import Running, answers
from trekant.grading.folders import Folders
from trekant.grading.intake.handins import hand_ins
from trekant.service.kept import moments
from trekant.service.kept.tables import WRONG_CODE
from trekant.service.signin.tries import MOST, WrongCodes

HOUR = timedelta(hours=1)


@pytest.fixture
def set_back(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Sets the clock of the service back by an hour, or by another one."""
    off = timedelta()

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz or UTC) - off

    real = time.time

    def by_an_hour() -> None:
        nonlocal off
        off += HOUR

    monkeypatch.setattr(moments, "datetime", Clock)
    monkeypatch.setattr(time, "time", lambda: real() - off.total_seconds())
    return by_an_hour


def send(browser: TestClient, choice: str) -> datetime:
    given = answers("ana", RIGHT | {"nyt-skaeg": choice})
    answer = browser.post("/api/hand-ins", json=given)
    assert answer.status_code == 201, answer.text
    return datetime.fromisoformat(answer.json()["arrived"])


def test_the_later_of_two_hand_ins_is_the_one_that_counts(running: Running, set_back: Callable[[], None]) -> None:
    ana = running.participant("ana")
    first = send(ana, "forhoer")
    set_back()
    second = send(ana, RIGHT["nyt-skaeg"])
    assert first < second < first + timedelta(seconds=1)
    running.grade()
    assert scores(running.root, "ana")["slot-01"] == 1
    assert len(hand_ins(Folders.of(running.root), "ana", "proeve")) == 2
    assert running.service.hand_ins.failed() == [] and running.service.hand_ins.waiting() == 0
    assert ana.get("/mine").status_code == 200, "whoever was signed in still is"


def test_what_somebody_had_begun_to_grade_is_taken_up_again(running: Running, set_back: Callable[[], None]) -> None:
    send(running.participant("ana"), RIGHT["nyt-skaeg"])
    assert len(running.service.hand_ins.claim()) == 1, "and then it is killed"
    assert running.service.hand_ins.claim() == []
    set_back()
    assert len(running.service.hand_ins.claim()) == 1


def test_wrong_codes_are_not_counted_for_an_hour(running: Running, set_back: Callable[[], None]) -> None:
    tries = WrongCodes(running.service.database)
    for _code in range(MOST):
        tries.note("203.0.113.7")
    assert tries.too_many("203.0.113.7")
    set_back()
    assert not tries.too_many("203.0.113.7")
    tries.note("203.0.113.7")
    with running.service.database.reading() as connection:
        assert len(connection.execute(WRONG_CODE.select()).all()) == 1, "and what was counted is forgotten"


def test_a_session_begun_before_ends_with_its_time(running: Running, set_back: Callable[[], None]) -> None:
    ana = running.participant("ana")
    for _hour in range(3):
        set_back()
    assert ana.get("/mine").status_code == 200
    other = running.participant("bo")
    assert other.get("/mine").status_code == 200, "and one can sign in anew"
