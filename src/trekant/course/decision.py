"""The kinds of decision in a case, and where each answer leads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from trekant.course.base import FieldError, Model, Slug, Text
from trekant.course.interaction import ContactTask, Option, distinct
from trekant.course.question import Rated

BEST = 2
"""The points of the best choice in a ``choose`` decision; 1 is acceptable, 0 is not."""


Target = tuple[tuple[str | int, ...], str]
"""The path to a field that names the scene that follows, and the scene."""


class Branches(Model):
    """Where a scored decision leads: by how well it went, or, for a contact, by who was chosen."""

    right: Slug
    partly: Slug | None = None
    wrong: Slug
    chosen: dict[Slug, Slug] = Field(default={})

    def ways(self) -> Iterator[Target]:
        """Every scene that may follow, with the path to the field that says so."""
        named = (("right",), self.right), (("partly",), self.partly), (("wrong",), self.wrong)
        yield from ((where, target) for where, target in named if target)
        yield from ((("chosen", contact), target) for contact, target in self.chosen.items())

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
    options: Annotated[tuple[Way, ...], AfterValidator(distinct)] = Field(min_length=2, max_length=5)

    @model_validator(mode="after")
    def _a_best_one(self) -> Choose:
        if not any(option.points == BEST for option in self.options):
            raise FieldError("mindst én valgmulighed skal have »points: 2«", "options")
        return self

    def ways(self) -> Iterator[Target]:
        """Every scene that may follow, with the path to the field that says so."""
        yield from ((("options", index, "next"), option.next) for index, option in enumerate(self.options))


class _Scored(Model):
    prompt: Text
    next: Next

    def ways(self) -> Iterator[Target]:
        """Every scene that may follow, with the path to the field that says so."""
        if isinstance(self.next, str):
            yield ("next",), self.next
        else:
            yield from ((("next", *where), target) for where, target in self.next.ways())


class Mark(_Scored):
    """Mark the sentences that worry you. In a harmless case none of them may be worrying."""

    kind: Literal["mark"]
    sentences: Annotated[tuple[Sentence, ...], AfterValidator(distinct)] = Field(min_length=3, max_length=9)

    @model_validator(mode="after")
    def _something_harmless(self) -> Mark:
        if all(sentence.worrying for sentence in self.sentences):
            raise FieldError("mindst én sætning skal have »worrying: false«", "sentences")
        return self


class ContactDecision(_Scored):
    """Choose whom to contact. The scene's clock counts where the situation names no time."""

    kind: Literal["contact"]
    situation: ContactTask
    options: Annotated[tuple[Slug, ...], AfterValidator(distinct)] = ()
    feedback: dict[Slug, Text] = Field(default={})


class Order(_Scored):
    """Put the steps in order; the file has the right one."""

    kind: Literal["order"]
    items: Annotated[tuple[Option, ...], AfterValidator(distinct)] = Field(min_length=3, max_length=6)


class Rate(_Scored):
    """Rate how good each reaction is."""

    kind: Literal["rate"]
    items: Annotated[tuple[Rated, ...], AfterValidator(distinct)] = Field(min_length=2, max_length=6)


class Write(Model):
    """Write how you would say it. Kept by the learner; a model answer is shown afterwards."""

    kind: Literal["write"]
    prompt: Text
    model: Text
    next: Slug

    def ways(self) -> Iterator[Target]:
        """The scene that follows, with the path to the field that says so."""
        yield ("next",), self.next


Decision = Annotated[Choose | Mark | ContactDecision | Order | Rate | Write, Field(discriminator="kind")]
