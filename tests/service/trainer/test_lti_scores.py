"""Results go back to the platform that a test was opened from: the newest, once it may be known, till it is there."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from tests.grading import AUTO_MAXIMUM, MAXIMUM, QUIZ
from tests.service.conftest import Running, answers
from tests.service.receiving import CONTAINER, ITEM, LINE_ITEM, SCORE, Receiving, a_gradebook
from tests.service.trainer.test_reading import QUESTION, save
from trekant.service.kept.hand_ins import HandIns
from trekant.service.kept.lti_tables import LTI_SCORE
from trekant.service.lti.platforms import Platform, Platforms
from trekant.service.lti.scores.comparing import put_what_is_missing
from trekant.service.lti.scores.outbox import Outbox, ScoreState
from trekant.service.lti.scores.sending import Pace, ScoreSender
from trekant.service.state import Service

PACE = Pace(first_pause=100, longest_pause=1000)


@pytest.fixture
def lms() -> Iterator[Receiving]:
    with a_gradebook() as receiving:
        yield receiving


def rows(service: Service) -> list[Any]:
    with service.database.reading() as connection:
        return list(connection.execute(select(LTI_SCORE).order_by(LTI_SCORE.c.participant)))


def due_now(service: Service) -> None:
    """The pauses are over."""
    with service.database.writing() as connection:
        connection.execute(update(LTI_SCORE).values(due=LTI_SCORE.c.stamp))


class Sending:
    """What sends in the background, a step at a time."""

    def __init__(self, service: Service, pace: Pace = PACE) -> None:
        self.service = service
        self.sender = ScoreSender(service.database, lambda: service.course, pace)

    def compare(self) -> int:
        return put_what_is_missing(self.service.database, self.service.course)

    def all(self) -> None:
        while self.sender.send_next(lambda: False):
            pass

    def one_after_another(self) -> None:
        self.compare()
        self.all()


@pytest.fixture
def opened(service: Service, lms: Receiving) -> Platform:
    """All three of the course opened the test from the platform: ana is through, cilla's text waits."""
    platform = lms.known_to(service.database)
    for code in ("ana", "bo", "cilla"):
        lms.opens(service.database, code, platform)
    return platform


def release(trainer: TestClient) -> None:
    assert trainer.post("/underviser/resultat", data={"test": QUIZ, "vis": "ja"}).status_code == 303


def test_what_is_released_is_sent_and_what_waits_for_a_person_says_so(
    service: Service, trainer: TestClient, lms: Receiving, opened: Platform
) -> None:
    sending = Sending(service)
    sending.one_after_another()
    assert rows(service) == [] and lms.said == [], "nobody may know yet"
    release(trainer)
    sending.one_after_another()
    found = {said["userId"]: said for said in lms.said}
    assert found["sub-ana"] | {"timestamp": ""} == {
        "userId": "sub-ana",
        "scoreGiven": 10,
        "scoreMaximum": MAXIMUM,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
        "timestamp": "",
    }
    assert found["sub-cilla"]["gradingProgress"] == "PendingManual" and "scoreGiven" not in found["sub-cilla"]
    assert {path for path, _ in lms.newest} == {ITEM.replace("lineitem?", "lineitem/scores?")}
    sending.one_after_another()
    assert len(lms.said) == len(found) and lms.given == 1, "each once, with one token"


def test_what_a_trainer_reads_is_sent_with_a_later_moment(
    service: Service, trainer: TestClient, lms: Receiving, opened: Platform
) -> None:
    release(trainer)
    sending = Sending(service)
    sending.one_after_another()
    before = [said for said in lms.said if said["userId"] == "sub-cilla"]
    assert save(trainer, trainer.get(QUESTION).text, "1,5")[0] == 200
    sending.one_after_another()
    after = lms.said[-1]
    assert (after["userId"], after["scoreGiven"], after["gradingProgress"]) == ("sub-cilla", 10, "FullyGraded")
    assert after["timestamp"] > before[0]["timestamp"] and len(lms.said) == 4


def test_of_two_results_only_the_newer_is_sent(
    service: Service, trainer: TestClient, lms: Receiving, opened: Platform
) -> None:
    release(trainer)
    sending = Sending(service)
    sending.compare()
    assert save(trainer, trainer.get(QUESTION).text, "1,5")[0] == 200
    sending.one_after_another()
    assert [said["scoreGiven"] for said in lms.said if said["userId"] == "sub-cilla"] == [10]


def test_a_newer_result_is_not_lost_when_it_comes_while_one_is_sent(
    service: Service, trainer: TestClient, lms: Receiving, opened: Platform
) -> None:
    release(trainer)
    sending = Sending(service)
    sending.compare()
    outbox = Outbox(service.database)
    claimed = outbox.claim()
    assert len(claimed) == 3 and outbox.claim() == [], "one sender at a time"
    save(trainer, trainer.get(QUESTION).text, "1,5")
    sending.compare()
    for one in claimed:
        outbox.sent(one)
    sending.all()
    assert [(said["userId"], said["scoreGiven"]) for said in lms.said] == [("sub-cilla", 10)]


def test_a_hand_in_and_its_result_are_kept_together_and_told_at_once(running: Running, lms: Receiving) -> None:
    service = running.service
    ana = running.participant("ana")
    lms.opens(service.database, "ana", lms.known_to(service.database))
    assert ana.post("/api/hand-ins", json=answers("ana")).status_code == 201
    [row] = rows(service)
    assert (row.participant, row.quiz, row.points, row.maximum) == ("ana", QUIZ, None, MAXIMUM)
    sending = Sending(service)
    assert sending.compare() == 0, "nothing is missing"
    ana.post("/api/hand-ins", json=answers("ana"))
    assert rows(service) == [row], "the same answers are no news"
    sending.all()
    running.grade()
    sending.one_after_another()
    assert [said["gradingProgress"] for said in lms.said] == ["PendingManual", "FullyGraded"], "nothing was written"
    assert lms.said[-1]["scoreGiven"] == AUTO_MAXIMUM


def test_a_hand_in_that_is_not_kept_leaves_no_result(
    running: Running, lms: Receiving, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = running.service
    ana = running.participant("ana")
    lms.opens(service.database, "ana", lms.known_to(service.database))

    def broken(*_args: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as change:
        change.setattr("trekant.service.accepting.put_scores", broken)
        with pytest.raises(RuntimeError):
            ana.post("/api/hand-ins", json=answers("ana"))
    assert HandIns(service.database).of("ana") == [] and rows(service) == []


def test_a_line_item_is_found_by_what_it_is_for_and_else_made(
    service: Service, trainer: TestClient, lms: Receiving
) -> None:
    platform = lms.known_to(service.database)
    for code in ("ana", "cilla"):
        lms.opens(service.database, code, platform, lineitem="")
    title = service.course.quiz(QUIZ).title
    lms.items += [{"id": f"{lms.address}/x", "label": title, "resourceId": other} for other in ("andet", "tredje")]
    release(trainer)
    Sending(service).one_after_another()
    assert len(lms.items) == 3 and lms.items[2]["resourceId"] == QUIZ, "not by its label, and made once"
    assert {path for path, _ in lms.newest} == {f"{CONTAINER}/2/lineitem/scores"}
    lms.opens(service.database, "bo", platform, lineitem="")
    Sending(service).one_after_another()
    assert len(lms.items) == 3 and ("sub-bo" in {user for _, user in lms.newest})


def test_a_platform_that_gave_no_leave_is_not_asked(service: Service, trainer: TestClient, lms: Receiving) -> None:
    platform = lms.known_to(service.database)
    lms.opens(service.database, "ana", platform, scope=[LINE_ITEM])
    lms.opens(service.database, "bo", platform, lineitem="", lineitems="", scope=[SCORE])
    release(trainer)
    Sending(service).one_after_another()
    assert rows(service) == [] and lms.said == []


def test_a_platform_that_is_away_is_left_alone_for_longer_each_time(
    service: Service, trainer: TestClient, lms: Receiving, opened: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    release(trainer)
    sending = Sending(service)
    asked: list[str] = []
    lms.fault = lambda path: asked.append(path) or (None if "token" in path else 503)
    with caplog.at_level(logging.WARNING):
        sending.one_after_another()
    assert len(asked) == 2, "a token, and one result for all"
    pauses = []
    for _number in range(5):
        one = max(rows(service), key=lambda row: row.due)
        pauses.append((one.due - one.stamp).total_seconds())
        due_now(service)
        sending.all()
    assert pauses == sorted(pauses) and pauses[0] >= 100 and pauses[-1] < 1100 and pauses[-1] > 900
    assert len(asked) == 7 and {row.state for row in rows(service)} == {ScoreState.WAITING}
    assert "sub-ana" not in caplog.text and "ana" not in caplog.text.split() and lms.address not in caplog.text
    page = trainer.get("/underviser").text
    assert "3 resultater venter på at blive sendt. Jeres LMS svarede 503." in page
    lms.fault = lambda _path: None
    assert trainer.post("/underviser/lms/send-igen").status_code == 303
    sending.all()
    assert len(lms.said) == 3 and "resultater venter" not in trainer.get("/underviser").text


def test_what_a_platform_never_takes_is_seen_and_can_be_sent_again(
    service: Service, trainer: TestClient, lms: Receiving, opened: Platform
) -> None:
    release(trainer)
    sending = Sending(service)
    lms.fault = lambda path: None if "token" in path else 404
    sending.one_after_another()
    assert {row.state for row in rows(service)} == {ScoreState.FAILED}
    due_now(service)
    sending.all()
    assert lms.said == []
    assert "3 resultater kunne ikke sendes. Jeres LMS svarede 404." in trainer.get("/underviser").text
    lms.fault = lambda _path: None
    trainer.post("/underviser/lms/send-igen")
    sending.all()
    assert len(lms.said) == 3


def test_a_token_that_counts_no_more_is_renewed(
    service: Service, trainer: TestClient, lms: Receiving, opened: Platform
) -> None:
    release(trainer)
    sending = Sending(service)
    sending.one_after_another()
    lms.tokens.clear()
    save(trainer, trainer.get(QUESTION).text, "1,5")
    sending.one_after_another()
    assert lms.given == 2 and len(lms.said) == 4


def test_an_answer_that_is_lost_is_made_good_by_the_same_again(
    service: Service, trainer: TestClient, lms: Receiving, opened: Platform
) -> None:
    release(trainer)
    sending = Sending(service)
    lms.fault = lambda path: None if "token" in path else "lost"
    sending.one_after_another()
    assert len(lms.said) == 1
    lms.fault = lambda _path: None
    due_now(service)
    sending.all()
    assert len(lms.newest) == 3 and lms.older == 0 and lms.said[0] in lms.said[1:]


@pytest.mark.parametrize("status", [302, 307])
def test_nobody_is_followed_elsewhere(
    service: Service, trainer: TestClient, lms: Receiving, opened: Platform, status: int
) -> None:
    release(trainer)
    asked: list[str] = []

    def elsewhere(path: str) -> int | None:
        asked.append(path)
        lms.headers["Location"] = f"{lms.address}/hemmeligt"
        return None if "token" in path else status

    lms.fault = elsewhere
    Sending(service).one_after_another()
    assert "/hemmeligt" not in asked and {row.state for row in rows(service)} == {ScoreState.FAILED}


@pytest.mark.parametrize("address", ["http://lms.example/item", "https://10.0.0.1/item", "https://localhost/item"])
def test_an_address_that_only_we_could_reach_is_not_asked(
    service: Service, trainer: TestClient, lms: Receiving, address: str
) -> None:
    lms.opens(service.database, "ana", lms.known_to(service.database), lineitem=address)
    release(trainer)
    Sending(service).one_after_another()
    assert [row.state for row in rows(service)] == [ScoreState.FAILED]


def test_a_platform_that_is_removed_is_told_nothing_more(
    service: Service, trainer: TestClient, lms: Receiving, opened: Platform
) -> None:
    release(trainer)
    sending = Sending(service)
    sending.compare()
    Platforms(service.database).remove(opened)
    sending.one_after_another()
    assert rows(service) == [] and lms.said == []


def test_what_one_had_in_hand_who_is_dead_is_sent_by_another(
    service: Service, trainer: TestClient, lms: Receiving, opened: Platform
) -> None:
    release(trainer)
    Sending(service).compare()
    assert Outbox(service.database, timedelta(0)).claim(), "taken, and never heard of again"
    Sending(service).all()
    assert len(lms.said) == 3
