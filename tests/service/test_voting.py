"""Voting with phones at a meeting: one vote a phone, the same for every process, and nothing left of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select, update

from tests.service.conftest import ADDRESS, Running, a_service, a_site
from trekant.service.app import make_app
from trekant.service.kept import meetings as kept
from trekant.service.kept.keeping import remove_over
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import MEETING, MEETING_LASTS, VOTE
from trekant.service.state import Service
from trekant.service.web.meetings import MOST_BYTES, MOST_WRONG

ASKED = {"question": 1, "options": 3, "open": True}


class AWall:
    """The screen of a meeting, by whichever service a request comes to."""

    def __init__(self, browser: TestClient) -> None:
        self.browser = browser
        self.opened: dict[str, str] = browser.post("/api/meetings").json()
        self.path = f"/api/meetings/{self.opened['code']}"
        self.led = {"Meeting-Secret": self.opened["secret"]}

    def shows(self, **wall: Any) -> None:
        assert self.browser.put(self.path, json=wall, headers=self.led).status_code == 204

    def votes(self, browser: TestClient | None = None) -> dict[str, Any]:
        found: dict[str, Any] = (browser or self.browser).get(f"{self.path}/votes", headers=self.led).json()
        return found


def as_phone(browser: TestClient) -> TestClient:
    """A phone that has come to the page where one votes."""
    assert browser.get("/stem").status_code == 200
    return browser


def join(wall: AWall, phone: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = as_phone(phone).post(f"{wall.path}/phones").json()
    return found


def vote(wall: AWall, phone: TestClient, letters: str, question: int = 1) -> int:
    return phone.put(f"{wall.path}/vote", json={"question": question, "letters": letters}).status_code


def rows(service: Service) -> tuple[int, int]:
    with service.database.reading() as connection:
        found = [connection.scalar(select(func.count()).select_from(table)) for table in (MEETING, VOTE)]
    return found[0] or 0, found[1] or 0


@pytest.fixture
def wall(running: Running) -> AWall:
    return AWall(running.client())


def test_a_phone_votes_once_and_may_think_again_until_the_votes_are_shown(running: Running, wall: AWall) -> None:
    phone, other = running.client(), running.client()
    assert join(wall, phone) == {"question": 0, "options": 0, "several": False, "open": False, "mine": ""}
    join(wall, other)
    wall.shows(**ASKED)
    assert vote(wall, phone, "A") == vote(wall, phone, "C") == vote(wall, other, "A") == 200
    join(wall, phone)  # the page was loaded again
    assert phone.get(wall.path).json()["mine"] == "C"
    assert wall.votes() == {"phones": 2, "voted": 2, "votes": {"C": 1, "A": 1}}
    assert vote(wall, other, "") == 200
    assert wall.votes() == {"phones": 2, "voted": 1, "votes": {"C": 1}}
    wall.shows(**ASKED | {"open": False})
    assert vote(wall, phone, "B") == 409
    assert wall.votes()["votes"] == {"C": 1}


def test_a_new_question_begins_without_votes_and_takes_none_that_came_too_late(running: Running, wall: AWall) -> None:
    phone = running.client()
    join(wall, phone)
    wall.shows(**ASKED)
    vote(wall, phone, "A")
    wall.shows(question=2, options=4, several=True, open=True)
    assert vote(wall, phone, "B") == 409
    assert wall.votes() == {"phones": 1, "voted": 0, "votes": {}}
    assert vote(wall, phone, "AD", 2) == 200
    assert wall.votes()["votes"] == {"A": 1, "D": 1}


@pytest.mark.parametrize("letters", ["D", "AB", "a", "<b>"])
def test_only_what_stands_on_the_wall_can_be_voted(running: Running, wall: AWall, letters: str) -> None:
    phone = running.client()
    join(wall, phone)
    wall.shows(**ASKED)
    assert vote(wall, phone, letters) == 409
    assert wall.votes()["voted"] == 0


def test_only_the_wall_asks_and_sees_and_only_who_takes_part_votes(running: Running, wall: AWall) -> None:
    wall.shows(**ASKED)
    stranger = running.client()
    wrong = {"Meeting-Secret": "gaet"}
    assert stranger.put(wall.path, json=ASKED, headers=wrong).status_code == 404
    assert stranger.get(f"{wall.path}/votes").status_code == 404
    assert stranger.delete(wall.path).status_code == 204
    assert vote(wall, stranger, "A") == stranger.get(wall.path).status_code == 404
    assert wall.votes() == {"phones": 0, "voted": 0, "votes": {}}


def test_the_picture_leads_to_the_page_with_the_code_and_the_secret_is_not_kept(
    running: Running, wall: AWall, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr("trekant.service.web.meetings.qr_of", lambda link, grows: drawn.append(link))
    opened = AWall(running.client()).opened
    assert drawn == [f"{ADDRESS}/stem#{opened['code']}"] and opened["address"] == f"{ADDRESS}/stem"
    assert "style=" not in wall.opened["picture"] and wall.opened["picture"].startswith("<svg ")
    with running.service.database.reading() as connection:
        assert opened["secret"] not in str(connection.execute(MEETING.select()).all())


def test_a_code_is_taken_however_it_is_typed(running: Running, wall: AWall) -> None:
    code = wall.opened["code"].upper()
    phone = as_phone(running.client())
    assert phone.post(f"/api/meetings/{code[:3]} {code[3:]}/phones").status_code == 200


def test_a_phone_without_cookies_is_told_so_and_takes_up_no_place(running: Running, wall: AWall) -> None:
    refused = running.client().post(f"{wall.path}/phones")
    assert refused.status_code == 403 and "Tillad cookies på siden" in refused.json()["detail"]
    assert wall.votes()["phones"] == 0
    assert running.client().post("/api/meetings/gaet23/phones").json() == refused.json(), (
        "which codes there are, it is not told"
    )


def test_after_its_time_a_meeting_is_over_and_then_gone(running: Running, wall: AWall) -> None:
    phone = running.client()
    join(wall, phone)
    wall.shows(**ASKED)
    vote(wall, phone, "A")
    with running.service.database.writing() as connection:
        connection.execute(update(MEETING).values(begun=utc_now() - MEETING_LASTS - timedelta(seconds=1)))
    assert vote(wall, phone, "B") == 404
    assert phone.get(wall.path).json()["detail"].startswith("Mødet er slut")
    assert as_phone(running.client()).post(f"{wall.path}/phones").status_code == 404
    assert wall.browser.get(f"{wall.path}/votes", headers=wall.led).status_code == 404
    with running.service.database.writing() as connection:
        remove_over(connection, utc_now())
    assert rows(running.service) == (0, 0)


def test_the_wall_can_end_it_and_nothing_is_left(running: Running, wall: AWall) -> None:
    phone = running.client()
    join(wall, phone)
    wall.browser.delete(wall.path, headers=wall.led)
    assert rows(running.service) == (0, 0)
    assert phone.get(wall.path).status_code == 404


def test_nobody_fills_the_database(running: Running, wall: AWall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_PHONES", 2)
    said = [as_phone(running.client()).post(f"{wall.path}/phones").status_code for _phone in range(3)]
    assert said == [200, 200, 409]
    for limit in ("MOST_FROM_ADDRESS", "MOST_MEETINGS"):
        with monkeypatch.context() as less:
            less.setattr(kept, limit, 1)
            assert running.client().post("/api/meetings").status_code == 429, limit
    assert running.client().post("/api/meetings").status_code == 201


def test_of_ipv6_a_network_counts_as_one_address(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_FROM_ADDRESS", 1)
    app, found = make_app(running.service), {}
    for host in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1", "::ffff:192.0.2.1", "::ffff:192.0.2.2"):
        found[host] = TestClient(app, base_url=ADDRESS, client=(host, 50_000)).post("/api/meetings").status_code
    assert list(found.values()) == [201, 429, 201, 201, 201], found


def test_nothing_long_is_read(running: Running, wall: AWall) -> None:
    phone, much = running.client(), b'{"question": 1, "letters": "A"' + b" " * MOST_BYTES + b"}"
    join(wall, phone)
    wall.shows(**ASKED)
    for content in (much, iter([much])):
        answer = phone.put(f"{wall.path}/vote", content=content, headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json()["detail"]) == (413, "Det er for stort.")
    assert wall.votes()["voted"] == 0


def test_who_tries_many_codes_finds_not_even_a_right_one(running: Running, wall: AWall) -> None:
    phone = as_phone(running.client())
    said = [phone.post(f"/api/meetings/gaet{number}/phones").status_code for number in range(MOST_WRONG + 1)]
    assert set(said[:-1]) == {404} and said[-1] == 429
    assert phone.post(f"{wall.path}/phones").status_code == 429
    assert phone.post("/logind", data={"code": "abcd-efgh-jkmn-pqrs"}).status_code == 400, "that is counted apart"


@pytest.fixture
def two(graded: Path, graded_url: str, tmp_path: Path) -> Iterator[tuple[TestClient, TestClient]]:
    """Two services on one database."""
    services = [a_service(graded, a_site(tmp_path / "site"), graded_url) for _service in range(2)]
    here, there = (TestClient(make_app(service), base_url=ADDRESS) for service in services)
    yield here, there
    for one in services:
        one.database.close()


def test_two_services_see_the_same_votes(two: tuple[TestClient, TestClient]) -> None:
    here, there = two
    wall = AWall(here)
    join(wall, there)
    wall.shows(**ASKED)
    assert vote(wall, there, "B") == 200
    assert wall.votes(here) == wall.votes(there) == {"phones": 1, "voted": 1, "votes": {"B": 1}}
    here.delete(wall.path, headers=wall.led)
    assert vote(wall, there, "A") == 404
