"""What a learner can be asked to do, the same in a case and in a quiz.

A case's decision and a quiz's question differ in what surrounds them; what is asked, how an answer looks and how it is
scored is one thing. What all kinds have in common stands here, what is particular to one in the module of its name, and
``kinds`` has them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from pydantic import GetCoreSchemaHandler, model_validator
from pydantic_core import CoreSchema, core_schema

from trekant.course.base import Model, Slug, Text, refuse_repeated
from trekant.course.contact.municipality import Municipality
from trekant.course.tasks.scoring import CHOSEN, AnswerPart, ScoreTable
from trekant.course.tasks.shown import ShownTask
from trekant.course.words import _

if TYPE_CHECKING:
    from trekant.course.tasks.authored import Decision, Question

T = TypeVar("T")

Answer = str | list[str] | dict[str, int] | dict[str, str]
"""An option id, option ids, ratings or ids by item id, or free text."""


class AnswerError(ValueError):
    """An answer that does not fit its task. The message is a Danish sentence without its full stop."""


class Named(Model):
    """Something with a text that an answer can name."""

    id: Slug
    text: Text


class Option(Named):
    """Something to choose, to put in order, to rate or to match, and what is said about it afterwards."""

    feedback: Text


def distinct(listed: tuple[T, ...]) -> tuple[T, ...]:
    """Refuse options, or contacts to choose from, of which two have one id: answers could not tell them apart.

    Raises:
        FieldError: two have.
    """
    refuse_repeated([one.id if isinstance(one, Named) else str(one) for one in listed], "id'et", rule="R040")
    return listed


class Example(Model):
    """A question as its author writes it, without what all questions have, and answers that turn out in each way.

    ``partly`` is None where nothing lies between right and wrong. Where a person gives the points, ``right`` and
    ``wrong`` are for that person to judge.
    """

    question: dict[str, Any]
    right: Any
    partly: Any = None
    wrong: Any
    invalid: Any


class Kind(str):
    """A kind of task: its name, and all that is particular to it. A kind is one object; see ``kinds``.

    ``shown`` below is a task as a player gets it (``payload``), where a task stands for what Python knows of it.
    """

    __slots__ = ()

    question: ClassVar[type[Question]]
    """The author's model in a quiz."""
    decision: ClassVar[type[Decision]]
    """The author's model in a case."""
    shown: ClassVar[type[ShownTask]]
    """What a player gets."""
    by_hand: ClassVar[bool] = False
    """Whether a person gives the points."""
    picks: ClassVar[Literal["one", "several"] | None] = None
    """How many of the options are right, where some are and the others are not."""
    worded: ClassVar[bool] = True
    """Whether the author has worded the options; the names of contacts are the municipality's."""
    in_order: ClassVar[bool] = False
    """Whether an answer is an order of the options."""
    keeps_order: ClassVar[bool] = False
    """Whether the options stand as the author has them."""
    what: ClassVar[str] = ""
    """What an option is given in an answer, where it is more than chosen: »plads«, »vurdering«."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls)

    def parts(self, task: Task, answer: object) -> list[AnswerPart]:
        """The answer taken apart, as the table wants it.

        Raises:
            AnswerError: the answer is not of this kind's shape, or names an option that the task lacks.
        """
        raise NotImplementedError

    def check(self, task: Task, answer: object) -> None:
        """Check that an answer that is not empty fits the task.

        Raises:
            AnswerError: it does not.
        """
        self.parts(task, answer)

    def values(self, task: Task) -> dict[str, str]:
        """All that can be done with an option, each with what it is called above a column."""
        return {CHOSEN: ""}

    def written(self, value: str) -> str:
        """Something that was done with an option, as a table of figures has it."""
        return value

    def beside(self, task: Task, value: str) -> str:
        """What was done with an option, in words beside its text; Markdown. Nothing where it was merely chosen."""
        return ""

    def said(self, task: Task, answer: Answer) -> list[tuple[str, str]]:
        """An answer in words: the text of each option that it names, and what stands beside it; both Markdown."""
        text = {option.id: option.text for option in task.options}
        return [(text[item], self.beside(task, value)) for item, value in self.parts(task, answer)]

    def best(self, task: Task) -> list[tuple[str, str]]:
        """The best answer in words, as ``said`` has it; nothing where a person judges."""
        return [] if task.key is None else self.said(task, task.key)

    def tempting(self, task: Task) -> list[Option]:
        """The options that somebody may take for right, where several are; what is said of them is their feedback."""
        return [one for one in task.options if one.id not in (task.key or ())] if self.picks == "several" else []

    def on_paper(self) -> str:
        """What to do, where one answers on paper or by heart."""
        raise NotImplementedError

    def on_sheet(self) -> str:
        """What more to do, where one writes the answer on a sheet of paper."""
        return ""

    def marks(self, task: Task) -> dict[str, str]:
        """The numbers that can be written beside an option on a sheet, each with what it means.

        There are none where options are ticked, and the meaning is empty where the words of the task tell it.
        """
        return {}

    def from_sheet(self, task: Task, written: Mapping[str, str]) -> Answer:
        """The answer of what was written beside the options, by option, or ticked.

        Raises:
            AnswerError: that is no answer; the message is a sentence without its full stop.
        """
        raise NotImplementedError

    def on_screen(self) -> str:
        """What to do, where one answers on a screen."""
        return self.on_paper()

    def in_case(self) -> str:
        """What a case says beside that."""
        return ""

    def more_shown(self, task: Task) -> dict[str, Any]:
        """What a player gets beside the prompt and the options; nothing that tells the key."""
        hints = {"hint": self.on_screen(), "hintInCase": self.in_case()}
        return {name: words for name, words in hints.items() if words}

    def more_to_read(self, shown: Mapping[str, Any]) -> str:
        """What stands after the hint and the options on paper; HTML."""
        return ""

    def key_on_paper(self, shown: Mapping[str, Any], letter: Mapping[str, str]) -> str:
        """The right answer in the letters that the options have on paper."""
        raise NotImplementedError

    def credit(self, task: Task, option: str) -> str:
        """What an author is told of the points that an option gives."""
        raise NotImplementedError

    def guess(self, table: ScoreTable) -> float | None:
        """The mean share of full marks of somebody who answers by lot; None where nobody can say what that is.

        Here it is that of matching: each item gets one of the values, and the sum of the means is the mean of the sum.
        """
        credits = (list(values.values()) for values in table.weights.values())
        return float(table.base + sum(sum(values) / len(values) for values in credits))

    def example(self, municipality: Municipality) -> Example:
        """A question of this kind, and answers to it; what the tests of all kinds are made of."""
        raise NotImplementedError


class Task(Model):
    """A task with everything resolved: what the learner sees, the table it is scored by, the feedback.

    ``choices`` are what each option may be matched with.
    """

    kind: Kind
    prompt: str
    options: tuple[Option, ...] = ()
    choices: tuple[Named, ...] = ()
    table: ScoreTable | None = None
    key: Answer | None = None
    model: str | None = None
    rubric: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _table_unless_by_hand(self) -> Task:
        if (self.table is None) != self.kind.by_hand:
            raise ValueError("kun fritekst er uden pointtabel")
        return self

    @property
    def named(self) -> tuple[Named, ...]:
        """All that an answer can name by its id."""
        return (*self.options, *self.choices)

    def check(self, answer: object) -> None:
        """Check that an answer fits the task; an empty one fits every task.

        Raises:
            AnswerError: it does not.
        """
        if not is_empty(answer):
            self.kind.check(self, answer)

    def parts(self, answer: object) -> list[AnswerPart]:
        """The answer taken apart, as the table wants it.

        Raises:
            AnswerError: the answer is not of this task's shape, or names an option that it lacks.
        """
        return self.kind.parts(self, answer)

    def said(self, answer: Answer) -> list[tuple[str, str]]:
        """An answer that fits, in words: see :meth:`Kind.said`."""
        return self.kind.said(self, answer)

    def fraction(self, answer: object) -> float | None:
        """The share of full marks as a float; see :meth:`share`.

        Raises:
            AnswerError: the answer does not fit the task.
        """
        share = self.share(answer)
        return None if share is None else float(share)

    def share(self, answer: object) -> Fraction | None:
        """The share of full marks, 0 to 1, exactly; None for free text, which a person reads.

        An empty answer (None, no option, no text) gives 0, and so does it for a task where the best
        answer is to mark nothing: in a quiz, not answering is not an answer.

        Raises:
            AnswerError: the answer does not fit the task.
        """
        if is_empty(answer):
            return Fraction(0)
        if self.table is None:
            self.check(answer)
            return None
        return self.table.share(self.parts(answer))


def is_empty(answer: object) -> bool:
    """Whether an answer is no answer: nothing, no option, or only blanks."""
    return answer is None or answer in ([], {}) or (isinstance(answer, str) and not answer.strip())


def known(option: str, among: Iterable[Named]) -> str:
    """The option, if it is one of these.

    Raises:
        AnswerError: it is not.
    """
    if all(option != one.id for one in among):
        raise AnswerError(_("valgmuligheden »{option}« findes ikke").format(option=option[:40]))
    return option


def each_once(task: Task, answer: object) -> list[str]:
    """An answer that is a list of options.

    Raises:
        AnswerError: it is none, names one twice, or one that the task lacks.
    """
    if not isinstance(answer, list) or not all(isinstance(item, str) for item in answer):
        raise AnswerError(_("svaret skal være en liste af valgmuligheder"))
    if len(set(answer)) != len(answer):
        raise AnswerError(_("den samme valgmulighed står flere gange"))
    return [known(item, task.options) for item in answer]
