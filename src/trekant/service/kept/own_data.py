"""What the service itself keeps about a participant: to take along, and to forget."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from trekant.service.kept.access import forget_account
from trekant.service.kept.database import Database
from trekant.service.kept.moments import aware
from trekant.service.kept.tables import ACCOUNT, AUDIT, HAND_IN

_LEFT_OUT = {"secret", "fingerprint"}
"""Columns that tell nobody anything: hashes."""

_OURS: tuple[tuple[str, Table, Any], ...] = (
    ("konto", ACCOUNT, ACCOUNT.c.participant),
    ("afleveringer", HAND_IN, HAND_IN.c.participant),
    ("det, undervisere har gjort", AUDIT, AUDIT.c.about),
)


def export_own(database: Database, participant: str) -> dict[str, list[dict[str, Any]]]:
    """Everything that the service's own tables have about somebody, by what it is."""
    found = {}
    with database.reading() as connection:
        for name, table, whose in _OURS:
            rows = connection.execute(select(table).where(whose == participant)).mappings()
            found[name] = [{key: _plain(value) for key, value in row.items() if key not in _LEFT_OUT} for row in rows]
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return aware(value).isoformat()
    if isinstance(value, bytes | memoryview):
        return json.loads(bytes(value))
    return value


def forget_own(connection: Connection, participant: str) -> None:
    """Remove all of it, in the connection's transaction."""
    forget_account(connection, participant)
    connection.execute(delete(HAND_IN).where(HAND_IN.c.participant == participant))
    connection.execute(delete(AUDIT).where(AUDIT.c.about == participant))
