"""Meetings where phones vote: rows that every process sees alike, which come to an end by themselves.

Reading and practising need no signing in here, and so neither does opening a meeting: a leader of a staff meeting has
no account. That nobody can fill the database with it is held by numbers instead: so many meetings from an address and
in all, so many phones in each, and of a phone one row with its last vote. After three hours all of it is gone.

No text goes through here that somebody could have written: what the wall sends is how many options there are, and a
phone sends their letters.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_uppercase
from uuid import uuid4

from pydantic import Field
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from trekant.course.base import Model
from trekant.course.people.codes import ALPHABET
from trekant.course.people.sign_in_codes import hash_of
from trekant.service.kept.database import Database, insert_into
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import MEETING, MEETING_LASTS, VOTE

LETTERS = ascii_uppercase
"""What options are called on the wall."""

MOST_MEETINGS = 1000
"""So many may be under way at a time."""

MOST_FROM_ADDRESS = 100
"""So many of them from one address; a whole town hall may be behind one."""

MOST_PHONES = 300
"""So many take part in one meeting."""

_SIGNS = "".join(sign for sign in ALPHABET if sign not in "aeuy")
"""Without vowels no code is a word that somebody would rather not have on the wall."""

_LENGTH = 6
"""387 million codes: with all meetings under way, one guess in 387,000 finds one."""


class Wall(Model):
    """What is voted on now.

    ``question`` numbers what was asked since the meeting began, ``options`` is how many there are to choose from (0:
    nothing is asked), ``several`` says that one may choose more than one, and ``open`` that votes are still taken.
    """

    question: int = Field(ge=0, le=10_000)
    options: int = Field(ge=0, le=len(LETTERS))
    several: bool = False
    open: bool = False


@dataclass(frozen=True)
class Opened:
    """A new meeting: the code on the wall, and what the wall alone holds."""

    code: str
    secret: str


@dataclass(frozen=True)
class VoteCount:
    """How many phones take part, how many have voted on what is asked now, and how many for each letter."""

    phones: int
    voted: int
    votes: Mapping[str, int]


class Joining(StrEnum):
    """How it went when a phone wanted to take part."""

    IN = "in"
    NO_SUCH = "no-such"
    FULL = "full"


def as_meeting_code(typed: str) -> str:
    """A code as it was meant, whatever its case and spaces; what has no meeting is found to have none."""
    return "".join(sign for sign in typed.lower() if sign.isalnum())[: _LENGTH + 1]


class Meetings:
    """The meetings of a service that are under way."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, address: str) -> Opened | None:
        """Begin one; None while there are too many, from the address or in all."""
        came_from = hash_of(f"meeting {address}")
        code, secret = "".join(secrets.choice(_SIGNS) for _sign in range(_LENGTH)), uuid4().hex
        with self._database.writing() as connection:
            counted = select(func.count()).select_from(MEETING).where(_under_way())
            here = connection.scalar(counted.where(MEETING.c.address == came_from)) or 0
            if here >= MOST_FROM_ADDRESS or (connection.scalar(counted) or 0) >= MOST_MEETINGS:
                return None
            row = {"id": code, "leader": hash_of(secret), "address": came_from, "begun": utc_now()}
            connection.execute(insert(MEETING).values(**row, question=0, options=0, several=False, is_open=False))
        return Opened(code, secret)

    def show(self, code: str, secret: str, wall: Wall) -> bool:
        """The wall shows something else now; whether the meeting is under way and this its wall."""
        values = wall.model_dump(exclude={"open"}) | {"is_open": wall.open}
        with self._database.writing() as connection:
            return bool(connection.execute(update(MEETING).where(*_led(code, secret)).values(**values)).rowcount)

    def tally(self, code: str, secret: str) -> VoteCount | None:
        """What the phones have voted; None where the meeting is not under way, or this is not its wall."""
        counted = select(VOTE.c.question, VOTE.c.letters, func.count()).where(VOTE.c.meeting == code)
        with self._database.reading() as connection:
            question = connection.scalar(select(MEETING.c.question).where(*_led(code, secret)))
            if question is None:
                return None
            rows = connection.execute(counted.group_by(VOTE.c.question, VOTE.c.letters)).all()
        now = [(letters, count) for asked, letters, count in rows if asked == question and letters]
        votes: dict[str, int] = {}
        for letters, count in now:
            for letter in letters:
                votes[letter] = votes.get(letter, 0) + count
        return VoteCount(sum(row[2] for row in rows), sum(count for _letters, count in now), votes)

    def close(self, code: str, secret: str) -> None:
        """End a meeting, with all that was voted."""
        with self._database.writing() as connection:
            if connection.execute(delete(MEETING).where(*_led(code, secret))).rowcount:
                connection.execute(delete(VOTE).where(VOTE.c.meeting == code))

    def join(self, code: str, token: str) -> Joining:
        """Let a phone take part, which holds the token; one that does already goes on."""
        with self._database.writing() as connection:
            if _wall(connection, code) is None:
                return Joining.NO_SUCH
            if _own(connection, code, token) is not None:
                return Joining.IN
            phones = select(func.count()).select_from(VOTE).where(VOTE.c.meeting == code)
            if (connection.scalar(phones) or 0) >= MOST_PHONES:
                return Joining.FULL
            row = {"meeting": code, "phone": _phone(code, token), "question": 0, "letters": ""}
            added = insert_into(connection, VOTE).values(**row)
            connection.execute(added.on_conflict_do_nothing())  # it may have asked twice at once
        return Joining.IN

    def seen_from(self, code: str, token: str) -> tuple[Wall, str] | None:
        """What a phone sees: the wall, and its own vote on that; None where it takes no part in a meeting."""
        with self._database.reading() as connection:
            wall, own = _wall(connection, code), _own(connection, code, token)
        if wall is None or own is None:
            return None
        question, letters = own
        return wall, letters if question == wall.question else ""

    def vote(self, code: str, token: str, question: int, letters: str) -> Wall | None:
        """Keep a phone's vote in the place of its last one; the wall, or None where it takes no such vote now."""
        mine = (VOTE.c.meeting == code, VOTE.c.phone == _phone(code, token))
        with self._database.writing() as connection:
            wall = _wall(connection, code)
            if wall is None or not wall.open or wall.question != question or not _may_be(letters, wall):
                return None
            changed = update(VOTE).where(*mine).values(question=question, letters=letters)
            return wall if connection.execute(changed).rowcount else None


def _may_be(letters: str, wall: Wall) -> bool:
    """Whether these are options of what is asked, each once and in order; none is a vote that is taken back."""
    there = sorted(set(letters) & set(LETTERS[: wall.options]))
    return list(letters) == there and (wall.several or len(letters) <= 1)


def _under_way() -> ColumnElement[bool]:
    return MEETING.c.begun >= utc_now() - MEETING_LASTS


def _led(code: str, secret: str) -> tuple[ColumnElement[bool], ...]:
    return MEETING.c.id == code, MEETING.c.leader == hash_of(secret), _under_way()


def _phone(code: str, token: str) -> str:
    return hash_of(f"{code} {token}")


def _wall(connection: Connection, code: str) -> Wall | None:
    row = connection.execute(select(MEETING).where(MEETING.c.id == code, _under_way())).first()
    if row is None:
        return None
    return Wall(question=row.question, options=row.options, several=row.several, open=row.is_open)


def _own(connection: Connection, code: str, token: str) -> tuple[int, str] | None:
    """The question that a phone of the meeting has voted on last, and what."""
    own = select(VOTE.c.question, VOTE.c.letters).where(VOTE.c.meeting == code, VOTE.c.phone == _phone(code, token))
    row = connection.execute(own).first()
    return None if row is None else (row.question, row.letters)
