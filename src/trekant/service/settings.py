"""What the service is set up with: a course, its built site, a database, and the address that people know it by."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from trekant.course.people.certificate import Certificate
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, CourseError

ADDRESS = "TREKANT_ADDRESS"
"""The environment variable with the address that people know the service by, as it stands in links."""


class PaperMaker(Protocol):
    """Makes what is on paper; the command line passes it in, since printing is another room."""

    def names(self, names: Mapping[str, str]) -> Mapping[str, str]:
        """Those of some names, by code, that can be set."""

    def certificate(self, course: Course, quiz: Quiz, given: Certificate, check_code: str) -> bytes:
        """A certificate as a PDF.

        Raises:
            CourseError: it cannot be set.
        """

    def sheet(self, course: Course, quiz: str, participant: str) -> bytes:
        """A graded quiz as a PDF for one participant to answer on.

        Raises:
            CourseError: it cannot be set.
        """


@dataclass(frozen=True)
class ServiceSettings:
    """How a service is set up.

    ``database`` is the SQLAlchemy URL of the gradebook, ``address`` what people know the service by, without a slash at
    its end, ``framing`` who may show the site in a frame, and
    ``grades`` whether the service grades what it takes in, or leaves that to others.
    """

    root: Path
    site: Path
    database: str
    address: str
    framing: str
    paper: PaperMaker
    grades: bool = True

    @property
    def secure(self) -> bool:
        """Whether people come by TLS, so that cookies may be kept from every other way."""
        return self.address.startswith("https://")


def address_from(environment: Mapping[str, str] = os.environ, otherwise: str = "") -> str:
    """The address that people know the service by.

    Raises:
        CourseError: the variable holds something that is no address of a web server.
    """
    said = environment.get(ADDRESS, "").rstrip("/") or otherwise
    parts = urlsplit(said)
    if said and (parts.scheme not in ("http", "https") or not parts.netloc or parts.path or parts.query):
        raise CourseError(
            f"{ADDRESS} er »{said}«; skriv den adresse, folk kender kurset på, for eksempel "
            "https://bekymret.kommune.dk, uden noget efter navnet."
        )
    return said
