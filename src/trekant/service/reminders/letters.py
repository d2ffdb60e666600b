"""The mails: the words of the course, filled in, each to one person alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from hashlib import sha256

from icalendar import Calendar, Event

from trekant.course.contact.clock import date_in_words
from trekant.course.people.reminders import ReminderTexts, filled_in
from trekant.course.quizzes.quiz import Quiz
from trekant.course.words import _, language
from trekant.course.writing.text import on_one_line
from trekant.service.leaders.done import Led
from trekant.service.numbers import unless_few


@dataclass(frozen=True)
class Letters:
    """The mails, by what they share: the words, the title and address of the course, and whom mails are from."""

    texts: ReminderTexts
    title: str
    address: str
    sender: str

    def overdue(self, to: str, one: Led, quizzes: Sequence[Quiz]) -> EmailMessage:
        """To a participant: the tests whose day is past."""
        lacks = [
            _("- {quiz}, fristen var {day}").format(quiz=quiz.title, day=date_in_words(cell.day))
            for quiz, cell in zip(quizzes, one.cells, strict=True)
            if cell.late and cell.day
        ]
        mail = self.texts.participants
        return self._mail(to, mail.subject, mail.text, navn=one.participant.name, tests="\n".join(lacks))

    def weekly_list(self, to: str, name: str, people: Sequence[Led], quizzes: Sequence[Quiz]) -> EmailMessage:
        """To a manager: who has handed in and who has not, test by test, of those who have a day for it."""
        parts = []
        for number, quiz in enumerate(quizzes):
            cells = [(one.participant.name, one.cells[number]) for one in people if one.cells[number].day]
            if not cells:
                continue
            lines = [on_one_line(quiz.title)]
            if share := unless_few([cell.done for _name, cell in cells]):
                said = _("{done} af {everybody} har afleveret.")
                lines.append(said.format(done=share.done, everybody=share.everybody))
            for named, cell in sorted(cells, key=lambda pair: (pair[1].done, not pair[1].late)):
                status = _("Afleveret") if cell.done else _("Ikke afleveret")
                if cell.day and not cell.done:
                    status = _("Ikke afleveret, fristen var {day}") if cell.late else _("Ikke afleveret, frist {day}")
                    status = status.format(day=date_in_words(cell.day))
                lines.append(f"- {on_one_line(named) or _('Uden navn')}: {status}")
            parts.append("\n".join(lines))
        mail = self.texts.managers
        return self._mail(to, mail.subject, mail.text, where="/leder", navn=name, liste="\n\n".join(parts))

    def refresher(self, to: str, name: str, code: str, day: date) -> EmailMessage:
        """To a participant: the day on which to go through the course again, also for the calendar."""
        mail = self.texts.refresher
        message = self._mail(to, mail.subject, mail.text, navn=name, dag=date_in_words(day))
        calendar = self._calendar(code, day).to_ical().decode()
        message.add_attachment(calendar, subtype="calendar", filename="aftale.ics", params={"method": "PUBLISH"})
        return message

    def _calendar(self, code: str, day: date) -> Calendar:
        """A whole day that keeps nobody from anything else; it is no invitation, so nobody is asked to answer it."""
        values = {"kursus": self.title, "adresse": self.address}
        event = Event()
        event.add("uid", sha256(f"{self.address} {code} {day}".encode()).hexdigest()[:32])
        event.add("dtstamp", datetime.now(UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", filled_in(self.texts.refresher.event, values))
        event.add("description", filled_in(self.texts.refresher.event_text, values))
        event.add("transp", "TRANSPARENT")
        calendar = Calendar()
        calendar.add("prodid", "-//trekant//")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add_component(event)
        return calendar

    def _mail(self, to: str, subject: str, text: str, *, where: str = "", navn: str, **more: str) -> EmailMessage:
        values = {"navn": on_one_line(navn), "kursus": self.title, "adresse": self.address + where, **more}
        message = EmailMessage()
        message["From"], message["To"] = self.sender, to
        message["Subject"] = on_one_line(filled_in(subject, values))
        message["Date"] = format_datetime(datetime.now(UTC))
        message["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message["Content-Language"] = language()
        message.set_content(filled_in(text, values) + "\n")
        return message
