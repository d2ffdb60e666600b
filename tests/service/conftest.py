"""A service over the fictional course, and people who use it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests import postgres
from tests.grading import RIGHT, sheet
from tests.patience import PATIENCE
from tests.service.moved import moved
from trekant.course.people.certificate import Certificate
from trekant.course.people.participant import Participant
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course
from trekant.grading.gradebook_url import URL_VARIABLE, gradebook_url
from trekant.service.app import make_app, make_service
from trekant.service.grader import put_on_roster
from trekant.service.kept.access import Account, Role, ensure_managers, ensure_participants
from trekant.service.reading import CourseReader
from trekant.service.settings import ServiceSettings
from trekant.service.state import Service

ADDRESS = "http://testserver"

FRAME = """<!doctype html>
<html class="no-js" lang="da" data-content_root="/"><head><title>Siden findes ikke - Fjordby</title></head>
<body><header>Kurset</header><article role="main" id="furo-main-content">
<h1>Siden findes ikke</h1></article></body></html>"""

PAPER = b"%PDF-1.7 "


class FakePaper:
    """Sets any name, and gives the name for the paper."""

    def names(self, names: Mapping[str, str]) -> Mapping[str, str]:
        return names

    def certificate(self, course: Course, quiz: Quiz, given: Certificate, check_code: str) -> bytes:
        return PAPER + f"{given.name} {check_code}".encode()

    def sheet(self, course: Course, quiz: str, participant: str) -> bytes:
        return PAPER + f"{quiz} {participant}".encode()


@dataclass
class Running:
    """A service, and how one comes to it."""

    service: Service
    client: Callable[[], TestClient]
    root: Path

    def sign_in(self, account: Account) -> TestClient:
        """A browser that somebody is signed in with."""
        browser = self.client()
        code = self.service.accounts.new_codes([account.id])[account.id]
        assert browser.post("/logind", data={"code": code}).status_code in (200, 404)
        return browser

    def participant(self, code: str) -> TestClient:
        """A browser that a participant is signed in with."""
        ensure_participants(self.service.database, [code])
        account = self.service.accounts.of_participant(code)
        assert account
        return self.sign_in(account)

    def trainer(self, *, cohorts: str | None = None) -> TestClient:
        """A browser that a trainer is signed in with; ``cohorts`` is a JSON list."""
        return self.sign_in(self.service.accounts.add(Role.TRAINER, name="Tine Træner", cohorts=cohorts))

    def manager(self, email: str) -> TestClient:
        """A browser that a manager is signed in with."""
        ensure_managers(self.service.database, [email])
        account = self.service.accounts.of_manager(email)
        assert account
        return self.sign_in(account)

    def grade(self) -> None:
        """Grade what waits, as the process that grades does."""
        from trekant.service.background.process import grade_all

        grade_all(self.root, self.service.database, PATIENCE, lambda: self.service.hand_ins.waiting() == 0)


PEOPLE = [
    Participant(code="ana", name="Ana Åberg", workplace="Skolen", cohort="Forår", manager="lene@fjordby.example"),
    Participant(code="bo", name="Bo Bech", workplace="Skolen", cohort="Forår", manager="lene@fjordby.example"),
    Participant(code="cilla", name="Cilla Carl", workplace="Plejen", cohort="Efterår", manager="lars@fjordby.example"),
]


def a_site(folder: Path) -> Path:
    """The least that a built site is: a front page, and the page whose frame the service uses."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "404.html").write_text(FRAME, encoding="utf-8")
    (folder / "index.html").write_text(FRAME.replace("Siden findes ikke", "Forsiden"), encoding="utf-8")
    return folder


def a_service(root: Path, site: Path, url: str, address: str = ADDRESS) -> Service:
    """A service over a course; nothing of it runs."""
    made = make_service(ServiceSettings(root, site, url, address, "'self'", FakePaper()))
    return replace(made, reader=CourseReader(root, look=0))


BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
"""The databases that a test is for which asks for ``graded_url``; PostgreSQL is started for it."""


@pytest.fixture(scope="session")
def _postgres() -> Iterator[postgres.Server]:
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def _graded_there(_postgres: postgres.Server, _graded: Path) -> str:
    """A database with the course of ``graded``, to make others like it."""
    name = _postgres.new_database()
    moved(_graded, _postgres.url(name))
    return name


@pytest.fixture(params=BOTH)
def graded_url(request: pytest.FixtureRequest, graded: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The gradebook of the course of ``graded``, in each kind of database."""
    if request.param == "postgresql":
        server, like = request.getfixturevalue("_postgres"), request.getfixturevalue("_graded_there")
        monkeypatch.setenv(URL_VARIABLE, server.url(server.new_database(like)))
    return gradebook_url(graded / "quizzes")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, released: Path) -> Iterator[str]:
    """An empty database of each kind, for processes of their own."""
    if request.param == "sqlite":
        yield f"sqlite:///{released / 'quizzes/service.db'}"
        return
    with postgres.running() as server:
        yield server.url(server.new_database())


@pytest.fixture
def running(released: Path, tmp_path: Path) -> Iterator[Running]:
    """A service on which the test says at once how it went, with three people on the roster."""
    say_result(released, "at-once")
    service = a_service(released, a_site(tmp_path / "site"), gradebook_url(released / "quizzes"))
    put_on_roster(service.database, PEOPLE)
    yield Running(service, lambda: TestClient(make_app(service), base_url=service.settings.address), released)
    service.database.close()


def say_result(root: Path, when: str) -> None:
    """Let the quiz tell its result at once, or when it is released."""
    path = root / "quizzes/proeve.yaml"
    text = re.sub(r"\nresult: \S+", "", path.read_text(encoding="utf-8"))
    path.write_text(text.replace("\npass_mark:", f"\nresult: {when}\npass_mark:", 1), encoding="utf-8")


def answers(participant: str, given: dict[str, Any] | None = None, /, **changes: Any) -> dict[str, Any]:
    """What a participant's browser sends."""
    return sheet(participant, RIGHT if given is None else given, **changes)
