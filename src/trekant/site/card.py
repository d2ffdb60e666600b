"""The action card: what to notice, what to do in which order, whom to call when, on one page.

As a PDF of its own Typst sets it, because it makes tagged PDF that meets PDF/UA-1 and needs no browser. As HTML it is
the last page of whatever one prints.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import matplotlib as mpl
import typst
from pydantic import Field

from trekant.course.base import OUTSIDE_NOTAT, Model, Text
from trekant.course.guide import age_edges, ages_in_words
from trekant.course.municipality import Actor, Municipality, Urgency
from trekant.course.routing import Situation, Step, route
from trekant.course.store import Course, CourseError, read_data

PAPERS = ("a4", "a6")


class CardText(Model):
    """The words of the card that do not come from the municipality's file."""

    title: Text
    notice_title: Text
    notice: tuple[Text, ...]
    do_title: Text
    acute: Text
    other: Text = Field(alias="else")
    describe: Text
    call_title: Text
    outside: Text


def card_name(paper: str) -> str:
    """The file that the card lies in, e.g. ``handlingskort-a4.pdf``."""
    return f"handlingskort-{paper}.pdf"


def write_cards(course: Course, folder: Path) -> list[Path]:
    """Set the card in each paper size; returns the files.

    Raises:
        CourseError: the card's data are missing, or the card cannot be set.
    """
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
    contacts = [contact for contact in town.contacts if contact.phone]
    return words.model_dump() | {
        "owner": town.name,
        "acute_steps": [_own_step(step) for step in _steps(town, Urgency.ACUTE, None) if step.actor is Actor.YOU],
        "other_steps": _other_steps(town),
        "contacts": [
            {
                "name": contact.name + _star(contact.source),
                "purpose": contact.purpose,
                "phone": contact.phone,
                "tel": contact.tel,
                "hours": contact.hours.in_words(),
            }
            for contact in contacts
        ],
    }


def _steps(town: Municipality, urgency: Urgency, age: int | None) -> tuple[Step, ...]:
    return route(Situation(urgency=urgency, age=age), town).steps


def _other_steps(town: Municipality) -> list[str]:
    """The employee's own steps, and then, by age, to whom the manager takes it."""
    concrete = _steps(town, Urgency.CONCRETE, None)
    own = [_own_step(step) for step in concrete if step.actor is Actor.YOU and step.proviso is None]
    onward: list[tuple[int, str]] = []
    *starts, last = age_edges(town)
    for age in starts:
        first = next(step for step in _steps(town, Urgency.CONCRETE, age) if step.actor is Actor.MANAGER)
        if not onward or onward[-1][1] != first.contact.short:
            onward.append((age, first.contact.short))
    ends = [start for start, _ in onward[1:]] + [last]
    taken = ". ".join(f"{ages_in_words(start, end)}: {name}" for (start, name), end in zip(onward, ends, strict=True))
    advice = [s.contact.short for s in _steps(town, Urgency.ADVICE, None) if s.actor is Actor.TOGETHER]
    asked = [f"Er I i tvivl, kan I få råd hos {advice[0]}."] if advice else []
    return [*own, f"Din leder bringer det videre. {taken}.", *asked]


def _own_step(step: Step) -> str:
    before = f"{step.proviso}: " if step.proviso else ""
    doing = f"ring til {step.contact.short}" if step.contact.phone else f"sig det til {step.contact.short}"
    number = f" på {step.contact.phone}" if step.contact.phone and step.contact.phone not in step.contact.short else ""
    return f"{before}{doing if before else doing[0].upper() + doing[1:]}{number}{_star(step.source)}."


def _star(source: str) -> str:
    return " *" if source == OUTSIDE_NOTAT else ""
