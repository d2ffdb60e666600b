"""The texts beside pages, cases and questions: of figures, of the action card, of the search."""

from __future__ import annotations

from pydantic import Field

from trekant.course.base import FactId, Model, Text
from trekant.course.guide import GuideText
from trekant.course.vignette import Level


class Panel(Model):
    """A group of a figure: its name and what is in it."""

    name: Text
    lines: tuple[Text, ...]
    facts: tuple[FactId, ...]


class Panels(Model):
    """A figure of groups."""

    title: Text
    alt: Text
    panels: tuple[Panel, ...]


class PathStep(Model):
    """A step of a figure: who takes it, and what it is."""

    who: Text
    what: Text
    facts: tuple[FactId, ...]


class PathFigure(Model):
    """A figure of one step after the other."""

    title: Text
    alt: Text
    steps: tuple[PathStep, ...]


class TriangleLevel(Model):
    """A level of the triangle."""

    id: Level
    name: Text
    who: Text
    aim: Text
    what: Text
    responsible: Text
    facts: tuple[FactId, ...]


class Triangle(Model):
    """The figure of the triangle, the narrow top first."""

    title: Text
    alt: Text
    levels: tuple[TriangleLevel, TriangleLevel, TriangleLevel]


class CardText(Model):
    """The words of the card that do not come from the municipality's file."""

    title: Text
    now: Text
    today: Text
    straight_after: Text
    other: Text = Field(alias="else")
    describe: Text
    notice_title: Text
    notice: tuple[Text, ...]
    call_title: Text
    duty: Text
    outside: Text
    unconfirmed: Text


class SearchWords(Model):
    """Words that are to count as one (irregular plurals, what people call the same thing), and those to pass over."""

    same: tuple[tuple[Text, ...], ...]
    passed_over: tuple[Text, ...]


TEXT_FILES: dict[str, type[Model]] = {
    "assets/guide.yaml": GuideText,
    "assets/handlingskort.yaml": CardText,
    "assets/search.yaml": SearchWords,
    "assets/figures/efter-opkaldet.yaml": PathFigure,
    "assets/figures/trekant.yaml": Triangle,
    "assets/figures/tegn.yaml": Panels,
    "assets/figures/handlingsplan.yaml": Panels,
    "assets/figures/organisation.yaml": Panels,
}
"""What each of these files holds, where the course has it."""
