"""The process that grades: it takes what waits until nothing has come for a while, and ends.

So the service stays small, and a fault in grading takes nothing else with it. Started as
``python -m trekant.service.background.process FOLDER``; the address of the database stands in the environment.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from trekant.course.private import private_files
from trekant.course.spoken import speak_language_of
from trekant.course.store import Course, CourseError, load_course
from trekant.service.grader import gradebook_url, make_ready, take_in_and_grade
from trekant.service.kept.database import Database
from trekant.service.kept.hand_ins import Arrived, HandIns

IDLE = 20.0
"""Seconds without anything new after which the process ends."""

_PAUSE = 0.25
"""Seconds between two looks; what waits is asked of the database, so that it does not matter who took it in."""

_BEHIND = 10
"""How far the grading stands back for the service on the same machine, as ``nice`` counts."""

PREPARE = "--prepare"
"""Only make the gradebook and the assignments, where they are not there."""

log = logging.getLogger("trekant.service")


def grade_next(course: Course, hand_ins: HandIns) -> int:
    """Grade the next ones that wait, if any; returns how many they were."""
    claimed = hand_ins.claim()
    if not claimed:
        return 0
    ids = [one.id for one in claimed]
    try:
        failed = take_in_and_grade(course, claimed[0].quiz, [one.sheet for one in claimed]).failed
    except CourseError as error:
        hand_ins.not_graded(ids, str(error), for_good=False)
        log.warning("grading stopped: %s", error)
        return len(claimed)
    except BaseException:
        hand_ins.not_graded(ids, "Rettelsen blev afbrudt.", for_good=False)
        raise
    _tell(hand_ins, claimed, failed)
    return len(claimed)


def _tell(hand_ins: HandIns, claimed: list[Arrived], failed: Mapping[str, str]) -> None:
    hand_ins.graded([one.id for one in claimed if one.participant not in failed])
    for one in claimed:
        if one.participant in failed:
            hand_ins.not_graded([one.id], failed[one.participant], for_good=True)


def grade_all(root: Path, database: Database, idle: float, stopped: Callable[[], bool]) -> None:
    """Grade what waits and what comes, until nothing has come for ``idle`` seconds or it is stopped."""
    hand_ins = HandIns(database)
    speak_language_of(root)
    course = load_course(root)
    make_ready(course)
    last = time.monotonic()
    while not stopped() and time.monotonic() - last < idle:
        if grade_next(course, hand_ins):
            last = time.monotonic()
        else:
            time.sleep(_PAUSE)


def main(root: Path, *, only_prepare: bool = False) -> None:
    """Run the process; a signal to stop lets it end what it has in its hands."""
    if only_prepare:
        with private_files():
            speak_language_of(root)
            make_ready(load_course(root))
        return
    stop: list[int] = []
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda number, _frame: stop.append(number))
    if hasattr(os, "nice"):
        os.nice(_BEHIND)  # somebody waits for the answer to a hand-in, and nobody for this
    parent = os.getppid()
    database = Database(gradebook_url(root / "quizzes"))
    try:
        with private_files():
            # whoever is left without a parent has a service that was killed, and a new one starts its own
            grade_all(root, database, IDLE, lambda: bool(stop) or os.getppid() != parent)
    except CourseError as error:
        log.error("%s", error)
        sys.exit(1)
    finally:
        database.close()


if __name__ == "__main__":
    logging.basicConfig(format="%(levelname)s %(message)s", stream=sys.stderr)
    main(Path(sys.argv[1]), only_prepare=sys.argv[2:] == [PREPARE])
