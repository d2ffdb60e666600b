"""People on their way to another service to sign in there: kept in the database, so that any process can receive them.

A browser that comes back has to be the one that left: it holds a secret in a cookie, and only its hash is kept here.
Otherwise somebody could send another one in under a name that is not theirs. Each journey ends once.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, insert
from starlette.requests import Request
from starlette.responses import Response

from trekant.course.people.sign_in_codes import hash_of
from trekant.course.words import N_
from trekant.service.kept.database import Database
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import JOURNEY, JOURNEY_LASTS
from trekant.service.state import Service

NOT_BEGUN = N_("Du var for længe om det, eller du begyndte i en anden browser. Prøv igen.")
NOT_DONE = N_("Du blev ikke logget ind. Prøv igen, eller log ind med din kode.")


@dataclass(frozen=True)
class Journey:
    """One journey: ``state`` names it to the other service, ``nonce`` and ``verifier`` are what only we can show."""

    state: str
    nonce: str
    verifier: str
    onward: str

    @property
    def challenge(self) -> str:
        """What is said of the verifier before it is shown (PKCE with S256, RFC 7636)."""
        return base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()


class Journeys:
    """The journeys by one way to sign in."""

    def __init__(self, database: Database, way: str) -> None:
        self._database, self._way = database, way

    def begin(self, browser: str, onward: str) -> Journey:
        """A new one; ``browser`` is the secret that the browser holds, ``onward`` where to go when it is back."""
        journey = Journey(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), onward)
        row = {
            "state": hash_of(journey.state),
            "way": self._way,
            "browser": hash_of(browser),
            "nonce": journey.nonce,
            "verifier": journey.verifier,
            "onward": onward,
            "begun": utc_now(),
        }
        with self._database.writing() as connection:
            connection.execute(delete(JOURNEY).where(JOURNEY.c.begun < utc_now() - JOURNEY_LASTS))
            connection.execute(insert(JOURNEY).values(**row))
        return journey

    def end(self, browser: str, state: str) -> Journey | None:
        """End the one of that name; None where that browser is on none, or was away too long, or has been back."""
        mine = (
            JOURNEY.c.state == hash_of(state),
            JOURNEY.c.way == self._way,
            JOURNEY.c.browser == hash_of(browser),
            JOURNEY.c.begun >= utc_now() - JOURNEY_LASTS,
        )
        with self._database.writing() as connection:
            row = connection.execute(delete(JOURNEY).where(*mine).returning(JOURNEY)).first()
        return Journey(state, row.nonce, row.verifier, row.onward) if row else None


def traveller_of(request: Request, service: Service) -> str:
    """The secret that the browser holds; several journeys at once, in several tabs, have the same."""
    return request.cookies.get(_cookie(service), "")


def mark_traveller(answer: Response, service: Service, secret: str) -> None:
    """Give the browser its secret for as long as a journey may last."""
    lasts, secure = int(JOURNEY_LASTS.total_seconds()), service.settings.secure
    answer.set_cookie(_cookie(service), secret, lasts, path="/", secure=secure, httponly=True, samesite="lax")


def new_traveller() -> str:
    """A secret for a browser."""
    return secrets.token_urlsafe(32)


def _cookie(service: Service) -> str:
    return "__Host-trekant-rejse" if service.settings.secure else "trekant-rejse"
