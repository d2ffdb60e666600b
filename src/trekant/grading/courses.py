"""The course, read once and again when it changes: a grading run asks for it thousands of times."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from pathlib import Path

from trekant.course.store import Course, load_course

_PATTERNS = ("assets/course.yaml", "assets/municipalities/*.yaml", "quizzes/*.yaml", "quizzes/banks/*.yaml")
"""What decides how an answer is scored."""

Signature = tuple[tuple[str, int, int], ...]


def course_at(root: Path) -> Course:
    """The course in a folder, as its files are now."""
    return _load(root, _signature(root))


def _signature(root: Path) -> Signature:
    files = sorted(chain.from_iterable(root.glob(pattern) for pattern in _PATTERNS))
    stats = [(path, path.stat()) for path in files]
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)


@lru_cache(maxsize=4)
def _load(root: Path, signature: Signature) -> Course:
    del signature  # only there so that another one makes another entry
    return load_course(root)
