"""What another room keeps about participants in the gradebook's database: it goes with the rest.

Grading knows no other room, so whoever calls it passes one in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection

from trekant.course.people.retention import Limits


class KeptElsewhere(Protocol):
    """Tables of another room. Nothing here commits: it is done in the transaction of the connection."""

    def count(self, connection: Connection, participant: str) -> int:
        """How many rows there are about a participant."""

    def export(self, connection: Connection, participant: str) -> dict[str, list[dict[str, Any]]]:
        """What they say, as JSON takes it, by what it is in Danish."""

    def forget(self, connection: Connection, participants: Sequence[str]) -> None:
        """Remove all of it about some participants."""

    def heard_of(self, connection: Connection) -> Mapping[str, datetime]:
        """When something last came from each participant, by code."""

    def known_since(self, connection: Connection) -> Mapping[str, datetime]:
        """Since when each participant of whom there is anything is known, by code."""

    def count_old(self, connection: Connection, limits: Limits) -> Mapping[str, int]:
        """How many rows are too old, by what they are in Danish; those that go by themselves are not counted."""

    def remove_old(self, connection: Connection, limits: Limits) -> None:
        """Remove the rows that are too old."""
