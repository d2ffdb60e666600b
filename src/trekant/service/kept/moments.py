"""Moments as the tables have them: in UTC and without a time zone."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Now, by the service's clock, which is the one that counts."""
    return datetime.now(UTC).replace(tzinfo=None)


def aware(moment: datetime) -> datetime:
    """A moment of the tables with its time zone."""
    return moment.replace(tzinfo=UTC)
