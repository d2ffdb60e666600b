"""The course, read once and again when it changes: a grading run asks for it thousands of times."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from pathlib import Path

from trekant.course.interaction import Task
from trekant.course.quiz import Quiz
from trekant.course.store import Course, CourseError, load_course

_PATTERNS = (
    "assets/course.yaml", "assets/municipalities/*.yaml", "quizzes/*.yaml", "quizzes/banks/*.yaml",
    "quizzes/frozen/*.yaml",
)  # fmt: skip
"""What decides how an answer is scored."""

Signature = tuple[tuple[str, int, int], ...]


class GradingError(CourseError):
    """Something that keeps a quiz from being graded. The message is a Danish sentence."""


def graded_quiz_at(root: Path, quiz_id: str) -> tuple[Quiz, dict[str, Task]]:
    """A graded quiz of the course in a folder, as its files are now, and its tasks by question id.

    Raises:
        CourseError: there is no such quiz, it is not graded, or a question cannot be used.
    """
    return _quiz(root, _signature(root), quiz_id)


def graded_quiz(course: Course, quiz_id: str) -> tuple[Quiz, dict[str, Task]]:
    """A graded quiz of a course that has been read, and its tasks by question id.

    Raises:
        CourseError: there is no such quiz, it is not graded, or a question cannot be used.
    """
    quiz = course.quiz(quiz_id)
    if quiz.use != "graded":
        raise GradingError(f"Quizzen »{quiz_id}« er en øvelse, og øvelser bliver ikke bedømt.")
    return quiz, course.tasks(quiz)


def _signature(root: Path) -> Signature:
    files = sorted(chain.from_iterable(root.glob(pattern) for pattern in _PATTERNS))
    stats = [(path, path.stat()) for path in files]
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)


@lru_cache(maxsize=32)
def _quiz(root: Path, signature: Signature, quiz_id: str) -> tuple[Quiz, dict[str, Task]]:
    return graded_quiz(_course(root, signature), quiz_id)


@lru_cache(maxsize=4)
def _course(root: Path, signature: Signature) -> Course:
    del signature  # only there so that another one makes another entry
    return load_course(root)
