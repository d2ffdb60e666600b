"""People on the way from a platform: kept in the database, so that any process can receive them; each step counts once.

The platform sends a browser to us by a form from its own site, and with that no browser sends the cookie that it holds
of ours (``SameSite=Lax``). So it takes two steps: what the platform says is believed when it comes, and whoever it is
about is let in by the next request, which is ours and has the cookie. Nothing here needs a cookie in a frame.

A platform answers once for each time that it has opened us; Moodle forgets then what it has asked for. So the button in
its frame, pressed again, asks nobody: it leads whoever came in by it, and is still signed in, to the same page. It is
no key: it signs nobody in, and for anybody else it is spent.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from trekant.course.people.sign_in_codes import hash_of
from trekant.service.kept.database import Database, insert_into
from trekant.service.kept.lti_tables import LTI_JOURNEY, LTI_WINDOW, WINDOW_KEPT
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import JOURNEY_LASTS

_ANY = ""
"""In place of a browser's hash, where it need not be the same one: nobody is signed in by that journey."""


@dataclass(frozen=True)
class LtiJourney:
    """How far somebody is; ``browser`` and ``button`` are hashes.

    ``account``, ``onward`` and ``said`` are there from the second step on.
    """

    platform: str
    browser: str
    button: str = ""
    account: str = ""
    onward: str = ""
    said: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class LtiWindow:
    """What came of a button that was pressed before: who came in by it, and where to; both empty till somebody has."""

    account: str
    onward: str
    pressed: datetime


class LtiJourneys:
    """The people on the way from all platforms."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def press(self, button: str) -> LtiWindow | None:
        """Somebody presses a button in a platform's frame; None at the first time."""
        row = {"button": hash_of(button), "pressed": utc_now()}
        with self._database.writing() as connection:
            connection.execute(delete(LTI_WINDOW).where(LTI_WINDOW.c.pressed < utc_now() - WINDOW_KEPT))
            first = insert_into(connection, LTI_WINDOW).values(**row).on_conflict_do_nothing()
            if connection.execute(first).rowcount == 1:
                return None
            found = connection.execute(select(LTI_WINDOW).where(LTI_WINDOW.c.button == row["button"])).one()
        return LtiWindow(found.account, found.onward, found.pressed)

    def came_in(self, journey: LtiJourney, account: str, onward: str) -> None:
        """Somebody came in by the button of a journey, if there was one; ``account`` is empty for who is nobody."""
        came = update(LTI_WINDOW).where(LTI_WINDOW.c.button == journey.button)
        with self._database.writing() as connection:
            connection.execute(came.values(account=account, onward=onward))

    def begin(self, state: str, nonce: str, platform: str, browser: str | None, button: str) -> None:
        """Somebody leaves for the platform to be told who it is.

        ``browser`` is the secret that the browser holds, ``button`` the one that was pressed, if any.
        """
        held, pressed = hash_of(browser) if browser else _ANY, hash_of(button) if button else ""
        self._keep(state, nonce, LtiJourney(platform, held, pressed))

    def platform_of(self, state: str) -> str:
        """Which platform somebody of that state was sent to; empty where nobody was."""
        known = select(LTI_JOURNEY.c.platform).where(LTI_JOURNEY.c.state == hash_of(state))
        with self._database.reading() as connection:
            return connection.scalar(known) or ""

    def arrive(self, state: str, nonce: str) -> LtiJourney | None:
        """Somebody comes with what the platform said; None where nobody of that state and nonce is awaited."""
        return self._take(state, LTI_JOURNEY.c.nonce == hash_of(nonce), LTI_JOURNEY.c.account == "")

    def go_on(self, journey: LtiJourney) -> str:
        """The platform is believed: the ticket for the last step."""
        ticket = secrets.token_urlsafe(32)
        self._keep(ticket, ticket, journey)
        return ticket

    def enter(self, ticket: str, browser: str) -> LtiJourney | None:
        """Somebody is let in; None where it is another browser than the one that left."""
        return self._take(ticket, LTI_JOURNEY.c.browser == hash_of(browser), LTI_JOURNEY.c.account != "")

    def choose(self, ticket: str) -> LtiJourney | None:
        """A platform's teacher has chosen; whose browser that is makes no difference."""
        return self._take(ticket, LTI_JOURNEY.c.account == "", LTI_JOURNEY.c.said != "")

    def _keep(self, state: str, nonce: str, journey: LtiJourney) -> None:
        row = {
            "state": hash_of(state),
            "nonce": hash_of(nonce),
            "browser": journey.browser,
            "platform": journey.platform,
            "button": journey.button,
            "account": journey.account,
            "onward": journey.onward,
            "said": json.dumps(journey.said) if journey.said else "",
            "begun": utc_now(),
        }
        with self._database.writing() as connection:
            connection.execute(delete(LTI_JOURNEY).where(LTI_JOURNEY.c.begun < utc_now() - JOURNEY_LASTS))
            connection.execute(insert(LTI_JOURNEY).values(**row))

    def _take(self, state: str, *wanted: Any) -> LtiJourney | None:
        mine = (LTI_JOURNEY.c.state == hash_of(state), LTI_JOURNEY.c.begun >= utc_now() - JOURNEY_LASTS, *wanted)
        with self._database.writing() as connection:
            row = connection.execute(delete(LTI_JOURNEY).where(*mine).returning(LTI_JOURNEY)).first()
        if row is None:
            return None
        said = json.loads(row.said) if row.said else None
        return LtiJourney(row.platform, row.browser, row.button, row.account, row.onward, said)
