"""The days on which offices are closed: a country's public holidays, and a municipality's own days."""

from __future__ import annotations

from datetime import date
from functools import cache

from pydantic import Field

from trekant.course.base import Model, Text


class OwnDay(Model):
    """A day on which the municipality is closed although it is no public holiday."""

    day: date
    name: Text


class ClosedDays(Model):
    """When an office is closed besides its ordinary hours.

    ``public_holidays`` is the country (ISO 3166) whose holidays count, as the library ``holidays`` has them; without
    it only the municipality's own days do.
    """

    public_holidays: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    own: tuple[OwnDay, ...] = ()

    def name(self, day: date) -> str | None:
        """What the closed day is called, with a small first letter (``juledag``); None when it is no closed day."""
        for own in self.own:
            if own.day == day:
                return own.name
        found = _public(self.public_holidays, day.year).get(day) if self.public_holidays else None
        if not found or found.startswith(_PROPER):
            return found
        return found[0].lower() + found[1:]


_PROPER = ("Kristi ",)
"""How a holiday's name begins where the first word is a person's."""

NO_CLOSED_DAYS = ClosedDays()


def is_known(country: str) -> bool:
    """Whether the library has the holidays of a country."""
    # two tenths of a second and 17 MB, which most commands and the service can do without
    import holidays

    return country in holidays.list_supported_countries()


@cache
def _public(country: str, year: int) -> dict[date, str]:
    import holidays

    try:
        found = holidays.country_holidays(country, years=year, expand=False)
    except NotImplementedError:  # which is told by the rules
        return {}
    languages = found.supported_languages
    language = "da" if "da" in languages else found.default_language
    return dict(holidays.country_holidays(country, years=year, expand=False, language=language))
