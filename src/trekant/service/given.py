"""The service's door to what comes of a quiz: the table of results, and the certificates that were given."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from trekant.course.contact.clock import danish_day
from trekant.course.people.participant import Participant
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course
from trekant.grading.badges.issuer import (
    FOLDER,
    ISSUER_FILE,
    LIST_SIZE,
    MOST_OF_A_BADGE,
    BadgeIssuer,
    KnownKey,
    did_document,
    issuer_now,
    signed_list,
)
from trekant.grading.badges.numbers import BadgeNumber, badges_of, highest_number
from trekant.grading.marks.certificates import Given, certificates_in, confirm, withdraw
from trekant.grading.marks.result_table import result_table
from trekant.grading.marks.shifts import Foresight, Shift
from trekant.grading.marks.verdict import Verdict, typed_code, verdict_on
from trekant.service.grader import standings_of
from trekant.service.kept.database import Database, HeldSession

__all__ = [
    "FOLDER",
    "ISSUER_FILE",
    "MOST_OF_A_BADGE",
    "Foresight",
    "Given",
    "Shift",
    "Verdict",
    "typed_code",
    "verdict_on",
]


def table_of_results(
    database: Database,
    quiz: Quiz,
    people: Sequence[Participant],
    *,
    waiting: Collection[str] = (),
    failed: Collection[str] = (),
) -> str:
    """How some people did in a quiz, as CSV; see ``result_table``."""
    return result_table(people, quiz, standings_of(database, quiz), waiting=waiting, failed=failed)


def certificates_given(database: Database, quiz: str) -> Mapping[str, Given]:
    """Every certificate of a quiz, by check code; also those that were withdrawn."""

    def make() -> Mapping[str, Given]:
        with database.session() as held:
            return {one.check_code: one for one in certificates_in(held, quiz)}

    return database.unless_changed(("certificates", quiz), make)


def certificate_with(database: Database, check_code: str) -> Given | None:
    """The certificate with a check code; None when there is none, or none any more."""
    with database.session() as held:
        return confirm(held, check_code)


def withdraw_certificate(database: Database, check_code: str, *, undo: bool = False) -> bool:
    """Withdraw a certificate, or give it back; whether that changed anything."""
    with database.session() as held:
        return withdraw(held, check_code, undo=undo)


def badge_of(
    database: Database, course: Course, quiz: Quiz, given: Given, address: str, *, with_name: bool = False
) -> bytes:
    """The badge of a certificate, as an SVG; see ``prepare_badge``."""
    from trekant.grading.badges.making import prepare_badge

    with database.session() as held:
        unsigned = prepare_badge(held, course, quiz, given, address, with_name=with_name)
    return unsigned.signed()


def own_badges(database: Database, participant: str) -> tuple[BadgeNumber, ...]:
    """The badges that a participant has fetched."""
    with database.reading() as connection:
        return badges_of(HeldSession(Session(connection)), participant)


def badge_issuer(database: Database, course: Course) -> BadgeIssuer:
    """Who issues the badges, as others need it to verify them."""

    def make() -> BadgeIssuer:
        with database.reading() as connection:
            return issuer_now(HeldSession(Session(connection)), course.municipality.name)

    return database.unless_changed(("badge-issuer", danish_day(datetime.now(UTC))), make)


def badge_key_document(database: Database, course: Course, address: str, key: int) -> dict[str, Any] | None:
    """A public key as any verifier takes it; None where there is none of that number."""
    known = next((one for one in badge_issuer(database, course).keys if one.number == key), None)
    return did_document(address, known) if known else None


def badges_withdrawn(database: Database, course: Course, address: str, key: int, part: int) -> str | None:
    """A signed list of the badges that do not count any more; None where there is no such key or list."""
    issuer = badge_issuer(database, course)
    known = next((one for one in issuer.keys if one.number == key), None)
    with database.reading() as connection:
        there = part <= highest_number(HeldSession(Session(connection))) // LIST_SIZE
    return _signed_list(database, address, known, part, issuer.made) if known and there else None


@lru_cache(maxsize=4)
def _signed_list(database: Database, address: str, known: KnownKey, part: int, _day: date) -> str:
    """The same list is signed once a day, however many ask for it: it takes longer than all else here."""
    with database.reading() as connection:
        return signed_list(HeldSession(Session(connection)), address, known, part)


def verdict_on_file(database: Database, course: Course, content: bytes) -> Verdict:
    """What can be said of a badge in a file; see ``verdict_on_badge``."""
    from trekant.grading.badges.verifying import verdict_on_badge

    return verdict_on_badge(content, badge_issuer(database, course))
