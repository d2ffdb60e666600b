"""Weekdays and times of day as the course writes them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, PlainSerializer

from trekant.course.words import N_, _

MINUTES_A_DAY = 24 * 60

WEEKDAYS = (
    *(N_("mandag"), N_("tirsdag"), N_("onsdag"), N_("torsdag"), N_("fredag")),
    *(N_("lørdag"), N_("søndag")),
)

_TIME = re.compile(r"^(\d{1,2})[:.](\d{2})$")


def parse_time(value: Any) -> time:
    """Read ``"7:05"``, ``"07.05"`` or ``"07:05"``.

    YAML 1.1 reads an unquoted ``14:40`` as the number 880 (base 60); such a number is taken back to
    the time that the author wrote.

    Raises:
        ValueError: the text is not a time of day.
    """
    if isinstance(value, time):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 24 * 60:
        return time(value // 60, value % 60)
    match = _TIME.match(value.strip()) if isinstance(value, str) else None
    if match is None or int(match[1]) > 24 or int(match[2]) > 59:
        raise ValueError(f'»{value}« er ikke et klokkeslæt; skriv for eksempel "07:30"')
    hour, minute = int(match[1]), int(match[2])
    if hour == 24 and minute == 0:
        return time.max
    if hour == 24:
        raise ValueError(f'»{value}« er ikke et klokkeslæt; døgnet slutter "24:00"')
    return time(hour, minute)


def parse_weekday(value: Any) -> int:
    """Read a Danish weekday as its number, Monday = 0.

    Raises:
        ValueError: the text is not a weekday.
    """
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 6:
        return value
    if isinstance(value, str) and value.strip().lower() in WEEKDAYS:
        return WEEKDAYS.index(value.strip().lower())
    raise ValueError(f"»{value}« er ikke en ugedag; skriv for eksempel mandag")


Clock = Annotated[time, BeforeValidator(parse_time), PlainSerializer(lambda t: danish_time(t))]
Weekday = Annotated[int, BeforeValidator(parse_weekday)]


def danish_time(value: time) -> str:
    """``time(7, 5)`` as Danish writes it: ``07.05``; the end of the day is ``24.00``."""
    return "24.00" if value == time.max else f"{value:%H.%M}"


def minute_of_week(weekday: int, at: time) -> int:
    """Minutes since Monday 00:00; the end of a day counts as the next day's start."""
    minutes = MINUTES_A_DAY if at == time.max else at.hour * 60 + at.minute
    return weekday * MINUTES_A_DAY + minutes


_MONTHS = (
    *(N_("januar"), N_("februar"), N_("marts"), N_("april"), N_("maj"), N_("juni")),
    *(N_("juli"), N_("august"), N_("september"), N_("oktober"), N_("november"), N_("december")),
)


def danish_date(day: date) -> str:
    """``20. november 2026``, for those who run a course; what participants read is :func:`date_in_words`."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def weekday_in_words(weekday: int) -> str:
    """A weekday, Monday = 0, in the language of the course."""
    return _(WEEKDAYS[weekday])


def time_in_words(value: time) -> str:
    """``07.05``, in the language of the course; the end of the day is ``24.00``."""
    hour, minute = danish_time(value).split(".")
    # a time of day, as 07.05
    return _("{hour}.{minute}").format(hour=hour, minute=minute)


def date_in_words(day: date) -> str:
    """``20. november 2026``, in the language of the course."""
    return _("{day}. {month} {year}").format(day=day.day, month=_(_MONTHS[day.month - 1]), year=day.year)


def day_in_words(day: date) -> str:
    """``20. november``, in the language of the course."""
    return _("{day}. {month}").format(day=day.day, month=_(_MONTHS[day.month - 1]))


_DATE = re.compile(rf"^(\d{{1,2}})\. ({'|'.join(_MONTHS)}) (\d{{4}})$")


def parse_danish_date(text: str) -> date:
    """Read ``20. november 2026``.

    Raises:
        ValueError: the text is not a date.
    """
    match = _DATE.match(text.strip())
    try:
        if match:
            return date(int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        pass  # the thirtieth of February, say
    raise ValueError(f"»{text}« er ikke en dato; skriv for eksempel 25. december 2026")


def danish_day(moment: datetime) -> date:
    """The day that a moment with time zone lies in in Denmark."""
    return moment.astimezone(ZoneInfo("Europe/Copenhagen")).date()


def danish_moment(moment: datetime) -> str:
    """``20. november 2026 kl. 10.05``: a moment with time zone as the clocks in Denmark showed it."""
    local = moment.astimezone(ZoneInfo("Europe/Copenhagen"))
    return f"{danish_date(local.date())} kl. {local:%H.%M}"


_UNITS = ((365 * MINUTES_A_DAY, "år"), (MINUTES_A_DAY, "dage"), (60, "timer"))


def distance(moment: datetime, other: datetime) -> str:
    """How far a moment lies from another, in the largest unit there are two of: ``3 dage før``, ``20 timer efter``."""
    minutes = round((moment - other).total_seconds() / 60)
    side, count = "før" if minutes < 0 else "efter", abs(minutes)
    if not count:
        return "samtidig"
    for length, unit in _UNITS:
        if count >= 2 * length:
            return f"{count // length} {unit} {side}"
    return f"{count} {'minut' if count == 1 else 'minutter'} {side}"
