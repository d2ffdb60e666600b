"""Each item is matched with one of the choices; every right pair counts the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from trekant.course.base import FieldError, Slug, refuse_repeated
from trekant.course.contact.municipality import Municipality
from trekant.course.tasks.authored import Body, Question, Scored
from trekant.course.tasks.interaction import Answer, AnswerError, Example, Kind, Named, Option, Task, distinct, known
from trekant.course.tasks.scoring import AnswerPart, ScoreTable
from trekant.course.tasks.shown import ShownOption, ShownTask
from trekant.course.words import _


class Matched(Option):
    """An item, and the id of the choice that it goes with."""

    match: Slug


class _Body(Body):
    """A choice may go with several items, or with none."""

    items: Annotated[tuple[Matched, ...], AfterValidator(distinct)] = Field(min_length=2, max_length=6)
    choices: Annotated[tuple[Named, ...], AfterValidator(distinct)] = Field(min_length=2, max_length=8)

    @model_validator(mode="after")
    def _each_has_its_choice(self) -> _Body:
        ids = [choice.id for choice in self.choices]
        for index, item in enumerate(self.items):
            if item.match not in ids:
                message = f"»{item.match}« står ikke i »choices«; skriv {' eller '.join(ids)}"
                raise FieldError(message, "items", index, "match")
        # in an answer to a graded quiz an item and a choice are told apart by their ids alone
        refuse_repeated([one.id for one in (*self.choices, *self.items)], "id'et", "items", rule="R040")
        return self

    def posed(self, prompt: str, municipality: Municipality, weekday: int | None, at: time | None) -> Task:
        """The task."""
        right = {item.id: item.match for item in self.items}
        return match_each(prompt, self.items, self.choices, right)


class MatchQuestion(_Body, Question):
    """What goes with what."""

    type: Literal["match"]


class MatchDecision(_Body, Scored):
    """Find out what goes with what."""

    kind: Literal["match"]


class ShownMatch(ShownTask):
    """``key`` is a choice by item."""

    kind: Literal["match"]
    choices: tuple[ShownOption, ...]
    key: dict[str, str] | None = None


class Match(Kind):
    """Match each."""

    __slots__ = ()
    shown = ShownMatch
    question = MatchQuestion
    decision = MatchDecision
    what = "mulighed"

    def on_paper(self) -> str:
        """What to do, on paper."""
        return _("Find det, der hører til hver af dem.")

    def on_sheet(self) -> str:
        """What to write."""
        return _("Skriv dets tal i feltet.")

    def marks(self, task: Task) -> dict[str, str]:
        """A number for each choice."""
        return {str(number): choice.text for number, choice in enumerate(task.choices, start=1)}

    def from_sheet(self, task: Task, written: Mapping[str, str]) -> Answer:
        """The choices of those that have a number."""
        ids = {str(number): choice.id for number, choice in enumerate(task.choices, start=1)}
        return {item: ids[number] for item, number in written.items()}

    def on_screen(self) -> str:
        """What to do, on a screen."""
        return _("Vælg det, der hører til hver af dem.")

    def parts(self, task: Task, answer: object) -> list[AnswerPart]:
        """The pairs."""
        if not isinstance(answer, dict) or not all(isinstance(one, str) for one in answer.values()):
            raise AnswerError(_("svaret skal sige, hvad der hører til hvert punkt"))
        return [(known(str(item), task.options), known(choice, task.choices)) for item, choice in answer.items()]

    def values(self, task: Task) -> dict[str, str]:
        """The choices."""
        return {choice.id: choice.text for choice in task.choices}

    def beside(self, task: Task, value: str) -> str:
        """The choice."""
        return self.values(task)[value]

    def more_to_read(self, shown: Mapping[str, Any]) -> str:
        """The choices."""
        choices = "".join(f"<li>{choice['html']}</li>" for choice in shown["choices"])
        return f"<p>{_('Vælg mellem:')}</p><ul>{choices}</ul>"

    def key_on_paper(self, shown: Mapping[str, Any], letter: Mapping[str, str]) -> str:
        """Each letter with its choice."""
        html = {choice["id"]: choice["html"] for choice in shown["choices"]}
        return "; ".join(f"{letter[item]} {html[shown['key'][item]]}" for item in letter)

    def credit(self, task: Task, option: str) -> str:
        """The choice that is right."""
        return f"»{self.beside(task, dict(self.parts(task, task.key))[option])}«"

    def example(self, municipality: Municipality) -> Example:
        """Three items, and a choice too many."""
        pairs = {"lars": "aaben", "mette": "lukket", "niels": "aaben"}
        items = [
            {"id": one, "text": f"Du går til *{one}*.", "match": choice, "feedback": f"Om {one}."}
            for one, choice in pairs.items()
        ]
        choices = [{"id": one, "text": f"Døren er *{one}*"} for one in ("aaben", "lukket", "laast")]
        return Example(
            question={"items": items, "choices": choices},
            right=pairs,
            partly={"lars": "aaben", "mette": "laast", "niels": "lukket"},
            wrong={"lars": "lukket", "mette": "aaben", "niels": "laast"},
            invalid={"lars": "niels"},
        )


MATCH = Match("match")


def match_each(prompt: str, options: tuple[Option, ...], choices: tuple[Named, ...], right: dict[str, str]) -> Task:
    """A task where each option is matched with a choice; ``right`` is the choice by option."""
    worth = Fraction(1, len(right))
    weights = {
        item: {choice.id: worth if choice.id == key else Fraction(0) for choice in choices}
        for item, key in right.items()
    }
    table = ScoreTable(weights=weights)
    return Task(kind=MATCH, prompt=prompt, options=options, choices=choices, table=table, key=right)
