"""Reminders, sent to a real SMTP server: each to one person, not twice, and nothing that the person need not have."""

from __future__ import annotations

import email.policy
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy import insert, select, update

from tests.copied import ROOT
from tests.grading import QUIZ
from tests.people import NAMES, trekant
from trekant.course.people.participant import Participant
from trekant.course.people.reminders import REMINDERS
from trekant.course.store import CourseError
from trekant.grading.nbgrader_tables import SUBMITTED_ASSIGNMENT
from trekant.grading.own_tables import ARRIVAL
from trekant.service import grader
from trekant.service.kept.access import ensure_managers
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import ACCOUNT, DEADLINE, REMINDER
from trekant.service.reminders.due import refresher_day
from trekant.service.reminders.mail_server import PASSWORD, SECURITY, SENDER, SERVER, USER, mail_address, mail_from
from trekant.service.settings import ADDRESS
from trekant.service.state import Service

LENE = "lene@fjordby.example"
FROM = "kursus@fjordby.example"


@dataclass
class Post:
    """What a mail server is given; ``refused`` are addresses that it knows nobody at."""

    refused: set[str] = field(default_factory=set)
    taken: list[tuple[list[str], EmailMessage]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  what aiosmtpd calls
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        message = BytesParser(policy=email.policy.default).parsebytes(envelope.content)
        assert isinstance(message, EmailMessage)
        self.taken.append((list(envelope.rcpt_tos), message))
        return "250 OK"

    def by_address(self) -> dict[str, EmailMessage]:
        assert all(len(to) == 1 for to, _message in self.taken), "each mail goes to one person alone"
        assert len({to[0] for to, _message in self.taken}) == len(self.taken), "nobody gets two"
        return {to[0]: message for to, message in self.taken}


class OnFreePort(Controller):
    """aiosmtpd connects to its server once it is there, and would take port 0 for the port."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """A mail server that takes mails from anybody, named in the environment."""
    made = Post()
    controller = OnFreePort(made, hostname="127.0.0.1", port=0)
    controller.start()
    monkeypatch.setenv(SERVER, f"127.0.0.1:{controller.port}")
    monkeypatch.setenv(SENDER, FROM)
    monkeypatch.setenv(SECURITY, "ingen")
    monkeypatch.setenv(ADDRESS, "https://bekymret.example")
    yield made
    controller.stop()


@pytest.fixture
def course(service: Service, graded: Path) -> Service:
    """Dan and eva-1 are over the day; lene leads everybody but eva-1."""
    shutil.copy(ROOT / REMINDERS, graded / REMINDERS)
    everybody = grader.everybody(service.database)
    led = [one.model_copy(update={"manager": "" if one.code == "eva-1" else LENE}) for one in everybody]
    grader.put_on_roster(service.database, led)
    set_day(service, utc_now().date() - timedelta(days=2))
    return service


def set_day(service: Service, day: date) -> None:
    with service.database.writing() as connection:
        connection.execute(insert(DEADLINE).values(cohort="2026-1", quiz=QUIZ, day=day))


def remind(*options: str, code: int = 0) -> str:
    result: Result = trekant("remind", *options)
    assert result.exit_code == code, result.output
    return result.output


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_who_is_over_the_day_and_their_manager_get_one_mail_each(course: Service, post: Post) -> None:
    said = remind()
    mails = post.by_address()
    assert set(mails) == {"dan@fjordby.example", "eva-1@fjordby.example", LENE} and "Sendt: 3 mails." in said
    dan = mails["dan@fjordby.example"]
    assert (dan["To"], dan["From"], dan["Auto-Submitted"]) == ("dan@fjordby.example", FROM, "auto-generated")
    assert f"Hej {NAMES['dan']}\n" in text_of(dan) and "https://bekymret.example\n" in text_of(dan)
    others = [name for code, name in NAMES.items() if code != "dan"]
    assert not [name for name in others if name in dan.as_string()] and "Ana" not in dan["Subject"]
    listed = text_of(mails[LENE])
    assert f"- {NAMES['dan']}: Ikke afleveret, fristen var" in listed and f"- {NAMES['bo']}: Afleveret\n" in listed
    assert NAMES["eva-1"] not in listed and "https://bekymret.example/leder\n" in listed
    assert not re.search(r"\d+ af \d+|point:|Bestået|Ikke bestået", listed), "they are four"
    assert not re.search(r"\{\w+\}", "".join(map(text_of, mails.values())))


def test_nobody_gets_it_again_before_the_days_are_gone(course: Service, post: Post) -> None:
    remind()
    post.taken.clear()
    assert "Har fået en for nylig: 3." in remind() and post.taken == []
    with course.database.writing() as connection:
        connection.execute(update(REMINDER).values(day=utc_now().date() - timedelta(days=8)))
    remind()
    assert list(post.by_address()) == [LENE], "a list is weekly, and a reminder waits longer"


def test_a_dry_run_says_who_and_what_and_sends_and_notes_nothing(
    course: Service, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SERVER)
    said = remind("--dry-run")
    assert (
        "dan: Når du undrer dig: Du mangler at aflevere" in said
        and "Ingen mail er sendt. Der ville gå 3 mails." in said
    )
    assert f"Hej {NAMES['dan']}" in said and post.taken == []
    with course.database.reading() as connection:
        assert connection.execute(select(REMINDER)).all() == []


def test_only_participants_or_only_managers(course: Service, post: Post) -> None:
    remind("--to", "managers")
    assert list(post.by_address()) == [LENE]
    remind("--to", "participants")
    assert set(post.by_address()) == {"dan@fjordby.example", "eva-1@fjordby.example", LENE}


def test_an_address_that_is_refused_keeps_nobody_else_from_theirs(course: Service, post: Post) -> None:
    grader.put_on_roster(course.database, [Participant(code="fie", name="Fie", cohort="2026-1")])
    post.refused.add("dan@fjordby.example")
    said = remind(code=1)
    assert set(post.by_address()) == {"eva-1@fjordby.example", LENE}
    assert "dan: mailserveren tager ikke imod adressen (5.1.1 nobody of that name)." in said
    assert "Har ingen mailadresse, der kan bruges: fie." in said
    post.refused.clear()
    remind()
    assert "dan@fjordby.example" in post.by_address(), "what was not taken is tried again"


def test_a_manager_who_is_let_in_no_more_gets_no_list(course: Service, post: Post) -> None:
    ensure_managers(course.database, [LENE])
    account = course.accounts.of_manager(LENE)
    assert account
    course.accounts.revoke(account.id)
    remind("--to", "managers")
    assert post.taken == []


def test_the_year_is_up_with_a_day_for_the_calendar(course: Service, post: Post) -> None:
    handed_in = utc_now() - timedelta(days=345)
    with course.database.writing() as connection:
        connection.execute(update(SUBMITTED_ASSIGNMENT).values(timestamp=handed_in))
        connection.execute(ARRIVAL.delete())
    remind("--to", "participants")
    mails = post.by_address()
    assert set(mails) == {f"{code}@fjordby.example" for code in NAMES}
    ana = mails["ana@fjordby.example"]
    [part] = list(ana.iter_attachments())
    assert part.get_content_type() == "text/calendar" and part.get_filename() == "aftale.ics"
    [event] = Calendar.from_ical(part.get_content()).walk("VEVENT")
    day = refresher_day(handed_in.date(), utc_now().date())
    assert abs((event["dtstart"].dt - day).days) <= 1 and type(event["dtstart"].dt) is date
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(days=1)
    assert not {"ORGANIZER", "ATTENDEE", "URL"} & event.keys() and "ana" not in str(event["uid"])
    unfolded = re.sub(r"\r?\n ", "", part.get_content())
    assert set(re.findall(r"https?://[^\s\\]+", unfolded)) == {"https://bekymret.example"}
    assert "ikke bestået" not in text_of(ana).lower() and "point" not in text_of(ana)
    with course.database.writing() as connection:
        connection.execute(REMINDER.delete())
    post.taken.clear()
    remind("--to", "participants")
    [again] = list(post.by_address()["ana@fjordby.example"].iter_attachments())
    [later] = Calendar.from_ical(again.get_content()).walk("VEVENT")
    assert later["uid"] == event["uid"], "a calendar takes it for the same"


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 1500))
def test_the_day_of_the_calendar_is_a_working_day_a_year_later_or_more(handed_in: date, later: int) -> None:
    today = handed_in + timedelta(days=later)
    day = refresher_day(handed_in, today)
    assert day.weekday() < 5 and today <= day <= today + timedelta(days=368)
    assert day - handed_in >= timedelta(days=365)


@pytest.mark.parametrize("name", ["Ond\r\nBcc: alle@fjordby.example", "Ond\nSubject: Nyt", "\u2028To: x@y.example"])
def test_no_name_becomes_a_header_or_another_line(course: Service, post: Post, name: str) -> None:
    everybody = [one for one in grader.everybody(course.database) if one.code == "dan"]
    hostile = Participant.model_construct(**dict(everybody[0]) | {"name": name})
    grader.put_on_roster(course.database, [hostile])
    remind()
    for to, message in post.taken:
        assert to == [message["To"]] and message["Bcc"] is None and "Nyt" not in message["Subject"]
        assert not re.search(r"^(Bcc|Subject|To):", text_of(message), re.M)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "a@b",
        "a@b.dk,c@d.dk",
        "a@b.dk\r\nBcc: c@d.dk",
        "<a@b.dk>",
        "å@b.dk",
        "a b@c.dk",
        "a@b.dk>",
        '"a"@b.dk;',
    ],
)
def test_what_is_no_address_gets_no_mail(address: str) -> None:
    assert mail_address(address) is None


def test_addresses_that_people_have_are_taken() -> None:
    for address in (
        "a@b.dk",
        "Åse".encode("ascii", "ignore").decode() + "e.holm+x@skole.fjordby.example",
        "o'neil@b.dk",
    ):
        assert mail_address(address) == address


def test_off_until_a_server_is_named(course: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    said = remind(code=1)
    assert SERVER in said and SENDER in said and len(said.strip().splitlines()) == 1
    monkeypatch.setenv(SERVER, "127.0.0.1:1")
    assert f"{SENDER} er »«" in remind(code=1)
    monkeypatch.setenv(SENDER, FROM)
    assert ADDRESS in remind(code=1)
    monkeypatch.setenv(ADDRESS, "https://bekymret.example")
    said = remind(code=1)
    assert said.startswith("Mailserveren 127.0.0.1:1 svarer ikke (Connection refused)") and said.count("\n") == 1
    with course.database.reading() as connection:
        assert connection.execute(select(REMINDER)).all() == []


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({SECURITY: "ssl"}, SECURITY),
        ({SERVER: "mail.fjordby.example:smtp"}, SERVER),
        ({SERVER: "https://mail.fjordby.example"}, SERVER),
        ({SENDER: "Kurset"}, SENDER),
        ({USER: "kursus"}, PASSWORD),
        ({USER: "kursus", PASSWORD: "hemmelig", SECURITY: "ingen"}, SECURITY),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_variable(said: dict[str, str], names: str) -> None:
    whole = {SERVER: "mail.fjordby.example", SENDER: FROM}
    assert (mail_from(whole).port, mail_from(whole).security) == (587, "starttls")
    assert mail_from(whole | {SERVER: "[::1]:2525"}).port == 2525
    with pytest.raises(CourseError, match=names) as told:
        mail_from(whole | said)
    assert "hemmelig" not in str(told.value)


def test_a_wrong_password_and_a_server_without_starttls_are_a_sentence(
    course: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = OnFreePort(
        Post(),
        hostname="127.0.0.1",
        port=0,
        auth_require_tls=False,
        authenticator=lambda *_: AuthResult(success=False, handled=False),
    )
    controller.start()
    try:
        for name, value in (
            (SERVER, f"127.0.0.1:{controller.port}"),
            (SENDER, FROM),
            (ADDRESS, "https://bekymret.example"),
        ):
            monkeypatch.setenv(name, value)
        assert SECURITY in remind(code=1), "it cannot STARTTLS"
        for name, value in ((SECURITY, "ingen"), (USER, "kursus"), (PASSWORD, "hemmelig")):
            monkeypatch.setenv(name, value)
        said = remind(code=1)
        assert "tager ikke imod brugernavn og kode" in said and "hemmelig" not in said and said.count("\n") == 1
    finally:
        controller.stop()


def test_what_was_sent_is_told_and_goes_with_the_participant(course: Service, post: Post) -> None:
    ensure_managers(course.database, [LENE])
    remind()
    assert trekant("participants", "export", "dan", "--to", "dan.zip").exit_code == 0
    shutil.unpack_archive("dan.zip", "dan")
    assert '"kind": "overdue"' in Path("dan/oplysninger.json").read_text(encoding="utf-8")
    assert trekant("participants", "forget", "dan", "--yes").exit_code == 0
    with course.database.reading() as connection:
        assert set(connection.scalars(select(REMINDER.c.participant))) == {"", "eva-1"}
        assert connection.scalar(select(ACCOUNT.c.email).where(ACCOUNT.c.email == LENE)) == LENE
    for code in ("ana", "bo", "cilla"):
        assert trekant("participants", "forget", code, "--yes").exit_code == 0
    with course.database.reading() as connection:
        assert list(connection.scalars(select(REMINDER.c.participant))) == ["eva-1"], "lene leads nobody any more"
        assert connection.execute(select(ACCOUNT).where(ACCOUNT.c.email == LENE)).all() == []
