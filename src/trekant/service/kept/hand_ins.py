"""Hand-ins by button: taken in durably before the answer goes out, and on their way to the gradebook.

A hand-in is a row from its arrival on, and the rows that wait are the queue of the grader: so nothing can be accepted
and not queued. To take one in is safe to do twice, for what is put in its place a second time is known by its
fingerprint; so a grader that is killed loses nothing and doubles nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, or_, select, update

from trekant.course.quizzes.answers import KeptSheet, read_kept
from trekant.service.grader import Earned, content_of, sheet_fingerprint
from trekant.service.kept.database import Database, alone
from trekant.service.kept.moments import aware, utc_now
from trekant.service.kept.tables import HAND_IN

CHUNK = 100
"""So many are graded together: one transaction of the gradebook."""

MOST_TRIES = 5
"""After so many failed tries a hand-in waits for a person, who sees it and why, and not for ever."""

_CLAIMED_FOR = timedelta(minutes=1)
"""After so long a grader that says nothing is taken for dead: a chunk takes a second. Should it live after all, nothing
is lost, for what it had in its hands is safe to do again, and of a quiz only one grades at a time."""

_TICK = timedelta(microseconds=1)


_BEFORE = (
    select(HAND_IN)
    .where(HAND_IN.c.participant == bindparam("participant"), HAND_IN.c.quiz == bindparam("quiz"))
    .order_by(HAND_IN.c.arrived.desc())
)
_NEW = insert(HAND_IN)
"""What every hand-in asks is put together once: at a deadline that is felt."""


class State(StrEnum):
    """Where a hand-in is."""

    WAITING = "waiting"
    GRADED = "graded"
    FAILED = "failed"


@dataclass(frozen=True)
class Arrived:
    """A hand-in as it is kept; ``points`` are those that need nobody to read anything."""

    id: str
    participant: str
    quiz: str
    revision: int
    arrived: datetime
    content: bytes
    points: float | None
    maximum: float
    pending: bool
    state: State
    problem: str | None

    @property
    def sheet(self) -> KeptSheet:
        """The answers."""
        return read_kept(self.content)


class HandIns:
    """The hand-ins of a service."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take_in(
        self, sheet: KeptSheet, found: Earned, also: Callable[[Connection], None] | None = None
    ) -> tuple[Arrived, bool]:
        """Keep a checked sheet; when this returns it is on the disk. Also whether it is new.

        What is done ``also`` with one that is new is kept with it, or neither is.

        What has the same answers as the participant's newest is that one again: somebody pressed twice, or a browser
        sent it once more because the first answer never reached it.
        """
        with self._database.writing() as connection:
            alone(connection, whose_turn(sheet.participant, sheet.quiz))
            before = connection.execute(_BEFORE, {"participant": sheet.participant, "quiz": sheet.quiz}).all()
            newest, fingerprint = next(iter(before), None), sheet_fingerprint(sheet)
            same = next((one for one in before if one.fingerprint == fingerprint), None)
            again = same or (newest if newest and _same_answers(newest, sheet) else None)
            if again:
                return _arrived(again), False
            # by the service's clock, which may have been set back: of two from one person the later one is later
            moment = max(utc_now(), newest.arrived + _TICK) if newest else utc_now()
            kept = sheet.model_copy(update={"arrived": aware(moment)})
            points = None if found.result.pending_manual and not found.result.points else found.result.points
            row: dict[str, Any] = {
                "id": uuid4().hex,
                "participant": sheet.participant,
                "quiz": sheet.quiz,
                "revision": sheet.revision,
                "arrived": moment,
                "content": content_of(kept),
                "points": points,
                "maximum": found.result.maximum,
                "pending": found.result.pending_manual,
                "state": State.WAITING,
                "problem": None,
            }
            connection.execute(_NEW, row | {"fingerprint": fingerprint, "tries": 0})
            if also:
                also(connection)
        return Arrived(**row), True

    def of(self, participant: str) -> list[Arrived]:
        """What somebody has handed in, newest first."""
        return self._all(HAND_IN.c.participant == participant)

    def one(self, hand_in: str) -> Arrived | None:
        """A hand-in by its id."""
        return next(iter(self._all(HAND_IN.c.id == hand_in)), None)

    def failed(self) -> list[Arrived]:
        """Those that could not be graded and wait for a person."""
        return self._all(HAND_IN.c.state == State.FAILED)

    def on_the_way(self, quiz: str) -> dict[str, State]:
        """Whose newest hand-in to a quiz is not in the gradebook, and whether it still waits or has failed."""
        later = HAND_IN.alias()
        same = (later.c.participant == HAND_IN.c.participant, later.c.quiz == HAND_IN.c.quiz)
        newer = select(later.c.id).where(*same, later.c.arrived > HAND_IN.c.arrived).exists()
        wanted = select(HAND_IN.c.participant, HAND_IN.c.state).where(
            HAND_IN.c.quiz == quiz, HAND_IN.c.state.in_([State.WAITING, State.FAILED]), ~newer
        )
        with self._database.reading() as connection:
            return {row.participant: State(row.state) for row in connection.execute(wanted)}

    def _all(self, wanted: Any) -> list[Arrived]:
        with self._database.reading() as connection:
            rows = connection.execute(select(HAND_IN).where(wanted).order_by(HAND_IN.c.arrived.desc()))
            return [_arrived(row) for row in rows]

    def all_by(self, participants: Collection[str], quiz: str) -> list[Arrived]:
        """Everything that some have handed in to a quiz, newest first."""
        return self._all(and_(HAND_IN.c.participant.in_(participants), HAND_IN.c.quiz == quiz))

    def claim(self) -> list[Arrived]:
        """The next ones to grade, all of one quiz, oldest first; nobody else gets them for a while."""
        now = utc_now()
        # what was taken in the time to come was taken before the clock was set back
        held = HAND_IN.c.claimed.between(now - _CLAIMED_FOR, now + _CLAIMED_FOR)
        free = (HAND_IN.c.state == State.WAITING, or_(HAND_IN.c.claimed.is_(None), ~held))
        with self._database.writing() as connection:
            quiz = connection.scalar(select(HAND_IN.c.quiz).where(*free).order_by(HAND_IN.c.arrived).limit(1))
            if quiz is None:
                return []
            wanted = select(HAND_IN).where(*free, HAND_IN.c.quiz == quiz).order_by(HAND_IN.c.arrived).limit(CHUNK)
            rows = connection.execute(wanted.with_for_update(skip_locked=True)).all()
            self._set(connection, [row.id for row in rows], claimed=utc_now(), tries=HAND_IN.c.tries + 1)
        return [_arrived(row) for row in rows]

    def graded(self, ids: Sequence[str]) -> None:
        """These are in the gradebook."""
        with self._database.writing() as connection:
            self._set(connection, ids, state=State.GRADED, problem=None, claimed=None)

    def not_graded(self, ids: Sequence[str], why: str, *, for_good: bool) -> None:
        """These are not, for a reason; unless it is for good, or was tried too often, they are tried again."""
        with self._database.writing() as connection:
            self._set(connection, ids, claimed=None, problem=why)
            over = select(HAND_IN.c.id).where(HAND_IN.c.id.in_(ids))
            if not for_good:
                over = over.where(HAND_IN.c.tries >= MOST_TRIES)
            self._set(connection, list(connection.scalars(over)), state=State.FAILED)

    def give_back(self, ids: Sequence[str]) -> None:
        """These were not reached, and that is no failed try."""
        with self._database.writing() as connection:
            self._set(connection, ids, claimed=None, tries=HAND_IN.c.tries - 1)

    def try_again(self, hand_in: str) -> None:
        """Let one that has failed be tried once more."""
        with self._database.writing() as connection:
            self._set(connection, [hand_in], state=State.WAITING, tries=0, problem=None, claimed=None)

    def waiting(self) -> int:
        """How many wait to be graded."""
        with self._database.reading() as connection:
            counted = select(func.count()).select_from(HAND_IN).where(HAND_IN.c.state == State.WAITING)
            return connection.scalar(counted) or 0

    def coming(self) -> int:
        """How many have come within a second and wait to be graded."""
        wanted = (HAND_IN.c.state == State.WAITING, HAND_IN.c.arrived > utc_now() - timedelta(seconds=1))
        with self._database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(HAND_IN).where(*wanted)) or 0

    @staticmethod
    def _set(connection: Connection, ids: Sequence[str], **values: Any) -> None:
        if ids:
            connection.execute(update(HAND_IN).where(HAND_IN.c.id.in_(ids)).values(**values))


def whose_turn(participant: str, quiz: str) -> str:
    """What two wait for each other by, who change what somebody has handed in to a quiz."""
    return f"{participant}/{quiz}"


def _same_answers(row: Row[Any], sheet: KeptSheet) -> bool:
    before = read_kept(row.content)
    return (before.revision, before.answers) == (sheet.revision, sheet.answers)


def _arrived(row: Row[Any]) -> Arrived:
    return Arrived(
        id=row.id,
        participant=row.participant,
        quiz=row.quiz,
        revision=row.revision,
        arrived=row.arrived,
        content=bytes(row.content),
        points=row.points,
        maximum=row.maximum,
        pending=row.pending,
        state=State(row.state),
        problem=row.problem,
    )
