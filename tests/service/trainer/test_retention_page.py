"""A trainer sees how long everything is kept, and removes what is too old in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import insert, select, update

from tests.grading import QUIZ
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import AUDIT, HAND_IN
from trekant.service.state import Service

SignedIn = Callable[..., TestClient]
PATH = "/underviser/opbevaring"
PERIODS = {"answers": 30, "participants": 4000, "audit": 60}


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("</h1>")[2]).split())


@pytest.fixture
def periods(service: Service, graded: Path) -> None:
    """A course with periods, and in its service a hand-in and a note that are too old."""
    with (graded / "assets/course.yaml").open("a", encoding="utf-8") as file:
        file.write("".join(["\nretention:\n", *(f"  {name}: {days}\n" for name, days in PERIODS.items())]))
    long_ago = utc_now() - timedelta(days=61)
    row = {"id": "1", "participant": "bo", "quiz": QUIZ, "revision": 2, "fingerprint": "1", "content": b"{}"}
    more = {"arrived": long_ago, "maximum": 1, "pending": False, "state": "graded", "tries": 0}
    with service.database.writing() as connection:
        connection.execute(insert(HAND_IN).values(**row, **more))
        connection.execute(insert(AUDIT).values(at=long_ago, account="1", action="exported", about="bo", quiz=""))


def test_what_is_too_old_is_told_first_and_then_removed(service: Service, trainer: TestClient, periods: None) -> None:
    page = words(trainer.get(PATH).text)
    assert "Svar, der er afleveret med knappen 30 dage" in page and "Det, undervisere har gjort 60 dage" in page
    assert "Afleveringer: 1" not in page, "it takes a while to look, so one asks for it"
    due = words(trainer.post(PATH).text)
    assert "Afleveringer: 1" in due and "Det, undervisere har gjort: 1" in due
    assert trainer.post(f"{PATH}/slet", data={"ord": "ja"}).status_code == 400
    with service.database.reading() as connection:
        assert connection.execute(select(HAND_IN)).first(), "nothing goes before somebody has said so"
    done = trainer.post(f"{PATH}/slet", data={"ord": "Slet"})
    assert done.status_code == 200 and "Det er slettet:" in done.text and "Afleveringer: 1" in done.text
    with service.database.reading() as connection:
        assert connection.execute(select(HAND_IN)).first() is None
        assert [row.action for row in connection.execute(select(AUDIT))] == ["expired"]


def test_the_day_on_which_the_oldest_goes_is_told(service: Service, trainer: TestClient, periods: None) -> None:
    with service.database.writing() as connection:
        connection.execute(update(HAND_IN).values(arrived=utc_now().replace(2026, 3, 2, 11)))
    assert "2. marts 2026 1. april 2026" in words(trainer.get(PATH).text)


def test_a_trainer_of_some_cohorts_sees_the_periods_and_removes_nothing(signed_in: SignedIn, periods: None) -> None:
    mine = signed_in(cohorts='["2026-1"]')
    page = mine.get(PATH).text
    assert "30 dage" in page and '<form method="post" action="/underviser/opbevaring"' not in page
    assert mine.post(f"{PATH}/slet", data={"ord": "slet"}).status_code == 403


def test_without_periods_the_page_says_so(trainer: TestClient) -> None:
    assert "Der er ingen frister, så intet bliver slettet." in trainer.get(PATH).text
