"""Telling a finished folder from one that a run left half done.

nbgrader takes a folder that is there for done, unless the submission's ``timestamp.txt`` is newer than the one
in the folder; it copies that file before it begins to grade. So a run that is killed leaves a folder that looks
done and never is. Here ``timestamp.txt`` is not copied with the rest (it is in ``CourseDirectory.ignore``) but
written last of all, by nbgrader's post_convert_hook. A folder without one is therefore not finished, and gets
one from before the beginning of time, so that the next run does it again. That holds also for a folder that a
run was killed while deleting.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from pathlib import Path

from trekant.grading.folders import TIMESTAMP, Folders

NEVER = "1970-01-01 00:00:00 UTC\n"
"""Older than anything that can be handed in."""


_LEFT_ALONE = ContextVar("left_alone", default=False)


@contextlib.contextmanager
def leaving_unfinished() -> Iterator[None]:
    """While this lasts, nothing is marked: for what reads nbgrader's configuration and does not go by its folders.

    To look through those of thousands of participants for each hundred hand-ins takes longer than grading them.
    """
    before = _LEFT_ALONE.set(True)
    try:
        yield
    finally:
        _LEFT_ALONE.reset(before)


def mark_unfinished(quizzes: Path) -> None:
    """Let nbgrader do every folder again that an earlier run did not finish."""
    if _LEFT_ALONE.get():
        return
    for step in ("autograded", "feedback"):
        for folder in _folders(quizzes / step):
            if not (folder / TIMESTAMP).exists():
                with contextlib.suppress(OSError):  # another run may be deleting the folder just now
                    _write(folder, NEVER)


def do_again(quizzes: Path, student: str, quiz: str) -> None:
    """Let nbgrader do a participant's folders again, whatever times stand in them."""
    for step in ("autograded", "feedback"):
        folder = quizzes / step / student / quiz
        if (folder / TIMESTAMP).exists():
            with contextlib.suppress(OSError):
                _write(folder, NEVER)


def _folders(step: Path) -> Iterator[Path]:
    """The folders ``<step>/<participant>/<quiz>``."""
    students = [entry.path for entry in _scan(step) if entry.is_dir(follow_symlinks=False) and entry.name[0] != "."]
    for student in students:
        yield from (Path(entry.path) for entry in _scan(Path(student)) if entry.is_dir(follow_symlinks=False))


def _scan(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def autograde_finished(assignment: str, student: str, notebooks: Sequence[str]) -> None:
    """Nbgrader's ``Autograde.post_convert_hook``: everything is written."""
    _finish(notebooks, "autograded")


def feedback_finished(assignment: str, student: str, notebooks: Sequence[str]) -> None:
    """Nbgrader's ``GenerateFeedback.post_convert_hook``: everything is written."""
    _finish(notebooks, "feedback")


def _finish(notebooks: Sequence[str], step: str) -> None:
    # nbgrader says "*" for the student; whose turn it is stands in …/<step before>/<participant>/<quiz>/<notebook>
    before = Path(notebooks[0]).parent
    folders = Folders(before.parents[2])
    stamp = folders.submission(before.parent.name, before.name) / TIMESTAMP
    _write(folders.quizzes / step / before.parent.name / before.name, stamp.read_text(encoding="ascii"))


def _write(folder: Path, text: str) -> None:
    new = folder / f".{TIMESTAMP}.new"
    new.write_text(text, encoding="ascii")
    new.replace(folder / TIMESTAMP)
