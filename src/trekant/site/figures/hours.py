"""Opening hours across the week, from the municipality's file: when somebody answers."""

from __future__ import annotations

from datetime import time

from matplotlib.axes import Axes

from trekant.course.contact.clock import WEEKDAYS, weekday_in_words
from trekant.course.contact.municipality import Contact
from trekant.course.store import Course
from trekant.course.words import _, with_and
from trekant.site.figures.drawing import Drawing
from trekant.site.figures.layout import FILLS, SIZE
from trekant.site.figures.style import PALETTE, canvas

_ROW = 1.9  # inches a contact


def draw(course: Course) -> tuple[Drawing, ...]:
    """A small week a contact; those whose hours nobody has told are named in the alternative text."""
    contacts = course.municipality.contacts
    known = [contact for contact in contacts if contact.hours.known]
    unknown = [contact.name for contact in contacts if not contact.hours.known and contact.phone]
    height = _ROW * len(known)
    with canvas(height) as figure:
        for index, contact in enumerate(known):
            bottom = 1 - (index + 1) * _ROW / height + 0.42 / height
            axes = figure.add_axes((0.17, bottom, 0.8, 1.1 / height))
            _week(axes, contact, PALETTE[FILLS[index % len(FILLS)]])
    said = ". ".join(f"{contact.name}: {contact.hours.in_words()}{_closed(contact)}" for contact in known)
    rest = f". {_('Tiden står ikke i notatet for {names}.').format(names=with_and(unknown))}" if unknown else "."
    return (Drawing(figure, _("Hvem har åbent hvornår i ugen"), said + rest),)


def _closed(contact: Contact) -> str:
    return f", {_('lukket på helligdage')}" if contact.hours.on_closed_days == "closed" else ""


def _week(axes: Axes, contact: Contact, colour: str) -> None:
    for opening in contact.hours.openings:
        start, end = _hours(opening.opens), _hours(opening.closes)
        for day in opening.days:
            axes.barh(day, end - start, left=start, height=0.72, color=colour, edgecolor=PALETTE["line"], lw=0.6)
    axes.set(xlim=(0, 24), ylim=(6.5, -0.5), xticks=range(0, 25, 6), yticks=range(7))
    axes.set_xticklabels([f"{hour:02d}" for hour in range(0, 25, 6)], fontsize=SIZE - 1)
    axes.set_yticklabels([weekday_in_words(day)[:3] for day in range(len(WEEKDAYS))], fontsize=SIZE - 2.5)
    axes.set_title(contact.name, loc="left", fontsize=SIZE, fontweight="bold", color=PALETTE["ink"], x=-0.2)
    if contact.hours.on_closed_days == "closed":  # the rows of a closed weekend have room for it
        axes.text(12, 6, _("lukket på helligdage"), ha="center", va="center", fontsize=SIZE - 2.5, color=PALETTE["ink"])
    axes.tick_params(length=0, colors=PALETTE["ink"])
    axes.set_facecolor("none")
    axes.grid(axis="x", color=PALETTE["line"], lw=0.5)
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _hours(value: time) -> float:
    return 24.0 if value == time.max else value.hour + value.minute / 60
