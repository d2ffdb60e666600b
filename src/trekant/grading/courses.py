"""The course, read once and again when it changes: a grading run asks for it thousands of times."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from trekant.course.files import Saved, when_saved
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, CourseError, load_course
from trekant.course.tasks.interaction import Task

_PATTERNS = (
    "assets/course.yaml", "assets/municipalities/*.yaml", "quizzes/*.yaml", "quizzes/banks/*.yaml",
    "quizzes/frozen/*.yaml",
)  # fmt: skip
"""What decides how an answer is scored."""


class GradingError(CourseError):
    """Something that keeps a quiz from being graded. The message is a Danish sentence."""


class BusyError(GradingError):
    """Somebody else is collecting or grading just now; later it goes."""


def graded_quiz_at(root: Path, quiz_id: str) -> tuple[Quiz, dict[str, Task]]:
    """A graded quiz of the course in a folder, as its files are now, and its tasks by question id.

    Raises:
        CourseError: there is no such quiz, it is not graded, or a question cannot be used.
    """
    return _quiz(root, when_saved({root: _PATTERNS}), quiz_id)


def graded_quiz(course: Course, quiz_id: str) -> tuple[Quiz, dict[str, Task]]:
    """A graded quiz of a course that has been read, and its tasks by question id.

    Raises:
        CourseError: there is no such quiz, it is not graded, or a question cannot be used.
    """
    quiz = course.quiz(quiz_id)
    if quiz.use != "graded":
        raise GradingError(f"»{quiz_id}« er en øvelse, og øvelser bliver ikke bedømt.")
    return quiz, course.tasks(quiz)


@lru_cache(maxsize=32)
def _quiz(root: Path, saved: Saved, quiz_id: str) -> tuple[Quiz, dict[str, Task]]:
    return graded_quiz(_course(root, saved), quiz_id)


@lru_cache(maxsize=4)
def _course(root: Path, saved: Saved) -> Course:
    del saved  # only there so that another one makes another entry
    return load_course(root)
