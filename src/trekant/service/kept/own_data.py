"""What the service itself keeps about a participant: to take along, and to forget."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, column, delete, func, inspect, select, table

from trekant.course.people.retention import Limits
from trekant.service.kept import keeping
from trekant.service.kept.access import Role, forget_account
from trekant.service.kept.database import Database
from trekant.service.kept.jobs import forget_jobs
from trekant.service.kept.keeping import KEPT, Keeping
from trekant.service.kept.moments import aware
from trekant.service.kept.tables import ACCOUNT, IMPORT, REMINDER, SESSION

_LEFT_OUT = {"secret", "fingerprint"}
"""Columns that tell nobody anything: hashes."""


def _of_somebody() -> Iterator[tuple[Keeping, ColumnElement[str]]]:
    """The tables with rows about participants, and where the code stands."""
    yield from ((one, one.whose) for one in KEPT if one.whose is not None)


def export_own(database: Database, participant: str) -> dict[str, list[dict[str, Any]]]:
    """Everything that the service's own tables have about somebody, by what it is."""
    with database.reading() as connection:
        return OwnData().export(connection, participant)


class OwnData:
    """The service's tables, as the gradebook's commands ask for what is kept beside theirs."""

    def count(self, connection: Connection, participant: str) -> int:
        """How many rows there are about a participant."""
        counted = (select(func.count()).where(whose == participant) for _one, whose in _of_somebody())
        return sum(connection.scalar(one) or 0 for one in counted)

    def export(self, connection: Connection, participant: str) -> dict[str, list[dict[str, Any]]]:
        """What they say, without what tells nobody anything."""
        found = {}
        for one, whose in _of_somebody():
            rows = connection.execute(select(one.table).where(whose == participant)).mappings()
            found[one.called] = [
                {key: _plain(value) for key, value in row.items() if key not in _LEFT_OUT} for row in rows
            ]
        return found

    def forget(self, connection: Connection, participants: Sequence[str]) -> None:
        """Remove it all; with it go the rosters that wait or can be undone, and what jobs made: those name people.

        So do managers who lead nobody any more.
        """
        for code in participants:
            forget_account(connection, code)
        for one, whose in _of_somebody():
            connection.execute(delete(one.table).where(whose.in_(participants)))
        if participants:
            connection.execute(delete(IMPORT))
            forget_jobs(connection)
            _forget_who_leads_nobody(connection)

    def heard_of(self, connection: Connection) -> Mapping[str, datetime]:
        """When the last hand-in of each participant came, by code."""
        return keeping.heard_of(connection)

    def known_since(self, connection: Connection) -> Mapping[str, datetime]:
        """Since when each participant has an account, by code."""
        return keeping.known_since(connection)

    def count_old(self, connection: Connection, limits: Limits) -> Mapping[str, int]:
        """How many rows are too old, by what they are in Danish."""
        return keeping.count_old(connection, limits)

    def remove_old(self, connection: Connection, limits: Limits) -> None:
        """Remove the rows that are too old; the points stand in the gradebook."""
        keeping.remove_old(connection, limits)


_ON_ROSTER = table("trekant_participant", column("manager"))


def _forget_who_leads_nobody(connection: Connection) -> None:
    """Remove managers whom nothing but the roster said to be any, and of whom it says so no more."""
    if not inspect(connection).has_table(_ON_ROSTER.name):
        return
    lead = select(_ON_ROSTER.c.manager)
    gone = and_(ACCOUNT.c.role == Role.MANAGER, ACCOUNT.c.email.not_in(lead))
    connection.execute(delete(SESSION).where(SESSION.c.account.in_(select(ACCOUNT.c.id).where(gone))))
    connection.execute(delete(ACCOUNT).where(gone))
    connection.execute(delete(REMINDER).where(REMINDER.c.manager != "", REMINDER.c.manager.not_in(lead)))


def own_data_in(engine: Engine) -> OwnData | None:
    """The service's tables in a gradebook; None where no service was ever started on it."""
    return OwnData() if inspect(engine).has_table(ACCOUNT.name) else None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return aware(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return json.loads(bytes(value))
    return value
