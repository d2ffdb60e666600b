"""The question types of the banks, and ``score``."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from trekant.course.base import FactId, FieldError, Model, Objective, Slug, Status, Text
from trekant.course.interaction import (
    Answer,
    ContactTask,
    Kind,
    Option,
    Task,
    choose_one,
    choose_several,
    distinct,
    put_in_order,
    rate_each,
    whom_to_contact,
)
from trekant.course.municipality import Municipality
from trekant.course.points import decimal


class Choice(Option):
    """An option of a question with one or several right answers."""

    right: bool = False


class Rated(Option):
    """A reaction, and how effective the experts find it: 1 does harm, 4 helps a lot."""

    rating: int = Field(ge=1, le=4)


class _Question(Model):
    id: Slug
    revision: int = Field(default=1, ge=1)
    status: Status = Status.LIVE
    objective: Objective
    facts: tuple[FactId, ...] = ()
    page: str = Field(pattern=r"^book/[a-z0-9-]+$", description="The chapter to read again")
    stem: Text


class SingleQuestion(_Question):
    """One option is right."""

    type: Literal[Kind.SINGLE]
    options: Annotated[tuple[Choice, ...], AfterValidator(distinct)] = Field(min_length=3, max_length=5)

    @model_validator(mode="after")
    def _one_right(self) -> SingleQuestion:
        if sum(option.right for option in self.options) != 1:
            raise FieldError("netop én valgmulighed skal have »right: true«", "options")
        return self

    def task(self, municipality: Municipality) -> Task:
        """The question resolved for a municipality."""
        return choose_one(self.stem, self.options, {o.id: Fraction(o.right) for o in self.options})


class MultipleQuestion(_Question):
    """Several options may be right; at least one is, and at least one is not."""

    type: Literal[Kind.MULTIPLE]
    options: Annotated[tuple[Choice, ...], AfterValidator(distinct)] = Field(min_length=3, max_length=7)

    @model_validator(mode="after")
    def _right_and_wrong(self) -> MultipleQuestion:
        if len({option.right for option in self.options}) != 2:
            raise FieldError("mindst én valgmulighed skal have »right: true«, og mindst én skal ikke", "options")
        return self

    def task(self, municipality: Municipality) -> Task:
        """The question resolved for a municipality."""
        return choose_several(self.stem, self.options, {o.id for o in self.options if o.right})


class OrderQuestion(_Question):
    """The items stand in the right order in the file; a learner gets them shuffled."""

    type: Literal[Kind.ORDER]
    items: Annotated[tuple[Option, ...], AfterValidator(distinct)] = Field(min_length=3, max_length=6)

    def task(self, municipality: Municipality) -> Task:
        """The question resolved for a municipality."""
        return put_in_order(self.stem, self.items)


class RateQuestion(_Question):
    """Each reaction is rated on its own."""

    type: Literal[Kind.RATE]
    items: Annotated[tuple[Rated, ...], AfterValidator(distinct)] = Field(min_length=3, max_length=6)

    def task(self, municipality: Municipality) -> Task:
        """The question resolved for a municipality."""
        return rate_each(self.stem, self.items, {item.id: item.rating for item in self.items})


class ContactQuestion(_Question):
    """A situation; who is right is decided by ``route``. ``options`` are ids of contacts."""

    type: Literal[Kind.CONTACT]
    situation: ContactTask
    options: Annotated[tuple[Slug, ...], AfterValidator(distinct)] = ()
    feedback: dict[Slug, Text] = Field(default={})

    def task(self, municipality: Municipality) -> Task:
        """The question resolved for a municipality.

        Raises:
            ValueError: the situation has not exactly one right answer among the options.
        """
        situation = self.situation.situation()
        return whom_to_contact(self.stem, self.situation, situation, municipality, self.options, self.feedback)


class TextQuestion(_Question):
    """Free text that the trainer grades by the rubric."""

    type: Literal[Kind.TEXT]
    rubric: tuple[Text, ...] = Field(min_length=1)
    model: Text

    def task(self, municipality: Municipality) -> Task:
        """The question resolved for a municipality."""
        return Task(kind=Kind.TEXT, prompt=self.stem, model=self.model, rubric=self.rubric)


Question = Annotated[
    SingleQuestion | MultipleQuestion | OrderQuestion | RateQuestion | ContactQuestion | TextQuestion,
    Field(discriminator="type"),
]


class Bank(Model):
    """Questions that belong together. No question is in a practice bank and in a graded one."""

    id: Slug
    use: Literal["practice", "graded"]
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
