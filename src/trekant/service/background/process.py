"""The process that grades: it takes what waits until nothing has come for a while, and ends. So with long work.

So the service stays small, and a fault in grading takes nothing else with it. Started as
``python -m trekant.service.background.process FOLDER PROCESS``, with the service's process id; the address of the
database stands in the environment.
"""

from __future__ import annotations

import logging
import math
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from trekant.course.private import private_files
from trekant.course.spoken import speak_language_of
from trekant.course.store import CourseError, load_course
from trekant.course.unneeded import leave_out_grammars
from trekant.service.background.jobs import do_next
from trekant.service.grader import BusyError, ReadyToGrade, gradebook_url, make_ready, take_in_and_grade
from trekant.service.kept.database import Database
from trekant.service.kept.hand_ins import Arrived, HandIns
from trekant.service.lasting import take_as_lasting
from trekant.service.reading import CourseReader

IDLE = 20.0
"""Seconds without anything new after which the process ends."""

_PAUSE = 0.25
"""Seconds between two looks; what waits is asked of the database, so that it does not matter who took it in."""

_PATIENCE = 120.0
"""Seconds in which another service that was started at the same moment makes the gradebook, on a slow machine."""

_AFTER_TROUBLE = 5.0
"""Seconds before another try where a disk or the database failed: five tries are not over in a moment."""

_BEHIND = 10
"""How far the grading stands back for the service on the same machine, as ``nice`` counts."""

DEADLINE = 50
"""So many hand-ins a second are a deadline, and then grading stands back: whoever presses waits for the answer, and
what a hand-in came to is told without it."""

MOST_BACK = 120.0
"""Seconds that grading stands back at most: trainers see what came, and nothing waits for ever."""

PREPARE = "--prepare"
"""Only make the gradebook and the assignments, where they are not there."""

log = logging.getLogger("trekant.service")


def grade_next(ready: ReadyToGrade, hand_ins: HandIns) -> float:
    """Grade the next ones that wait, if any; returns how many seconds to wait before the next look."""
    claimed = hand_ins.claim()
    if not claimed:
        return _PAUSE
    ids, quiz = [one.id for one in claimed], claimed[0].quiz
    # another machine may have taken in the others of these people: which of all of them counts is seen here
    everything = hand_ins.all_by({one.participant for one in claimed}, quiz)
    try:
        failed = take_in_and_grade(ready, quiz, [one.sheet for one in everything])
    except BusyError:
        hand_ins.give_back(ids)
        return _PAUSE
    except CourseError as error:
        hand_ins.not_graded(ids, str(error), for_good=False)
        log.warning("grading stopped: %s", error)
        return _AFTER_TROUBLE
    except BaseException:
        hand_ins.not_graded(ids, "Rettelsen blev afbrudt.", for_good=False)
        raise
    _tell(hand_ins, claimed, failed)
    return 0


class _Deadline:
    """Whether so many hand in just now that grading stands back, for a while."""

    def __init__(self, hand_ins: HandIns) -> None:
        self._hand_ins, self._quiet = hand_ins, time.monotonic()

    def is_now(self) -> bool:
        now = time.monotonic()
        if self._hand_ins.coming() < DEADLINE:
            self._quiet = now
        return 0 < now - self._quiet < MOST_BACK


def _tell(hand_ins: HandIns, claimed: list[Arrived], failed: Mapping[str, str]) -> None:
    hand_ins.graded([one.id for one in claimed if one.participant not in failed])
    for one in claimed:
        if one.participant in failed:
            hand_ins.not_graded([one.id], failed[one.participant], for_good=True)


def grade_all(
    root: Path, database: Database, idle: float, stopped: Callable[[], bool], loaded: Callable[[], None] | None = None
) -> None:
    """Grade what waits and what comes, until nothing has come for ``idle`` seconds or it is stopped.

    ``loaded`` is called when all that grades is there, and again when the course has changed.
    """
    hand_ins, reader = HandIns(database), CourseReader(root)
    speak_language_of(root)
    ready: ReadyToGrade | None = None
    last = time.monotonic()
    deadline = _Deadline(hand_ins)
    while not stopped() and time.monotonic() - last < idle:
        try:
            course = reader.course
            if ready is None or ready.course is not course:  # somebody has changed it
                ready = make_ready(course)
                if loaded:
                    loaded()
            if deadline.is_now():
                last, pause = time.monotonic(), _PAUSE
            else:
                pause = grade_next(ready, hand_ins)
                if pause and do_next(course, database):  # hand-ins go first
                    pause = 0
        except BusyError:
            pause = _PAUSE
        except DBAPIError as error:
            log.warning("the database does not answer: %s", type(error).__name__)
            pause = _AFTER_TROUBLE
        if not pause:
            last = time.monotonic()
        _wait(pause, stopped)


def _wait(seconds: float, stopped: Callable[[], bool]) -> None:
    end = time.monotonic() + seconds
    while not stopped() and (left := end - time.monotonic()) > 0:
        time.sleep(min(left, _PAUSE))


def work(root: Path) -> None:
    """Grade, and send results to learning platforms, until somebody ends it; any number of machines may."""
    # the process that a service starts only grades, and does without
    from trekant.service.lti.scores.sending import ScoreSending

    database, reader = Database(gradebook_url(root / "quizzes")), CourseReader(root)
    sending = ScoreSending(database, lambda: reader.course)
    speak_language_of(root)
    sending.start()
    try:
        _run(root, math.inf, lambda: False)
    finally:
        sending.stop()
        database.close()


def prepare_folder(root: Path) -> None:
    """Make the gradebook and the assignments, where they are not there; of several at once one, and the others wait.

    Raises:
        CourseError: they cannot be made, or somebody else has been at it for too long.
    """
    last = time.monotonic() + _PATIENCE
    with private_files():
        speak_language_of(root)
        course = load_course(root)
        while True:
            try:
                make_ready(course)
                return
            except BusyError:
                if time.monotonic() > last:
                    raise
            time.sleep(_PAUSE)


def main(root: Path, service: int) -> None:
    """Run the process for a service, by its process id; a signal to stop lets it end what it has in its hands.

    Whoever is left without a parent has a service that was killed, and a new one starts its own. Who was the parent at
    first is not asked: the service may have been killed before this was read.
    """
    # on Windows a virtual environment's Python starts another one, and nobody is given another parent
    parent = service if os.name == "posix" else os.getppid()
    _run(root, IDLE, lambda: os.getppid() != parent)


def _run(root: Path, idle: float, orphaned: Callable[[], bool]) -> None:
    stop: list[int] = []
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda number, _frame: stop.append(number))
    if hasattr(os, "nice"):
        os.nice(_BEHIND)  # somebody waits for the answer to a hand-in, and nobody for this
    database = Database(gradebook_url(root / "quizzes"))
    try:
        with private_files():
            grade_all(root, database, idle, lambda: bool(stop) or orphaned(), take_as_lasting)
    except CourseError as error:
        log.error("%s", error)
        sys.exit(1)
    finally:
        database.close()


if __name__ == "__main__":
    logging.basicConfig(format="%(levelname)s %(message)s", stream=sys.stderr)
    leave_out_grammars()
    _folder, _how = Path(sys.argv[1]), sys.argv[2]
    prepare_folder(_folder) if _how == PREPARE else main(_folder, int(_how))
