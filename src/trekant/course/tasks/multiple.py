"""Any number of options are chosen; a wrong one costs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from trekant.course.base import FieldError
from trekant.course.contact.municipality import Municipality
from trekant.course.tasks.authored import Body, Decision, Question, Scored
from trekant.course.tasks.interaction import Answer, Example, Kind, Option, Task, distinct, each_once
from trekant.course.tasks.scoring import CHOSEN, AnswerPart, ScoreTable, several_of
from trekant.course.tasks.shown import ShownTask
from trekant.course.tasks.single import Choice, credit_of_choice
from trekant.course.words import _, with_and


class _Body(Body):
    options: Annotated[tuple[Choice, ...], AfterValidator(distinct)] = Field(min_length=3, max_length=7)

    @model_validator(mode="after")
    def _right_and_wrong(self) -> _Body:
        if len({option.right for option in self.options}) != 2:
            raise FieldError("mindst én valgmulighed skal have »right: true«, og mindst én skal ikke", "options")
        return self

    def posed(self, prompt: str, municipality: Municipality, weekday: int | None, at: time | None) -> Task:
        """The task."""
        return choose_several(prompt, self.options, {one.id for one in self.options if one.right})


class MultipleQuestion(_Body, Question):
    """Several options may be right; at least one is, and at least one is not."""

    type: Literal["multiple"]


class MultipleDecision(_Body, Scored):
    """Choose all that one would do."""

    kind: Literal["multiple"]


class ShownMultiple(ShownTask):
    """Some options are right, or none."""

    kind: Literal["multiple"]
    key: tuple[str, ...] | None = None


class Multiple(Kind):
    """Choose several."""

    __slots__ = ()
    shown: ClassVar[type[ShownTask]] = ShownMultiple
    question: ClassVar[type[Question]] = MultipleQuestion
    decision: ClassVar[type[Decision]] = MultipleDecision
    picks = "several"

    def on_paper(self) -> str:
        """What to do, on paper."""
        return _("Vælg alle, der passer.")

    def from_sheet(self, task: Task, written: Mapping[str, str]) -> Answer:
        """Those that are ticked."""
        return list(written)

    def parts(self, task: Task, answer: object) -> list[AnswerPart]:
        """Those that are chosen."""
        return [(item, CHOSEN) for item in each_once(task, answer)]

    def key_on_paper(self, shown: Mapping[str, Any], letter: Mapping[str, str]) -> str:
        """Their letters."""
        right = [letter[item] for item in letter if item in shown["key"]]
        return with_and(right) or _("ingen af dem")

    def credit(self, task: Task, option: str) -> str:
        """What choosing it adds or takes, as a share of full marks."""
        return credit_of_choice(task, option)

    def guess(self, table: ScoreTable) -> float | None:
        """Nobody knows how many somebody chooses who answers by lot; Moodle has no figure either."""
        return None

    def example(self, municipality: Municipality) -> Example:
        """Two of four are right."""
        options = [
            {"id": one, "text": f"Du tager *{one}* med.", "feedback": f"Om {one}.", "right": one in ("dorthe", "frida")}
            for one in ("dorthe", "erik", "frida", "georg")
        ]
        return Example(
            question={"options": options},
            right=["dorthe", "frida"],
            partly=["frida"],
            wrong=["erik"],
            invalid=["frida", "frida"],
        )


MULTIPLE = Multiple("multiple")


def choose_several(prompt: str, options: tuple[Option, ...], right: set[str], kind: Kind = MULTIPLE) -> Task:
    """A task where any number of options are chosen."""
    ids = [option.id for option in options]
    key = [one for one in ids if one in right]
    table = several_of(key, [one for one in ids if one not in right])
    return Task(kind=kind, prompt=prompt, options=options, table=table, key=key)
