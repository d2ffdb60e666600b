"""The tables that we keep in the gradebook's database, beside nbgrader's own.

So one transaction holds both, in SQLite as in PostgreSQL. nbgrader leaves tables alone that it does not know. None
has a foreign key to nbgrader's: with one, nbgrader's own commands could not remove a student in PostgreSQL. Times are
in UTC and without a time zone, as nbgrader's are.
"""

from __future__ import annotations

from datetime import UTC, datetime

from nbgrader.api import Gradebook
from sqlalchemy import Column, Date, DateTime, Float, Integer, MetaData, String, Table

from trekant.course.certificate import LENGTH
from trekant.course.participant import MAX_FIELD

TABLES = MetaData()

EXTRA = Table(
    "trekant_participant",
    TABLES,
    Column("code", String(128), primary_key=True),
    Column("workplace", String(MAX_FIELD), nullable=False, default=""),
    Column("cohort", String(MAX_FIELD), nullable=False, default=""),
    Column("added", DateTime, nullable=False),
    Column("changed", DateTime, nullable=False),
)
"""What nbgrader has no column for."""

CERTIFICATE = Table(
    "trekant_certificate",
    TABLES,
    Column("check_code", String(LENGTH), primary_key=True),
    Column("participant", String(128), nullable=False, index=True),
    Column("quiz", String(128), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("passed_on", Date, nullable=False),
    Column("points", Float, nullable=False),
    Column("maximum", Float, nullable=False),
    Column("handed_in", DateTime, nullable=False),
    Column("issued", DateTime, nullable=False),
    Column("withdrawn", DateTime),
    Column("name", String(MAX_FIELD)),
)
"""Every certificate that was given. ``name`` is what stands on the paper; None before it is printed."""

SECRET = Table("trekant_secret", TABLES, Column("purpose", String(40), primary_key=True), Column("value", String(64)))
"""Keys. They stand in the database so that two machines with the same gradebook make the same codes."""


def make_tables(gradebook: Gradebook) -> None:
    """Make the tables of ours that are not there, in the gradebook's open transaction."""
    TABLES.create_all(gradebook.db.connection())


def now() -> datetime:
    """Now, as it is written in the tables."""
    return datetime.now(UTC).replace(tzinfo=None)
