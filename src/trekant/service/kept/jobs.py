"""Long work that trainers ask for: kept as rows from the asking on, and those that wait are the queue.

A process that does one says again and again that it lives. When it has said nothing for a minute it is taken for dead,
and the work is begun anew by the next one; when that has happened too often, it has failed, and says so. To do a piece
of work twice is safe: what it makes takes the place of what was made before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, and_, delete, func, insert, or_, select, update

from trekant.course.base import Model
from trekant.course.words import _
from trekant.service.kept.database import Database
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import JOB, JOB_PART, RESULT_KEPT

MOST_BEGUN = 3
"""So often a job is begun whose process died."""

DEAD_AFTER = timedelta(minutes=1)
"""After so long without a word a process is taken for dead."""


class JobState(StrEnum):
    """Where a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


ENDED = (JobState.DONE, JobState.FAILED)


class JobAsked(Model):
    """What somebody asks for: a kind of work, a quiz, and the cohorts that it is about, None for all of them.

    ``follows`` is the job whose result somebody has seen and said yes to.
    """

    kind: str
    quiz: str
    cohorts: tuple[str, ...] | None = None
    follows: str = ""


@dataclass(frozen=True)
class Job:
    """A job as it is now; ``fetchable`` is whether what it made is still there."""

    id: str
    asked: JobAsked
    account: str
    at: datetime
    state: JobState
    done: int
    total: int
    said: str
    ended_at: datetime | None
    fetchable: bool

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ENDED


class Jobs:
    """The jobs of a service."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, account: str, asked: JobAsked) -> str:
        """Ask for work, which waits from now on; returns its id.

        What the same account has asked for already and has not ended is that one again: somebody pressed twice.
        """
        text = asked.model_dump_json()
        same = (JOB.c.account == account, JOB.c.asked == text, JOB.c.state.not_in(ENDED))
        with self._database.writing() as connection:
            if found := connection.scalar(select(JOB.c.id).where(*same)):
                return str(found)
            row = {"id": uuid4().hex, "asked": text, "account": account, "at": utc_now(), "state": JobState.WAITING}
            connection.execute(insert(JOB).values(**row, done=0, total=0, said="", tries=0))
        return str(row["id"])

    def one(self, job: str) -> Job | None:
        """A job by its id."""
        return next(iter(self._all(JOB.c.id == job)), None)

    def of(self, account: str) -> list[Job]:
        """What an account has asked for of late, newest first."""
        return self._all(JOB.c.account == account)

    def _all(self, wanted: Any) -> list[Job]:
        with self._database.reading() as connection:
            return [_job(row) for row in connection.execute(select(JOB).where(wanted).order_by(JOB.c.at.desc()))]

    def waiting(self) -> int:
        """How many somebody has to see to."""
        with self._database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(JOB).where(_free())) or 0

    def claim(self) -> Job | None:
        """The next one to do; nobody else gets it as long as whoever has it says that it lives."""
        if not self.waiting():  # asked four times a second, and to write is to keep others from it
            return None
        with self._database.writing() as connection:
            _give_up(connection)
            wanted = select(JOB).where(_free()).order_by(JOB.c.at).limit(1).with_for_update(skip_locked=True)
            row = connection.execute(wanted).first()
            if row is None:
                return None
            now = {"state": JobState.RUNNING, "claimed": utc_now(), "done": 0, "total": 0}
            _set(connection, row.id, **now, tries=JOB.c.tries + 1)
        return _job(row)

    def beat(self, job: str) -> None:
        """Whoever does it lives."""
        with self._database.writing() as connection:
            connection.execute(
                update(JOB).where(JOB.c.id == job, JOB.c.state == JobState.RUNNING).values(claimed=utc_now())
            )

    def tell(self, job: str, done: int, total: int) -> None:
        """So much of it is done."""
        with self._database.writing() as connection:
            _set(connection, job, done=done, total=total, claimed=utc_now())

    def end(self, job: str, said: str, parts: Iterable[bytes]) -> None:
        """It is done, and this is what it made; of a job that was forgotten meanwhile nothing is kept."""
        with self._database.writing() as connection:
            connection.execute(delete(JOB_PART).where(JOB_PART.c.job == job))
        for number, part in enumerate(parts):  # each by itself: somebody else may want to hand in
            with self._database.writing() as connection:
                connection.execute(insert(JOB_PART).values(job=job, number=number, content=part))
        with self._database.writing() as connection:
            values = {"state": JobState.DONE, "said": said, "claimed": None, "ended": utc_now()}
            if not _set(connection, job, **values):
                connection.execute(delete(JOB_PART).where(JOB_PART.c.job == job))

    def fail(self, job: str, why: str) -> None:
        """It cannot be done, for a reason."""
        with self._database.writing() as connection:
            _set(connection, job, state=JobState.FAILED, said=why, claimed=None, ended=utc_now())

    def give_back(self, job: str) -> None:
        """It could not be begun just now, and that is no failed try."""
        with self._database.writing() as connection:
            _set(connection, job, state=JobState.WAITING, claimed=None, tries=JOB.c.tries - 1)

    def again(self, job: str) -> None:
        """Let one that has failed, or whose result is gone, be done once more."""
        fresh = {"state": JobState.WAITING, "said": "", "tries": 0, "done": 0, "total": 0, "claimed": None}
        with self._database.writing() as connection:
            _set(connection, job, **fresh, ended=None, at=utc_now())

    def parts(self, job: str) -> Iterator[bytes]:
        """What a job made, part by part, each in a transaction of its own: whoever fetches may be slow."""
        number = 0
        while (part := self._part(job, number)) is not None:
            yield part
            number += 1

    def _part(self, job: str, number: int) -> bytes | None:
        wanted = select(JOB_PART.c.content).where(JOB_PART.c.job == job, JOB_PART.c.number == number)
        with self._database.reading() as connection:
            found = connection.scalar(wanted)
        return None if found is None else bytes(found)


def forget_jobs(connection: Connection) -> None:
    """Remove what jobs have made, and the jobs: all, since it may name anybody."""
    connection.execute(delete(JOB_PART))
    connection.execute(delete(JOB))


def _free() -> Any:
    """Those that wait, and those whose process says nothing any more."""
    dead = and_(JOB.c.state == JobState.RUNNING, JOB.c.claimed < utc_now() - DEAD_AFTER)
    return or_(JOB.c.state == JobState.WAITING, dead)


def _give_up(connection: Connection) -> None:
    """Those that were begun too often have failed."""
    said = _("Serveren blev afbrudt hver gang, den gik i gang. Sig det til it-afdelingen, hvis det sker igen.")
    values = {"state": JobState.FAILED, "said": said, "claimed": None, "ended": utc_now()}
    connection.execute(update(JOB).where(_free(), JOB.c.tries >= MOST_BEGUN).values(**values))


def _set(connection: Connection, job: str, **values: Any) -> int:
    return connection.execute(update(JOB).where(JOB.c.id == job).values(**values)).rowcount


def _job(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        asked=JobAsked.model_validate_json(row.asked),
        account=row.account,
        at=row.at,
        state=JobState(row.state),
        done=row.done,
        total=row.total,
        said=row.said,
        ended_at=row.ended,
        fetchable=row.state == JobState.DONE and row.ended >= utc_now() - RESULT_KEPT,
    )
