"""Steps are put in order; how near one was counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from trekant.course.contact.municipality import Municipality
from trekant.course.tasks.authored import Body, Question, Scored
from trekant.course.tasks.interaction import Answer, AnswerError, Example, Kind, Option, Task, distinct, each_once
from trekant.course.tasks.scoring import AnswerPart, order_of
from trekant.course.tasks.shown import ShownTask
from trekant.course.words import _


class _Body(Body):
    items: Annotated[tuple[Option, ...], AfterValidator(distinct)] = Field(min_length=3, max_length=6)

    def posed(self, prompt: str, municipality: Municipality, weekday: int | None, at: time | None) -> Task:
        """The task."""
        return put_in_order(prompt, self.items)


class OrderQuestion(_Body, Question):
    """The items stand in the right order in the file; a learner gets them shuffled."""

    type: Literal["order"]


class OrderDecision(_Body, Scored):
    """Put the steps in order; the file has the right one."""

    kind: Literal["order"]


class ShownOrder(ShownTask):
    """``key`` is the right order."""

    kind: Literal["order"]
    key: tuple[str, ...] | None = None


class Order(Kind):
    """Put in order."""

    __slots__ = ()
    shown = ShownOrder
    question = OrderQuestion
    decision = OrderDecision
    in_order = True
    what = "plads"

    def on_paper(self) -> str:
        """What to do, on paper."""
        return _("Sæt dem i rækkefølge.")

    def on_sheet(self) -> str:
        """What to write."""
        return _("Skriv 1 i feltet ved det, der kommer først, 2 ved det næste og så videre.")

    def marks(self, task: Task) -> dict[str, str]:
        """The places, from 1."""
        return {str(place): "" for place in range(1, len(task.options) + 1)}

    def from_sheet(self, task: Task, written: Mapping[str, str]) -> Answer:
        """The items by their places."""
        by_place = {place: item for item, place in written.items()}
        if sorted(by_place) != sorted(self.marks(task)):
            raise AnswerError(_("hvert tal skal stå ved netop ét punkt; gør det ikke det, så lad felterne være tomme"))
        return [by_place[place] for place in self.marks(task)]

    def on_screen(self) -> str:
        """What to do, on a screen."""
        return _("Flyt dem, til rækkefølgen er rigtig.")

    def parts(self, task: Task, answer: object) -> list[AnswerPart]:
        """Every item with its place, from 0."""
        items = each_once(task, answer)
        if len(items) != len(task.options):
            raise AnswerError(_("rækkefølgen skal have alle punkter med"))
        return [(item, str(place)) for place, item in enumerate(items)]

    def values(self, task: Task) -> dict[str, str]:
        """The places."""
        return {str(place): f"{place + 1}." for place in range(len(task.options))}

    def written(self, value: str) -> str:
        """The place, from 1."""
        return str(int(value) + 1)

    def key_on_paper(self, shown: Mapping[str, Any], letter: Mapping[str, str]) -> str:
        """The letters in the right order."""
        return ", ".join(letter[item] for item in shown["key"])

    def credit(self, task: Task, option: str) -> str:
        """Its place."""
        return f"plads {[one.id for one in task.options].index(option) + 1}"

    def example(self, municipality: Municipality) -> Example:
        """Four steps."""
        ids = ["laes", "maal", "noter", "orden"]
        items = [{"id": one, "text": f"Du tager *{one}* med.", "feedback": f"Om {one}."} for one in ids]
        return Example(
            question={"items": items},
            right=ids,
            partly=["maal", "laes", "noter", "orden"],
            wrong=["noter", "orden", "laes", "maal"],
            invalid=ids[:3],
        )


ORDER = Order("order")


def put_in_order(prompt: str, options: tuple[Option, ...]) -> Task:
    """A task where the options, given in the right order, are to be put in that order."""
    ids = [option.id for option in options]
    return Task(kind=ORDER, prompt=prompt, options=options, table=order_of(ids), key=ids)
