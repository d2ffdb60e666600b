"""The course for those who ask for it many times: read again only when a file of it has been saved."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from trekant.course.files import Saved, when_saved
from trekant.course.store import Course, load_course


def course_as_saved(root: Path) -> Course:
    """The whole course, read again only when one of its files has been saved: for those who ask many times."""
    return _as_saved(root, when_saved({root: _READ}))


@lru_cache(maxsize=1)
def _as_saved(root: Path, saved: Saved) -> Course:
    return load_course(root)


_READ = (
    "assets/*.yaml",
    "assets/municipalities/*.yaml",
    "assets/places/*.yaml",
    "notebooks/**/*",
    "quizzes/*.yaml",
    "quizzes/banks/*.yaml",
    "quizzes/frozen/*.yaml",
    "book/*.md",
)
