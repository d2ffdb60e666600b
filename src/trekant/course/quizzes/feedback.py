"""What a participant is told about a graded quiz: what was chosen, what it gave, and where to read again."""

from __future__ import annotations

from dataclasses import dataclass

from trekant.course.quizzes.result import QuizResult
from trekant.course.tasks.interaction import Answer, Task


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of a quiz as one participant answered it.

    ``points`` are those of the gradebook, 0 to ``maximum``, and None while a trainer has yet to read the answer.
    ``page`` is the chapter to read again (``book/trekanten``), ``comment`` what the trainer wrote.
    """

    question: str
    task: Task
    page: str
    answer: Answer | None
    points: float | None
    maximum: float
    comment: str | None = None

    @property
    def full(self) -> bool:
        """Whether the answer earned everything there was."""
        return self.points is not None and self.points >= self.maximum


@dataclass(frozen=True, slots=True)
class Feedback:
    """All of it for one participant; ``result`` is the whole, with any penalty for handing in late."""

    result: QuizResult
    answered: tuple[Answered, ...]
