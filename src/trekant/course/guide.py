"""The contact guide: every situation's advice, worked out beforehand, for a player that only looks up."""

from __future__ import annotations

from datetime import time
from itertools import pairwise, product

from trekant.course.base import OUTSIDE_NOTAT, FactId, Model, Text
from trekant.course.clock import MINUTES_A_DAY, minute_of_week
from trekant.course.municipality import Asker, Contact, Municipality, Urgency
from trekant.course.player import Payload
from trekant.course.routing import Situation, Step, route, state_in_words
from trekant.course.text import inline_html

WEEK = 7 * MINUTES_A_DAY
NOBODY = 131
"""The age after the last one that a person can have here."""


class Remark(Model):
    """A sentence for one who is about to make contact, and the fact that it rests on."""

    text: Text
    source: FactId


class GuideText(Model):
    """What the guide says beside the steps: what to say, what to leave out, what happens next."""

    title: Text
    intro: Text
    say: tuple[Remark, ...]
    avoid: tuple[Remark, ...]
    after: tuple[Remark, ...]
    after_acute: tuple[Remark, ...]


def guide_payload(municipality: Municipality, words: GuideText) -> Payload:
    """What the contact guide gets: questions, a table of all situations, and when each contact is open.

    The table's keys are ``asker/urgency/age group``. Opening hours are segments of the week, each with the
    minute (of the week, Monday 00:00 = 0) at which it ends.
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
        "contacts": {contact.id: _contact(contact) for contact in municipality.contacts},
        "say": [_remark(one.text, one.source) for one in words.say],
        "avoid": [_remark(one.text, one.source) for one in words.avoid],
        "after": [_remark(one.text, one.source) for one in words.after],
        "afterAcute": [_remark(one.text, one.source) for one in words.after_acute],
    }


def age_groups(municipality: Municipality) -> dict[str, tuple[int | None, str]]:
    """The ages that the rules tell apart: by key, an age of the group (None: unknown) and its name."""
    groups: dict[str, tuple[int | None, str]] = {
        f"age-{start}": (start, ages_in_words(start, after)) for start, after in pairwise(age_edges(municipality))
    }
    return groups | {"unknown": (None, "Det ved jeg ikke")}


def age_edges(municipality: Municipality) -> list[int]:
    """The ages at which the rules change, from 0; the last one is nobody's age."""
    edges = {0}
    for group in municipality.routing.age_groups.values():
        edges |= {group.low, group.high + 1}
    return [*sorted(edge for edge in edges if edge <= 120), NOBODY]


def ages_in_words(start: int, after: int) -> str:
    """``Under 18 år``, ``16-17 år``, ``18 år eller derover``; ``after`` is the first age beyond."""
    if start == 0:
        return f"Under {after} år"
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
        weekday, at = start // MINUTES_A_DAY, time(start % MINUTES_A_DAY // 60, start % 60)
        hours = contact.hours
        is_open = bool(hours.is_open(weekday, at))
        # the guide also speaks of another time than now
        words = "Åbent" if is_open else state_in_words(is_open, hours.next_opening(weekday, at)).capitalize()
        if segments and segments[-1]["words"] == words:
            segments[-1]["until"] = end
        else:
            segments.append({"until": end, "words": words, "open": is_open})
    return segments


def _step(step: Step) -> Payload:
    return {
        "contact": step.contact.id,
        "actor": step.actor.value,
        "proviso": step.proviso,
        "why": inline_html(step.why),
        "outside": step.source == OUTSIDE_NOTAT,
    }


def _contact(contact: Contact) -> Payload:
    return {
        "name": contact.name,
        "phone": contact.phone,
        "tel": contact.tel,
        "email": contact.email,
        "hours": contact.hours.in_words() if contact.hours.known or contact.phone else "",
        "note": contact.hours.note,
        "segments": open_segments(contact),
    }


def _remark(text: str, source: str) -> Payload:
    return {"html": inline_html(text), "outside": source == OUTSIDE_NOTAT}
