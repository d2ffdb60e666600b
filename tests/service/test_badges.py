"""Badges from the service: fetched by their owner, seen through by strangers and trainers, and nobody named."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openbadgeslib.ob3 import OB3Verifier, decode_encoded_list, set_indices
from sqlalchemy import update

from tests.service.conftest import Running
from tests.service.test_mine import hand_in_drawn
from tests.test_badges import said_in, token_in, trekant
from trekant.grading.own_tables import CERTIFICATE
from trekant.service import grader

CHECK = "/underviser/beviser/badge"


@pytest.fixture
def ana(running: Running) -> tuple[TestClient, str]:
    """The browser of somebody who has passed, and where the badge is fetched."""
    browser, receipt = hand_in_drawn(running, right=True)
    return browser, f"{receipt['page']}/badge"


def seen_through(running: Running, content: bytes) -> str:
    return running.trainer().post(CHECK, files={"fil": ("badge.svg", content)}).text


def test_whoever_passed_fetches_a_badge_and_the_trainer_finds_it_genuine(
    running: Running, ana: tuple[TestClient, str]
) -> None:
    browser, address = ana
    page = browser.get(address.removesuffix("/badge")).text
    assert "Hent badge" in page and "checked" not in page
    answer = browser.post(address)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert 'filename="badge-udtraek.svg"' in answer.headers["content-disposition"]
    assert "Åberg" not in json.dumps(said_in(token_in(answer.content)), ensure_ascii=False)
    assert "Badget er ægte" in seen_through(running, answer.content)
    assert "Åberg" not in seen_through(running, answer.content), "the trainer is not told whose it is"


def test_the_name_is_in_it_when_one_says_so_that_time_alone(running: Running, ana: tuple[TestClient, str]) -> None:
    browser, address = ana
    with_name = browser.post(address, data={"navn": "ja"}).content
    assert "Ana Åberg" in json.dumps(said_in(token_in(with_name)), ensure_ascii=False)
    assert "»Ana Åberg« bestod" in seen_through(running, with_name)
    again = browser.post(address).content
    assert "Åberg" not in json.dumps(said_in(token_in(again)), ensure_ascii=False)
    assert "checked" not in browser.get(address.removesuffix("/badge")).text


def test_a_certificate_that_was_changed_in_the_database_gives_neither_paper_nor_badge(
    running: Running, ana: tuple[TestClient, str]
) -> None:
    browser, address = ana
    receipt = address.removesuffix("/badge")
    assert browser.get(f"{receipt}/bevis").status_code == 200
    with running.service.database.writing() as connection:
        connection.execute(update(CERTIFICATE).values(name="En Anden"))
    for answer in (browser.get(f"{receipt}/bevis"), browser.post(address)):
        assert answer.status_code == 409 and "er ændret i databasen, siden det blev givet" in answer.text
    page = browser.get(receipt).text
    assert "er ændret i databasen, siden det blev givet" in page
    assert "/bevis" not in page + browser.get("/mine").text and "Hent badge" not in page


def test_nobody_else_fetches_it(running: Running, ana: tuple[TestClient, str]) -> None:
    assert running.participant("bo").post(ana[1]).status_code == 404
    assert running.client().post(ana[1]).status_code == 401


def test_who_has_not_passed_has_none(running: Running) -> None:
    browser, receipt = hand_in_drawn(running, right=False)
    assert browser.post(f"{receipt['page']}/badge").status_code == 404
    assert "Hent badge" not in browser.get("/mine").text


def test_strangers_are_given_what_it_takes_and_no_more(
    running: Running, ana: tuple[TestClient, str], tmp_path: Path
) -> None:
    content, stranger = ana[0].post(ana[1]).content, running.client()
    said = said_in(token_in(content))
    answers = [stranger.get(path) for path in ("/udsteder.json", "/udsteder/1/did.json", "/udsteder/1/status/0")]
    assert {one.headers["access-control-allow-origin"] for one in answers} == {"*"}
    told = "".join(one.text for one in answers)
    [given] = grader.own_certificates(running.service.database, "ana")
    secrets = ("PRIVATE", "Åberg", given.check_code, said["id"].removeprefix("urn:uuid:"))
    assert [one for one in secrets if one in told] == []
    assert {stranger.get(f"/udsteder/{path}").status_code for path in ("1/status/1", "2/status/0")} == {404}
    assert answers[1].json()["id"] == said["issuer"]["id"]
    status = said["credentialStatus"]
    assert status["statusListCredential"] == f"{running.service.settings.address}/udsteder/1/status/0"
    badge, issuer = tmp_path / "badge.svg", tmp_path / "udsteder.json"
    badge.write_bytes(content)
    issuer.write_bytes(answers[0].content)
    checked = trekant("verify", str(badge), "--issuer", str(issuer))
    assert checked.exit_code == 0, checked.output


def test_when_the_certificate_is_withdrawn_the_badge_is(running: Running, ana: tuple[TestClient, str]) -> None:
    content = ana[0].post(ana[1]).content
    number = int(said_in(token_in(content))["credentialStatus"]["statusListIndex"])
    [given] = grader.own_certificates(running.service.database, "ana")
    trainer, stranger = running.trainer(), running.client()

    def withdrawn() -> set[int]:
        token = stranger.get("/udsteder/1/status/0").text
        OB3Verifier(stranger.get("/udsteder.json").json()["keys"][0]["public_pem"])._decode_payload(token)
        return set(set_indices(decode_encoded_list(said_in(token)["credentialSubject"]["encodedList"])))

    assert withdrawn() == set()
    trainer.post(f"/underviser/beviser/{given.check_code}")
    assert withdrawn() == {number}
    assert "gælder ikke længere" in seen_through(running, content)
    assert ana[0].post(ana[1]).status_code == 404
    trainer.post(f"/underviser/beviser/{given.check_code}", data={"fortryd": "ja"})
    assert withdrawn() == set()


def test_one_takes_along_which_badges_one_has_fetched(ana: tuple[TestClient, str]) -> None:
    browser, address = ana
    assert browser.get("/mine/hent").json()["badges"] == []
    browser.post(address)
    [kept] = browser.get("/mine/hent").json()["badges"]
    assert kept["number"] == 1


def test_a_trainer_who_chooses_another_file_is_told(running: Running) -> None:
    trainer = running.trainer()
    assert "ikke noget badge i filen" in trainer.post(CHECK, files={"fil": ("et.svg", b"<svg/>")}).text
    assert trainer.post(CHECK, files={"fil": ("stor.svg", b" " * 300_000)}).status_code == 413
    assert trainer.post(CHECK, data={}).status_code == 400


def test_until_the_first_badge_is_fetched_it_costs_nothing() -> None:
    code = "import sys; from trekant.service import app; print('openbadgeslib' in sys.modules, 'jwt' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False", "False"]
