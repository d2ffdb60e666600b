"""Free text: in a quiz the trainer reads it, in a case nobody does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any, Literal

from pydantic import Field

from trekant.course.base import Slug, Text
from trekant.course.contact.municipality import Municipality
from trekant.course.tasks.authored import Decision, Question, Target
from trekant.course.tasks.interaction import AnswerError, Example, Kind, Task
from trekant.course.tasks.scoring import AnswerPart
from trekant.course.tasks.shown import ShownTask
from trekant.course.words import _

MAX_TEXT = 20_000
"""The longest free-text answer, in characters: some ten pages."""


class TextQuestion(Question):
    """Free text that the trainer grades by the rubric."""

    type: Literal["text"]
    rubric: tuple[Text, ...] = Field(min_length=1)
    model: Text

    def posed(self, prompt: str, municipality: Municipality, weekday: int | None, at: time | None) -> Task:
        """The task."""
        return Task(kind=TEXT, prompt=prompt, model=self.model, rubric=self.rubric)


class Write(Decision):
    """Write how you would say it. Kept by the learner; a model answer is shown afterwards."""

    kind: Literal["write"]
    model: Text
    next: Slug

    def posed(self, prompt: str, municipality: Municipality, weekday: int | None, at: time | None) -> Task:
        """The task."""
        return Task(kind=TEXT, prompt=prompt, model=self.model)

    def ways(self) -> Iterator[Target]:
        """The scene that follows, with the path to the field that says so."""
        yield ("next",), self.next


class ShownText(ShownTask):
    """``max_length`` is the longest answer, in characters."""

    kind: Literal["text"]
    max_length: int


class Writing(Kind):
    """Write."""

    __slots__ = ()
    shown = ShownText
    question = TextQuestion
    decision = Write
    by_hand = True

    def more_shown(self, task: Task) -> dict[str, Any]:
        """How long an answer may be."""
        return super().more_shown(task) | {"maxLength": MAX_TEXT}

    def on_paper(self) -> str:
        """What to do, on paper."""
        return _("Skriv dit svar.")

    def on_sheet(self) -> str:
        """What not to write."""
        return self.on_screen()

    def on_screen(self) -> str:
        """What to do, on a screen."""
        return _("Skriv ikke om rigtige mennesker.")

    def in_case(self) -> str:
        """What a case says beside that."""
        return _("Din tekst bliver ikke gemt. Du kan også nøjes med at tænke dit svar.")

    def parts(self, task: Task, answer: object) -> list[AnswerPart]:
        """None: a text is taken as a whole."""
        return []

    def check(self, task: Task, answer: object) -> None:
        """Check that it is a text, and not too long."""
        if not isinstance(answer, str):
            raise AnswerError(_("svaret skal være tekst"))
        if len(answer) > MAX_TEXT:
            raise AnswerError(_("teksten er for lang; højst {most} tegn").format(most=MAX_TEXT))

    def key_on_paper(self, shown: Mapping[str, Any], letter: Mapping[str, str]) -> str:
        """There is none."""
        return ""

    def example(self, municipality: Municipality) -> Example:
        """A rubric of one line."""
        return Example(
            question={"rubric": ["Siger, hvad der er set."], "model": "Jeg så, at døren stod åben."},
            right="Jeg så det selv.",
            wrong="Det ved jeg ikke.",
            invalid="x" * (MAX_TEXT + 1),
        )


TEXT = Writing("text")
