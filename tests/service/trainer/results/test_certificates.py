"""Certificates in the browser and by command: one by one, withdrawn so that they stay so, given back, and confirmed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from tests.grading import QUIZ
from tests.people import NAMES, trekant
from tests.service.conftest import PAPER
from tests.service.trainer.results.conftest import Asking
from trekant.grading.own_tables import CERTIFICATE
from trekant.service import given, grader
from trekant.service.kept.access import Role
from trekant.service.kept.tables import AUDIT
from trekant.service.state import Service

SignedIn = Callable[..., TestClient]
PATH = "/underviser/beviser"


@pytest.fixture
def code(asking: Asking) -> str:
    """The check code of ana's certificate."""
    [one] = grader.own_certificates(asking.service.database, "ana")
    return one.check_code


def _confirmed(browser: TestClient, typed: str) -> str:
    return browser.post(f"{PATH}/bekraeft", data={"kontrolkode": typed}).text


def test_one_is_fetched_withdrawn_and_given_back(asking: Asking, code: str) -> None:
    browser = asking.browser
    page = browser.get(PATH).text
    assert NAMES["ana"] in page and "Træk tilbage" in page
    assert browser.get(f"{PATH}/{code}/hent").content.startswith(PAPER)
    assert f"Beviset er ægte: {NAMES['ana']} bestod" in _confirmed(browser, code.lower())
    assert browser.post(f"{PATH}/{code}").status_code == 303
    assert "trukket tilbage af en underviser" in _confirmed(browser, code)
    assert browser.get(f"{PATH}/{code}/hent").status_code == 404
    asking.done("certificates")
    assert grader.certificate_of(asking.service.database, "ana", asking.service.graded_quizzes()[0]) is None
    assert "Lad det gælde igen" in browser.get(PATH).text, "nobody but a trainer gives it back"
    assert browser.post(f"{PATH}/{code}", data={"fortryd": "ja"}).status_code == 303
    assert "Beviset er ægte" in _confirmed(browser, code)
    with asking.service.database.reading() as connection:
        noted = connection.execute(select(AUDIT.c.action).where(AUDIT.c.about == "ana").order_by(AUDIT.c.id))
        assert list(noted.scalars()) == [
            "certificate-fetched",
            "certificate-confirmed",
            "certificate-withdrawn",
            "certificate-confirmed",
            "certificate-given-back",
            "certificate-confirmed",
        ]


def test_one_that_was_changed_in_the_database_is_handed_out_to_nobody(asking: Asking, code: str) -> None:
    with asking.service.database.writing() as connection:
        connection.execute(update(CERTIFICATE).where(CERTIFICATE.c.check_code == code).values(owner="En anden"))
    page = asking.browser.get(PATH).text
    assert "Ændret i databasen" in page and f"{code}/hent" not in page
    refused = asking.browser.get(f"{PATH}/{code}/hent")
    assert refused.status_code == 409 and "er ændret i databasen, siden det blev givet" in refused.text
    with zipfile.ZipFile(io.BytesIO(asking.browser.get(f"{asking.done('certificates')}/hent").content)) as archive:
        assert archive.namelist() == ["mangler.txt"]
        assert f"så {NAMES['ana']} får det ikke" in archive.read("mangler.txt").decode()


def test_a_code_that_nobody_knows_and_what_is_no_code(asking: Asking) -> None:
    assert "Koden kendes ikke." in _confirmed(asking.browser, "ABCD-EFGH-JKLM-NPQR")
    answer = asking.browser.post(f"{PATH}/bekraeft", data={"kontrolkode": "0"})
    assert answer.status_code == 400 and "16 bogstaver og tal" in answer.text


def test_those_of_others_are_not_there(service: Service, signed_in: SignedIn, code: str) -> None:
    for cohorts in ('["2026-2"]', "[]"):
        stranger = signed_in(cohorts=cohorts)
        assert NAMES["ana"] not in stranger.get(PATH).text
        assert stranger.get(f"{PATH}/{code}/hent").status_code == 404
        assert stranger.post(f"{PATH}/{code}").status_code == 404
    assert signed_in(service.accounts.add(Role.MANAGER)).get(PATH).status_code == 404
    found = given.certificate_with(service.database, code)
    assert found and found.withdrawn is None


def test_the_commands_do_the_same(graded: Path, code: str) -> None:
    assert trekant("withdraw", code).exit_code == 0
    assert "trukket tilbage af en underviser" in trekant("verify", code).output
    assert trekant("withdraw", code).exit_code == 1, "it is withdrawn already"
    trekant("certificates", QUIZ)
    assert not (graded / "quizzes/certificates" / QUIZ / "ana.pdf").exists()
    assert trekant("withdraw", "--undo", code).exit_code == 0
    assert "Beviset er ægte" in trekant("verify", code).output
    trekant("certificates", QUIZ)
    assert (graded / "quizzes/certificates" / QUIZ / "ana.pdf").exists()
