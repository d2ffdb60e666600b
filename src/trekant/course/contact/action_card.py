"""The action card: whom to ring now, whom today, and whom one goes to else, on one page that is read from afar.

It stands in a PDF of its own, and as HTML it is the last page of whatever one prints; here is what stands on it.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from trekant.course.base import OUTSIDE_NOTAT
from trekant.course.contact.calls import Call, urgent_calls
from trekant.course.contact.guide import CONTACT_PAGE, GUIDE, GuideText, age_edges, ages_in_words
from trekant.course.contact.municipality import Actor, Municipality, Urgency
from trekant.course.contact.routing import Situation, Step, route
from trekant.course.pages.site_config import site_address
from trekant.course.store import Course, CourseError, read_data
from trekant.course.words import _, language, with_and, with_or
from trekant.course.writing.texts import CardText

PAPERS = ("a4", "a6")
_OUTSIDE = "\N{NO-BREAK SPACE}*"
"""What stands at advice that is not the notat's; the card's last line says what it means."""


def card_name(paper: str) -> str:
    """The file that the card lies in, e.g. ``handlingskort-a4.pdf``."""
    return f"handlingskort-{paper}.pdf"


def card_data(course: Course) -> dict[str, Any]:
    """All that stands on the card: three steps, and small what comes after them.

    Raises:
        CourseError: a file that the card is made of is missing or has an error.
    """
    words = read_data(course.root, "assets/handlingskort.yaml", CardText)
    town = course.municipality
    calls = urgent_calls(town, read_data(course.root, GUIDE, GuideText).calls)
    if len(calls) != 2:
        raise CourseError(
            f"Handlingskortet mangler et nummer at ringe til, når det haster; skriv »phone« i {town.id}.yaml under den "
            "kontakt, som trinene for »now« og »today« begynder med."
        )
    labels = (words.now, words.today)
    shown = {call.phone for call in calls}
    others = [contact for contact in town.contacts if contact.phone and contact.phone not in shown]
    unsure = [contact.short for contact in others if contact.unconfirmed]
    return {
        "language": language().partition("-")[0],  # all that typst knows
        "title": words.title,
        "document": _("{title} – handlingskort").format(title=words.title),
        "owner": town.name,
        "calls": [_call(town, call, label, words) for call, label in zip(calls, labels, strict=True)],
        "other": _other(town, words),
        "onward": _onward(town, words),
        "duty": words.duty,
        "call_title": words.call_title,
        "contacts": [
            {
                "name": contact.name + _star(contact.source),
                "phone": contact.phone,
                "tel": contact.tel,
                "hours": contact.hours.in_words() if contact.hours.known else "",
            }
            for contact in others
        ],
        "small": " ".join([words.outside, *([f"{words.unconfirmed}: {with_and(unsure)}."] if unsure else [])]),
        "scan": words.scan,
        "qr_alt": _("QR-kode: {title}").format(title=words.scan),
        "qr": qr_code(course, words.scan),
    }


def qr_code(course: Course, title: str) -> str:
    """A QR code that leads to the guide, as SVG; empty while nobody has told where the course is put.

    The address is ``html_baseurl`` in ``_config.yml``, as for links that are shared.
    """
    import segno

    address = site_address(course.root)
    if not address:
        return ""
    code = segno.make(f"{address.rstrip('/')}/{CONTACT_PAGE}.html", error="m", micro=False)
    drawn = BytesIO()
    code.save(
        drawn, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, title=title, xmldecl=False, nl=False
    )
    return drawn.getvalue().decode()


def _call(town: Municipality, call: Call, label: str, words: CardText) -> dict[str, str]:
    """Whom one rings, in which case, and what one does straight after."""
    after = [step for step in _steps(town, call.urgency) if step.actor is Actor.YOU and not step.proviso][1:]
    return {
        "label": label,
        "number": call.phone,
        "tel": call.tel,
        "when": f"{call.when}.{_OUTSIDE if call.outside else ''}",
        "then": " ".join(f"{words.straight_after} {step.contact.short}.{_star(step.source)}" for step in after),
    }


def _other(town: Municipality, words: CardText) -> dict[str, Any]:
    """Whom one goes to in all other cases, and what one does when that one is away or is the concern."""
    own = [step for step in _steps(town, Urgency.CONCRETE) if step.actor is Actor.YOU]
    if not own:
        raise CourseError(
            f"Handlingskortet mangler, hvem en ansat går til; skriv et trin for »concrete« i {town.id}.yaml."
        )
    first, *rest = own
    return {
        "label": words.other,
        "name": first.contact.name,
        "describe": words.describe,
        "else": [
            f"{step.proviso}: {step.contact.short}.{_star(step.source)}"
            for step in rest
            if step.proviso and step.contact.phone is None
        ],
    }


def _onward(town: Municipality, words: CardText) -> str:
    """To whom the manager takes it, by age, in one line."""
    found: list[tuple[int, str]] = []
    *starts, last = age_edges(town)
    for age in starts:
        steps = _steps(town, Urgency.CONCRETE, age)
        name = next((step.contact.short for step in steps if step.actor is Actor.MANAGER), "")  # none: R050 tells it
        if not found or found[-1][1] != name:
            found.append((age, name))
    ends = [start for start, _other in found[1:]] + [last]
    told = [
        f"{name} ({ages_in_words(start, end).lower()})" for (start, name), end in zip(found, ends, strict=True) if name
    ]
    return f"{words.onward} {with_or(told)}."


def _steps(town: Municipality, urgency: Urgency, age: int | None = None) -> tuple[Step, ...]:
    return route(Situation(urgency=urgency, age=age), town).steps


def _star(source: str) -> str:
    return _OUTSIDE if source == OUTSIDE_NOTAT else ""
