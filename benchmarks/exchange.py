"""What the same hand-ins take by nbgrader's own exchange, to read beside ``benchmarks.service``.

    python -m benchmarks.exchange [HAND_INS]

With the final test: each participant's folder is submitted by nbgrader's exchange in this process, one after another,
and all of them are collected. So neither the start of ``nbgrader submit``, which every participant pays for, nor a
network is in it, and the exchange checks nobody's answers. Nothing is flushed to the disk before it is said that it was
submitted. How long nbgrader then takes to grade stands in ``benchmarks.grade``.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default.collect import ExchangeCollect
from nbgrader.exchange.default.submit import ExchangeSubmit
from traitlets.config import Config

from tests.copied import copied
from tests.generated import enrol, participants, write_sheets
from trekant.course.store import load_course
from trekant.grading.assignments.assignment import write_assignments
from trekant.grading.folders import ANSWERS

QUIZ = "slutproeve"
COURSE = "kursus"


def main() -> None:
    """Measure, in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hand_ins", nargs="?", type=int, default=100)
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), parser.parse_args().hand_ins)


def _measure(folder: Path, hand_ins: int) -> None:
    course, root = load_course(copied(folder / "course")), folder / "course"
    write_assignments(course, [QUIZ])
    people = participants(hand_ins)
    enrol(root, people)
    write_sheets(course, QUIZ, people, folder / "answers")
    released = _release(root / "quizzes", folder / "exchange")
    print(f"{hand_ins} hand-ins; {os.getloadavg()[0]:.1f} processes at work on {os.cpu_count()} cores as it begins")
    took = []
    for sheet in sorted((folder / "answers").rglob("*.json")):
        mine = folder / "home" / sheet.stem
        shutil.copytree(released, mine / QUIZ)
        shutil.copy(sheet, mine / QUIZ / ANSWERS)
        begun = time.perf_counter()
        _exchange(ExchangeSubmit, folder, student=sheet.stem, assignments=mine)
        took.append(time.perf_counter() - begun)
    each = 1000 * statistics.median(took)
    print(f"  submitted: p50 {each:.0f} ms, at most {1000 * max(took):.0f} ms; {len(took) / sum(took):.0f} a second")
    begun = time.perf_counter()
    _exchange(ExchangeCollect, folder)
    there = len(list((root / "quizzes/submitted").glob(f"*/{QUIZ}")))
    print(f"  collected: {1000 * (time.perf_counter() - begun) / there:.0f} ms each, {there} of them")


def _release(quizzes: Path, exchange: Path) -> Path:
    """Lay the assignment where the exchange looks for it; returns its folder."""
    source = next(quizzes.glob(f"release/*/{QUIZ}"), None) or quizzes / "source" / QUIZ
    released = exchange / COURSE / "outbound" / QUIZ
    shutil.copytree(source, released)
    (exchange / COURSE / "inbound").mkdir()
    exchange.chmod(0o777)
    return released


def _exchange(
    kind: type[ExchangeSubmit | ExchangeCollect], folder: Path, student: str = "*", assignments: Path = Path()
) -> None:
    config = Config()
    config.Exchange.root = str(folder / "exchange")
    config.Exchange.cache = str(folder / "cache")
    config.Exchange.assignment_dir = str(assignments)
    config.ExchangeCollect.check_owner = False  # all of them are submitted by one person here
    config.CourseDirectory.root = str(folder / "course/quizzes")
    config.CourseDirectory.course_id = COURSE
    config.CourseDirectory.assignment_id = QUIZ
    config.CourseDirectory.student_id = student
    kind(coursedir=CourseDirectory(config=config), authenticator=Authenticator(config=config), config=config).start()


if __name__ == "__main__":
    main()
