"""A municipality: whom one can contact, when they are open, and the rules of who comes first.

All of it stands in one file, ``assets/municipalities/<id>.yaml``; another municipality replaces that file.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from trekant.course.base import FactId, FieldError, Model, Slug, Text, refuse_repeated
from trekant.course.contact.clock import Clock, Weekday, time_in_words, weekday_in_words
from trekant.course.contact.closed_days import NO_CLOSED_DAYS, ClosedDays
from trekant.course.pages.accessibility import AccessibilityStatement
from trekant.course.pages.corrections import Corrections
from trekant.course.words import _


class Opening(Model):
    """One stretch of opening hours. Half open: at ``to`` it is closed."""

    days: tuple[Weekday, ...] = Field(min_length=1)
    opens: Clock = Field(alias="from")
    closes: Clock = Field(alias="to")

    @model_validator(mode="after")
    def _forwards(self) -> Opening:
        if self.opens >= self.closes:
            raise FieldError("»from« skal ligge før »to« på samme dag", "from")
        return self


_FURTHEST = 60
"""How many days ahead an opening is looked for, in days: longer than any row of closed days."""


class OpeningHours(Model):
    """When a contact can be reached. No openings means that the source does not say.

    ``on_closed_days`` is what the contact does on public holidays and on the municipality's own closed days.
    """

    openings: tuple[Opening, ...] = ()
    on_closed_days: Literal["open", "closed"] = "closed"
    source: FactId
    note: Text | None = None

    @property
    def known(self) -> bool:
        """Whether anybody has told when the contact is open."""
        return bool(self.openings)

    def is_open(self, weekday: int, at: time) -> bool | None:
        """Whether it is open at a weekday (Monday = 0) and time; None when nobody has told."""
        if not self.known:
            return None
        return any(weekday in o.days and o.opens <= at < o.closes for o in self.openings)

    def next_opening(self, weekday: int, at: time) -> tuple[int, time] | None:
        """The next moment it opens after now, as (weekday, time); None when unknown or open now."""
        if not self.known or self.is_open(weekday, at):
            return None
        for ahead in range(8):
            day = (weekday + ahead) % 7
            times = [o.opens for o in self.openings if day in o.days and (ahead or o.opens > at)]
            if times:
                return day, min(times)
        return None

    def is_open_on(self, day: date, at: time, closed: ClosedDays) -> bool | None:
        """Whether it is open on a date; None when nobody has told."""
        if self.known and self.closed_because(day, closed):
            return False
        return self.is_open(day.weekday(), at)

    def closed_because(self, day: date, closed: ClosedDays) -> str | None:
        """The name of the closed day that a date is, where the contact keeps it; None on every other day."""
        return closed.name(day) if self.on_closed_days == "closed" else None

    def next_opening_after(self, day: date, at: time, closed: ClosedDays) -> tuple[date, time] | None:
        """The next moment it opens after one that is given by date; None when unknown or open then."""
        if not self.known or self.is_open_on(day, at, closed):
            return None
        for ahead in range(_FURTHEST):
            then = day + timedelta(days=ahead)
            if self.closed_because(then, closed):
                continue
            times = [o.opens for o in self.openings if then.weekday() in o.days and (ahead or o.opens > at)]
            if times:
                return then, min(times)
        return None

    def in_words(self) -> str:
        """The hours as a person says them: ``mandag–fredag kl. 07.00–15.00``."""
        if not self.known:
            return _("Tiden står ikke i notatet")
        return "; ".join(_opening_in_words(opening) for opening in self.openings)


def _opening_in_words(opening: Opening) -> str:
    days = sorted(set(opening.days))
    around_the_clock = opening.opens == time.min and opening.closes == time.max
    if len(days) == 7:
        if around_the_clock:
            return _("hele døgnet")
        when = _("alle dage")
    elif len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        when = f"{weekday_in_words(days[0])}–{weekday_in_words(days[-1])}"
    else:
        when = ", ".join(map(weekday_in_words, days))
    opens, closes = time_in_words(opening.opens), time_in_words(opening.closes)
    return _("{days} kl. {opens}–{closes}").format(days=when, opens=opens, closes=closes)


class Contact(Model):
    """Somebody one can turn to. A role (the manager) has no number of its own."""

    id: Slug
    name: Text
    short: Text = Field(description="The name in running text and in answer options, e.g. »din leder«")
    purpose: Text
    phone: Text | None = None
    email: Text | None = None
    hours: OpeningHours
    source: FactId
    nationwide: bool = Field(default=False, description="The same in the whole country, so nobody here confirms it")
    checked: date | None = Field(default=None, description="The day on which somebody at the municipality confirmed it")
    review_by: date | None = None

    @property
    def unconfirmed(self) -> bool:
        """Whether there is a number or an address here that nobody at the municipality has confirmed yet."""
        return self.checked is None and not self.nationwide and bool(self.phone or self.email)

    @property
    def tel(self) -> str | None:
        """The telephone number as a link wants it, without blanks."""
        return self.phone.replace(" ", "") if self.phone else None


class Asker(StrEnum):
    """Who asks for advice."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    CITIZEN = "citizen"


class Urgency(StrEnum):
    """How urgent it is: somebody must come now, the police must know today, a concrete concern, or doubt."""

    NOW = "now"
    TODAY = "today"
    CONCRETE = "concrete"
    ADVICE = "advice"


class Actor(StrEnum):
    """Who takes a step: the asker, the asker's manager, or the two together."""

    YOU = "you"
    MANAGER = "manager"
    TOGETHER = "together"


class AgeGroup(Model):
    """Ages in whole years, both ends included; an open end has no limit."""

    low: int = Field(default=0, alias="from", ge=0, le=130)
    high: int = Field(default=130, alias="to", ge=0, le=130)
    source: FactId | None = Field(default=None, description="What the limit rests on, where that is not the contacts")

    @model_validator(mode="after")
    def _forwards(self) -> AgeGroup:
        if self.low > self.high:
            raise FieldError(f"»from« er {self.low} og »to« er {self.high}; »from« må ikke være det højeste", "from")
        return self

    def covers(self, age: int | None) -> bool:
        """Whether an age may lie in the group; an unknown age may lie in any."""
        return age is None or self.low <= age <= self.high


class Obstacle(StrEnum):
    """Why the ordinary way past one's manager does not fit: the proviso of a step, in a form that can be asked for."""

    AWAY = "away"
    CONCERNED = "concerned"
    REFUSES = "refuses"


class When(Model):
    """What must hold for a step to be part of the advice; what is left out does not matter."""

    asker: tuple[Asker, ...] = tuple(Asker)
    urgency: tuple[Urgency, ...] = tuple(Urgency)
    age: Slug | None = None


class StepRule(Model):
    """A step of the advice, and when it is one. The order of the rules is the order of the steps."""

    contact: Slug
    actor: Actor = Actor.YOU
    when: When = When()
    proviso: Text | None = Field(
        default=None, description="When the step is for one case only, e.g. »Hvis din leder ikke kan nås«"
    )
    manager: Obstacle | None = Field(
        default=None, description="What it is about the manager that the proviso says, so that a case can ask for it"
    )
    alternative: bool = Field(default=False, description="As good as the step before: one does either")
    why: Text
    source: FactId

    @model_validator(mode="after")
    def _obstacle_in_words(self) -> StepRule:
        if self.manager and not self.proviso:
            raise FieldError("»manager« hører sammen med »proviso«; skriv også forbeholdet med ord", "manager")
        return self


class NoteRule(Model):
    """A remark that goes with the advice."""

    text: Text
    when: When = When()
    source: FactId


class Routing(Model):
    """The rules of whom to contact."""

    age_groups: dict[Slug, AgeGroup] = Field(min_length=1)
    steps: tuple[StepRule, ...] = Field(min_length=1)
    notes: tuple[NoteRule, ...] = ()

    @model_validator(mode="after")
    def _groups_exist(self) -> Routing:
        conditions: dict[str, list[When]] = {
            "steps": [step.when for step in self.steps],
            "notes": [note.when for note in self.notes],
        }
        for name, all_of_it in conditions.items():
            for index, when in enumerate(all_of_it):
                if when.age is not None and when.age not in self.age_groups:
                    message = f"aldersgruppen »{when.age}« står ikke under »age_groups«; ret navnet"
                    raise FieldError(message, name, index, "when", "age")
        return self


class RoutingCase(Model):
    """A situation and the advice that is expected, both as sentences; ``trekant check`` runs them."""

    case: Text
    advice: tuple[Text, ...]


class Recipient(Model):
    """Who takes answer files, and the address that they are mailed to."""

    email: Text
    who: Text
    """As it stands in »en mail til …«."""


class Municipality(Model):
    """Everything that differs from one municipality to the next."""

    id: Slug
    name: Text
    notat: Text
    as_of: Text
    mail_note: Text | None = Field(
        default=None, description="What one must not write to the addresses, and how instead"
    )
    contacts: tuple[Contact, ...] = Field(min_length=1)
    closed_days: ClosedDays = NO_CLOSED_DAYS
    routing: Routing
    cases: tuple[RoutingCase, ...] = ()
    accessibility: AccessibilityStatement = AccessibilityStatement()
    corrections: Corrections | None = Field(default=None, description="Whom to tell that something is wrong")
    hand_ins: Recipient | None = Field(default=None, description="Who takes answer files")

    @model_validator(mode="after")
    def _contacts_exist(self) -> Municipality:
        ids = [contact.id for contact in self.contacts]
        refuse_repeated(ids, "kontakten", "contacts")
        for index, step in enumerate(self.routing.steps):
            if step.contact not in ids:
                message = f"kontakten »{step.contact}« står ikke under »contacts«; ret navnet"
                raise FieldError(message, "routing", "steps", index, "contact")
        return self

    def contact(self, contact_id: str) -> Contact:
        """The contact with that id.

        Raises:
            KeyError: the municipality has no such contact.
        """
        for contact in self.contacts:
            if contact.id == contact_id:
                return contact
        raise KeyError(contact_id)
