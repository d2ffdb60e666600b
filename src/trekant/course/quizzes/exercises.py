"""The questions to practise on, as another system gets them and gives their answers back.

Both ends are held together here: what is written for that system, and what is read of what it says later.
"""

from __future__ import annotations

from dataclasses import dataclass

from trekant.course.base import Status
from trekant.course.store import Course, CourseError
from trekant.course.tasks.interaction import Task
from trekant.course.tasks.question import Question
from trekant.course.writing.text import plain_text


@dataclass(frozen=True)
class Exercise:
    """A question to practise on, and its task."""

    question: Question
    task: Task


def exercises(course: Course) -> tuple[Exercise, ...]:
    """Every live question of the practice banks, but none that a graded quiz asks: its key stays with the trainers.

    Raises:
        CourseError: the municipality's rules give a question not exactly one right answer.
    """
    graded = {one for quiz in course.quizzes.values() if quiz.model.use == "graded" for one in quiz.model.pool}
    return tuple(
        Exercise(question, _task(course, question))
        for question, bank in course.questions.values()
        if bank.use == "practice" and question.status is Status.LIVE and question.id not in graded
    )


def _task(course: Course, question: Question) -> Task:
    try:
        return question.task(course.municipality)
    except ValueError as error:
        raise CourseError(f"Spørgsmålet »{question.id}« kan ikke bruges: {error}. Kør »trekant check«.") from None


def pair_labels(task: Task) -> dict[str, str]:
    """What can be done with an option, each in the words that a menu has for it: »2.«, »4 (hjælper godt)«."""
    beside = {value: plain_text(task.kind.beside(task, value)) for value in task.kind.values(task)}
    return {value: beside[value] or name for value, name in task.kind.values(task).items()}
