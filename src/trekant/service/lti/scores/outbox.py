"""The outbox: what a platform's gradebook is to say of somebody in a test, until it says it.

A row holds the newest result alone; one that a newer takes the place of is never sent. Whoever is killed between
sending and noting it sends the same once more, with the same moment, which changes nothing in the platform.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, func, insert, or_, select, update

from trekant.course.tasks.points import DECIMALS
from trekant.service.kept.database import Database, alone, now_of
from trekant.service.kept.lti_tables import LTI_LAUNCH, LTI_PLATFORM, LTI_SCORE
from trekant.service.lti.places import PlaceKind

SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
"""The right to give results that a platform has to have given."""

BATCH = 50
"""So many are sent by one, before others may be."""

_TICK = timedelta(seconds=1)
"""Platforms may keep the moment of a result in whole seconds, and refuse one that is no later."""


class ScoreState(StrEnum):
    """Where a result is."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    ASIDE = "aside"
    """Somebody has seen that it was refused, and that it stays so: the person has left, say."""


@dataclass(frozen=True)
class ScoreOutcome:
    """What somebody got; ``points`` is None while a person has to read."""

    points: float | None
    maximum: float

    def is_kept_in(self, row: Any) -> bool:
        """Whether a row of the outbox says so already."""
        if row.stamp is None or round(row.maximum, DECIMALS) != round(self.maximum, DECIMALS):
            return False
        if row.points is None or self.points is None:
            return row.points is self.points
        return bool(round(row.points, DECIMALS) == round(self.points, DECIMALS))


@dataclass(frozen=True)
class LtiScore:
    """A result that is to be sent, and where to; ``stamp`` is the moment that goes with it."""

    id: str
    platform: str
    quiz: str
    subject: str
    lineitem: str
    lineitems: str
    scopes: tuple[str, ...]
    points: float | None
    maximum: float
    stamp: datetime
    tries: int


@dataclass(frozen=True)
class Refused:
    """A result that a platform does not take, and what it said."""

    id: str
    participant: str
    quiz: str
    platform: str
    problem: str


@dataclass(frozen=True)
class Pending:
    """How many results of a platform wait, were refused or are put aside, and what it said."""

    platform: str
    state: ScoreState
    count: int
    problem: str


_OPENED = (
    select(LTI_LAUNCH, LTI_SCORE.c.points, LTI_SCORE.c.maximum, LTI_SCORE.c.stamp)
    .outerjoin(LTI_SCORE, LTI_SCORE.c.id == LTI_LAUNCH.c.id)
    .where(LTI_LAUNCH.c.kind == PlaceKind.TEST, LTI_LAUNCH.c.name == bindparam("quiz"))
)
_OPENED_BY = _OPENED.where(LTI_LAUNCH.c.participant == bindparam("participant"))
"""Asked with every hand-in, so it is put together once."""


def launches_of(connection: Connection, quiz: str, participant: str = "") -> list[Any]:
    """From where a quiz was opened that takes results, by all or one, and what the outbox has of each."""
    rows = connection.execute(_OPENED_BY if participant else _OPENED, {"quiz": quiz, "participant": participant})
    return [row for row in rows if SCORE_SCOPE in json.loads(row.scopes) and (row.lineitem or row.lineitems)]


def put_scores(connection: Connection, participant: str, quiz: str, outcome: ScoreOutcome) -> None:
    """Put into the outbox what somebody got, for each place that the quiz was opened from, where that is news there.

    The connection has its turn by ``whose_turn``.
    """
    for row in launches_of(connection, quiz, participant):
        if outcome.is_kept_in(row):
            continue
        now = now_of(connection)
        values: dict[str, Any] = {
            "points": outcome.points,
            "maximum": outcome.maximum,
            "stamp": max(now, row.stamp + _TICK) if row.stamp else now,
            "state": ScoreState.WAITING,
            "tries": 0,
            "due": now,
            "problem": "",
        }
        one = {"id": row.id, "platform": row.platform, "participant": participant, "quiz": quiz}
        if row.stamp is None:
            connection.execute(insert(LTI_SCORE).values(**one, **values))
        else:
            connection.execute(update(LTI_SCORE).where(LTI_SCORE.c.id == row.id).values(**values))


class Outbox:
    """The outbox of a service. One sender at a time has results of a platform in hand, for ``held`` at the most."""

    def __init__(self, database: Database, held: timedelta = timedelta(minutes=5)) -> None:
        self._database, self._held = database, held

    def claim(self) -> list[LtiScore]:
        """The next ones to send, all to one platform; nobody else gets any of that platform's for a while."""
        both = LTI_SCORE.join(LTI_LAUNCH, LTI_LAUNCH.c.id == LTI_SCORE.c.id)
        with self._database.writing() as connection:
            alone(connection, LTI_SCORE.name)
            now = now_of(connection)
            # what is held for longer than anybody may was taken before the clock was set back
            busy = select(LTI_SCORE.c.platform).where(LTI_SCORE.c.claimed.between(now, now + self._held))
            due = (LTI_SCORE.c.state == ScoreState.WAITING, LTI_SCORE.c.due <= now, LTI_SCORE.c.platform.not_in(busy))
            first = select(LTI_SCORE.c.platform).select_from(both).where(*due).order_by(LTI_SCORE.c.due).limit(1)
            platform = connection.scalar(first)
            if platform is None:
                return []
            wanted = select(LTI_LAUNCH, *(one for one in LTI_SCORE.c if one.name not in LTI_LAUNCH.c))
            ordered = wanted.select_from(both).where(*due, LTI_SCORE.c.platform == platform)
            rows = connection.execute(ordered.order_by(LTI_SCORE.c.tries, LTI_SCORE.c.due).limit(BATCH)).all()
            ids = [row.id for row in rows]
            connection.execute(update(LTI_SCORE).where(LTI_SCORE.c.id.in_(ids)).values(claimed=now + self._held))
        return [_score(row) for row in rows]

    def sent(self, score: LtiScore) -> None:
        """The platform has it."""
        self._note(score, state=ScoreState.SENT, problem="")

    def refused(self, score: LtiScore, said: str) -> None:
        """The platform will never take it as it is; it waits for somebody to see it."""
        self._note(score, state=ScoreState.FAILED, problem=said)

    def later(self, score: LtiScore, pause: timedelta, said: str) -> None:
        """It is tried again after a pause."""
        with self._database.reading() as connection:
            due = now_of(connection) + pause
        self._note(score, due=due, tries=score.tries + 1, problem=said)

    def platform_rests(self, platform: str, pause: timedelta, said: str) -> None:
        """Nothing is sent to a platform for a while."""
        waits = (LTI_SCORE.c.platform == platform, LTI_SCORE.c.state == ScoreState.WAITING)
        with self._database.writing() as connection:
            due = now_of(connection) + pause
            until = case((LTI_SCORE.c.due > due, LTI_SCORE.c.due), else_=due)
            connection.execute(update(LTI_SCORE).where(*waits).values(due=until, problem=said))

    def give_back(self, scores: Iterable[LtiScore]) -> None:
        """These are in nobody's hands any more."""
        ids = [one.id for one in scores]
        with self._database.writing() as connection:
            connection.execute(update(LTI_SCORE).where(LTI_SCORE.c.id.in_(ids)).values(claimed=None))

    def send_again(self, *, aside: bool = False) -> int:
        """Let all that were refused, and all that wait for a pause to end, be tried now; returns how many.

        With ``aside`` also those that are put aside.
        """
        open_still = or_(
            LTI_SCORE.c.state.in_([ScoreState.FAILED, ScoreState.ASIDE] if aside else [ScoreState.FAILED]),
            and_(LTI_SCORE.c.state == ScoreState.WAITING, LTI_SCORE.c.problem != ""),
        )
        with self._database.writing() as connection:
            now = now_of(connection)
            again = update(LTI_SCORE).where(open_still).values(state=ScoreState.WAITING, tries=0, due=now)
            return connection.execute(again).rowcount

    def refused_ones(self) -> list[Refused]:
        """Those that platforms do not take, the oldest first."""
        of = LTI_SCORE.c
        wanted = (
            select(of.id, of.participant, of.quiz, LTI_PLATFORM.c.name, of.problem)
            .join(LTI_PLATFORM, LTI_PLATFORM.c.id == of.platform)
            .where(of.state == ScoreState.FAILED)
            .order_by(of.stamp, of.id)
        )
        with self._database.reading() as connection:
            return [Refused(*row) for row in connection.execute(wanted)]

    def put_aside(self, score: str) -> bool:
        """Let a result rest that was refused, until there is a newer one; whether it was refused still."""
        one = update(LTI_SCORE).where(LTI_SCORE.c.id == score, LTI_SCORE.c.state == ScoreState.FAILED)
        with self._database.writing() as connection:
            return connection.execute(one.values(state=ScoreState.ASIDE)).rowcount == 1

    def pending(self) -> list[Pending]:
        """What is not sent, by platform and by what it said."""
        by = (LTI_PLATFORM.c.name, LTI_SCORE.c.state, LTI_SCORE.c.problem)
        wanted = (
            select(*by, func.count().label("count"))
            .join(LTI_PLATFORM, LTI_PLATFORM.c.id == LTI_SCORE.c.platform)
            .where(LTI_SCORE.c.state != ScoreState.SENT)
            .group_by(*by)
            .order_by(*by)
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted).all()
        return [Pending(row.name, ScoreState(row.state), row[3], row.problem) for row in rows]

    def _note(self, score: LtiScore, **values: Any) -> None:
        this = LTI_SCORE.c.id == score.id
        with self._database.writing() as connection:
            # a newer result may have taken its place, which is not what the platform has answered
            connection.execute(update(LTI_SCORE).where(this, LTI_SCORE.c.stamp == score.stamp).values(**values))
            connection.execute(update(LTI_SCORE).where(this).values(claimed=None))


def _score(row: Any) -> LtiScore:
    return LtiScore(
        id=row.id,
        platform=row.platform,
        quiz=row.quiz,
        subject=row.subject,
        lineitem=row.lineitem,
        lineitems=row.lineitems,
        scopes=tuple(json.loads(row.scopes)),
        points=row.points,
        maximum=row.maximum,
        stamp=row.stamp,
        tries=row.tries,
    )
