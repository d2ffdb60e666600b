"""Whom to contact, in what order, and on which fact that rests.

The rules themselves stand in the municipality's YAML. Here is only how they are applied, and how a
situation and an advice are written as sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from trekant.course.base import FactId, Model
from trekant.course.clock import WEEKDAYS, Clock, Weekday, danish_time, parse_time, parse_weekday
from trekant.course.municipality import Actor, Asker, Contact, Municipality, Urgency, When

OPEN_NOW = "åbent nu"


class Situation(Model):
    """Who asks, about whom, how urgent it is, and when.

    ``age`` is in whole years; None means that the asker does not know it.
    """

    asker: Asker = Asker.EMPLOYEE
    urgency: Urgency
    age: int | None
    weekday: Weekday = 0
    at: Clock = time(10, 0)


class Step(Model):
    """One step of an advice. ``open_now`` is None when nobody has told the opening hours."""

    contact: Contact
    actor: Actor
    proviso: str | None
    why: str
    source: FactId
    open_now: bool | None
    opens: tuple[int, time] | None

    def opens_in_words(self) -> str:
        """``åbent nu``, ``lukket, åbner mandag kl. 07.00``, or empty when nobody has told."""
        return state_in_words(self.open_now, self.opens)


def state_in_words(open_now: bool | None, opens: tuple[int, time] | None) -> str:
    """Whether somebody answers now, and else when: the words of :meth:`Step.opens_in_words`."""
    if open_now is None:
        return ""
    if open_now:
        return OPEN_NOW
    return f"lukket, åbner {_moment(*opens)}" if opens else "lukket"


class Note(Model):
    """A remark to an advice."""

    text: str
    source: FactId


class Advice(Model):
    """Ordered steps and the remarks that go with them."""

    steps: tuple[Step, ...]
    notes: tuple[Note, ...]

    def stage(self, actor: Actor) -> tuple[Step, ...]:
        """The unconditional steps that one actor takes, in order."""
        return tuple(step for step in self.steps if step.actor == actor and step.proviso is None)

    @property
    def first(self) -> Step:
        """The first step that is for everybody in this situation."""
        return next(step for step in self.steps if step.proviso is None)


def route(situation: Situation, municipality: Municipality) -> Advice:
    """The advice for a situation.

    Every rule of the municipality whose conditions hold gives one step, in the order of the rules.
    """

    def holds(when: When) -> bool:
        groups = municipality.routing.age_groups
        return (
            situation.asker in when.asker
            and situation.urgency in when.urgency
            and (when.age is None or groups[when.age].covers(situation.age))
        )

    def step(rule_index: int) -> Step:
        rule = municipality.routing.steps[rule_index]
        contact = municipality.contact(rule.contact)
        return Step(
            contact=contact,
            actor=rule.actor,
            proviso=rule.proviso,
            why=rule.why,
            source=rule.source,
            open_now=contact.hours.is_open(situation.weekday, situation.at),
            opens=contact.hours.next_opening(situation.weekday, situation.at),
        )

    return Advice(
        steps=tuple(step(i) for i, rule in enumerate(municipality.routing.steps) if holds(rule.when)),
        notes=tuple(
            Note(text=rule.text, source=rule.source) for rule in municipality.routing.notes if holds(rule.when)
        ),
    )


ASKERS = {Asker.EMPLOYEE: "En medarbejder", Asker.MANAGER: "En leder", Asker.CITIZEN: "En borger"}
URGENCIES = {
    Urgency.ACUTE: "står med noget akut",
    Urgency.CONCRETE: "har en konkret bekymring",
    Urgency.ADVICE: "vil gerne have råd",
}

_SENTENCE = re.compile(
    rf"^(?P<asker>{'|'.join(ASKERS.values())}) (?P<urgency>{'|'.join(URGENCIES.values())})"
    r" om en (?:på (?P<age>\d{1,3}) år|af ukendt alder),"
    rf" (?P<weekday>{'|'.join(WEEKDAYS)}) kl\. (?P<at>\d{{1,2}}[.:]\d{{2}})\.?$"
)

_EXPECTED = re.compile(
    r"^(?P<contact>[a-z0-9-]+)"
    rf"(?: \((?P<state>åbent nu|lukket, åbner (?P<day>{'|'.join(WEEKDAYS)}) kl\. (?P<at>\d{{1,2}}[.:]\d{{2}}))\))?$"
)


def parse_situation(sentence: str) -> Situation:
    """Read ``En medarbejder har en konkret bekymring om en på 16 år, tirsdag kl. 10.00``.

    Raises:
        ValueError: the sentence is not of that form; the message shows the form.
    """
    match = _SENTENCE.match(sentence.strip())
    if match is None:
        raise ValueError(
            "sætningen kan ikke læses; skriv den som »En medarbejder har en konkret bekymring om en på 16 år, "
            "tirsdag kl. 10.00« (En medarbejder / En leder / En borger; står med noget akut / har en konkret "
            "bekymring / vil gerne have råd; »på 16 år« eller »af ukendt alder«)"
        )
    return Situation(
        asker=next(key for key, words in ASKERS.items() if words == match["asker"]),
        urgency=next(key for key, words in URGENCIES.items() if words == match["urgency"]),
        age=int(match["age"]) if match["age"] else None,
        weekday=parse_weekday(match["weekday"]),
        at=parse_time(match["at"]),
    )


def situation_in_words(situation: Situation) -> str:
    """The situation as the sentence that :func:`parse_situation` reads."""
    age = "af ukendt alder" if situation.age is None else f"på {situation.age} år"
    return (
        f"{ASKERS[situation.asker]} {URGENCIES[situation.urgency]} om en {age}, "
        f"{_moment(situation.weekday, situation.at)}"
    )


def differences(expected: tuple[str, ...], advice: Advice) -> Iterator[str]:
    """What an advice does that was not expected, one sentence each.

    Each expected step is a contact id, and in brackets, where it matters, ``åbent nu`` or
    ``lukket, åbner mandag kl. 07.00``. Steps with a proviso are not listed.
    """
    steps = [step for step in advice.steps if step.proviso is None]
    wanted = []
    for line in expected:
        match = _EXPECTED.match(line)
        if match is None:
            example = "»ssp« eller »infohus (lukket, åbner mandag kl. 07.00)«"
            yield f"trinnet »{line}« kan ikke læses; skriv for eksempel {example}"
            return
        wanted.append(match)
    got = [step.contact.id for step in steps]
    if [match["contact"] for match in wanted] != got:
        expected_ids = ", ".join(match["contact"] for match in wanted)
        yield f"ventede {expected_ids or 'ingen'}, men reglerne giver {', '.join(got) or 'ingen'}"
        return
    for match, step in zip(wanted, steps, strict=True):
        state = match["state"]
        if state is None:
            continue
        if match["at"]:
            state = f"lukket, åbner {_moment(parse_weekday(match['day']), parse_time(match['at']))}"
        if state != step.opens_in_words():
            yield f"ventede {step.contact.id} »{state}«, men reglerne giver »{step.opens_in_words() or 'ukendt tid'}«"


def _moment(weekday: int, at: time) -> str:
    return f"{WEEKDAYS[weekday]} kl. {danish_time(at)}"
