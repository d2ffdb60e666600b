"""Handing in by button: durable, once, by the service's clock, and graded as nbgrader grades files."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event, Semaphore
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import ASGITransport, AsyncClient

from tests import awaiting
from tests.grading import AUTO_MAXIMUM, RIGHT, hand_in, scores
from tests.patience import PATIENCE
from tests.service.conftest import ADDRESS, PAPER, Running, answers, say_result
from trekant.course.quizzes.answers import MAX_BYTES
from trekant.grading.folders import Folders
from trekant.grading.gradebook_url import URL_VARIABLE
from trekant.grading.intake.handins import hand_ins
from trekant.service import accepting
from trekant.service.app import make_app
from trekant.service.background import process
from trekant.service.kept.hand_ins import MOST_TRIES, State
from trekant.service.web import api

WRONG = "forhoer"


def send(browser: TestClient, sheet: dict[str, Any]) -> Any:
    return browser.post("/api/hand-ins", json=sheet)


def test_it_says_when_it_came_and_what_it_gave(running: Running) -> None:
    before = datetime.now(UTC)
    answer = send(running.participant("ana"), answers("ana", handed_in="2031-01-01T10:00:00Z"))
    assert answer.status_code == 201
    receipt = answer.json()
    assert before <= datetime.fromisoformat(receipt["arrived"]) <= datetime.now(UTC), "by the service's clock"
    assert "skal læses af en underviser" in receipt["said"], "there is free text in it"
    assert receipt["passed"] is None


def test_what_is_known_at_once_is_what_nbgrader_finds(running: Running) -> None:
    given = RIGHT | {"hvilke-tegn": ["trusler"], "rette-raekkefoelge": ["sig-det", "skriv", "leder-ringer", "plan"]}
    send(running.participant("ana"), answers("ana", given))
    send(running.participant("bo"), answers("bo"))
    at_once = {one.participant: one.points for code in ("ana", "bo") for one in running.service.hand_ins.of(code)}
    running.grade()
    for code, points in at_once.items():
        assert points == pytest.approx(sum(one or 0 for one in scores(running.root, code).values())), code
    assert at_once["bo"] == AUTO_MAXIMUM
    assert [one.state for one in running.service.hand_ins.of("ana")] == [State.GRADED]


def test_pressing_twice_is_one_hand_in(running: Running) -> None:
    ana = running.participant("ana")
    first, second = send(ana, answers("ana")), send(ana, answers("ana", handed_in="2026-11-20T10:00:03+01:00"))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert second.json()["again"]


def test_pressing_twice_at_the_same_moment_is_one_hand_in(running: Running) -> None:
    ana = running.participant("ana")
    with ThreadPoolExecutor(8) as at_once:
        found = list(at_once.map(lambda _number: send(ana, answers("ana")), range(8)))
    assert sorted(one.status_code for one in found) == [200] * 7 + [201]
    assert len(running.service.hand_ins.of("ana")) == 1


def test_going_back_to_earlier_answers_counts(running: Running) -> None:
    ana = running.participant("ana")
    for minute, given in enumerate(["ingenting", WRONG, "ingenting"]):
        changed = answers("ana", RIGHT | {"nyt-skaeg": given}, handed_in=f"2026-11-20T10:0{minute}:00+01:00")
        assert send(ana, changed).status_code == 201
    running.grade()
    assert scores(running.root, "ana")["slot-01"] == 1
    assert len(hand_ins(Folders.of(running.root), "ana", "proeve")) == 3


def test_by_button_and_as_a_file_the_last_to_arrive_counts(running: Running) -> None:
    """A file that was collected while the button's hand-in still waited to be graded."""
    ana = running.participant("ana")
    send(ana, answers("ana", RIGHT | {"nyt-skaeg": WRONG}))
    later = (datetime.now(UTC) + timedelta(seconds=5)).isoformat()
    hand_in(running.root, answers("ana", handed_in=later))
    running.grade()
    kept = hand_ins(Folders.of(running.root), "ana", "proeve")
    assert [one.counts for one in kept] == [False, True]
    assert scores(running.root, "ana")["slot-01"] == 1, "the file's"


def test_a_clock_that_was_set_back_changes_no_order(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = running.participant("ana")
    first = send(ana, answers("ana")).json()
    past = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=1)
    monkeypatch.setattr("trekant.service.kept.hand_ins.utc_now", lambda: past)
    second = send(ana, answers("ana", RIGHT | {"nyt-skaeg": WRONG})).json()
    assert second["arrived"] > first["arrived"]


def test_grading_that_is_broken_off_is_taken_up_again(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    send(running.participant("ana"), answers("ana"))
    claimed = running.service.hand_ins.claim()
    assert len(claimed) == 1
    assert running.service.hand_ins.claim() == [], "somebody has it"
    later = datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=1)
    monkeypatch.setattr("trekant.service.kept.hand_ins.utc_now", lambda: later)
    assert [one.id for one in running.service.hand_ins.claim()] == [claimed[0].id], "whoever had it is dead"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nobody is given another parent")
def test_a_grader_whose_service_was_gone_before_it_began_leaves_all_to_the_next(running: Running) -> None:
    send(running.participant("ana"), answers("ana"))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait(PATIENCE)
    command = [sys.executable, "-m", "trekant.service.background.process", str(running.root), str(gone.pid)]
    environment = {**os.environ, URL_VARIABLE: running.service.settings.database}
    subprocess.run(command, env=environment, timeout=PATIENCE, check=True)
    assert running.service.hand_ins.waiting() == 1
    running.grade()
    assert running.service.hand_ins.waiting() == 0


def deadline(running: Running, monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Two who have just handed in, which are many here; gives the moment that it is, to be changed."""
    monkeypatch.setattr(process, "DEADLINE", 2)
    for code in ("ana", "bo"):
        send(running.participant(code), answers(code))
    moment = [running.service.hand_ins.of("ana")[0].arrived]
    monkeypatch.setattr("trekant.service.kept.hand_ins.utc_now", lambda: moment[0])
    return moment


def test_grading_stands_back_while_many_hand_in(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    moment, waited = deadline(running, monkeypatch), []

    def done() -> bool:
        waited.append(running.service.hand_ins.waiting())
        if len(waited) == 5:
            moment[0] += timedelta(seconds=2)
        return waited[-1] == 0

    process.grade_all(running.root, running.service.database, PATIENCE, done)
    assert waited[:5] == [2] * 5
    assert waited[-1] == 0


def test_grading_stands_back_for_a_while_only(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    deadline(running, monkeypatch)
    monkeypatch.setattr(process, "MOST_BACK", 0.0)
    running.grade()
    assert running.service.hand_ins.waiting() == 0


def test_a_few_are_taken_in_at_a_time_and_pages_do_not_wait(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, more = Semaphore(0), Event()

    def accept(*given: Any) -> accepting.Accepted:
        inside.release()
        assert more.wait(PATIENCE)
        return accepting.accept(*given)

    monkeypatch.setattr(api, "accept", accept)
    signed_in = dict(running.participant("ana").cookies)

    async def hand_in_at_once() -> list[int]:
        application = ASGITransport(make_app(running.service))
        async with AsyncClient(transport=application, base_url=ADDRESS, cookies=signed_in) as browser:
            coming = [asyncio.create_task(browser.post("/api/hand-ins", json=answers("ana"))) for _one in range(12)]
            for _one in range(api.AT_ONCE):
                assert await asyncio.to_thread(inside.acquire, timeout=PATIENCE)
            for _one in range(12):
                assert (await browser.get("/healthz")).status_code == 200
            assert not inside.acquire(blocking=False), "the others wait"
            more.set()
            return [one.status_code for one in await asyncio.gather(*coming)]

    assert sorted(awaiting.run(hand_in_at_once())) == [200] * 11 + [201]


def test_what_cannot_be_graded_waits_for_a_person_and_not_for_ever(running: Running) -> None:
    send(running.participant("ana"), answers("ana"))
    for _try in range(MOST_TRIES):
        (one,) = running.service.hand_ins.claim()
        running.service.hand_ins.not_graded([one.id], "Disken er fuld.", for_good=False)
    assert running.service.hand_ins.claim() == []
    (failed,) = running.service.hand_ins.failed()
    assert failed.problem == "Disken er fuld."
    running.service.hand_ins.try_again(failed.id)
    running.grade()
    assert scores(running.root, "ana")["slot-01"] == 1


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"participant": "bo"}, 409, "Du er logget ind som ana"),
        ({"quiz": "findes-ikke"}, 404, "Der er ingen test"),
        ({"quiz": "oevelse"}, 404, "Der er ingen test"),
        ({"revision": 1}, 400, "den gældende er udgave 2"),
        ({"answers": {"nyt-skaeg": 7}}, 400, "kan ikke bruges"),
        ({"answers": {"ukendt": "a"}}, 400, "hører ikke til"),
        ({"arrived": "2020-01-01T00:00:00Z"}, 400, "hører ikke til i en svarfil"),
        ({"drawn_for": "bo"}, 400, "hører ikke til i en svarfil"),
    ],
)
def test_what_is_not_taken_is_told_why(running: Running, changes: dict[str, Any], status: int, said: str) -> None:
    answer = send(running.participant("ana"), answers("ana", **changes))
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]
    assert running.service.hand_ins.of("ana") == []


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"\xff", "application/json", 400),
        (json.dumps(answers("ana")).encode(), "text/plain", 415),
        (b" " * (MAX_BYTES + 1), "application/json", 413),
    ],
)
def test_what_is_no_answer_file_is_refused(running: Running, content: bytes, kind: str, status: int) -> None:
    ana = running.participant("ana")
    assert ana.post("/api/hand-ins", content=content, headers={"Content-Type": kind}).status_code == status


def test_a_mistake_in_a_file_of_the_course_is_felt_by_nobody_who_hands_in(running: Running) -> None:
    quiz = running.root / "quizzes/proeve.yaml"
    sound = quiz.read_text(encoding="utf-8")
    ana, bo = running.participant("ana"), running.participant("bo")
    quiz.write_text(sound + "\npass_mark: [", encoding="utf-8")
    assert send(ana, answers("ana")).status_code == 201
    quiz.write_text(re.sub(r"pass_mark: \S+", "pass_mark: 1", sound), encoding="utf-8")
    assert send(bo, answers("bo")).status_code == 201
    assert running.service.course.quiz("proeve").pass_mark == 1


def test_the_hand_ins_of_many_are_not_walked_to_see_whether_the_course_has_changed(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked: list[str] = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path=".": walked.append(os.fspath(path)) or scandir(path))
    (running.root / "quizzes/submitted/bo/proeve").mkdir(parents=True)
    assert send(running.participant("ana"), answers("ana")).status_code == 201
    assert walked, "it has looked"
    assert [one for one in walked if "submitted" in one] == []


def test_nobody_hands_in_without_signing_in(running: Running) -> None:
    assert send(running.client(), answers("ana")).status_code == 401
    assert send(running.trainer(), answers("ana")).status_code == 403


def test_whoever_is_taken_off_the_roster_hands_in_nothing_more(running: Running) -> None:
    from nbgrader.api import Student

    ana = running.participant("ana")
    with running.service.database.session() as held:
        held.db.query(Student).filter(Student.id == "ana").delete()
        held.db.commit()
    assert send(ana, answers("ana")).status_code == 403


def test_the_result_waits_until_it_is_released(running: Running) -> None:
    say_result(running.root, "when-released")
    receipt = send(running.participant("ana"), answers("ana")).json()
    assert "når underviseren har set på dem" in receipt["said"]
    page = running.participant("ana").get(receipt["page"]).text
    assert "<h2>Dine svar" not in page


def test_a_database_that_fails_is_told_and_nothing_is_lost(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy.exc import OperationalError

    ana = running.participant("ana")

    def fails(*_given: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    with monkeypatch.context() as broken:
        broken.setattr(type(running.service.hand_ins), "take_in", fails)
        answer = send(ana, answers("ana"))
    assert answer.status_code == 503
    assert "Prøv igen om lidt" in answer.json()["detail"]
    assert "retry-after" in answer.headers
    assert send(ana, answers("ana")).status_code == 201


def test_paper_of_somebody_who_has_not_passed_is_not_there(running: Running) -> None:
    receipt = send(running.participant("ana"), answers("ana")).json()
    answer = running.participant("ana").get(f"{receipt['page']}/bevis")
    assert answer.status_code == 404
    assert not answer.content.startswith(PAPER)
