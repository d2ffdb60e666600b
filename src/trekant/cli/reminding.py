"""The command that sends reminders by mail; it is run by a person or, once a day or week, by the machine."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from trekant.cli.base import CANNOT, for_trainers, main, say
from trekant.course.store import CourseError, find_root, read_data
from trekant.course.writing.text import danish_number

if TYPE_CHECKING:
    from pathlib import Path

    from trekant.service.reminders.due import Due
    from trekant.service.reminders.letters import Letters
    from trekant.service.reminders.round import Round
    from trekant.service.reminders.sent import Addressee
    from trekant.service.state import Service

_PARTICIPANTS, _MANAGERS = "participants", "managers"


@main.command()
@click.option("--dry-run", is_flag=True, help="Vis, hvem der ville få en mail, uden at sende nogen.")
@click.option(
    "--to",
    "audience",
    type=click.Choice([_PARTICIPANTS, _MANAGERS]),
    help="Kun til deltagerne eller kun til lederne.",
)
@for_trainers
def remind(dry_run: bool, audience: str | None) -> None:
    """Send mails til deltagere, der er over fristen eller snart kan friske kurset op, og ugens liste til ledere.

    Den samme får ikke den samme slags mail igen, før der er gået de dage, som assets/paamindelser.yaml siger.
    """
    from trekant.course.people.reminders import REMINDERS, ReminderTexts
    from trekant.service.reminders.due import today_in_denmark
    from trekant.service.reminders.letters import Letters
    from trekant.service.reminders.mail_server import MailServer, mail_from
    from trekant.service.reminders.round import send_round, to_be_sent
    from trekant.service.reminders.sent import Sent
    from trekant.service.settings import ADDRESS, address_from

    root = find_root()
    texts = read_data(root, REMINDERS, ReminderTexts)
    settings = None if dry_run else mail_from()
    address = address_from(otherwise="http://127.0.0.1:8000" if dry_run else "")
    if not address:
        raise CourseError(f"{ADDRESS} mangler; skriv den adresse, folk kender kurset på, for den står i hver mail.")
    service = _service(root, address)
    try:
        course = service.course.settings
        letters = Letters(texts, course.model.title if course else "", address, settings.sender if settings else "")
        due = _due(service, letters, audience)
        sent = Sent(service.database, today_in_denmark())
        if settings is None:
            _tell_dry_run(to_be_sent(due, sent))
            return
        with MailServer(settings) as server:
            done = send_round(due, sent, server)
    finally:
        service.database.close()
    _tell(done)
    if done.failed:
        sys.exit(CANNOT)


def _service(root: Path, address: str) -> Service:
    from trekant.cli.service import PrintedPaper
    from trekant.course.pages.policy import framing
    from trekant.grading.folders import Folders
    from trekant.grading.gradebook_url import gradebook_url
    from trekant.service.app import make_service
    from trekant.service.settings import ServiceSettings
    from trekant.service.start import prepare_gradebook
    from trekant.site.build import site_folder

    url = gradebook_url(Folders.of(root).quizzes)
    prepare_gradebook(root, url)
    paper = PrintedPaper(root)
    return make_service(ServiceSettings(root, site_folder(root), url, address, framing(root), paper, grades=False))


def _due(service: Service, letters: Letters, audience: str | None) -> Iterator[Due]:
    from trekant.service.reminders.due import due_to_managers, due_to_participants, today_in_denmark

    if audience != _MANAGERS:
        yield from due_to_participants(service, letters, today_in_denmark())
    if audience != _PARTICIPANTS:
        yield from due_to_managers(service, letters)


def _tell_dry_run(would: Round) -> None:
    from trekant.service.reminders.sent import MailKind

    shown: set[MailKind] = set()
    for one in would.sent:
        say(f"  {_who(one.to)}: {one.message['Subject'] if one.message else ''}")
    for one in would.sent:
        if one.message and one.to.kind not in shown:
            shown.add(one.to.kind)
            body = one.message.get_body(("plain",))
            say(f"\nSådan ser mailen til {_who(one.to)} ud:\n\n{body.get_content() if body else ''}")
    say(f"Ingen mail er sendt. Der ville gå {_mails(would.sent)}.")
    _tell_rest(would)


def _tell(done: Round) -> None:
    say(f"Sendt: {_mails(done.sent)}.")
    _tell_rest(done)
    for to, why in done.failed:
        say(f"{_who(to)}: {why}.", problem=True)
    if done.cut_short:
        say("Resten bliver sendt, næste gang kommandoen bliver kørt.", problem=True)


def _tell_rest(done: Round) -> None:
    if done.lately:
        say(f"Har fået en for nylig: {_number(done.lately)}.")
    if done.no_address:
        say(f"Har ingen mailadresse, der kan bruges: {', '.join(map(_who, done.no_address))}.")


def _who(to: Addressee) -> str:
    return to.participant or to.manager


def _mails(sent: Iterable[Due]) -> str:
    many = len(list(sent))
    return f"{danish_number(many)} {'mail' if many == 1 else 'mails'}"


def _number(some: Iterable[Addressee]) -> str:
    return danish_number(len(list(some)))
