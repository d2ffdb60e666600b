"""The texts beside pages, cases and questions: of figures, of the action card, of the search, of what is read aloud."""

from __future__ import annotations

from pydantic import Field, model_validator

from trekant.course.base import FactId, FieldError, Model, Text
from trekant.course.cases.vignette import Level
from trekant.course.contact.guide import GuideText
from trekant.course.people.reminders import REMINDERS, ReminderTexts


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


class Seen(Model):
    """Something that was different in somebody's weeks, from the first to the last of them; it may fade meanwhile."""

    what: Text
    first: int = Field(ge=1)
    last: int = Field(ge=1)
    fades: bool = False

    @model_validator(mode="after")
    def _goes_forward(self) -> Seen:
        if self.first > self.last:
            raise FieldError(f"»first« er {self.first} og »last« er {self.last}; skriv den første uge først", "first")
        return self


class WeeksRow(Model):
    """One place to look at in somebody's weeks: what was seen there, or how all is as before."""

    name: Text
    seen: tuple[Seen, ...] = ()
    unchanged: Text | None = None
    facts: tuple[FactId, ...]


class Weeks(Model):
    """Somebody's weeks, and whether anything explains them."""

    name: Text
    title: Text
    told: Text
    alt: Text
    rows: tuple[WeeksRow, WeeksRow, WeeksRow]
    explained: bool
    explanation: Text


class Timelines(Model):
    """A figure of two people's weeks, to be compared."""

    week: Text
    why: Text
    together: Text
    weeks: int = Field(ge=4, le=12)
    people: tuple[Weeks, Weeks]

    @model_validator(mode="after")
    def _holds_all_that_was_seen(self) -> Timelines:
        last = max((seen.last for person in self.people for row in person.rows for seen in row.seen), default=0)
        if last > self.weeks:
            raise FieldError(f"»weeks« er {self.weeks}, men der er set noget i uge {last}; ret den ene", "weeks")
        return self


class TriangleLevel(Model):
    """A level of the triangle."""

    id: Level
    name: Text
    who: Text
    responsible: Text
    example: Text
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
    other: Text = Field(alias="else")
    straight_after: Text
    describe: Text
    duty: Text
    onward: Text
    call_title: Text
    scan: Text
    outside: Text
    unconfirmed: Text


class SearchWords(Model):
    """Words that are to count as one (irregular plurals, what people call the same thing), and those to pass over."""

    same: tuple[tuple[Text, ...], ...]
    passed_over: tuple[Text, ...]


ALOUD = "assets/oplaesning.yaml"
"""The file of :class:`PronunciationTable`; a course may have none."""


class PronunciationTable(Model):
    """How words are said that are written otherwise.

    ``said`` has them as they are written; ``digits`` are the words from 0 to 9, for what is said digit by digit.
    ``ordinals`` are the words for what counts, from the first. ``to`` stands between the ends of a stretch (»8–16«),
    ``at`` and ``dot`` for the signs in a mail address.
    """

    said: dict[Text, Text]
    digits: tuple[Text, ...] = Field(min_length=10, max_length=10)
    ordinals: tuple[Text, ...] = ()
    to: Text
    at: Text
    dot: Text


TEXT_FILES: dict[str, type[Model]] = {
    "assets/guide.yaml": GuideText,
    "assets/handlingskort.yaml": CardText,
    "assets/search.yaml": SearchWords,
    ALOUD: PronunciationTable,
    REMINDERS: ReminderTexts,
    "assets/figures/efter-opkaldet.yaml": PathFigure,
    "assets/figures/trekant.yaml": Triangle,
    "assets/figures/tegn.yaml": Panels,
    "assets/figures/uger.yaml": Timelines,
    "assets/figures/handlingsplan.yaml": Panels,
    "assets/figures/organisation.yaml": Panels,
}
"""What each of these files holds, where the course has it."""
