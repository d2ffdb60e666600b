"""The questions of the banks, and ``score``."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from trekant.course.base import Model, Slug, Use
from trekant.course.tasks.interaction import Answer, Task
from trekant.course.tasks.kinds import KINDS
from trekant.course.tasks.points import decimal

if TYPE_CHECKING:
    from trekant.course.tasks.authored import Question as Question
else:  # a type checker wants the list of models written out, and the kinds have it
    Question = Annotated[Union[tuple(kind.question for kind in KINDS.values())], Field(discriminator="type")]  # noqa: UP007


class Bank(Model):
    """Questions that belong together, all for one use. No question is in two banks.

    Those of a ``package`` are asked in the test of a package for a learning platform, and nowhere else.
    """

    id: Slug
    use: Use
    questions: tuple[Question, ...] = Field(min_length=1)


class Score(Model):
    """What an answer earned, exactly. ``share`` and ``points`` are None when a person has to read it."""

    share: Fraction | None
    points: Fraction | None
    maximum: Fraction


def score(task: Task, answer: Answer | None, maximum: float = 1.0) -> Score:
    """Score an answer: 0 <= points <= maximum, the key gives the maximum, no answer gives 0.

    Raises:
        AnswerError: the answer does not fit the task.
    """
    share, worth = task.share(answer), decimal(maximum)
    return Score(share=share, points=None if share is None else share * worth, maximum=worth)
