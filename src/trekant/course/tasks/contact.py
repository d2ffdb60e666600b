"""A situation, and whom to contact: the municipality's rules decide who is right."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from trekant.course.base import FieldError, Model, Slug, Text
from trekant.course.contact.clock import Clock, Weekday
from trekant.course.contact.municipality import Actor, Asker, Municipality, Obstacle, Urgency
from trekant.course.contact.routing import Advice, Situation, route, situation_in_words
from trekant.course.tasks.authored import Body, Question, Scored
from trekant.course.tasks.interaction import Example, Option, Task, distinct
from trekant.course.tasks.shown import ShownTask
from trekant.course.tasks.single import Single, choose_one


class ContactTask(Model):
    """A situation, and which step of the advice is asked for; the key is computed by ``route``.

    ``ask: first`` is whom one contacts first oneself, ``ask: onward`` whom the manager takes it to. A ``day`` is for
    situations where a public holiday matters; otherwise a weekday will do. ``manager`` is for an employee whose
    ordinary way does not fit: the manager is away, is whom it is about, or has said no.
    """

    asker: Asker = Asker.EMPLOYEE
    urgency: Urgency
    age: int = Field(ge=0, le=120)
    weekday: Weekday | None = None
    day: date | None = None
    at: Clock | None = None
    ask: Literal["first", "onward"] = "first"
    manager: Obstacle | None = None

    @model_validator(mode="after")
    def _obstacle_matters(self) -> ContactTask:
        urgent = self.urgency in (Urgency.NOW, Urgency.TODAY)
        if self.manager and (urgent or self.ask == "onward" or self.asker is not Asker.EMPLOYEE):
            raise FieldError(
                "»manager« er til en medarbejder med »urgency: concrete« eller »advice« og uden »ask: onward«; slet "
                "feltet, eller ret situationen",
                "manager",
            )
        return self

    def situation(self, weekday: int | None = None, at: object = None) -> Situation:
        """The situation, with the scene's clock where the task names none of its own."""
        clock = {"day": self.day, "at": self.at or at}
        if self.day is None or self.weekday is not None:
            clock["weekday"] = weekday if self.weekday is None else self.weekday
        given = {key: value for key, value in clock.items() if value is not None}
        return Situation(asker=self.asker, urgency=self.urgency, age=self.age, **given)

    def accepted(self, advice: Advice) -> tuple[str, ...]:
        """The contacts that answer the question; several where the rules hold them for equally good."""
        if self.manager:
            return tuple(step.contact.id for step in advice.steps if step.manager is self.manager)
        if self.ask == "first":
            return tuple(step.contact.id for step in advice.firsts)
        onward = advice.stage(Actor.MANAGER) + advice.stage(Actor.TOGETHER)
        return tuple(step.contact.id for step in onward)


class _Body(Body):
    """``options`` are ids of contacts; left out, everybody is there to choose."""

    situation: ContactTask
    options: Annotated[tuple[Slug, ...], AfterValidator(distinct)] = ()
    feedback: dict[Slug, Text] = Field(default={})

    def posed(self, prompt: str, municipality: Municipality, weekday: int | None, at: time | None) -> Task:
        """The task, with the scene's clock where the situation names no time."""
        situation = self.situation.situation(weekday, at)
        return whom_to_contact(prompt, self.situation, situation, municipality, self.options, self.feedback)


class ContactQuestion(_Body, Question):
    """A situation; who is right is decided by ``route``."""

    type: Literal["contact"]


class ContactDecision(_Body, Scored):
    """Choose whom to contact. The scene's clock counts where the situation names no time."""

    kind: Literal["contact"]


class ShownContact(ShownTask):
    """One contact is right."""

    kind: Literal["contact"]
    key: str | None = None


class Contacting(Single):
    """Choose whom to contact."""

    __slots__ = ()
    shown = ShownContact
    question = ContactQuestion
    decision = ContactDecision
    worded = False
    keeps_order = True

    def example(self, municipality: Municipality) -> Example:
        """A child of eight whom an employee is worried about."""
        situation = {"urgency": "concrete", "age": 8}
        right = ContactTask.model_validate(situation)
        [first, *_] = right.accepted(route(right.situation(), municipality))
        wrong = next(one.id for one in municipality.contacts if one.id != first)
        question = {"situation": situation, "options": [wrong, first]}
        return Example(question=question, right=first, wrong=wrong, invalid="findes-ikke")


CONTACT = Contacting("contact")


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
    return choose_one(prompt, tuple(options), credit, CONTACT)
