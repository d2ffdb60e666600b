"""The quizzes that measure whether the course works: the same few questions before it, after it, and weeks later."""

from __future__ import annotations

from trekant.course.base import Moment
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course


def measurings(course: Course) -> dict[Moment, Quiz]:
    """The quizzes by when they are given, in that order; a rule holds a course to one each.

    Raises:
        CourseError: one of them cannot be used.
    """
    found = {quiz.model.measures: name for name, quiz in course.quizzes.items()}
    return {moment: course.quiz(found[moment]) for moment in Moment if moment in found}
