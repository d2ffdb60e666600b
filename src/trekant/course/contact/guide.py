"""The contact guide: every situation's advice, worked out beforehand, for a player that only looks up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import pairwise, product

from trekant.course.base import OUTSIDE_NOTAT, FactId, Model, Text
from trekant.course.contact.calls import CallWords
from trekant.course.contact.clock import MINUTES_A_DAY, minute_of_week
from trekant.course.contact.closed_days import ClosedDays
from trekant.course.contact.guide_steps import same_step, steps_of, sure_cards, takers
from trekant.course.contact.guide_words import guide_words
from trekant.course.contact.municipality import Asker, Contact, Municipality, Urgency
from trekant.course.contact.routing import Advice, OpenState, Situation, Step, route, state_in_week, state_on
from trekant.course.contract.guide import GuidePayload
from trekant.course.pages.payload import Payload
from trekant.course.words import _, capital, with_or
from trekant.course.writing.text import inline_html

GUIDE = "assets/guide.yaml"
"""The words of the guide."""
CONTACT_PAGE = "book/kontakt"
"""The page that the guide stands on."""

WEEK = 7 * MINUTES_A_DAY
NOBODY = 131
"""The age after the last one that a person can have here."""
UNKNOWN = "unknown"
"""The key of the group of those whose age one does not know."""
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
    calls: CallWords
    say: tuple[Remark, ...]
    avoid: tuple[Remark, ...]
    after: tuple[Remark, ...]
    after_urgent: tuple[Remark, ...]
    what_if: tuple[WhatIf, ...]
    unconfirmed: Text
    outside: Text


def guide_payload(municipality: Municipality, words: GuideText, today: date) -> Payload:
    """What the contact guide gets: questions, a table of all situations, and when each contact is open.

    The table's keys are ``asker/urgency/age group``; ``sure`` has, by ``asker/urgency``, how many of the asker's own
    steps are the same at every age, so that they are shown before it is given. ``takers`` are, by age group, the short
    name of who takes the concern on, for ``{modtager}``, and ``onward`` says that the manager takes it there.
    Opening hours are segments of the week,
    each with the minute (of the week, Monday 00:00 = 0) at which it ends, and stretches of date and time where closed
    days make it another week, from this year's first day on.
    """
    groups = age_groups(municipality)
    table = {}
    sure = {}
    concrete = {key: Situation(urgency=Urgency.CONCRETE, age=age) for key, (age, _label) in groups.items()}
    taken = takers({key: route(situation, municipality) for key, situation in concrete.items()})
    for asker, urgency in product(Asker, Urgency):
        advices = {
            key: route(Situation(asker=asker, urgency=urgency, age=age), municipality)
            for key, (age, _label) in groups.items()
        }
        sure[f"{asker}/{urgency}"] = sure_cards(advices.values())
        for key, advice in advices.items():
            ages_of = partial(_ages_of, municipality, advices) if key == UNKNOWN else lambda step: ""
            table[f"{asker}/{urgency}/{key}"] = {
                "steps": steps_of(advice, urgency, ages_of),
                "notes": [_remark(note.text, note.source) for note in advice.notes],
            }
    payload = {
        "player": "contact-guide",
        "id": "contact-guide",
        "revision": 1,
        "title": words.title,
        "intro": inline_html(words.intro),
        "ages": [{"id": key, "text": label} for key, (_age, label) in groups.items()],
        "table": table,
        "sure": sure,
        "takers": {key: with_or(one.short for one in contacts) for key, contacts in taken.items()},
        "onward": {
            key: _("Din leder giver det videre til {names}.").format(names=with_or(one.name for one in contacts))
            for key, contacts in taken.items()
            if contacts
        },
        "contacts": {
            contact.id: _contact(contact, municipality.closed_days, today) for contact in municipality.contacts
        },
        "say": [_remark(one.text, one.source) for one in words.say],
        "avoid": [_remark(one.text, one.source) for one in words.avoid],
        "after": [_remark(one.text, one.source) for one in words.after],
        "afterUrgent": [_remark(one.text, one.source) for one in words.after_urgent],
        "unconfirmed": inline_html(words.unconfirmed),
        "outside": inline_html(words.outside),
        "words": guide_words(),
        "whatIf": [{"case": one.case} | _remark(one.text, one.source) for one in words.what_if],
    }
    return GuidePayload.checked(payload)


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
        _group(start): (start, ages_in_words(start, after)) for start, after in pairwise(age_edges(municipality))
    }
    return groups | {UNKNOWN: (None, _("Det ved jeg ikke"))}


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
        return _("Alle aldre") if after == NOBODY else _("Under {age} år").format(age=after)
    if after == NOBODY:
        return _("{age} år eller derover").format(age=start)
    if after - start == 1:
        return _("{age} år").format(age=start)
    return _("{youngest}-{oldest} år").format(youngest=start, oldest=after - 1)


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


def _state(state: OpenState) -> Payload:
    # the guide also speaks of another time than now
    words = _("Åbent") if state.open_now else state.in_words()
    return {"words": capital(words), "open": bool(state.open_now)}


def _add(segments: list[Payload], segment: Payload) -> None:
    """Add a stretch, or lengthen the one before where it says the same."""
    before = segments[-1] if segments else None
    if before and before["words"] == segment["words"] and before["until"] == segment.get("from", before["until"]):
        before["until"] = segment["until"]
    else:
        segments.append(segment)


def _ages_of(municipality: Municipality, advices: Mapping[str, Advice], step: Step) -> str:
    """For whom a step is that stands in the advice for an unknown age: the ages in words, empty where for all."""
    edges = list(pairwise(age_edges(municipality)))
    at = [
        (start, after)
        for start, after in edges
        if any(same_step(step, other) for other in advices[_group(start)].steps)
    ]
    return ages_in_words(at[0][0], at[-1][1]) if at and at != edges else ""


def _group(start: int) -> str:
    return f"age-{start}"


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
