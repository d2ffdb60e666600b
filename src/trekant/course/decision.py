"""The kinds of decision in a case, and where each answer leads."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from trekant.course.base import Model, Slug, Text
from trekant.course.interaction import ContactTask, Option
from trekant.course.question import Rated

BEST = 2
"""The points of the best choice in a ``choose`` decision; 1 is acceptable, 0 is not."""


class Branches(Model):
    """Where a scored decision leads: by how well it went, or, for a contact, by who was chosen."""

    right: Slug
    partly: Slug | None = None
    wrong: Slug
    chosen: dict[Slug, Slug] = Field(default={})

    def targets(self) -> set[str]:
        """Every scene that may follow."""
        return {self.right, self.wrong, *self.chosen.values()} | ({self.partly} if self.partly else set())

    def after(self, fraction: float, answer: str) -> str:
        """The scene that follows on an answer; ``chosen`` tells the wrong contacts apart."""
        if fraction == 1:
            return self.right
        if answer in self.chosen:
            return self.chosen[answer]
        return self.partly if self.partly and fraction >= 0.5 else self.wrong


Next = Slug | Branches


class Way(Option):
    """A choice, how good it is, and the scene that follows."""

    points: int = Field(ge=0, le=BEST)
    next: Slug


class Sentence(Option):
    """A sentence of what one saw or heard, and whether it gives reason for concern."""

    worrying: bool


class Choose(Model):
    """Choose what to do; every choice has its consequence."""

    kind: Literal["choose"]
    prompt: Text
    options: tuple[Way, ...] = Field(min_length=2, max_length=5)

    @model_validator(mode="after")
    def _a_best_one(self) -> Choose:
        if not any(option.points == BEST for option in self.options):
            raise ValueError("mindst én valgmulighed skal have »points: 2«")
        return self

    def targets(self) -> set[str]:
        """Every scene that may follow."""
        return {option.next for option in self.options}


class _Scored(Model):
    prompt: Text
    next: Next

    def targets(self) -> set[str]:
        """Every scene that may follow."""
        return {self.next} if isinstance(self.next, str) else self.next.targets()


class Mark(_Scored):
    """Mark the sentences that worry you. In a harmless case none of them may be worrying."""

    kind: Literal["mark"]
    sentences: tuple[Sentence, ...] = Field(min_length=3, max_length=9)

    @model_validator(mode="after")
    def _something_harmless(self) -> Mark:
        if all(sentence.worrying for sentence in self.sentences):
            raise ValueError("mindst én sætning skal have »worrying: false«")
        return self


class ContactDecision(_Scored):
    """Choose whom to contact. The scene's clock counts where the situation names no time."""

    kind: Literal["contact"]
    situation: ContactTask
    options: tuple[Slug, ...] = ()
    feedback: dict[Slug, Text] = Field(default={})


class Order(_Scored):
    """Put the steps in order; the file has the right one."""

    kind: Literal["order"]
    items: tuple[Option, ...] = Field(min_length=3, max_length=6)


class Rate(_Scored):
    """Rate how good each reaction is."""

    kind: Literal["rate"]
    items: tuple[Rated, ...] = Field(min_length=2, max_length=6)


class Write(Model):
    """Write how you would say it. Kept by the learner; a model answer is shown afterwards."""

    kind: Literal["write"]
    prompt: Text
    model: Text
    next: Slug

    def targets(self) -> set[str]:
        """Every scene that may follow."""
        return {self.next}


Decision = Annotated[Choose | Mark | ContactDecision | Order | Rate | Write, Field(discriminator="kind")]
