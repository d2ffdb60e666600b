"""Whom to contact, in what order, and on which fact that rests.

The rules themselves stand in the municipality's YAML. Here is only how they are applied, and how a
situation and an advice are written as sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from itertools import takewhile
from typing import Any

from pydantic import model_validator

from trekant.course.base import FactId, Model
from trekant.course.contact.clock import (
    WEEKDAYS,
    Clock,
    Weekday,
    danish_date,
    danish_time,
    day_in_words,
    parse_danish_date,
    parse_time,
    parse_weekday,
    time_in_words,
    weekday_in_words,
)
from trekant.course.contact.closed_days import ClosedDays
from trekant.course.contact.municipality import Actor, Asker, Contact, Municipality, Obstacle, Urgency, When
from trekant.course.words import _, danish


class Situation(Model):
    """Who asks, about whom, how urgent it is, and when.

    ``age`` is in whole years; None means that the asker does not know it. Without a ``day`` it is a week with no
    closed days; with one, the weekday is that day's.
    """

    asker: Asker = Asker.EMPLOYEE
    urgency: Urgency
    age: int | None
    weekday: Weekday = 0
    day: date | None = None
    at: Clock = time(10, 0)

    @model_validator(mode="before")
    @classmethod
    def _weekday_of_the_day(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("day"), date) and "weekday" not in data:
            return data | {"weekday": data["day"].weekday()}
        return data

    @model_validator(mode="after")
    def _one_weekday(self) -> Situation:
        if self.day is not None and self.day.weekday() != self.weekday:
            right = WEEKDAYS[self.day.weekday()]
            raise ValueError(f"den {danish_date(self.day)} er en {right}, ikke en {WEEKDAYS[self.weekday]}")
        return self


class OpenState(Model):
    """Whether a contact answers at a moment, and else when it opens.

    ``open_now`` is None when nobody has told the opening hours. ``on`` is the date of the opening, where that lies so
    far ahead that a weekday does not tell it. ``closed_day`` is the holiday that it is closed for.
    """

    open_now: bool | None
    opens: tuple[int, time] | None = None
    on: date | None = None
    closed_day: str | None = None

    def in_words(self) -> str:
        """``åbent nu``, ``lukket (juledag), åbner mandag kl. 07.00``, or empty when nobody has told."""
        if self.open_now is None:
            return ""
        if self.open_now:
            return _("åbent nu")
        closed = _("lukket ({day})").format(day=self.closed_day) if self.closed_day else _("lukket")
        if not self.opens:
            return closed
        return _("{closed}, åbner {moment}").format(closed=closed, moment=_moment_in_words(*self.opens, self.on))


def state_in_week(contact: Contact, weekday: int, at: time) -> OpenState:
    """The state of a contact in a week with no closed days."""
    hours = contact.hours
    return OpenState(open_now=hours.is_open(weekday, at), opens=hours.next_opening(weekday, at))


def state_on(contact: Contact, day: date, at: time, closed: ClosedDays) -> OpenState:
    """The state of a contact at a date and time."""
    hours = contact.hours
    opening = hours.next_opening_after(day, at, closed)
    return OpenState(
        open_now=hours.is_open_on(day, at, closed),
        opens=(opening[0].weekday(), opening[1]) if opening else None,
        on=opening[0] if opening and (opening[0] - day).days >= len(WEEKDAYS) else None,
        closed_day=hours.closed_because(day, closed) if hours.known else None,
    )


class Step(Model):
    """One step of an advice. ``alternative`` steps are as good as the step before."""

    contact: Contact
    actor: Actor
    proviso: str | None
    manager: Obstacle | None = None
    alternative: bool
    why: str
    source: FactId
    state: OpenState

    def opens_in_words(self) -> str:
        """``åbent nu``, ``lukket, åbner mandag kl. 07.00``, or empty when nobody has told."""
        return self.state.in_words()


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
    def first(self) -> Step | None:
        """The first step that is for everybody in this situation; None where the rules have a gap."""
        return next((step for step in self.steps if step.proviso is None), None)

    @property
    def firsts(self) -> tuple[Step, ...]:
        """The first step, and the steps right after it that are as good; none where the rules have a gap."""
        sure = [step for step in self.steps if step.proviso is None]
        rest = takewhile(lambda step: step.alternative and step.actor == sure[0].actor, sure[1:])
        return (*sure[:1], *rest)


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
            manager=rule.manager,
            alternative=rule.alternative,
            why=rule.why,
            source=rule.source,
            state=state_at(contact),
        )

    def state_at(contact: Contact) -> OpenState:
        if situation.day is None:
            return state_in_week(contact, situation.weekday, situation.at)
        return state_on(contact, situation.day, situation.at, municipality.closed_days)

    return Advice(
        steps=tuple(step(i) for i, rule in enumerate(municipality.routing.steps) if holds(rule.when)),
        notes=tuple(
            Note(text=rule.text, source=rule.source) for rule in municipality.routing.notes if holds(rule.when)
        ),
    )


ASKERS = {Asker.EMPLOYEE: "En medarbejder", Asker.MANAGER: "En leder", Asker.CITIZEN: "En borger"}
URGENCIES = {
    Urgency.NOW: "har brug for hjælp nu, og det handler",
    Urgency.TODAY: "har noget, politiet skal vide i dag, og det handler",
    Urgency.CONCRETE: "har en konkret bekymring",
    Urgency.ADVICE: "vil gerne have råd",
}

_SENTENCE = re.compile(
    rf"^(?P<asker>{'|'.join(ASKERS.values())}) (?P<urgency>{'|'.join(URGENCIES.values())})"
    r" om en (?:på (?P<age>\d{1,3}) år|af ukendt alder),"
    rf" (?P<weekday>{'|'.join(WEEKDAYS)})(?: den (?P<day>\d{{1,2}}\. [a-z]+ \d{{4}}))?"
    r" kl\. (?P<at>\d{1,2}[.:]\d{2})\.?$"
)

_EXPECTED = re.compile(
    r"^(?P<contact>[a-z0-9-]+)"
    r"(?: \((?P<state>åbent nu|lukket(?: \([^()]+\))?, åbner [^()]+)\))?$"
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
            "tirsdag kl. 10.00« (En medarbejder / En leder / En borger; har brug for hjælp nu, og det handler / har "
            "noget, politiet skal vide i dag, og det handler / har en konkret bekymring / vil gerne have råd; »på 16 "
            "år« eller »af ukendt alder«; »tirsdag« eller »fredag den 25. december 2026«)"
        )
    return Situation(
        asker=next(key for key, words in ASKERS.items() if words == match["asker"]),
        urgency=next(key for key, words in URGENCIES.items() if words == match["urgency"]),
        age=int(match["age"]) if match["age"] else None,
        weekday=parse_weekday(match["weekday"]),
        day=parse_danish_date(match["day"]) if match["day"] else None,
        at=parse_time(match["at"]),
    )


def situation_in_words(situation: Situation) -> str:
    """The situation as the sentence that :func:`parse_situation` reads."""
    age = "af ukendt alder" if situation.age is None else f"på {situation.age} år"
    return (
        f"{ASKERS[situation.asker]} {URGENCIES[situation.urgency]} om en {age}, "
        f"{_moment(situation.weekday, situation.at, situation.day, year=True)}"
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
        with danish():  # as the author wrote it
            said = step.opens_in_words()
        if match["state"] and _same_clock(match["state"]) != said:
            yield f"ventede {step.contact.id} »{match['state']}«, men reglerne giver »{said or 'ukendt tid'}«"


def _same_clock(state: str) -> str:
    """A state with its time written as we write it: ``kl. 7:00`` becomes ``kl. 07.00``."""
    return re.sub(r"(\d{1,2})[.:](\d{2})$", lambda at: danish_time(parse_time(at[0])), state)


def _moment_in_words(weekday: int, at: time, day: date | None) -> str:
    """``mandag kl. 07.00`` or ``mandag den 20. november kl. 07.00``, in the language of the course."""
    name, clock = weekday_in_words(weekday), time_in_words(at)
    if day is None:
        return _("{weekday} kl. {time}").format(weekday=name, time=clock)
    return _("{weekday} den {day} kl. {time}").format(weekday=name, day=day_in_words(day), time=clock)


def _moment(weekday: int, at: time, day: date | None = None, *, year: bool = False) -> str:
    date_in_words = f" den {danish_date(day) if year else danish_date(day).rpartition(' ')[0]}" if day else ""
    return f"{WEEKDAYS[weekday]}{date_in_words} kl. {danish_time(at)}"
