"""Results that a platform has no row for, or takes from nobody any more: not sent, or put aside, and seen once."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.patience import wait_until
from tests.people import NAMES
from tests.service.receiving import LEARNER, Receiving, a_gradebook
from tests.service.trainer.conftest import SignedIn
from tests.service.trainer.test_lti_scores import Sending, release, rows
from tests.service.trainer.test_reading import QUESTION, save
from tests.service.trainer.test_roster import audit
from trekant.service.lti.launches import INSTRUCTOR
from trekant.service.lti.scores.outbox import Outbox, ScoreState
from trekant.service.lti.scores.sending import Pace, ScoreSending
from trekant.service.state import Service

SEEN = "som jeres LMS ikke tager imod"


@pytest.fixture
def lms() -> Iterator[Receiving]:
    with a_gradebook() as receiving:
        yield receiving


def put_aside(browser: TestClient, score: str) -> int:
    return browser.post("/underviser/lms/laeg-til-side", data={"resultat": score}).status_code


@pytest.mark.parametrize("role", [INSTRUCTOR, "Instructor", f"{INSTRUCTOR.replace('#', '/')}#TeachingAssistant"])
def test_the_result_of_who_only_teaches_there_is_not_sent(
    service: Service, trainer: TestClient, lms: Receiving, role: str
) -> None:
    platform = lms.known_to(service.database)
    lms.opens(service.database, "ana", platform, roles=[role])
    lms.opens(service.database, "cilla", platform, roles=[role, LEARNER])
    release(trainer)
    Sending(service).one_after_another()
    assert [said["userId"] for said in lms.said] == ["sub-cilla"]
    assert [row.participant for row in rows(service)] == ["cilla"]


def test_what_waits_for_who_only_teaches_by_now_waits_no_more(
    service: Service, trainer: TestClient, lms: Receiving
) -> None:
    platform = lms.known_to(service.database)
    for code in ("ana", "cilla"):
        lms.opens(service.database, code, platform)
    release(trainer)
    sending = Sending(service)
    lms.fault = lambda path: 400 if path.endswith("/scores") else None
    sending.one_after_another()
    lms.opens(service.database, "ana", platform, roles=[INSTRUCTOR])
    sending.one_after_another()
    assert [row.participant for row in rows(service)] == ["cilla"]


def test_a_result_of_somebody_who_has_left_is_put_aside_and_seen_no_more(
    service: Service, trainer: TestClient, signed_in: SignedIn, lms: Receiving
) -> None:
    platform = lms.known_to(service.database)
    for code in ("ana", "cilla"):
        lms.opens(service.database, code, platform)
    release(trainer)
    sending = Sending(service)
    lms.fault = lambda path: 400 if path.endswith("/scores") else None
    sending.one_after_another()
    ana, cilla = rows(service)
    page = trainer.get("/underviser").text
    assert f"2 resultater, {SEEN}" in page and f">{NAMES['ana']}</a>" in page and "er gået ud af forløbet" in page
    other = signed_in(cohorts='["et andet"]')
    assert SEEN not in other.get("/underviser").text and put_aside(other, ana.id) == 404
    assert put_aside(trainer, ana.id) == 303 and put_aside(trainer, ana.id) == 404, "it is aside already"
    assert ("result-put-aside", "ana") in audit(service)
    assert f"1 resultat, {SEEN}" in trainer.get("/underviser").text
    assert put_aside(trainer, cilla.id) == 303
    lms.fault = lambda _path: None
    assert trainer.post("/underviser/lms/send-igen").status_code == 303
    sending.one_after_another()
    page = trainer.get("/underviser").text
    assert SEEN not in page and "nået frem til jeres LMS" not in page and lms.said == []
    assert [row.state for row in rows(service)] == [ScoreState.ASIDE, ScoreState.ASIDE]


def test_a_package_that_is_not_there_is_told_once(
    service: Service,
    trainer: TestClient,
    lms: Receiving,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    lms.opens(service.database, "ana", lms.known_to(service.database))
    release(trainer)
    Sending(service).compare()
    monkeypatch.setitem(sys.modules, "trekant.service.lti.scores.calling", None)
    looks: list[float] = []
    claim = Outbox.claim
    monkeypatch.setattr(Outbox, "claim", lambda self: (looks.append(1.0), claim(self))[1])
    sending = ScoreSending(service.database, lambda: service.course, Pace(look=0.01))
    sending.start()
    wait_until(lambda: len(looks) > 3, "nobody looks")
    sending.stop()
    assert caplog.text.count("pylti1p3next") == 1 and "could not be sent" not in caplog.text
    assert [row.state for row in rows(service)] == [ScoreState.WAITING], "and nothing is lost"


def test_what_is_aside_comes_back_with_a_newer_result_or_by_the_command(
    service: Service, trainer: TestClient, lms: Receiving
) -> None:
    platform = lms.known_to(service.database)
    for code in ("ana", "cilla"):
        lms.opens(service.database, code, platform)
    release(trainer)
    sending = Sending(service)
    lms.fault = lambda path: 400 if path.endswith("/scores") else None
    sending.one_after_another()
    outbox = Outbox(service.database)
    assert all(outbox.put_aside(row.id) for row in rows(service))
    lms.fault = lambda _path: None
    save(trainer, trainer.get(QUESTION).text, "1,5")
    sending.one_after_another()
    assert [said["userId"] for said in lms.said] == ["sub-cilla"]
    assert [(one.state, one.count) for one in outbox.pending()] == [(ScoreState.ASIDE, 1)]
    assert outbox.send_again() == 0 and outbox.send_again(aside=True) == 1
    sending.all()
    assert [said["userId"] for said in lms.said] == ["sub-cilla", "sub-ana"]
