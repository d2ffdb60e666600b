"""The action card: what to notice, what to do in which order, whom to call when, on one page.

As a PDF of its own Typst sets it, because it makes tagged PDF that meets PDF/UA-1 and needs no browser. As HTML it is
the last page of whatever one prints.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from trekant.course.base import OUTSIDE_NOTAT
from trekant.course.guide import age_edges, ages_in_words
from trekant.course.municipality import Actor, Municipality, Urgency
from trekant.course.routing import Situation, Step, route
from trekant.course.store import Course, CourseError, read_data
from trekant.course.texts import CardText

PAPERS = ("a4", "a6")
_UNSURE = " †"
"""What stands at a contact that is not confirmed."""


def card_name(paper: str) -> str:
    """The file that the card lies in, e.g. ``handlingskort-a4.pdf``."""
    return f"handlingskort-{paper}.pdf"


def write_cards(course: Course, folder: Path) -> list[Path]:
    """Set the card in each paper size; returns the files.

    Raises:
        CourseError: the card's data are missing, or the card cannot be set.
    """
    import matplotlib as mpl  # these two take a second, and the directive that links to the cards needs neither
    import typst

    data = json.dumps(card_data(course), ensure_ascii=False)
    fonts = Path(mpl.get_data_path()) / "fonts/ttf"  # DejaVu Sans: the same on every machine
    written = []
    for paper in PAPERS:
        path = folder / card_name(paper)
        try:
            typst.compile(
                course.root / "assets/handlingskort.typ",
                output=path,
                font_paths=[fonts],
                ignore_system_fonts=True,
                sys_inputs={"data": data, "paper": paper},
                pdf_standards=["ua-1"],
            )
        except typst.TypstError as error:
            raise CourseError(f"Handlingskortet kan ikke sættes: assets/handlingskort.typ: {error}") from None
        written.append(path)
    return written


def card_data(course: Course) -> dict[str, Any]:
    """All that stands on the card: the fields of :class:`CardText`, and the municipality's steps and contacts.

    Raises:
        CourseError: ``assets/handlingskort.yaml`` or the municipality's file is missing or has an error.
    """
    words = read_data(course.root, "assets/handlingskort.yaml", CardText)
    town = course.municipality
    urgent = [
        _call(town, urgency, when, words.straight_after)
        for urgency, when in ((Urgency.NOW, words.now), (Urgency.TODAY, words.today))
    ]
    shown = {call["number"] for call in urgent}
    return words.model_dump(exclude={"now", "today", "straight_after", "other"}) | {
        "owner": town.name,
        "urgent": urgent,
        "other": words.other,
        "other_first": _steps(town, Urgency.CONCRETE, None)[0].contact.name,
        "other_steps": _other_steps(town),
        "contacts": [
            {
                "name": contact.name + _star(contact.source) + (_UNSURE if contact.unconfirmed else ""),
                "purpose": contact.purpose,
                "phone": contact.phone,
                "tel": contact.tel,
                "hours": contact.hours.in_words() if contact.hours.known else "",
            }
            for contact in town.contacts
            if contact.phone and contact.phone not in shown
        ],
    }


def _call(town: Municipality, urgency: Urgency, when: str, straight_after: str) -> dict[str, str]:
    """Whom one rings first, in which case, and what one does straight after."""
    first, *after = [step for step in _steps(town, urgency, None) if step.actor is Actor.YOU and not step.proviso]
    if first.contact.phone is None:
        raise CourseError(
            f"Handlingskortet mangler et nummer at ringe til: {first.contact.name} har intet »phone« i kommunens fil."
        )
    return {
        "number": first.contact.phone,
        "tel": first.contact.tel or "",
        "when": when + _star(first.source),
        "then": " ".join(_own_step(step, straight_after) for step in after),
    }


def _steps(town: Municipality, urgency: Urgency, age: int | None) -> tuple[Step, ...]:
    return route(Situation(urgency=urgency, age=age), town).steps


def _other_steps(town: Municipality) -> list[str]:
    """The employee's own steps, and then, by age, to whom the manager takes it."""
    concrete = _steps(town, Urgency.CONCRETE, None)
    own = [_own_step(step) for step in concrete if step.actor is Actor.YOU and _on_card(step)]
    onward: list[tuple[int, str]] = []
    *starts, last = age_edges(town)
    for age in starts:
        first = next((step for step in _steps(town, Urgency.CONCRETE, age) if step.actor is Actor.MANAGER), None)
        name = first.contact.short if first else ""  # nobody: R050 tells the author
        if not onward or onward[-1][1] != name:
            onward.append((age, name))
    ends = [start for start, _ in onward[1:]] + [last]
    told = [(start, end, name) for (start, name), end in zip(onward, ends, strict=True) if name]
    taken = "".join(f" {ages_in_words(start, end)}: {name}." for start, end, name in told)
    advice = [s.contact.short for s in _steps(town, Urgency.ADVICE, None) if s.actor is Actor.TOGETHER]
    asked = [f"Er I i tvivl, kan I få råd hos {advice[0]}."] if advice else []
    return [*own, f"Din leder giver det videre.{taken}", *asked]


def _on_card(step: Step) -> bool:
    """Whether an employee's step has its place on the card: the first one, and who stands in for the manager."""
    return step.proviso is None or step.contact.phone is None


def _own_step(step: Step, before: str | None = None) -> str:
    before = before or step.proviso
    doing = f"ring til {step.contact.short}" if step.contact.phone else f"sig det til {step.contact.short}"
    number = f" på {step.contact.phone}" if step.contact.phone and step.contact.phone not in step.contact.short else ""
    return f"{f'{before}: {doing}' if before else doing[0].upper() + doing[1:]}{number}{_star(step.source)}."


def _star(source: str) -> str:
    return " *" if source == OUTSIDE_NOTAT else ""
