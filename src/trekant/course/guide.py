"""The contact guide: every situation's advice, worked out beforehand, for a player that only looks up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise, product

from trekant.course.base import OUTSIDE_NOTAT, FactId, Model, Text
from trekant.course.clock import MINUTES_A_DAY, minute_of_week
from trekant.course.closed_days import ClosedDays
from trekant.course.municipality import Asker, Contact, Municipality, Urgency
from trekant.course.player import Payload
from trekant.course.routing import Situation, State, Step, route, state_in_week, state_on
from trekant.course.text import inline_html

WEEK = 7 * MINUTES_A_DAY
NOBODY = 131
"""The age after the last one that a person can have here."""
YEARS_AHEAD = 5
"""For how many years the guide knows the closed days; a site is built more often than that."""


class Remark(Model):
    """A sentence for one who is about to make contact, and the fact that it rests on."""

    text: Text
    source: FactId


class WhatIf(Model):
    """What to do when the ordinary way does not fit: a short »Hvis …«, and the fact that the answer rests on."""

    case: Text
    text: Text
    source: FactId


class GuideText(Model):
    """What the guide says beside the steps: what to say, what to leave out, what happens next, and what if."""

    title: Text
    intro: Text
    say: tuple[Remark, ...]
    avoid: tuple[Remark, ...]
    after: tuple[Remark, ...]
    after_urgent: tuple[Remark, ...]
    what_if: tuple[WhatIf, ...]
    unconfirmed: Text


def guide_payload(municipality: Municipality, words: GuideText, today: date) -> Payload:
    """What the contact guide gets: questions, a table of all situations, and when each contact is open.

    The table's keys are ``asker/urgency/age group``. Opening hours are segments of the week, each with the
    minute (of the week, Monday 00:00 = 0) at which it ends, and stretches of date and time where closed days make
    it another week, from this year's first day on.
    """
    groups = age_groups(municipality)
    table = {}
    for asker, urgency, (key, (age, _)) in product(Asker, Urgency, groups.items()):
        advice = route(Situation(asker=asker, urgency=urgency, age=age), municipality)
        table[f"{asker}/{urgency}/{key}"] = {
            "steps": [_step(step) for step in advice.steps],
            "notes": [_remark(note.text, note.source) for note in advice.notes],
        }
    return {
        "player": "contact-guide",
        "id": "contact-guide",
        "revision": 1,
        "title": words.title,
        "intro": inline_html(words.intro),
        "ages": [{"id": key, "text": label} for key, (_, label) in groups.items()],
        "table": table,
        "contacts": {
            contact.id: _contact(contact, municipality.closed_days, today) for contact in municipality.contacts
        },
        "say": [_remark(one.text, one.source) for one in words.say],
        "avoid": [_remark(one.text, one.source) for one in words.avoid],
        "after": [_remark(one.text, one.source) for one in words.after],
        "afterUrgent": [_remark(one.text, one.source) for one in words.after_urgent],
        "unconfirmed": inline_html(words.unconfirmed),
        "whatIf": [{"case": one.case} | _remark(one.text, one.source) for one in words.what_if],
    }


def what_if(municipality: Municipality, words: GuideText) -> tuple[WhatIf, ...]:
    """What an employee does when the ordinary way does not fit: the rules' steps with a proviso, then the guide's own.

    Steps with the same proviso are one answer.
    """
    answers: dict[str, list[Step]] = {}
    for step in route(Situation(urgency=Urgency.CONCRETE, age=None), municipality).steps:
        if step.proviso:
            answers.setdefault(step.proviso, []).append(step)
    made = (
        WhatIf(case=proviso, text=" ".join(step.why for step in steps), source=steps[0].source)
        for proviso, steps in answers.items()
    )
    return (*made, *words.what_if)


def age_groups(municipality: Municipality) -> dict[str, tuple[int | None, str]]:
    """The ages that the rules tell apart: by key, an age of the group (None: unknown) and its name."""
    groups: dict[str, tuple[int | None, str]] = {
        f"age-{start}": (start, ages_in_words(start, after)) for start, after in pairwise(age_edges(municipality))
    }
    return groups | {"unknown": (None, "Det ved jeg ikke")}


def age_edges(municipality: Municipality) -> list[int]:
    """The ages at which the rules change, from 0; the last one is nobody's age."""
    edges = {0}
    rules = municipality.routing
    # others are only spoken of
    used = {step.when.age for step in rules.steps} | {note.when.age for note in rules.notes}
    for name, group in rules.age_groups.items():
        if name in used:
            edges |= {group.low, group.high + 1}
    return [*sorted(edge for edge in edges if edge <= 120), NOBODY]


def ages_in_words(start: int, after: int) -> str:
    """``Under 18 år``, ``16-17 år``, ``18 år eller derover``, ``Alle aldre``; ``after`` is the first age beyond."""
    if start == 0:
        return "Alle aldre" if after == NOBODY else f"Under {after} år"
    if after == NOBODY:
        return f"{start} år eller derover"
    return f"{start} år" if after - start == 1 else f"{start}-{after - 1} år"


def open_segments(contact: Contact) -> list[Payload] | None:
    """The week as stretches in which the contact is open or closed; None when nobody has told."""
    if not contact.hours.known:
        return None
    edges = {0, WEEK}
    for opening in contact.hours.openings:
        for day in opening.days:
            edges |= {minute_of_week(day, opening.opens), minute_of_week(day, opening.closes)}
    segments: list[Payload] = []
    for start, end in pairwise(sorted(edges)):
        # the state changes at the edges only, so the first minute of a stretch speaks for all of it
        state = state_in_week(contact, start // MINUTES_A_DAY, _clock(start % MINUTES_A_DAY))
        _add(segments, {"until": end} | _state(state))
    return segments


def other_weeks(contact: Contact, closed: ClosedDays, today: date) -> list[Payload]:
    """The stretches in which a closed day makes it another week, ``YYYY-MM-DDTHH:MM`` in Danish time, end excluded.

    A stretch begins where the contact is last open before the closed day, since from there on the week would promise
    an opening that does not come.
    """
    found: list[Payload] = []
    day, end = date(today.year, 1, 1), date(today.year + YEARS_AHEAD, 1, 1)
    while contact.hours.known and day < end:
        if contact.hours.closed_because(day, closed):
            opening = contact.hours.next_opening_after(day, time.min, closed)
            until = datetime.combine(*opening) if opening else datetime.combine(day, time.max)
            for start, stop in pairwise(_moments(_last_open(contact, day, closed), until)):
                state = state_on(contact, start.date(), start.time(), closed)
                _add(found, {"from": f"{start:%Y-%m-%dT%H:%M}", "until": f"{stop:%Y-%m-%dT%H:%M}"} | _state(state))
            day = until.date()
        day += timedelta(days=1)
    return found


def _last_open(contact: Contact, day: date, closed: ClosedDays) -> datetime:
    """The moment after which it is closed until the closed day is over; a week before it at the earliest."""
    for back in range(1, 8):
        before = day - timedelta(days=back)
        closes = [o.closes for o in contact.hours.openings if before.weekday() in o.days]
        if closes and not contact.hours.closed_because(before, closed):
            latest = max(closes)
            if latest == time.max:
                return datetime.combine(before + timedelta(days=1), time.min)
            return datetime.combine(before, latest)
    return datetime.combine(day, time.min)


def _moments(start: datetime, end: datetime) -> Iterator[datetime]:
    """The start, every midnight until the end, and the end."""
    yield start
    midnight = datetime.combine(start.date() + timedelta(days=1), time.min)
    while midnight < end:
        yield midnight
        midnight += timedelta(days=1)
    yield end


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


def _state(state: State) -> Payload:
    # the guide also speaks of another time than now
    words = "Åbent" if state.open_now else state.in_words()
    return {"words": words[:1].upper() + words[1:], "open": bool(state.open_now)}


def _add(segments: list[Payload], segment: Payload) -> None:
    """Add a stretch, or lengthen the one before where it says the same."""
    before = segments[-1] if segments else None
    if before and before["words"] == segment["words"] and before["until"] == segment.get("from", before["until"]):
        before["until"] = segment["until"]
    else:
        segments.append(segment)


def _step(step: Step) -> Payload:
    return {
        "contact": step.contact.id,
        "actor": step.actor.value,
        "proviso": step.proviso,
        "alternative": step.alternative,
        "why": inline_html(step.why),
        "outside": step.source == OUTSIDE_NOTAT,
    }


def _contact(contact: Contact, closed: ClosedDays, today: date) -> Payload:
    return {
        "name": contact.name,
        "phone": contact.phone,
        "tel": contact.tel,
        "email": contact.email,
        "hours": contact.hours.in_words() if contact.hours.known or contact.phone else "",
        "note": contact.hours.note,
        "unconfirmed": contact.unconfirmed,
        "segments": open_segments(contact),
        "otherWeeks": other_weeks(contact, closed, today),
    }


def _remark(text: str, source: str) -> Payload:
    return {"html": inline_html(text), "outside": source == OUTSIDE_NOTAT}
