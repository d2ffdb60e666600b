"""A service over HTTP that a learning platform opens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tests.copied import ROOT
from tests.service.conftest import a_site
from tests.service.lms import Lms, Visitor, an_lms
from tests.service.serving import serving
from trekant.course.people.participant import Participant
from trekant.grading.gradebook_url import gradebook_url
from trekant.service.grader import put_on_roster
from trekant.service.lti.platforms import Platforms
from trekant.service.state import Service

TEST = "/lti/aabn/test/proeve"
"""The address of the test there."""

ROSTER = [
    Participant(code="ana", name="Ana Åberg", email="ana@fjordby.example"),
    Participant(code="bo", name="Bo Bech", email="bo@fjordby.example"),
]


@dataclass
class Open:
    """A service that people come to, and the platform that they come from."""

    service: Service
    lms: Lms

    @property
    def address(self) -> str:
        return self.service.settings.address

    def visitor(self, shown_in: str | None = "document") -> Visitor:
        return Visitor(self.address, shown_in)

    def comes(self, person: str, **where: Any) -> tuple[Visitor, Any]:
        """Somebody presses in the platform what opens the course; the browser, and where that ended."""
        visitor = self.visitor()
        return visitor, visitor.press(visitor.get(self.lms.start(person, **where)))

    def rows(self, table: Any) -> list[Any]:
        with self.service.database.reading() as connection:
            return list(connection.execute(select(table)))


@contextmanager
def open_course(released: Path, folder: Path, url: str = "") -> Iterator[Open]:
    """A service over a released course, with a test and a case on pages, and a platform that it knows."""
    (released / "quizzes/proeve.md").write_text("# Prøven\n\n```{quiz} proeve\n```\n", encoding="utf-8")
    (released / "notebooks").mkdir(exist_ok=True)
    shutil.copy(ROOT / "tests/fictional/notebooks/fjordby.ipynb", released / "notebooks")
    site = a_site(folder / "site")
    (site / "quizzes").mkdir()
    shutil.copy(site / "index.html", site / "quizzes/proeve.html")
    url = url or gradebook_url(released / "quizzes")
    with an_lms() as lms, serving(released, site, url, 8330) as service:
        put_on_roster(service.database, ROSTER)
        lms.service = service.settings.address
        Platforms(service.database).add(lms.platform(trusts_email=True))
        yield Open(service, lms)
