"""What the players of quizzes and of single questions get."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from trekant.course.base import Use
from trekant.course.contract.base import AnyTask, Player
from trekant.course.tasks.shown import KEYS, Shown, ShownTask


class ShownSlot(Shown):
    """A place in a quiz; in one that is drawn, what stands there is for the variant to say."""

    id: str
    points: float
    question: str | None = None
    task: AnyTask | None = None


class ShownRecipient(Shown):
    """Who takes answer files; ``mailto`` is the start of a link that opens a mail to them."""

    who: str
    email: str
    mailto: str


class _Quiz(Player):
    """``maximum`` and ``pass_points`` are points, ``minutes`` and ``time_limit`` minutes, ``attempts`` hand-ins.

    ``traces`` is the modulus of the tasks' ``trace``; ``longest_code`` the longest participant code, in characters.
    """

    player: Literal["quiz"]
    format: str
    revision: int = Field(ge=1)
    use: Use
    title: str
    intro: str
    minutes: int
    maximum: float
    pass_points: float | None
    longest_code: int
    slots: tuple[ShownSlot, ...]
    traces: int | None = None
    time_limit: int | None = None
    attempts: int | None = None
    measures: bool | None = None
    hand_in_to: ShownRecipient | None = None

    @model_validator(mode="after")
    def _no_key_of_a_graded_one(self) -> Self:
        if self.use == "graded":
            for task in self._tasks():
                told = KEYS & {name for name in task.model_fields_set if getattr(task, name) is not None}
                if told:
                    raise ValueError(f"a graded quiz tells {', '.join(sorted(told))}")
        return self

    def _tasks(self) -> Iterator[ShownTask]:
        yield from (slot.task for slot in self.slots if slot.task)


class QuizPayload(_Quiz):
    """A whole quiz. One that is drawn has a ``pool`` of tasks by question id.

    Its ``variants`` have, slot by slot, a question and the order of its options: a digit an option, empty for the
    order in which they stand.
    """

    pool: dict[str, AnyTask] | None = None
    variants: tuple[tuple[tuple[str, str], ...], ...] | None = None

    def _tasks(self) -> Iterator[ShownTask]:
        yield from super()._tasks()
        yield from (self.pool or {}).values()


class QuizVariantPayload(_Quiz):
    """What is fetched of a drawn quiz for one participant; ``variants`` is how many there are."""

    variants: int = Field(ge=1)


class QuestionPayload(Player):
    """One question to practise on, in the running text."""

    player: Literal["question"]
    revision: int = Field(ge=1)
    task: AnyTask
