"""Sentences of what one saw or heard; those are marked that give reason for concern."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from trekant.course.base import FieldError
from trekant.course.contact.municipality import Municipality
from trekant.course.tasks.authored import Body, Question, Scored
from trekant.course.tasks.interaction import Example, Option, Task, distinct
from trekant.course.tasks.multiple import Multiple, choose_several
from trekant.course.tasks.shown import ShownTask
from trekant.course.words import _


class Sentence(Option):
    """A sentence of what one saw or heard, and whether it gives reason for concern."""

    worrying: bool


class _Body(Body):
    sentences: Annotated[tuple[Sentence, ...], AfterValidator(distinct)] = Field(min_length=3, max_length=9)

    @model_validator(mode="after")
    def _something_harmless(self) -> _Body:
        if all(sentence.worrying for sentence in self.sentences):
            raise FieldError("mindst én sætning skal have »worrying: false«", "sentences")
        return self

    def posed(self, prompt: str, municipality: Municipality, weekday: int | None, at: time | None) -> Task:
        """The task."""
        return choose_several(prompt, self.sentences, {one.id for one in self.sentences if one.worrying}, MARK)


class MarkQuestion(_Body, Question):
    """Mark the sentences that worry you."""

    type: Literal["mark"]

    @model_validator(mode="after")
    def _something_worrying(self) -> MarkQuestion:
        # in a quiz an empty answer is no answer, so that nobody could give the right one
        if not any(sentence.worrying for sentence in self.sentences):
            raise FieldError("mindst én sætning skal have »worrying: true«, når det er et spørgsmål", "sentences")
        return self


class MarkDecision(_Body, Scored):
    """Mark the sentences that worry you. In a harmless case none of them may be worrying."""

    kind: Literal["mark"]


class ShownMark(ShownTask):
    """Some sentences are to be marked, or none."""

    kind: Literal["mark"]
    key: tuple[str, ...] | None = None


class Marking(Multiple):
    """Mark sentences, which stand in the order in which they are told."""

    __slots__ = ()
    shown = ShownMark
    question = MarkQuestion
    decision = MarkDecision
    keeps_order = True

    def on_paper(self) -> str:
        """What to do, on paper."""
        return _("Marker dem, der passer.")

    def in_case(self) -> str:
        """What a case says beside that."""
        return _("Du må også lade være med at markere noget.")

    def example(self, municipality: Municipality) -> Example:
        """Two of four are worrying."""
        sentences = [
            {"id": one, "text": f"Du ser *{one}*.", "feedback": f"Om {one}.", "worrying": one in ("vrede", "trusler")}
            for one in ("vrede", "regn", "trusler", "en-guitar")
        ]
        return Example(
            question={"sentences": sentences},
            right=["vrede", "trusler"],
            partly=["trusler"],
            wrong=["regn"],
            invalid="vrede",
        )


MARK = Marking("mark")
