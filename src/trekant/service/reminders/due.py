"""Who is to get which mail today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import select

from trekant.course.contact.clock import danish_day
from trekant.course.writing.text import in_danish_order
from trekant.service import grader
from trekant.service.kept.access import Role
from trekant.service.kept.moments import aware
from trekant.service.kept.tables import ACCOUNT
from trekant.service.leaders.done import Led, tests_and_people
from trekant.service.leaders.managers import managers_among
from trekant.service.reminders.letters import Letters
from trekant.service.reminders.mail_server import mail_address
from trekant.service.reminders.sent import Addressee, MailKind
from trekant.service.state import Service

_FRIDAY, _WEEK = 4, 7


@dataclass(frozen=True)
class Due:
    """A mail that is due; ``message`` is None where there is no address that it can go to.

    ``again_after`` is how many days must be between two of the kind to the same.
    """

    to: Addressee
    again_after: int
    message: EmailMessage | None


def due_to_participants(service: Service, letters: Letters, today: date) -> Iterator[Due]:
    """What participants are to get: who is over the day of a test is told so, and nobody else is asked to refresh."""
    quizzes, everybody = tests_and_people(service, grader.everybody(service.database))
    handed_in = _last_handed_in(service)
    for one in everybody:
        code, address = one.participant.code, mail_address(one.participant.email)
        if one.late:
            mail = letters.overdue(address, one, quizzes) if address else None
            yield Due(Addressee(MailKind.OVERDUE, participant=code), letters.texts.participants.again_after, mail)
        elif code in handed_in:
            days, day = letters.texts.refresher.days_before, refresher_day(handed_in[code], today)
            if day - timedelta(days=days) <= today < day:
                mail = letters.refresher(address, one.participant.name, code, day) if address else None
                yield Due(Addressee(MailKind.REFRESHER, participant=code), 2 * days, mail)


def _last_handed_in(service: Service) -> dict[str, date]:
    """The day on which each last handed in a test, by code; when, and nothing of how it went."""
    last: dict[str, date] = {}
    for quiz in service.graded_quizzes():
        if quiz.measures:
            continue
        for code, standing in grader.standings_of(service.database, quiz).items():
            if standing.arrived is not None:
                day = danish_day(aware(standing.arrived))
                last[code] = max(last.get(code, day), day)
    return last


def refresher_day(handed_in: date, today: date) -> date:
    """The next day that is whole years after one, and from today on; one in a weekend is moved to the Monday after."""
    years = max(1, today.year - handed_in.year)
    day = _years_after(handed_in, years)
    if day < today:
        day = _years_after(handed_in, years + 1)
    return day if day.weekday() <= _FRIDAY else day + timedelta(days=_WEEK - day.weekday())


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return date(day.year + years, 3, 1)


def due_to_managers(service: Service, letters: Letters) -> Iterator[Due]:
    """What managers are to get: those of whose people somebody has not handed in what a day is set for."""
    closed = _closed_managers(service)
    for manager in managers_among(grader.everybody(service.database)):
        if manager.email in closed:
            continue
        quizzes, people = tests_and_people(service, manager.people)
        if not any(cell.day and not cell.done for one in people for cell in one.cells):
            continue
        address = mail_address(manager.email)
        mail = letters.weekly_list(address, manager.name, _in_order(people), quizzes) if address else None
        yield Due(Addressee(MailKind.LIST, manager=manager.email), letters.texts.managers.again_after, mail)


def _in_order(people: Sequence[Led]) -> list[Led]:
    return sorted(people, key=lambda one: in_danish_order(one.participant.name))


def _closed_managers(service: Service) -> set[str]:
    """Those whom a trainer lets in no more; they are told nothing by mail either."""
    wanted = (ACCOUNT.c.role == Role.MANAGER, ACCOUNT.c.revoked.is_not(None))
    with service.database.reading() as connection:
        return set(connection.scalars(select(ACCOUNT.c.email).where(*wanted)))


def today_in_denmark() -> date:
    """The day that it is."""
    return danish_day(datetime.now(UTC))
