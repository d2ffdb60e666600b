"""Marks in texts for what the municipality's file says: ``{alder}`ung` ``, ``{kontakt}`ssp telefon` ``.

They look alike on pages and in YAML; ``{alder}`Ung` `` begins a sentence. On pages the site sets them. In cases,
questions and other texts they are filled in when the file is read, so that nothing after the reader knows of them.
"""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from trekant.course.contact.clock import danish_time
from trekant.course.contact.municipality import AgeGroup, Contact, Municipality
from trekant.course.words import _

OLDEST = 130
MARK = re.compile(r"\{(alder|kontakt)\}`([^`]*)`")


class MarkError(ValueError):
    """A mark names nothing that there is; the message is a Danish sentence without its full stop."""


def filled(text: str, town: Municipality) -> str:
    """The text with what the municipality says in place of every mark.

    Raises:
        MarkError: one of them names no contact or age group, or asks for what that has not.
    """
    return MARK.sub(lambda mark: meaning(mark[1], mark[2], town), text) if "{" in text else text


def meaning(role: str, said: str, town: Municipality) -> str:
    """What a mark stands for, as text.

    Raises:
        MarkError: it names no contact or age group, or asks for what that has not.
    """
    return _age(said, town) if role == "alder" else _contact(said, town)


def _age(said: str, town: Municipality) -> str:
    written, _other, detail = said.strip().partition(" ")
    name = written.lower()
    group = town.routing.age_groups.get(name)
    if group is None:
        known = ", ".join(town.routing.age_groups)
        raise MarkError(f"aldersgruppen »{name}« står ikke i kommunens fil; der er {known}")
    words = ages_of(group) if not detail else _edge(group, detail)
    if words is None:
        raise MarkError(f"»{said}« kan ikke læses; skriv aldersgruppen og måske det »fra« eller »til«, den har")
    return words if name == written else words[0].upper() + words[1:]


def ages_of(group: AgeGroup) -> str:
    """``under 18``, ``fra 18`` or ``fra 16 til 25``, as it stands in the middle of a sentence."""
    if group.low == 0 and group.high == OLDEST:
        return _("i alle aldre")
    if group.low == 0:
        return _("under {age}").format(age=group.high + 1)
    if group.high == OLDEST:
        return _("fra {age}").format(age=group.low)
    return _("fra {youngest} til {oldest}").format(youngest=group.low, oldest=group.high)


def _edge(group: AgeGroup, detail: str) -> str | None:
    if detail == "fra" and group.low > 0:
        return str(group.low)
    return str(group.high) if detail == "til" and group.high < OLDEST else None


def _contact(said: str, town: Municipality) -> str:
    return detail_of(*contact_of(said, town))


def detail_of(contact: Contact, detail: str) -> str:
    """A detail that the contact has, as text."""
    return _details(contact)[detail] or ""


def _details(contact: Contact) -> dict[str, str | None]:
    openings = contact.hours.openings
    return {
        "": contact.name,
        "telefon": contact.phone,
        "mail": contact.email,
        "tid": contact.hours.in_words(),
        "åbner": _same({one.opens for one in openings}),
        "lukker": _same({one.closes for one in openings}),
    }


def _same(moments: set[time]) -> str | None:
    """The time of day as one says it, ``7`` or ``8.30``; None where it is not the same every day."""
    if len(moments) != 1:
        return None
    (moment,) = moments
    hour, minute = danish_time(moment).split(".")
    return str(int(hour)) if minute == "00" else f"{int(hour)}.{minute}"


def contact_of(said: str, town: Municipality) -> tuple[Contact, str]:
    """The contact that a mark names, and which detail of it; empty for the name.

    Raises:
        MarkError: there is no such contact, or it has no such detail.
    """
    name, _other, detail = said.strip().partition(" ")
    try:
        contact = town.contact(name)
    except KeyError:
        raise MarkError(f"kontakten »{name}« står ikke i kommunens fil; ret id'et") from None
    has = _details(contact)
    if not has.get(detail):
        there = ", ".join(one for one, value in has.items() if value and one)
        raise MarkError(f"kontakten »{name}« har ikke »{detail}«; skriv ingenting eller et af {there}")
    return contact, detail


def filled_data(data: Any, town: Municipality) -> Any:
    """The data of a YAML file with every mark filled in; one that names nothing is left as it stands."""
    if isinstance(data, dict):
        return {name: filled_data(value, town) for name, value in data.items()}
    if isinstance(data, list):
        return [filled_data(value, town) for value in data]
    if not isinstance(data, str):
        return data
    try:
        return filled(data, town)
    except MarkError:
        return data  # R049 tells the author
