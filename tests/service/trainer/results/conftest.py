"""Long work, done as the process does it that grades."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient

from tests.grading import QUIZ
from trekant.service.background.jobs import do_next
from trekant.service.state import Service

PATH = "/underviser/resultater"

Done = Callable[..., str]


@dataclass
class Asking:
    """A trainer's browser, and work that it asks for."""

    service: Service
    browser: TestClient

    def begin(self, what: str, **more: str) -> str:
        """Ask for work; the address where one sees how far it is."""
        answer = self.browser.post(PATH, data={"hvad": what, "test": QUIZ, **more})
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])

    def do(self) -> None:
        """Do what waits."""
        while do_next(self.service.course, self.service.database):
            pass

    def done(self, what: str, **more: str) -> str:
        """Ask for work, and have it done."""
        address = self.begin(what, **more)
        self.do()
        return address


@pytest.fixture
def asking(service: Service, trainer: TestClient) -> Asking:
    """A trainer of all cohorts; the result has been shown to participants."""
    assert trainer.post("/underviser/resultat", data={"test": QUIZ, "vis": "ja"}).status_code == 303
    return Asking(service, trainer)
