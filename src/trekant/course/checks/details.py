"""Rules on numbers, addresses and dates: that they are what they seem to be, and that none is a person's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from trekant.course.checks.contacts import PLACES
from trekant.course.contact.clock import danish_date, danish_day
from trekant.course.contact.closed_days import is_known
from trekant.course.people.participant import has_cpr
from trekant.course.source import Source
from trekant.course.store import Course, Problem
from trekant.course.writing.prose import TEXTS_KEPT

Where = tuple[str | int, ...]

_PHONE = re.compile(r"(?:\+45)?\d{8}|1\d{2,5}|\+(?!45)\d{7,15}")
"""Eight digits, a short number (112, 1813, 116 111), or one of another country; blanks are taken out first."""
_EMAIL = re.compile(r"[\w+-]+(?:\.[\w+-]+)*@(?:[\w-]+\.)+[a-zæøå]{2,}", re.I)
_WEB = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")
_FORMS = {
    "phone": (_PHONE, "et telefonnummer; skriv otte cifre"),
    "email": (_EMAIL, "en mailadresse; skriv den som navn@kommunens-adresse"),
    "address": (_WEB, "et link; skriv hele adressen med https://"),
    "official": (_WEB, "et link; skriv hele adressen med https://"),
}


def usable(course: Course) -> Iterator[Problem]:
    """R044."""
    for town in course.municipalities.values():
        holders: list[tuple[Where, object]] = [
            (("accessibility",), town.model.accessibility),
            (("corrections",), town.model.corrections),
            (("hand_ins",), town.model.hand_ins),
        ]
        holders += [(("contacts", index), contact) for index, contact in enumerate(town.model.contacts)]
        for where, holder in holders:
            yield from _misshapen(town.source, where, holder)


def _misshapen(source: Source, where: Where, holder: object) -> Iterator[Problem]:
    for field, (form, what) in _FORMS.items():
        value = getattr(holder, field, None)
        if value and not form.fullmatch(value.replace(" ", "") if field == "phone" else value):
            line = source.line((*where, field))
            yield Problem(source.name, line, "R044", f"»{value}« i »{field}« er ikke {what}")


def known_holidays(course: Course) -> Iterator[Problem]:
    """R070."""
    for town in course.municipalities.values():
        country = town.model.closed_days.public_holidays
        if country and not is_known(country):
            line = town.source.line(("closed_days", "public_holidays"))
            yield Problem(town.source.name, line, "R070", f"landet »{country}« kendes ikke; skriv for eksempel DK")


def in_time(course: Course) -> Iterator[Problem]:
    """R045: a contact is looked after when it said it would be."""
    today = danish_day(datetime.now(ZoneInfo("Europe/Copenhagen")))
    for town in course.municipalities.values():
        for index, contact in enumerate(town.model.contacts):
            checked, review = contact.checked, contact.review_by
            if checked and checked > today:
                message = f"»checked« er {danish_date(checked)}, som ikke er kommet endnu; skriv, hvornår I så efter"
                yield _at(town.source, index, "checked", message)
            elif checked and review and review < checked:
                message = "»review_by« ligger før »checked«; skriv den dag, nogen skal se efter igen"
                yield _at(town.source, index, "review_by", message)
            elif review and review < today:
                message = (
                    f"»{contact.name}« skulle være set efter senest {danish_date(review)}; se, om alt stadig passer, "
                    "og ret »checked« og »review_by«"
                )
                yield _at(town.source, index, "review_by", message)


def _at(source: Source, index: int, field: str, message: str) -> Problem:
    return Problem(source.name, source.line(("contacts", index, field)), "R045", message)


def no_cpr(course: Course) -> Iterator[Problem]:
    """R048."""
    for name, text in course.texts(*PLACES, "assets/municipalities/*.yaml"):
        for number in _lines_with_cpr(text):
            message = "linjen har noget, der ligner et CPR-nummer; slet det, også hvis det er fundet på"
            yield Problem(name, number, "R048", message)


@lru_cache(maxsize=TEXTS_KEPT)
def _lines_with_cpr(text: str) -> tuple[int, ...]:
    return tuple(number for number, line in enumerate(text.splitlines(), start=1) if has_cpr(line))
