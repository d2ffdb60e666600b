"""One option is right; in a case each has its own consequence, and may be worth half."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from trekant.course.base import FieldError, Slug
from trekant.course.contact.municipality import Municipality
from trekant.course.tasks.authored import Decision, Question, Target
from trekant.course.tasks.interaction import Answer, AnswerError, Example, Kind, Option, Task, distinct, known
from trekant.course.tasks.scoring import CHOSEN, AnswerPart, ScoreTable, one_of
from trekant.course.tasks.shown import ShownTask
from trekant.course.words import _
from trekant.course.writing.text import danish_number

BEST = 2
"""The points of the best choice in a ``choose`` decision; 1 is acceptable, 0 is not."""


class Choice(Option):
    """An option of a question with one or several right answers."""

    right: bool = False


class StoryOption(Option):
    """A choice, how good it is, and the scene that follows."""

    points: int = Field(ge=0, le=BEST)
    next: Slug


class SingleQuestion(Question):
    """One option is right."""

    type: Literal["single"]
    options: Annotated[tuple[Choice, ...], AfterValidator(distinct)] = Field(min_length=3, max_length=5)

    @model_validator(mode="after")
    def _one_right(self) -> SingleQuestion:
        if sum(option.right for option in self.options) != 1:
            raise FieldError("netop én valgmulighed skal have »right: true«", "options")
        return self

    def posed(self, prompt: str, municipality: Municipality, weekday: int | None, at: time | None) -> Task:
        """The task."""
        return choose_one(prompt, self.options, {one.id: Fraction(one.right) for one in self.options})


class Choose(Decision):
    """Choose what to do; every choice has its consequence."""

    kind: Literal["choose"]
    options: Annotated[tuple[StoryOption, ...], AfterValidator(distinct)] = Field(min_length=2, max_length=5)

    @model_validator(mode="after")
    def _a_best_one(self) -> Choose:
        if not any(option.points == BEST for option in self.options):
            raise FieldError("mindst én valgmulighed skal have »points: 2«", "options")
        return self

    def posed(self, prompt: str, municipality: Municipality, weekday: int | None, at: time | None) -> Task:
        """The task."""
        return choose_one(prompt, self.options, {one.id: Fraction(one.points, BEST) for one in self.options})

    def ways(self) -> Iterator[Target]:
        """Every scene that may follow, with the path to the field that says so."""
        yield from ((("options", index, "next"), option.next) for index, option in enumerate(self.options))


class ShownSingle(ShownTask):
    """One option is right."""

    kind: Literal["single"]
    key: str | None = None


class Single(Kind):
    """Choose one."""

    __slots__ = ()
    shown: ClassVar[type[ShownTask]] = ShownSingle
    question: ClassVar[type[Question]] = SingleQuestion
    decision: ClassVar[type[Decision]] = Choose
    picks = "one"

    def on_paper(self) -> str:
        """What to do, on paper."""
        return _("Vælg én.")

    def from_sheet(self, task: Task, written: Mapping[str, str]) -> Answer:
        """The one that is ticked."""
        if len(written) != 1:
            raise AnswerError(_("der skal være ét kryds"))
        return next(iter(written))

    def parts(self, task: Task, answer: object) -> list[AnswerPart]:
        """The one that is chosen."""
        if not isinstance(answer, str):
            raise AnswerError(_("svaret skal være én valgmulighed"))
        return [(known(answer, task.options), CHOSEN)]

    def key_on_paper(self, shown: Mapping[str, Any], letter: Mapping[str, str]) -> str:
        """Its letter."""
        return letter[shown["key"]]

    def credit(self, task: Task, option: str) -> str:
        """Its share of full marks."""
        return credit_of_choice(task, option)

    def guess(self, table: ScoreTable) -> float | None:
        """The mean of the options, as Moodle has it."""
        return float(sum(values[CHOSEN] for values in table.weights.values()) / len(table.weights))

    def example(self, municipality: Municipality) -> Example:
        """Three options."""
        options = [
            {"id": one, "text": f"Du tager *{one}* med.", "feedback": f"Om {one}.", "right": one == "berta"}
            for one in ("anton", "berta", "cecilie")
        ]
        return Example(question={"options": options}, right="berta", wrong="anton", invalid=["berta"])


SINGLE = Single("single")


def choose_one(prompt: str, options: tuple[Option, ...], credit: dict[str, Fraction], kind: Kind = SINGLE) -> Task:
    """A task where one option is chosen; ``credit`` by option id, 1 for the key."""
    key = next(option for option, share in credit.items() if share == 1)
    return Task(kind=kind, prompt=prompt, options=options, table=one_of(credit), key=key)


def credit_of_choice(task: Task, option: str) -> str:
    """What choosing an option gives, as a share of full marks."""
    assert task.table is not None  # only free text has none, and free text has no options
    return danish_number(float(task.table.weights[option][CHOSEN]))
