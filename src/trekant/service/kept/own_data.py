"""What the service itself keeps about a participant: to take along, and to forget."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, inspect, select

from trekant.service.kept.access import forget_account
from trekant.service.kept.database import Database
from trekant.service.kept.jobs import forget_jobs
from trekant.service.kept.moments import aware
from trekant.service.kept.tables import ACCOUNT, AUDIT, HAND_IN, IMPORT

_LEFT_OUT = {"secret", "fingerprint"}
"""Columns that tell nobody anything: hashes."""

_OURS: tuple[tuple[str, Table, Any], ...] = (
    ("konto", ACCOUNT, ACCOUNT.c.participant),
    ("afleveringer", HAND_IN, HAND_IN.c.participant),
    ("det, undervisere har gjort", AUDIT, AUDIT.c.about),
)


def export_own(database: Database, participant: str) -> dict[str, list[dict[str, Any]]]:
    """Everything that the service's own tables have about somebody, by what it is."""
    with database.reading() as connection:
        return OwnData().export(connection, participant)


class OwnData:
    """The service's tables, as the gradebook's commands ask for what is kept beside theirs."""

    def count(self, connection: Connection, participant: str) -> int:
        """How many rows there are about a participant."""
        counted = (select(func.count()).where(whose == participant) for _name, _table, whose in _OURS)
        return sum(connection.scalar(one) or 0 for one in counted)

    def export(self, connection: Connection, participant: str) -> dict[str, list[dict[str, Any]]]:
        """What they say, without what tells nobody anything."""
        found = {}
        for name, table, whose in _OURS:
            rows = connection.execute(select(table).where(whose == participant)).mappings()
            found[name] = [{key: _plain(value) for key, value in row.items() if key not in _LEFT_OUT} for row in rows]
        return found

    def forget(self, connection: Connection, participants: Sequence[str]) -> None:
        """Remove it all; with it go the rosters that wait or can be undone, and what jobs made: those name people."""
        for one in participants:
            forget_account(connection, one)
        connection.execute(delete(HAND_IN).where(HAND_IN.c.participant.in_(participants)))
        connection.execute(delete(AUDIT).where(AUDIT.c.about.in_(participants)))
        if participants:
            connection.execute(delete(IMPORT))
            forget_jobs(connection)

    def count_old(self, connection: Connection, before: datetime) -> int:
        """How many hand-ins are older than a moment."""
        return connection.scalar(select(func.count()).where(HAND_IN.c.arrived < before)) or 0

    def remove_old(self, connection: Connection, before: datetime) -> None:
        """Remove the hand-ins that are older than a moment; the points stand in the gradebook."""
        connection.execute(delete(HAND_IN).where(HAND_IN.c.arrived < before))
        forget_jobs(connection, only_old=True)


def own_data_in(engine: Engine) -> OwnData | None:
    """The service's tables in a gradebook; None where no service was ever started on it."""
    return OwnData() if inspect(engine).has_table(IMPORT.name) else None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return aware(value).isoformat()
    if isinstance(value, bytes | memoryview):
        return json.loads(bytes(value))
    return value
