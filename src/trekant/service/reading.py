"""The course, read once and again when its files change, which is not looked for more than once a second."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from trekant.course.files import Saved, when_saved
from trekant.course.store import Course, CourseError, load_course
from trekant.course.tasks.interaction import Task

_COURSE = (
    "assets/course.yaml",
    "assets/municipalities/*.yaml",
    "book/*.md",
    "quizzes/*.yaml",
    "quizzes/banks/*.yaml",
    "quizzes/frozen/*.yaml",
)
"""What the service uses of the course. Beside it lie the hand-ins, folder by folder: those are not to be walked."""

log = logging.getLogger("trekant.service")

LOOK = 1.0
"""Seconds between two looks at the files: there are some sixty, and a look takes ten milliseconds."""


@dataclass(frozen=True)
class _Read:
    saved: Saved
    course: Course
    tasks: dict[str, dict[str, Task]] = field(default_factory=dict)


class CourseReader:
    """Reads a course; safe to ask from several threads."""

    def __init__(self, root: Path, look: float = LOOK) -> None:
        self._root, self._look_after = root, look
        self._alone = Lock()
        self._looked = time.monotonic()
        self._read = self._read_now()
        self._unusable: Saved | None = None

    @property
    def course(self) -> Course:
        """The course as its files are, or were a moment ago."""
        return self._now().course

    def tasks(self, quiz: str) -> dict[str, Task]:
        """The tasks of every question that a quiz may draw."""
        read = self._now()
        if quiz not in read.tasks:
            read.tasks[quiz] = read.course.tasks(read.course.quiz(quiz))
        return read.tasks[quiz]

    def _now(self) -> _Read:
        # while one reads, the others go on with what there was
        if time.monotonic() - self._looked >= self._look_after and self._alone.acquire(blocking=False):
            try:
                self._look()
                self._looked = time.monotonic()
            finally:
                self._alone.release()
        return self._read

    def _look(self) -> None:
        saved = when_saved({self._root: _COURSE})
        if saved in (self._read.saved, self._unusable):
            return
        read, wrong = self._read, ""
        try:
            read = self._read_now()
            wrong = " ".join(map(str, read.course.problems))
        except CourseError as error:
            wrong = str(error)
        if wrong and not self._read.course.problems:
            # whoever writes is not done yet, or has made a mistake; whoever hands in must not feel it
            self._unusable = saved
            log.warning("the course cannot be used as it is now, and stays as it was: %s", wrong)
        else:
            self._read = read

    def _read_now(self) -> _Read:
        # in this order: what is saved while it is read is seen the next time
        return _Read(when_saved({self._root: _COURSE}), load_course(self._root, lean=True))
