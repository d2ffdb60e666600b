"""The calls that cannot wait: whom to ring now, and whom today, before anything else is asked."""

from __future__ import annotations

from trekant.course.base import OUTSIDE_NOTAT, Model, Text
from trekant.course.contact.municipality import Actor, Contact, Municipality, Urgency
from trekant.course.contact.routing import Situation, Step, route


class CallWords(Model):
    """When one rings, in a short line a call, and what one does when the call is over."""

    now: Text
    today: Text
    after: Text


class Call(Model):
    """A number to ring, and when; ``outside`` is whether the advice to ring it is not the notat's."""

    urgency: Urgency
    contact: Contact
    phone: str
    tel: str
    when: str
    outside: bool


def urgent_calls(municipality: Municipality, words: CallWords) -> tuple[Call, ...]:
    """The number of each urgent situation, the most urgent first; none where the rules lead to nobody with a number."""
    found = []
    for urgency, when in ((Urgency.NOW, words.now), (Urgency.TODAY, words.today)):
        step = first_own_step(municipality, urgency)
        if step and step.contact.phone and step.contact.tel:
            found.append(
                Call(
                    urgency=urgency,
                    contact=step.contact,
                    phone=step.contact.phone,
                    tel=step.contact.tel,
                    when=when,
                    outside=step.source == OUTSIDE_NOTAT,
                )
            )
    return tuple(found)


def first_own_step(municipality: Municipality, urgency: Urgency) -> Step | None:
    """What an employee does first when it is so urgent, at whatever age; None where the rules have a gap."""
    steps = route(Situation(urgency=urgency, age=None), municipality).stage(Actor.YOU)
    return steps[0] if steps else None
