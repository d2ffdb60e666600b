"""The course, read once and again when its files change, which is not looked for more than once a second."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from trekant.course.files import Saved, when_saved
from trekant.course.store import Course, load_course
from trekant.course.tasks.interaction import Task

_COURSE = ("assets/course.yaml", "assets/municipalities/*.yaml", "book/*.md", "quizzes/**/*.yaml")
"""What the service uses of the course."""

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
                if when_saved({self._root: _COURSE}) != self._read.saved:
                    self._read = self._read_now()
                self._looked = time.monotonic()
            finally:
                self._alone.release()
        return self._read

    def _read_now(self) -> _Read:
        # in this order: what is saved while it is read is seen the next time
        return _Read(when_saved({self._root: _COURSE}), load_course(self._root, lean=True))
