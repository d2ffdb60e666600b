"""What is kept about a person is exported and forgotten from the trainer's page, in the service's own tables too."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from sqlalchemy import inspect, text

from tests.grading import QUIZ, RIGHT, sheet
from tests.people import NAMES, trekant
from trekant.cli import main
from trekant.course.people.retention import Retention
from trekant.course.quizzes.answers import KeptSheet, read_sheet
from trekant.grading.gradebook import open_gradebook
from trekant.grading.people.expire import find_expired, remove_expired
from trekant.service import grader
from trekant.service.kept.access import ensure_participants
from trekant.service.kept.moments import utc_now
from trekant.service.kept.own_data import OwnData
from trekant.service.pages.mine import ASKED_FOR_DELETION
from trekant.service.state import Service

SignedIn = Callable[..., TestClient]
PATH = "/underviser/deltagere"


@pytest.fixture
def dan(service: Service, trainer: TestClient, signed_in: SignedIn) -> str:
    """A participant whom every table of the service has something about."""
    quiz, tasks = service.quiz(QUIZ) or pytest.fail("the quiz is gone")
    kept = KeptSheet.model_construct(**dict(read_sheet(json.dumps(sheet("dan", RIGHT)).encode())))
    service.hand_ins.take_in(kept, grader.outcome(kept, quiz, grader.mark_sheet(kept, quiz, tasks)))
    ensure_participants(service.database, ["dan"])
    account = service.accounts.of_participant("dan")
    assert account
    signed_in(account)
    trainer.post(f"{PATH}/dan/kort")
    signed_in(account)
    trainer.post(PATH, files={"fil": ("l.csv", b"kode;navn\ndan;Dan Danielsen\n")})
    service.note(account, ASKED_FOR_DELETION, about="dan")
    return "dan"


def mentioning(service: Service, word: str) -> set[str]:
    """The tables in which a word stands anywhere."""
    found = set()
    with service.database.reading() as connection:
        for table in inspect(service.database.engine).get_table_names():
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).all()
            if any(word in str(cell) for row in rows for cell in row):
                found.add(table)
    return found


def test_forgetting_reaches_every_table(service: Service, trainer: TestClient, dan: str) -> None:
    service_tables = {"service_account", "service_hand_in", "service_audit", "service_import"}
    assert service_tables <= mentioning(service, "dan") | mentioning(service, "Dan")
    assert f'href="{PATH}/dan"' in trainer.get(PATH).text.partition('<form method="get"')[0], "dan has asked for it"
    assert trainer.post(f"{PATH}/dan/slet", data={"ord": "ja"}).status_code == 400
    answer = trainer.post(f"{PATH}/dan/slet", data={"ord": " Slet "})
    assert answer.status_code == 200 and "Dan" not in answer.text
    assert mentioning(service, NAMES["dan"]) == mentioning(service, "dan") == mentioning(service, "Danielsen") == set()
    assert trainer.get(f"{PATH}/dan").status_code == 404
    with service.database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM service_audit WHERE action = 'forgotten'")) == 1


def test_an_export_has_what_the_service_keeps_and_no_secret(service: Service, trainer: TestClient, dan: str) -> None:
    answer = trainer.post(f"{PATH}/dan/hent")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        told = json.loads(archive.read("oplysninger.json"))
        overview = archive.read("oversigt.txt").decode()
    assert told["deltager"]["navn"] == NAMES["dan"]
    [hand_in] = told["tjenesten"]["afleveringer"]
    assert hand_in["content"]["participant"] == "dan" and "secret" not in told["tjenesten"]["konto"][0]
    assert "afleveringer: 1" in overview


def test_the_commands_reach_the_services_tables_too(service: Service, dan: str) -> None:
    said = trekant("participants", "forget", "dan", typed="slet\n")
    assert said.exit_code == 0 and "tjenesten: " in said.output, said.output
    assert mentioning(service, "dan") == mentioning(service, "Danielsen") == set()


def test_a_hand_in_is_kept_as_long_as_answers_are(service: Service, graded: Path, dan: str) -> None:
    periods = Retention(answers=30)
    with open_gradebook(graded) as gradebook:
        soon = find_expired(graded, gradebook, periods, utc_now() + timedelta(days=29), OwnData())
        assert not any(soon.elsewhere.values())
        old = find_expired(graded, gradebook, periods, utc_now() + timedelta(days=31), OwnData())
        assert old.elsewhere["afleveringer"] == 1 and not old.nothing
        remove_expired(graded, gradebook, old, OwnData())
    assert service.hand_ins.of("dan") == []
    assert service.accounts.of_participant("dan")


def test_without_a_service_the_commands_are_what_they_were(graded: Path) -> None:
    del graded
    said = CliRunner().invoke(main, ["participants", "forget", "ana", "--yes"])
    assert said.exit_code == 0 and "tjenesten" not in said.output
