"""How long what is held on participants is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import Field, model_validator

from trekant.course.base import FieldError, Model
from trekant.course.words import N_, _, ngettext


class Retention(Model):
    """Periods in days; None keeps it until somebody removes it.

    ``answers`` counts from the day of arrival, and holds for answers, feedback and comments. ``participants`` counts
    from the last arrival, or from when somebody came on the roster, and holds for all the rest: name, points and
    certificates. ``audit`` counts from when a trainer did something with what is kept of somebody.
    """

    answers: int | None = Field(default=None, ge=1)
    participants: int | None = Field(default=None, ge=1)
    audit: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _answers_first(self) -> Retention:
        if self.answers and self.participants and self.answers > self.participants:
            message = "»answers« må ikke være længere end »participants«; svar kan ikke gemmes uden en deltager"
            raise FieldError(message, "answers")
        return self

    @property
    def keeps_for_ever(self) -> bool:
        """Whether nothing has a period."""
        return self.answers is self.participants is self.audit is None

    def limits(self, at: datetime) -> Limits:
        """What is too old at a moment, which is in UTC and without a time zone."""
        ago = {name: days and at - timedelta(days=days) for name, days in self.model_dump().items()}
        return Limits(at=at, **ago)


@dataclass(frozen=True)
class Limits:
    """Moments, in UTC and without a time zone: what is from before them goes. None keeps it.

    ``at`` is the moment that they are reckoned from.
    """

    at: datetime
    answers: datetime | None
    participants: datetime | None
    audit: datetime | None


_COUNTS = (
    *("", N_("et"), N_("to"), N_("tre"), N_("fire"), N_("fem")),
    *(N_("seks"), N_("syv"), N_("otte"), N_("ni"), N_("ti")),
)


def days_in_words(days: int) -> str:
    """``365`` as ``et år``, ``1095`` as ``tre år``, ``90`` as ``90 dage``."""
    years, rest = divmod(days, 365)
    if rest or years >= len(_COUNTS):
        return ngettext("en dag", "{days} dage", days).format(days=days)
    return ngettext("{count} år", "{count} år", years).format(count=_(_COUNTS[years]))
