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

from trekant.course.private import make_private
from trekant.course.store import Course
from trekant.grading.batch.lock import folder_lock
from trekant.grading.errors import telling
from trekant.grading.folders import Folders
from trekant.grading.intake.collect import CollectReport, collect
from trekant.grading.intake.inbox import Identity, identity_of

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
        _move_away(report, top)
    return report


def collect_files(course: Course, files: Sequence[Path], as_code: str | None = None) -> CollectReport:
    """Take in the files that are given, and leave the rest of the inbox alone; with ``as_code`` as that participant's.

    Raises:
        CourseError: somebody else is collecting or grading, or the gradebook cannot be read.
    """
    top = inbox(course)
    with folder_lock(Folders.of(course.root)), telling():
        report = collect(course, files, leave_out=top / TAKEN, as_code=as_code)
        if as_code is not None:  # left in the inbox it would be taken in as somebody else's
            _move_away(report, top)
    return report


def _move_away(report: CollectReport, top: Path) -> None:
    """Move the files of the inbox in which everything that looked like an answer was taken in, now or before."""
    taken = {entry.file: entry.identity for entry in [*report.accepted, *report.skipped] if entry.participant}
    refused = {entry.file for entry in report.refused}
    for path, identity in sorted((path, identity) for path, identity in taken.items() if path and path not in refused):
        absolute = path.absolute()
        if absolute.is_relative_to(top) and not absolute.is_relative_to(top / TAKEN):
            _move(absolute, top, identity)


def _move(path: Path, top: Path, identity: Identity | None) -> None:
    place = top / TAKEN / date.today().isoformat() / path.relative_to(top)
    if place.exists():
        place = _another_name(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, place)
    if identity_of(place) != identity:
        # another file was saved under the name since it was read, and nobody has looked into that one
        shutil.move(place, _another_name(path) if path.exists() else path)
    else:
        make_private([place])


def _another_name(path: Path) -> Path:
    return path.with_name(f"{path.stem}.{uuid4().hex[:8]}{path.suffix}")
