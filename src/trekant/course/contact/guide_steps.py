"""How the guide says a step: what one does in a few words, and which steps need not wait for the age."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import takewhile

from trekant.course.base import OUTSIDE_NOTAT
from trekant.course.contact.municipality import Actor, Contact, Urgency
from trekant.course.contact.routing import Advice, Step
from trekant.course.pages.payload import Payload
from trekant.course.words import N_, _
from trekant.course.writing.text import inline_html

URGENT = (Urgency.NOW, Urgency.TODAY)
_OTHERS = {Actor.MANAGER: N_("Din leder kontakter {name}"), Actor.TOGETHER: N_("Du og din leder kontakter {name}")}


def steps_of(advice: Advice, urgency: Urgency, ages_of: Callable[[Step], str]) -> list[Payload]:
    """The steps of an advice as the player gets them; ``ages_of`` names the ages a step is for, empty where for all."""
    own = advice.stage(Actor.YOU)
    return [
        {
            "contact": step.contact.id,
            "actor": step.actor.value,
            "title": _title(step, urgency, first=step in own[:1]),
            "proviso": step.proviso,
            "alternative": step.alternative,
            "ages": ages_of(step),
            "why": inline_html(step.why),
            "outside": step.source == OUTSIDE_NOTAT,
        }
        for step in advice.steps
    ]


def sure_cards(advices: Iterable[Advice]) -> int:
    """How many of one's own steps are the same at every age, counted from the first: they need not wait for it."""
    own = [[(step.contact.id, step.why) for step in advice.stage(Actor.YOU)] for advice in advices]
    return len(list(takewhile(lambda same: len(set(same)) == 1, zip(*own, strict=False))))


def takers(advices: Mapping[str, Advice]) -> dict[str, tuple[Contact, ...]]:
    """Whom the manager takes a concern on to, by age group: those who depend on the age, where any do."""
    firm = {
        key: [step.contact for step in advice.stage(Actor.MANAGER) if not step.alternative]
        for key, advice in advices.items()
    }
    always = set.intersection(*({one.id for one in contacts} for contacts in firm.values()))
    return {
        key: tuple(one for one in contacts if one.id not in always) or tuple(contacts[:1])
        for key, contacts in firm.items()
    }


def _title(step: Step, urgency: Urgency, *, first: bool) -> str:
    """``Ring 112 nu``, ``Gå til din leder nu``, ``Bed din leder om et råd``, ``Din leder kontakter SSP``."""
    contact = step.contact
    words = _title_words(step, urgency, first=first)
    said = words.format(name=contact.name, short=contact.short, phone=contact.phone)
    return _("Eller: {step}").format(step=said) if step.alternative else said


def _title_words(step: Step, urgency: Urgency, *, first: bool) -> str:
    """The title with its places: ``{name}``, ``{short}`` and ``{phone}`` are the contact's."""
    by_phone, urgent = bool(step.contact.phone), urgency in URGENT
    if step.actor in _OTHERS:
        return _(_OTHERS[step.actor])
    if first and not by_phone:
        return _("Bed {short} om et råd") if urgency is Urgency.ADVICE else _("Gå til {short} nu")
    if first:
        return _("Ring {phone} nu") if urgent else _("Ring til {short}")
    if urgent and not step.proviso:
        return _("Ring til {short} bagefter") if by_phone else _("Sig det til {short} straks efter")
    return _("Ring til {short}") if by_phone else _("Sig det til {short}")


def same_step(step: Step, other: Step) -> bool:
    """Whether two situations have the same step in common."""
    return (step.contact.id, step.actor, step.proviso) == (other.contact.id, other.actor, other.proviso)
