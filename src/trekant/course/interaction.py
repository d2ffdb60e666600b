"""What a learner can be asked to do, the same in a case and in a quiz.

A case's decision and a quiz's question differ in what surrounds them; what is asked, how an answer looks
and how it is scored is one thing, and stands here.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal, TypeVar

from pydantic import Field, model_validator

from trekant.course.base import Model, Slug, Text, refuse_repeated
from trekant.course.clock import Clock, Weekday
from trekant.course.municipality import Actor, Asker, Municipality, Urgency
from trekant.course.routing import Advice, Situation, route, situation_in_words
from trekant.course.scoring import CHOSEN, RATINGS, Part, ScoreTable, in_order, one_of, rated, several_of

T = TypeVar("T")

Answer = str | list[str] | dict[str, int]
"""An option id, option ids, ratings by item id, or free text."""

MAX_TEXT = 20_000
"""The longest free-text answer, in characters: some ten pages."""


class Kind(StrEnum):
    """The kinds of task, by the shape of their answer."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    ORDER = "order"
    RATE = "rate"
    CONTACT = "contact"
    TEXT = "text"


class AnswerError(ValueError):
    """An answer that does not fit its task. The message is a Danish sentence without its full stop."""


class ContactTask(Model):
    """A situation, and which step of the advice is asked for; the key is computed by ``route``.

    ``ask: first`` is whom one contacts first oneself, ``ask: onward`` whom the manager takes it to. A ``day`` is for
    situations where a public holiday matters; otherwise a weekday will do.
    """

    asker: Asker = Asker.EMPLOYEE
    urgency: Urgency
    age: int = Field(ge=0, le=120)
    weekday: Weekday | None = None
    day: date | None = None
    at: Clock | None = None
    ask: Literal["first", "onward"] = "first"

    def situation(self, weekday: int | None = None, at: object = None) -> Situation:
        """The situation, with the scene's clock where the task names none of its own."""
        clock = {"day": self.day, "at": self.at or at}
        if self.day is None or self.weekday is not None:
            clock["weekday"] = weekday if self.weekday is None else self.weekday
        given = {key: value for key, value in clock.items() if value is not None}
        return Situation(asker=self.asker, urgency=self.urgency, age=self.age, **given)

    def accepted(self, advice: Advice) -> tuple[str, ...]:
        """The contacts that answer the question; several where the rules hold them for equally good."""
        if self.ask == "first":
            return tuple(step.contact.id for step in advice.firsts)
        onward = advice.stage(Actor.MANAGER) + advice.stage(Actor.TOGETHER)
        return tuple(step.contact.id for step in onward)


class Option(Model):
    """Something to choose, to put in order or to rate, and what is said about it afterwards."""

    id: Slug
    text: Text
    feedback: Text


def distinct(listed: tuple[T, ...]) -> tuple[T, ...]:
    """Refuse options, or contacts to choose from, of which two have one id: answers could not tell them apart.

    Raises:
        FieldError: two have.
    """
    refuse_repeated([one.id if isinstance(one, Option) else str(one) for one in listed], "id'et", rule="R040")
    return listed


class Task(Model):
    """A task with everything resolved: what the learner sees, the table it is scored by, the feedback."""

    kind: Kind
    prompt: str
    options: tuple[Option, ...] = ()
    table: ScoreTable | None = None
    key: Answer | None = None
    model: str | None = None
    rubric: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _table_unless_text(self) -> Task:
        if (self.table is None) != (self.kind is Kind.TEXT):
            raise ValueError("kun fritekst er uden pointtabel")
        return self

    def check(self, answer: object) -> None:
        """Check that an answer fits the task; an empty one fits every task.

        Raises:
            AnswerError: it does not.
        """
        if is_empty(answer):
            return
        if self.kind is not Kind.TEXT:
            self.parts(answer)
        elif not isinstance(answer, str):
            raise AnswerError("svaret skal være tekst")
        elif len(answer) > MAX_TEXT:
            raise AnswerError(f"teksten er for lang; højst {MAX_TEXT} tegn")

    def parts(self, answer: object) -> list[Part]:
        """The answer taken apart, as the table wants it.

        Raises:
            AnswerError: the answer is not of this task's shape, or names an option that it lacks.
        """
        ids = {option.id for option in self.options}
        match self.kind:
            case Kind.TEXT:
                return []
            case Kind.SINGLE | Kind.CONTACT:
                if not isinstance(answer, str):
                    raise AnswerError("svaret skal være én valgmulighed")
                return [(known(answer, ids), CHOSEN)]
            case Kind.MULTIPLE:
                return [(item, CHOSEN) for item in _distinct(answer, ids)]
            case Kind.ORDER:
                items = _distinct(answer, ids)
                if len(items) != len(ids):
                    raise AnswerError("rækkefølgen skal have alle punkter med")
                return [(item, str(place)) for place, item in enumerate(items)]
            case Kind.RATE:
                return _ratings(answer, ids)

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
        if self.kind is Kind.TEXT:
            self.check(answer)
            return None
        assert self.table is not None  # by the validator
        return self.table.share(self.parts(answer))


def is_empty(answer: object) -> bool:
    """Whether an answer is no answer: nothing, no option, or only blanks."""
    return answer is None or answer in ([], {}) or (isinstance(answer, str) and not answer.strip())


def known(option: str, ids: set[str]) -> str:
    """The option, if it is one of the ids.

    Raises:
        AnswerError: it is not.
    """
    if option not in ids:
        raise AnswerError(f"valgmuligheden »{option[:40]}« findes ikke")
    return option


def _distinct(answer: object, ids: set[str]) -> list[str]:
    if not isinstance(answer, list) or not all(isinstance(item, str) for item in answer):
        raise AnswerError("svaret skal være en liste af valgmuligheder")
    if len(set(answer)) != len(answer):
        raise AnswerError("den samme valgmulighed står flere gange")
    return [known(item, ids) for item in answer]


def _ratings(answer: object, ids: set[str]) -> list[Part]:
    if not isinstance(answer, dict):
        raise AnswerError("svaret skal være en vurdering af hvert punkt")
    parts = []
    for item, rating in answer.items():
        if isinstance(rating, bool) or rating not in RATINGS or not isinstance(rating, int):
            raise AnswerError("en vurdering skal være et helt tal fra 1 til 4")
        parts.append((known(str(item), ids), str(rating)))
    return parts


def choose_one(prompt: str, options: tuple[Option, ...], credit: dict[str, Fraction], kind: Kind = Kind.SINGLE) -> Task:
    """A task where one option is chosen; ``credit`` by option id, 1 for the key."""
    key = next(option for option, share in credit.items() if share == 1)
    return Task(kind=kind, prompt=prompt, options=options, table=one_of(credit), key=key)


def choose_several(prompt: str, options: tuple[Option, ...], right: set[str]) -> Task:
    """A task where any number of options are chosen."""
    ids = [option.id for option in options]
    key = [one for one in ids if one in right]
    table = several_of(key, [one for one in ids if one not in right])
    return Task(kind=Kind.MULTIPLE, prompt=prompt, options=options, table=table, key=key)


def put_in_order(prompt: str, options: tuple[Option, ...]) -> Task:
    """A task where the options, given in the right order, are to be put in that order."""
    ids = [option.id for option in options]
    return Task(kind=Kind.ORDER, prompt=prompt, options=options, table=in_order(ids), key=ids)


def rate_each(prompt: str, options: tuple[Option, ...], ratings: dict[str, int]) -> Task:
    """A task where each option is rated 1 (does harm) to 4 (helps a lot)."""
    return Task(kind=Kind.RATE, prompt=prompt, options=options, table=rated(ratings), key=dict(ratings))


def contact_options(municipality: Municipality, offered: tuple[str, ...]) -> tuple[str, ...]:
    """The contacts to choose from: the ones offered, else everybody the municipality lists."""
    return offered or tuple(contact.id for contact in municipality.contacts)


def whom_to_contact(
    prompt: str,
    task: ContactTask,
    situation: Situation,
    municipality: Municipality,
    offered: tuple[str, ...],
    feedback: dict[str, str],
) -> Task:
    """A task whose key the municipality's rules decide.

    Feedback that the author has not written is made of the rules: why the right one is right, and what
    the others are for.

    Raises:
        ValueError: none, or more than one, of the contacts offered is right in this situation.
    """
    advice = route(situation, municipality)
    accepted = task.accepted(advice)
    ids = contact_options(municipality, offered)
    right = [one for one in ids if one in accepted]
    if len(right) != 1:
        raise ValueError(
            f"netop én af valgmulighederne skal være rigtig, men reglerne giver {', '.join(right) or 'ingen'}"
            f" (af {', '.join(accepted) or 'ingen'}) for »{situation_in_words(situation)}«"
        )
    reasons = {step.contact.id: step.why for step in reversed(advice.steps)}
    options = []
    for one in ids:
        contact = municipality.contact(one)
        made = reasons[one] if one == right[0] else f"{contact.purpose} {reasons[right[0]]}"
        options.append(Option(id=one, text=contact.name, feedback=feedback.get(one) or made))
    credit = {one: Fraction(one == right[0]) for one in ids}
    return choose_one(prompt, tuple(options), credit, Kind.CONTACT)
