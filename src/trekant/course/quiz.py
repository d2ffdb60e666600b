"""A quiz: which questions, for how many points, and what it takes to pass."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import Literal

from pydantic import Field, model_validator

from trekant.course.base import Model, Slug, Text


class QuizItem(Model):
    """A question of the quiz and what it counts."""

    question: Slug
    points: float = Field(default=1, gt=0, le=100)


class Quiz(Model):
    """A quiz is slots; a seeded draw says which question stands in which slot.

    In a fixed quiz, where ``questions`` names them all, everybody's draw is the same.
    ``pass_mark`` is the share of full marks, 0 to 1.
    """

    id: Slug
    title: Text
    use: Literal["practice", "graded"]
    revision: int = Field(default=1, ge=1)
    intro: Text
    minutes: int = Field(ge=1, le=120)
    pass_mark: float | None = Field(default=None, gt=0, le=1)
    pass_mark_reason: Text | None = None
    questions: tuple[QuizItem, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> Quiz:
        ids = [item.question for item in self.questions]
        for twice in sorted({one for one in ids if ids.count(one) > 1}):
            raise ValueError(f"spørgsmålet »{twice}« står to gange")
        if self.use == "graded" and (self.pass_mark is None or self.pass_mark_reason is None):
            raise ValueError("en bedømt quiz skal have »pass_mark« og »pass_mark_reason«")
        return self

    @property
    def maximum(self) -> float:
        """The points one can get in all."""
        return sum(item.points for item in self.questions)


class Slot(Model):
    """A place in a quiz, and the question that a participant meets there."""

    id: str
    question: Slug
    points: float


def draw(quiz: Quiz, participant: str) -> tuple[Slot, ...]:
    """Which question stands in which slot for a participant; the same at every call."""
    return tuple(
        Slot(id=slot_id(number), question=item.question, points=item.points)
        for number, item in enumerate(quiz.questions, start=1)
    )


def slot_id(number: int) -> str:
    """``slot-01`` for 1."""
    return f"slot-{number:02d}"


def shuffled(items: Sequence[str], *seed: str | int, avoid_same: bool = False) -> list[str]:
    """The items in an order that only the seed decides, on every machine and in every version.

    With ``avoid_same`` the order given is never the one that comes out (an ``order`` task would
    otherwise now and then be solved from the start).
    """
    digest = hashlib.sha256("|".join(str(part) for part in seed).encode()).digest()
    generator = random.Random(int.from_bytes(digest[:8]))  # noqa: S311 - order of options, no secret
    result = list(items)
    # Fisher-Yates by hand: random.shuffle is not promised to stay the same between Python versions.
    for last in range(len(result) - 1, 0, -1):
        other = int(generator.random() * (last + 1))
        result[last], result[other] = result[other], result[last]
    if avoid_same and result == list(items) and len(result) > 1:
        result[0], result[-1] = result[-1], result[0]
    return result
