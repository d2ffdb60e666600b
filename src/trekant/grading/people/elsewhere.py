"""What another room keeps about participants in the gradebook's database: it goes with the rest.

Grading knows no other room, so whoever calls it passes one in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection


class KeptElsewhere(Protocol):
    """Tables of another room. Nothing here commits: it is done in the transaction of the connection."""

    def count(self, connection: Connection, participant: str) -> int:
        """How many rows there are about a participant."""

    def export(self, connection: Connection, participant: str) -> dict[str, list[dict[str, Any]]]:
        """What they say, as JSON takes it, by what it is in Danish."""

    def forget(self, connection: Connection, participants: Sequence[str]) -> None:
        """Remove all of it about some participants."""

    def count_old(self, connection: Connection, before: datetime) -> int:
        """How many answers are older than a moment, which is in UTC and without a time zone."""

    def remove_old(self, connection: Connection, before: datetime) -> None:
        """Remove the answers that are older than a moment."""
