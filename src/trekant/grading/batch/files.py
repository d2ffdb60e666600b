"""The graded folders. First everything is written aside, and when the gradebook has the points it is moved in.

So a full disk is met before anything has changed, and afterwards nothing is left to do but renaming. Of a folder that
was there its files are replaced one by one, and ``timestamp.txt``, by which nbgrader tells that a folder is done,
comes last. Nothing is flushed to the disk file by file (fsync): a kill does not lose what the system has taken, and
after a power failure a notebook that was cut short has no marker, and is written again from ``submitted/``.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from trekant.grading.batch.setup import Setup
from trekant.grading.batch.submitted import graded_folder
from trekant.grading.folders import ANSWERS, TIMESTAMP

STAGED = ".staged"
"""In ``autograded/``, out of nbgrader's sight."""


class GradedFolders:
    """Writes the folders ``autograded/<participant>/<quiz>``."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._notebook = f"{setup.quiz.id}.ipynb"
        self._mode = int(str(setup.converter.permissions), 8)
        self._staged = setup.folders.quizzes / "autograded" / STAGED

    def clear(self) -> None:
        """Throw away what was written aside and not moved in."""
        shutil.rmtree(self._staged, ignore_errors=True)

    def stage(self, student: str, notebook: str, answers: bytes, stamp: str) -> None:
        """Write a participant's files aside.

        Raises:
            OSError: they could not be written.
        """
        graded_folder(self._setup, student).parent.mkdir(parents=True, exist_ok=True)
        folder = self._staged / student
        folder.mkdir(parents=True)
        for name, content in ((self._notebook, notebook.encode()), (ANSWERS, answers)):
            with (folder / name).open("wb") as file:
                file.write(content)
            (folder / name).chmod(self._mode)
        (folder / TIMESTAMP).write_text(stamp, encoding="ascii")

    def move_in(self, student: str) -> None:
        """Move the files that were written aside into their place."""
        new, place = self._staged / student, graded_folder(self._setup, student)
        if place.is_dir() and not place.is_symlink():
            names = (ANSWERS, self._notebook, TIMESTAMP)
            for path in list(place.iterdir()):
                if path.name not in names:
                    _remove(path)
            for name in names:
                _replace(new / name, place / name)
        else:
            new.rename(place)
        if self._setup.converter.coursedir.groupshared:
            self._setup.converter.set_permissions(self._setup.quiz.id, student)

    def remove(self, student: str) -> None:
        """Take away the folder of a participant who could not be graded, as nbgrader does."""
        place = graded_folder(self._setup, student)
        if place.is_symlink() or place.exists():
            _remove(place)


def _replace(new: Path, place: Path) -> None:
    if os.name == "nt" and place.exists():
        place.chmod(0o666)  # Windows replaces no file that is write-protected
    new.replace(place)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
