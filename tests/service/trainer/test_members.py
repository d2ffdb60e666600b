"""The people of a course in an LMS come on the roster: seen first, undone, and no more of them than there should."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import select

from tests.patience import PATIENCE
from tests.people import NAMES
from tests.service.conftest import ADDRESS
from tests.service.receiving import LEARNER, PEOPLE, Receiving, a_gradebook
from tests.service.trainer.conftest import SignedIn
from tests.service.trainer.test_roster import PATH, audit, roster
from trekant.course.people.codes import is_sound
from trekant.course.people.participant import Participant
from trekant.service import grader
from trekant.service.kept.lti_tables import LTI_LAUNCH
from trekant.service.lti import members
from trekant.service.lti.launches import INSTRUCTOR
from trekant.service.state import Service


def member(name: str, email: str | None, *roles: str, **more: Any) -> dict[str, Any]:
    said = {"user_id": f"u-{name}", "name": name, "roles": roles or (LEARNER,), "status": "Active"} | more
    return said if email is None else said | {"email": email}


@pytest.fixture
def lms() -> Iterator[Receiving]:
    with a_gradebook() as receiving:
        receiving.people = [
            [
                member("Bo Bech", "BO@fjordby.example"),
                member("Lærke Lærer", "laerke@fjordby.example", INSTRUCTOR),
                member("Gamle Gerda", "gerda@fjordby.example", status="Inactive"),
            ],
            [
                member("Nynne Ny", "nynne@fjordby.example", "Learner"),
                member("Uden Mail", None),
                member("Ana I LMS", "ny-adresse@fjordby.example", user_id="sub-ana"),
                member("0101901234", "tal@fjordby.example"),
            ],
        ]
        yield receiving


def connected(service: Service, lms: Receiving, **changed: Any) -> str:
    """The platform is known, and ana has opened the test from it; returns the course to choose."""
    grader.put_on_roster(service.database, [_with_email(service, "bo", "bo@fjordby.example")])
    platform = lms.known_to(service.database, **{"trusts_email": True} | changed)
    lms.opens(service.database, "ana", platform, people=lms.address + PEOPLE)
    with service.database.reading() as connection:
        return str(connection.scalar(select(LTI_LAUNCH.c.id)))


def test_courses_are_told_apart_by_what_the_platform_calls_them(
    service: Service, trainer: TestClient, lms: Receiving
) -> None:
    connected(service, lms)
    [platform] = _platforms(service)
    for number, (said, shown) in enumerate(
        (
            ({"id": "1", "title": " Plejen 2027 ", "label": "P27"}, "»Plejen 2027« i Fjordbys LMS: 1"),
            ({"id": "2", "title": "", "label": "P28"}, "»P28« i Fjordbys LMS: 1"),
            ({"id": "3", "title": None, "label": 7}, ">Fjordbys LMS: 1"),
            ({"id": "4", "title": "<b>x</b>"}, "»&lt;b&gt;x&lt;/b&gt;« i"),
            ({"id": "5", "title": "x" * 300}, f"»{'x' * 255}« i"),
        )
    ):
        people = f"{lms.address}/context/{number}0/memberships"
        lms.opens(service.database, "bo", platform, link=f"l-{number}", people=people, course=said)
        assert shown in trainer.get(PATH).text, said
    lms.opens(service.database, "ana", platform, people=lms.address + PEOPLE, course={"id": "7", "title": "Nyt navn"})
    page = trainer.get(PATH).text
    assert "»Nyt navn« i Fjordbys LMS: 1" in page and "Nye medarbejdere" not in page


def _with_email(service: Service, code: str, email: str) -> Participant:
    return roster(service)[code].model_copy(update={"email": email})


def fetch(browser: TestClient, course: str, cohort: str = "") -> Response:
    return browser.post(f"{PATH}/fra-lms", data={"forloeb": course, "hold": cohort})


def test_the_people_of_a_course_are_seen_come_on_the_roster_and_are_undone(
    service: Service, trainer: TestClient, lms: Receiving
) -> None:
    course = connected(service, lms)
    before = roster(service)
    shown = trainer.get(PATH).text
    assert f'value="{course}"' in shown and "»Nye medarbejdere« i Fjordbys LMS: 1 har åbnet kurset derfra" in shown
    address = fetch(trainer, course, "2027").headers["location"]
    page = trainer.get(address).text
    for said in (
        "1 ny<",
        "2 ændret",
        "Nynne Ny (",
        "), 2027",
        f"navn: fra »{NAMES['bo']}« til »Bo Bech«",
        "1 har ingen e-mail fra LMS&#39;et",
        "1 er ikke taget med, fordi",
        "er ikke med i forløbet. De bliver stående",
    ):
        assert said in page, said
    for left_out in ("Lærke", "Gerda", "Uden Mail", "0101901234"):
        assert left_out not in page, left_out
    assert roster(service) == before
    kept = address.partition("?")[0]
    assert trainer.post(kept).headers["location"] == PATH
    after = roster(service)
    [new] = after.keys() - before.keys()
    assert is_sound(new) and (after[new].name, after[new].cohort) == ("Nynne Ny", "2027")
    assert after["bo"] == before["bo"].model_copy(update={"name": "Bo Bech"}), "code, cohort and workplace stay"
    assert after["ana"].email == before["ana"].email, "who has come from there before is the same with another address"
    assert before.keys() <= after.keys() and ("roster-added", new) in audit(service)
    again = trainer.get(fetch(trainer, course, "2028").headers["location"]).text
    assert "0 nye" in again and "0 ændret" in again
    trainer.post(f"{kept}/fortryd")
    assert roster(service) == before


def test_an_lms_whose_addresses_are_not_trusted_renames_nobody(
    service: Service, trainer: TestClient, lms: Receiving
) -> None:
    page = trainer.get(fetch(trainer, connected(service, lms, trusts_email=False)).headers["location"]).text
    assert "1 ny<" in page and "0 ændret" in page


def test_what_two_have_fetched_and_both_let_count_puts_nobody_on_twice(
    service: Service, trainer: TestClient, signed_in: SignedIn, lms: Receiving
) -> None:
    course, before = connected(service, lms), roster(service)
    uploads = [(one, fetch(one, course).headers["location"].partition("?")[0]) for one in (trainer, signed_in())]
    twice = [*uploads, uploads[0]]
    start = Barrier(len(twice), timeout=PATIENCE)

    def let_count(what: tuple[TestClient, str]) -> int:
        browser, address = what
        own = TestClient(browser.app, ADDRESS, cookies=dict(browser.cookies), follow_redirects=False)
        start.wait()
        return own.post(address).status_code

    with ThreadPoolExecutor(len(twice)) as several:
        answers = list(several.map(let_count, twice))
    assert sorted(answers) == [303, 303, 404], "the button that was pressed twice counts once"
    assert [one.name for code, one in roster(service).items() if code not in before] == ["Nynne Ny"]


def test_who_came_on_the_roster_since_one_looked_is_not_put_there_again(
    service: Service, trainer: TestClient, lms: Receiving
) -> None:
    address = fetch(trainer, connected(service, lms)).headers["location"]
    grader.put_on_roster(service.database, [Participant(code="nynne", email="NYNNE@fjordby.example")])
    before = roster(service)
    assert "0 nye" in trainer.get(address).text
    trainer.post(address.partition("?")[0])
    assert roster(service).keys() == before.keys()


def test_an_address_that_two_have_is_nobodys(service: Service, trainer: TestClient, lms: Receiving) -> None:
    course = connected(service, lms)
    grader.put_on_roster(service.database, [Participant(code="bo-2", email="bo@fjordby.example")])
    lms.people = [[*lms.people[0], member("Ny", "ny@fjordby.example"), member("Igen", "NY@fjordby.example")]]
    page = trainer.get(fetch(trainer, course).headers["location"]).text
    assert "1 ny<" in page and "2 er ikke taget med" in page


def test_a_trainer_of_one_cohort_fetches_only_where_own_people_are(
    service: Service, signed_in: SignedIn, lms: Receiving
) -> None:
    course = connected(service, lms)
    grader.put_on_roster(service.database, [Participant(code="min", name="Min Egen", cohort="mit")])
    mine = signed_in(cohorts='["mit"]')
    assert "fra-lms" not in mine.get(PATH).text and fetch(mine, course, "mit").status_code == 404
    [platform] = _platforms(service)
    lms.opens(service.database, "min", platform, people=lms.address + PEOPLE)
    with service.database.reading() as connection:
        own = connection.scalar(select(LTI_LAUNCH.c.id).where(LTI_LAUNCH.c.participant == "min"))
    assert str(own) in mine.get(PATH).text
    for cohort in ("", "2026-1"):
        refused = fetch(mine, str(own), cohort)
        assert refused.status_code == 400 and "»mit«" in refused.text
    address = fetch(mine, str(own), "mit").headers["location"]
    page = mine.get(address).text
    assert "2 står på hold, du ikke har adgang til" in page and "Nynne Ny" in page and NAMES["bo"] not in page
    mine.post(address.partition("?")[0])
    assert {one.cohort for one in roster(service).values() if one.name == "Nynne Ny"} == {"mit"}


def _platforms(service: Service) -> list[Any]:
    from trekant.service.lti.platforms import Platforms

    return Platforms(service.database).all()


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (PEOPLE, 401, "giver ikke lov"),
        (PEOPLE, 403, "giver ikke lov"),
        ("/token_url", 400, "giver ikke lov"),
        (PEOPLE, 404, "svarede 404"),
        (PEOPLE, 500, "svarede 500"),
        ("/token_url", 503, "svarede 503"),
        (PEOPLE, 302, "ikke må hente fra"),
    ],
)
def test_a_platform_that_says_no_is_told_in_a_sentence(
    service: Service, trainer: TestClient, lms: Receiving, path: str, status: int, said: str
) -> None:
    course = connected(service, lms)
    lms.fault = lambda asked: status if asked == path else None
    answer = fetch(trainer, course)
    assert answer.status_code == 400 and said in answer.text


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([[]], "ingen deltagere i det forløb"),
        ([[member("Lærke", "l@fjordby.example", INSTRUCTOR)]], "ingen deltagere i det forløb"),
        ([[member("Uden Mail", None)]], "sender ingen e-mail"),
        ([{"members": "alle"}], "ikke er en deltagerliste"),
        ([{"noget": []}], "ikke er en deltagerliste"),
        ([b"<html>Log ind</html>"], "ikke er en deltagerliste"),
        ([[{"roles": LEARNER}]], "ikke er en deltagerliste"),
        ([b" " * 5_000_001], "for stor"),
    ],
)
def test_a_list_that_is_none_is_told_in_a_sentence(
    service: Service, trainer: TestClient, lms: Receiving, people: list[Any], said: str
) -> None:
    course = connected(service, lms)
    before, lms.people = roster(service), people
    answer = fetch(trainer, course)
    assert answer.status_code == 400 and said in answer.text and roster(service) == before


def test_a_platform_that_is_away_is_told_in_a_sentence(service: Service, trainer: TestClient, lms: Receiving) -> None:
    course = connected(service, lms)
    lms.fault = lambda path: "lost" if path == PEOPLE else None
    assert "svarer ikke lige nu" in fetch(trainer, course).text


def test_the_token_goes_to_no_other_origin(service: Service, trainer: TestClient, lms: Receiving) -> None:
    course = connected(service, lms)
    with a_gradebook() as another:
        asked: list[str] = []
        another.fault = lambda path: asked.append(path)
        lms.following = f"{another.address}{PEOPLE}?side=1"
        answer = fetch(trainer, course)
    assert answer.status_code == 400 and "ikke må hente fra" in answer.text and asked == []


def test_a_list_without_end_is_not_read_for_ever(
    service: Service, trainer: TestClient, lms: Receiving, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = connected(service, lms)
    lms.following = f"{lms.address}{PEOPLE}"
    assert "for stor" in fetch(trainer, course).text
    monkeypatch.setattr(members, "MOST", 1)
    lms.following = ""
    assert "for stor" in fetch(trainer, course).text
