"""A result that waits for the trainer is told when it is released, with a certificate, and not before."""

from __future__ import annotations

import json
from collections.abc import Callable

from fastapi.testclient import TestClient
from sqlalchemy import select

from tests.grading import QUIZ
from trekant.service import grader
from trekant.service.kept.access import Role
from trekant.service.kept.tables import AUDIT
from trekant.service.state import Service
from trekant.service.told import may_know

SignedIn = Callable[..., TestClient]
PATH = "/underviser/resultat"


def _may_know(service: Service) -> bool:
    found = service.quiz(QUIZ)
    assert found
    return may_know(service.database, found[0])


def test_what_will_happen_is_said_before_the_result_is_told(service: Service, trainer: TestClient) -> None:
    page = trainer.get("/underviser").text
    assert "3 har afleveret" in page and "1 har bestået og får sit kursusbevis" in page and "1 venter på" in page
    assert not _may_know(service)
    answer = trainer.post(PATH, data={"test": QUIZ, "vis": "ja"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/underviser?test={QUIZ}")
    assert _may_know(service) and "Skjul resultatet" in trainer.get("/underviser").text


def test_who_passed_gets_a_certificate_and_keeps_it_when_the_result_is_hidden(
    service: Service, trainer: TestClient
) -> None:
    for vis in ("ja", "ja", ""):
        trainer.post(PATH, data={"test": QUIZ, "vis": vis})
    assert not _may_know(service)
    given = {code: grader.own_certificates(service.database, code) for code in ("ana", "bo", "cilla")}
    assert {code: len(one) for code, one in given.items()} == {"ana": 1, "bo": 0, "cilla": 0}
    assert given["ana"][0].withdrawn is None and given["ana"][0].certificate.points == 10
    with service.database.reading() as connection:
        noted = list(connection.scalars(select(AUDIT.c.action).order_by(AUDIT.c.id)))
    assert noted == ["result-released", "result-released", "result-hidden"]


def test_it_is_for_a_trainer_of_all_cohorts(service: Service, signed_in: SignedIn) -> None:
    mine = signed_in(cohorts=json.dumps(["2026-1"]))
    assert f'"{PATH}"' not in mine.get("/underviser").text
    assert mine.post(PATH, data={"test": QUIZ, "vis": "ja"}).status_code == 403
    assert signed_in(service.accounts.add(Role.MANAGER)).post(PATH, data={"test": QUIZ}).status_code == 404
    assert signed_in().post(PATH, data={"test": "oevelse", "vis": "ja"}).status_code == 404
    assert not _may_know(service)
