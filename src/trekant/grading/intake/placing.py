"""Writing a hand-in into its place in ``submitted/``, and moving what is there out of the way; nothing is deleted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from trekant.course.quizzes.answers import KeptSheet
from trekant.grading.completeness import do_again
from trekant.grading.courses import GradingError
from trekant.grading.folders import ANSWERS, INCOMING, REPLACED, TIMESTAMP, Folders, timestamp_text
from trekant.grading.intake.handins import HandIn, hand_ins, kept_in, sheet_fingerprint


def place_submission(sheet: KeptSheet, folders: Folders) -> None:
    """Write a submission beside its place and move it there, so that it is never there by half.

    Raises:
        OSError: it could not be done, and nothing has changed.
    """
    _place(sheet, folders, lambda new: _move(new, folders.submission(sheet.participant, sheet.quiz), folders))


def place_by_arrival(sheet: KeptSheet, folders: Folders) -> None:
    """Write a hand-in whose arrival was noted elsewhere: it counts unless something came after it.

    One that is there already is left as it is.

    Raises:
        OSError: it could not be done, and nothing has changed.
    """
    _place(sheet, folders, lambda new: _settle(new, sheet, folders))


def _place(sheet: KeptSheet, folders: Folders, move: Callable[[Path], None]) -> None:
    new = _incoming(folders)
    try:
        _write(sheet, folders, new)
        move(new)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)  # what is reported as not saved must not turn up later
        raise


def put_back(one: HandIn, folders: Folders) -> None:
    """Let a hand-in that was replaced count again; what counts now takes its place among those replaced.

    Raises:
        GradingError: it cannot be moved.
    """
    new = _incoming(folders)
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        one.folder.rename(new)
        _move(new, folders.submission(one.participant, one.quiz), folders)
    except OSError as error:
        if new.exists():
            new.rename(one.folder)
        raise GradingError(f"{one.folder} kan ikke flyttes: {error.strerror or error}. Intet er ændret.") from None


def finish_what_was_begun(folders: Folders) -> None:
    """Put what a run was killed with in its hands where it belongs; the time, written last, says that it is whole.

    What is older than what counts was on its way back, and goes to those replaced.
    """
    for folder in sorted((folders.submitted / INCOMING).glob("*")):
        sheet = kept_in(folder) if (folder / TIMESTAMP).exists() else None
        if sheet is None:
            shutil.rmtree(folder, ignore_errors=True)
            continue
        try:
            _settle(folder, sheet, folders)
        except OSError:
            continue  # it stays for the next time


def _settle(folder: Path, sheet: KeptSheet, folders: Folders) -> None:
    """Move a hand-in from where it was written to where it belongs by its time, unless it was there already."""
    known = hand_ins(folders, sheet.participant, sheet.quiz)
    if any(one.sheet and sheet_fingerprint(one.sheet) == sheet_fingerprint(sheet) for one in known):
        shutil.rmtree(folder, ignore_errors=True)
        return
    submission = folders.submission(sheet.participant, sheet.quiz)
    counts = next((one for one in known if one.counts), None)
    if counts is None or counts.sheet is None or counts.sheet.stamp < sheet.stamp:
        _move(folder, submission, folders)
    else:
        _put_away(folder, submission, folders)


def _incoming(folders: Folders) -> Path:
    return folders.submitted / INCOMING / uuid4().hex


def _write(sheet: KeptSheet, folders: Folders, new: Path) -> None:
    new.mkdir(parents=True)
    shutil.copyfile(folders.release_notebook(sheet.quiz), new / f"{sheet.quiz}.ipynb")
    (new / ANSWERS).write_bytes(content_of(sheet))
    (new / TIMESTAMP).write_text(timestamp_text(sheet.stamp), encoding="ascii")


def _move(new: Path, submission: Path, folders: Folders) -> None:
    """Move a submission to its place, and what is there out of the way."""
    submission.parent.mkdir(parents=True, exist_ok=True)
    old = None
    if submission.exists() or submission.is_symlink():
        old = _put_away(submission, submission, folders)
    try:
        new.rename(submission)
    except OSError:
        if old is not None:
            old.rename(submission)
        raise
    # nbgrader grades what is later than what it graded, and this need not be
    do_again(folders.quizzes, submission.parent.name, submission.name)


def _put_away(folder: Path, submission: Path, folders: Folders) -> Path:
    old = folders.submitted / REPLACED / submission.parent.name / f"{submission.name}.{uuid4().hex[:8]}"
    old.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(old)
    return old


def content_of(sheet: KeptSheet) -> bytes:
    """A sheet as it is kept; ``course.quizzes.answers.read_kept`` reads it."""
    data = {name: value for name, value in sheet.model_dump().items() if value is not None}
    data |= {name: moment.isoformat() for name, moment in data.items() if isinstance(moment, datetime)}
    # half characters, which JSON can hold and UTF-8 cannot, become question marks
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", errors="replace")
