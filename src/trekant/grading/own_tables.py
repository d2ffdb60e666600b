"""The tables that we keep in the gradebook's database, beside nbgrader's own.

So one transaction holds both, in SQLite as in PostgreSQL. nbgrader leaves tables alone that it does not know. None
has a foreign key to nbgrader's: with one, nbgrader's own commands could not remove a student in PostgreSQL. Times are
in UTC and without a time zone, as nbgrader's are. A change here needs a step in ``migrations/``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    DateTime,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    column,
    table,
)
from sqlalchemy.orm import Session

from trekant.course.people.certificate import LENGTH
from trekant.course.people.participant import MAX_FIELD

TABLES = MetaData()

STUDENT = table("student", column("id"), column("first_name"), column("last_name"), column("email"))
"""nbgrader's own table of students, as far as we use it."""


class InDatabase(Protocol):
    """What holds a session of the database: nbgrader's ``Gradebook``, or the service."""

    @property
    def db(self) -> Session:
        """The session."""


EXTRA = Table(
    "trekant_participant",
    TABLES,
    Column("code", String(128), primary_key=True),
    Column("workplace", String(MAX_FIELD), nullable=False, default=""),
    Column("cohort", String(MAX_FIELD), nullable=False, default=""),
    Column("manager", String(MAX_FIELD), nullable=False, server_default=""),
    Column("added", DateTime, nullable=False),
    Column("changed", DateTime, nullable=False),
)
"""What nbgrader has no column for; ``manager`` is the e-mail address of whoever leads the person."""

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
    Column("handed_in", DateTime, nullable=False),  # the arrival
    Column("issued", DateTime, nullable=False),
    Column("withdrawn", DateTime),
    Column("name", String(MAX_FIELD)),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("quiz_title", Text),
    Column("course", Text),
    Column("owner", Text),
    Column("printed", DateTime),
    Column("taken_back", DateTime),
)
"""Every certificate that was given, with what stands on the paper in words.

``version`` says what the check code covers (see ``course.people.certificate``); in version 1 it does not cover the
words, and there are no titles. ``printed`` is None before the paper is there; ``taken_back`` is when a trainer withdrew
it, which nothing but a trainer undoes.
"""

ARRIVAL = Table(
    "trekant_arrival",
    TABLES,
    Column("participant", String(128), primary_key=True),
    Column("quiz", String(128), primary_key=True),
    Column("stamp", DateTime, nullable=False),
    Column("arrived", DateTime, nullable=False),
)
"""When a submission of before arrivals were kept is likely to have come; ``stamp`` is the time nbgrader has for it.

For every submission since then that time is the arrival, and there is no row.
"""


def arrival_of(participant: Any, quiz: Any, stamp: Any) -> ColumnElement[bool]:
    """What joins the row of :data:`ARRIVAL` to a submission, by columns or values of it."""
    return and_(ARRIVAL.c.participant == participant, ARRIVAL.c.quiz == quiz, ARRIVAL.c.stamp == stamp)


SECRET = Table("trekant_secret", TABLES, Column("purpose", String(40), primary_key=True), Column("value", String(64)))
"""Keys. They stand in the database so that two machines with the same gradebook make the same codes."""

BADGE_KEY = Table(
    "trekant_badge_key",
    TABLES,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("private_pem", Text, nullable=False),
    Column("public_pem", Text, nullable=False),
    Column("made", DateTime, nullable=False),
)
"""The keys that badges are signed with; the one with the highest number signs."""

BADGE = Table(
    "trekant_badge",
    TABLES,
    Column("number", Integer, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("key", Integer, nullable=False),
    Column("check_code", String(LENGTH)),
    Column("withdrawn", DateTime),
    UniqueConstraint("check_code", "key"),
)
"""Every badge that somebody has fetched, by its number in the list of those that do not count any more.

No row is ever deleted, so that no number is used twice: of whoever is forgotten ``check_code`` is None, and
``withdrawn`` says that the certificate did not count.
"""


def as_kept(moment: datetime) -> datetime:
    """A moment as it is written in the tables: in UTC, without a time zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def now() -> datetime:
    """Now, as it is written in the tables."""
    return as_kept(datetime.now(UTC))
