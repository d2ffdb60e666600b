"""Whom one tells that something on a page is wrong, and the mail that a reader then only has to finish."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from trekant.course.base import Model, Text
from trekant.course.words import _


class Corrections(Model):
    """Who mends the course in the municipality, and the address that takes mails about it."""

    email: Text
    who: Text
    """As it stands in »Skriv til …«."""


class Played(NamedTuple):
    """A case or a quiz that stands on a page."""

    kind: str
    """What it is called, as a line begins: »Case«."""
    id: str
    revision: int

    def __str__(self) -> str:
        return _("{kind}: {id}, udgave {revision}").format(kind=self.kind, id=self.id, revision=self.revision)


def mail_link(email: str, title: str, address: str | None, played: Iterable[Played] = ()) -> str:
    """A link that opens a mail about a page; nothing is sent before the reader does it.

    The lines end as a mail's do, and all but the unreserved letters are percent-encoded (RFC 6068).

    Args:
        email: who gets it.
        title: the title of the page.
        address: where the page stands in the course, e.g. ``book/kontakt.html``; None where the reader has to say,
            because the page shows itself at every address.
        played: what can be played on the page.
    """
    lines = [
        _("Hvad er forkert, og hvordan skulle der stå?"),
        "",
        "",
        _("Skriv ikke om rigtige mennesker."),
        "",
        _("Side: {title}").format(title=title),
        _("Adresse: {address}").format(address=address)
        if address
        else _("Hvor du kom fra, og hvad der stod i adressen:"),
        *map(str, played),
    ]
    subject = _("Fejl på siden »{title}«").format(title=title)
    return f"mailto:{quote(email, safe='@')}?subject={_encoded(subject)}&body={_encoded(chr(10).join(lines))}"


def _encoded(text: str) -> str:
    return quote(text.replace("\n", "\r\n"), safe="")
