"""The course for those who ask for it many times: read again only when a file of it has been saved."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from trekant.course.store import Course, load_course


def course_as_saved(root: Path) -> Course:
    """The whole course, read again only when one of its files has been saved: for those who ask many times."""
    return _as_saved(root, _saved(root))


@lru_cache(maxsize=1)
def _as_saved(root: Path, saved: tuple[tuple[str, int, int], ...]) -> Course:
    return load_course(root)


_READ = (
    "assets/*.yaml",
    "assets/municipalities/*.yaml",
    "notebooks/**/*",
    "quizzes/*.yaml",
    "quizzes/banks/*.yaml",
    "quizzes/frozen/*.yaml",
    "book/*.md",
)


def _saved(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of every file that ``load_course`` reads."""
    files = [path for pattern in _READ for path in root.glob(pattern) if path.is_file()]
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(files))
