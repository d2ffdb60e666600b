"""What the contact guide gets."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from trekant.course.contract.base import Player
from trekant.course.tasks.shown import Shown


class GuideAge(Shown):
    """An age group to choose."""

    id: str
    text: str


class GuideStep(Shown):
    """A step of an advice. ``ages`` are in words, empty where it is for all; ``outside``: the notat does not say it."""

    contact: str
    actor: str
    title: str
    proviso: str | None
    alternative: bool
    ages: str
    why: str
    outside: bool


class GuideRemark(Shown):
    """A sentence, and whether the notat does not say it."""

    html: str
    outside: bool


class GuideWhatIf(GuideRemark):
    """What to do in a case where the ordinary way does not fit."""

    case: str


class GuideAdvice(Shown):
    """What to do in a situation."""

    steps: tuple[GuideStep, ...]
    notes: tuple[GuideRemark, ...]


class GuideHours(Shown):
    """A stretch of the week, to the minute (from Monday 00:00) at which it ends."""

    until: int
    words: str
    open: bool


class GuideStretch(Shown):
    """A stretch of time where a closed day makes it another week; ``YYYY-MM-DDTHH:MM``, Danish time, end excluded."""

    from_: str = Field(alias="from")
    until: str
    words: str
    open: bool


class GuideContact(Shown):
    """A contact; ``segments`` is None where nobody has told the hours."""

    name: str
    phone: str | None
    tel: str | None
    email: str | None
    hours: str
    note: str | None
    unconfirmed: bool
    segments: tuple[GuideHours, ...] | None
    other_weeks: tuple[GuideStretch, ...]


class GuideQuestion(Shown):
    """Something that the guide asks, with its answers as pairs of a value and words; the ages stand elsewhere."""

    ask: str
    choices: tuple[tuple[str, str], ...] | None = None


class GuideWords(Shown):
    """What the engine itself says in the guide: the questions by name, the weekdays from Monday, and headings."""

    questions: dict[str, GuideQuestion]
    weekdays: tuple[str, ...]
    own: str
    manager: str
    notes: str
    say: str
    avoid: str
    after: str
    what_if: str


class GuidePayload(Player):
    """The guide: ``table`` by ``asker/urgency/age group``, ``sure`` by ``asker/urgency``, others by age group or id."""

    player: Literal["contact-guide"]
    revision: int = Field(ge=1)
    title: str
    intro: str
    ages: tuple[GuideAge, ...]
    table: dict[str, GuideAdvice]
    sure: dict[str, int]
    takers: dict[str, str]
    onward: dict[str, str]
    contacts: dict[str, GuideContact]
    say: tuple[GuideRemark, ...]
    avoid: tuple[GuideRemark, ...]
    after: tuple[GuideRemark, ...]
    after_urgent: tuple[GuideRemark, ...]
    unconfirmed: str
    outside: str
    words: GuideWords
    what_if: tuple[GuideWhatIf, ...]
