"""The inbox: a folder where answer files are put, and from which every grading takes them.

What has been taken in is moved to a folder of its own within the inbox. What was refused stays, and is told each time,
until somebody has mended it or taken it away. Nothing is deleted.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import uuid4

from trekant.course.store import Course
from trekant.grading.batch.lock import folder_lock
from trekant.grading.collect import CollectReport, collect
from trekant.grading.folders import Folders
from trekant.grading.trouble import telling

TAKEN = "taget-ind"
"""The folder, in the inbox, of what has been taken in; in it is a folder for each day."""


def inbox(course: Course) -> Path:
    """The folder that answer files are put in: ``inbox`` in ``assets/course.yaml``."""
    named = course.settings.model.inbox if course.settings else "quizzes/inbox"
    return course.root / named


def collect_new(course: Course, files: Sequence[Path] = ()) -> CollectReport:
    """Take in what lies in the inbox, and the files that are given.

    Raises:
        CourseError: somebody else is collecting or grading, or the inbox cannot be read or written.
    """
    top = inbox(course)
    with folder_lock(Folders.of(course.root)), telling():
        report = collect(course, [*([top] if top.is_dir() else []), *files], leave_out=top / TAKEN)
        for path in _done_with(report):
            if path.is_relative_to(top):
                _move(path, top)
    return report


def collect_files(course: Course, files: Sequence[Path]) -> CollectReport:
    """Take in the files that are given, and leave the inbox alone.

    Raises:
        CourseError: somebody else is collecting or grading, or the gradebook cannot be read.
    """
    with folder_lock(Folders.of(course.root)):
        return collect(course, files)


def _done_with(report: CollectReport) -> list[Path]:
    """The files in which everything that looked like an answer was taken in, now or before."""
    taken = {entry.file for entry in [*report.accepted, *report.skipped] if entry.file and entry.participant}
    refused = {entry.file for entry in report.refused}
    return sorted(taken - refused)


def _move(path: Path, top: Path) -> None:
    place = top / TAKEN / date.today().isoformat() / path.relative_to(top)
    if place.exists():
        place = place.with_name(f"{place.stem}.{uuid4().hex[:8]}{place.suffix}")
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, place)
