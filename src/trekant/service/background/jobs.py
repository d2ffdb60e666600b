"""Doing the long work that trainers ask for, in the process that grades: what needs nbgrader, or takes a while.

A kind of work is a function from the course and what was asked for to what it came to. It says how far it is, and
raises a ``CourseError`` with the sentence that the trainer reads when it cannot be done.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

from sqlalchemy.exc import DBAPIError

from trekant.course.store import Course, CourseError
from trekant.course.words import _
from trekant.service.grader import BusyError
from trekant.service.kept.database import Database
from trekant.service.kept.jobs import Job, JobAsked, Jobs

_BEAT = 10.0
"""Seconds between two words that the process lives."""

_LONGEST = 3600.0
"""Seconds after which it says so no more: whatever takes longer hangs."""

_TOLD_EVERY = 0.5
"""Seconds between two words of how far it is."""

PART = 1 << 20
"""Bytes of what a job made that are kept together."""

Tell = Callable[[int, int], None]

log = logging.getLogger("trekant.service")


@dataclass(frozen=True)
class JobResult:
    """What a job came to: a sentence, and a file in parts where it made one."""

    said: str
    parts: Iterable[bytes] = ()


Doing = Callable[[Course, Database, JobAsked, Tell], JobResult]


def _kinds() -> Mapping[str, Doing]:
    # each brings nbgrader with it, which takes seconds: not before there is work
    from trekant.service.background.regrading import change_points, foresee_points
    from trekant.service.background.reporting import report_to_show
    from trekant.service.background.zipping import zip_certificates

    return {
        "certificates": zip_certificates,
        "report": report_to_show,
        "foresee": foresee_points,
        "regrade": change_points,
    }


def do_next(course: Course, database: Database) -> bool:
    """Do the next job that waits; whether there was one that could be begun."""
    jobs = Jobs(database)
    job = jobs.claim()
    if job is None:
        return False
    try:
        with _living(jobs, job):
            made = _do(course, database, job, _teller(jobs, job))
            jobs.end(job.id, made.said, made.parts)
    except BusyError:
        jobs.give_back(job.id)
        return False
    except CourseError as error:
        jobs.fail(job.id, str(error))
    except DBAPIError:
        raise  # nothing can be said of it now; it is begun anew
    except Exception:
        log.exception("the job »%s« failed", job.asked.kind)
        jobs.fail(job.id, _("Det gik galt på serveren. Prøv igen, og sig det til it-afdelingen, hvis det sker igen."))
    return True


def _do(course: Course, database: Database, job: Job, tell: Tell) -> JobResult:
    doing = _kinds().get(job.asked.kind)
    if doing is None:  # of a later version than this process
        raise CourseError(_("Det kan den server, der tog det, ikke. Sig det til it-afdelingen."))
    return doing(course, database, job.asked, tell)


def _teller(jobs: Jobs, job: Job) -> Tell:
    last = [0.0]

    def tell(done: int, total: int) -> None:
        if done >= total or time.monotonic() - last[0] >= _TOLD_EVERY:
            last[0] = time.monotonic()
            jobs.tell(job.id, done, total)

    return tell


@contextmanager
def _living(jobs: Jobs, job: Job) -> Iterator[None]:
    """Say that the process lives, as long as it does."""
    stopped = Event()

    def beat() -> None:
        end = time.monotonic() + _LONGEST
        while not stopped.wait(_BEAT) and time.monotonic() < end:
            try:
                jobs.beat(job.id)
            except DBAPIError as error:
                log.warning("the database does not answer: %s", type(error).__name__)

    thread = Thread(target=beat, name="job", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def in_parts(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """A file, as it is kept."""
    while part := read(PART):
        yield part
