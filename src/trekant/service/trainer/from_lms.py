"""The people of a course in an LMS on their way to the roster: seen before they count, as those of a file are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from sqlalchemy import distinct, func, select

from trekant.course.people.codes import new_codes
from trekant.course.people.participant import Participant, has_cpr
from trekant.course.words import _
from trekant.course.writing.table import csv_text
from trekant.service import grader
from trekant.service.kept.access import Account
from trekant.service.kept.lti_tables import LTI_LAUNCH, LTI_PLATFORM
from trekant.service.lti.platforms import NotFetchedError, Platform, Platforms
from trekant.service.state import Service
from trekant.service.trainer.imports import upload_roster
from trekant.service.trainer.people import seen_by
from trekant.service.web.problems import ProblemError

if TYPE_CHECKING:
    from trekant.service.lti.members import LmsMember

_SENT = ("code", "name", "email", "cohort")
"""The fields of Participant that come of it; the others are left as they are."""


@dataclass(frozen=True)
class LmsCourse:
    """A course in an LMS, by one of the launches from it: what both are called, who has come, and when at last.

    ``title`` is empty where the LMS does not say it.
    """

    id: str
    platform: str
    title: str
    people: int
    seen: datetime


@dataclass(frozen=True)
class Fetched:
    """People who wait to be confirmed in an upload, and how many were left out of it.

    ``no_email`` have no e-mail address from the LMS, ``elsewhere`` are on the roster where the trainer sees nobody,
    and ``unusable`` have a name or an address that cannot stand on the roster, or one that is several people's.
    """

    upload: str
    no_email: int
    elsewhere: int
    unusable: int


def _launches(service: Service, account: Account) -> list[Any]:
    """What launches have to be, for the trainer to know of them: by somebody whom the trainer sees."""
    wanted = [LTI_LAUNCH.c.memberships != ""]
    if account.cohorts is not None:
        wanted.append(LTI_LAUNCH.c.participant.in_([one.code for one in seen_by(service, account)]))
    return wanted


def lms_courses(service: Service, account: Account) -> list[LmsCourse]:
    """The courses whose people the trainer can fetch, by the name of the LMS, the last used first."""
    seen, of, launches = func.max(LTI_LAUNCH.c.seen), LTI_LAUNCH.c, _launches(service, account)
    asked = (
        select(of.memberships, func.min(of.id), LTI_PLATFORM.c.name, func.count(distinct(of.participant)), seen)
        .join(LTI_PLATFORM, LTI_PLATFORM.c.id == of.platform)
        .where(*launches)
        .group_by(LTI_PLATFORM.c.name, of.memberships)
        .order_by(LTI_PLATFORM.c.name, seen.desc())
    )
    called = select(of.memberships, of.title).where(*launches, of.title != "")
    with service.database.reading() as connection:
        # a course may have been given another title since
        by_age = connection.execute(called.group_by(of.memberships, of.title).order_by(seen))
        titles = {row.memberships: row.title for row in by_age}
        rows = connection.execute(asked).all()
    return [LmsCourse(row[1], row[2], titles.get(row[0], ""), row[3], row[4]) for row in rows]


def fetch_from_lms(service: Service, account: Account, course: str, cohort: str) -> Fetched:
    """Fetch the people of a course, to be looked at; ``cohort`` is for those who have none.

    Raises:
        ProblemError: there is no such course.
        NotFetchedError: the LMS does not give them, or nobody of them can stand on the roster.
    """
    with service.database.reading() as connection:
        wanted = select(LTI_LAUNCH.c.platform, LTI_LAUNCH.c.memberships).where(LTI_LAUNCH.c.id == course)
        row = connection.execute(wanted.where(*_launches(service, account))).first()
    platform = Platforms(service.database).of_id(row.platform) if row else None
    if row is None or platform is None:
        raise ProblemError(404, _("Det forløb er der ikke mere. Vælg det igen under »Deltagere«."))
    if not account.may_see(cohort):
        cohorts = ", ".join(f"»{one}«" for one in account.cohorts or ())
        said = _("Skriv, hvilket hold de skal på. Du kan kun have deltagere på {cohorts}.")
        raise NotFetchedError(said.format(cohorts=cohorts))
    from trekant.service.lti.keys import Keys
    from trekant.service.lti.members import learners_of

    learners = learners_of(platform, Keys(service.database).signing(), row.memberships)
    return _Sorting(service, account, platform, cohort).sort(learners)


class _Sorting:
    """Finds out who somebody from an LMS is here."""

    def __init__(self, service: Service, account: Account, platform: Platform, cohort: str) -> None:
        self._service, self._account, self._platform, self._cohort = service, account, platform, cohort
        self._known = {one.code: one for one in grader.everybody(service.database)}
        self._by_email: dict[str, list[str]] = {}
        for one in (one for one in self._known.values() if one.email):
            self._by_email.setdefault(one.email.lower(), []).append(one.code)
        self._by_subject = self._subjects()
        self._found: dict[str, Participant] = {}
        self._emails: set[str] = set()

    def _subjects(self) -> Mapping[str, str]:
        """Who has come from there before, by what the LMS calls them: their e-mail address may be another by now."""
        wanted = select(LTI_LAUNCH.c.subject, LTI_LAUNCH.c.participant).distinct()
        with self._service.database.reading() as connection:
            rows = connection.execute(wanted.where(LTI_LAUNCH.c.platform == self._platform.id)).all()
        return {row.subject: row.participant for row in rows if row.participant in self._known}

    def sort(self, learners: list[LmsMember]) -> Fetched:
        """Keep those who can stand on the roster as an upload."""
        fresh = iter(new_codes(len(learners), self._known.keys()))
        no_email = elsewhere = unusable = 0
        for one in learners:
            codes = self._codes(one)
            before = self._known[codes[0]] if len(codes) == 1 else None
            if not codes and not one.address:
                no_email += 1
            elif before and not self._account.may_see(before.cohort):
                elsewhere += 1
            elif len(codes) > 1 or not self._take(one, before or Participant(code=next(fresh))):
                unusable += 1
        if not self._found:
            raise NotFetchedError(_nobody(no_email, elsewhere))
        lines = [[getattr(one, field) for field in _SENT] for one in self._found.values()]
        raw = csv_text([grader.FIELDS[field] for field in _SENT], lines).encode()
        return Fetched(upload_roster(self._service, self._account, raw, from_lms=True), no_email, elsewhere, unusable)

    def _codes(self, one: LmsMember) -> list[str]:
        if one.user_id in self._by_subject:
            return [self._by_subject[one.user_id]]
        return self._by_email.get(one.address.lower(), [])

    def _take(self, one: LmsMember, before: Participant) -> bool:
        """Whether somebody can stand on the roster, and is not there for somebody else already."""
        name, email = before.name, before.email
        # where addresses are not trusted, people may write another's: that changes nobody who is there
        if self._platform.trusts_email or before.code not in self._known:
            name, email = one.full_name or name, email or one.address
        owners = self._by_email.get(email.lower(), [before.code])
        twice = before.code in self._found or email.lower() in self._emails
        if twice or owners != [before.code] or has_cpr(name) or has_cpr(email):
            return False
        try:
            put = Participant(code=before.code, name=name, email=email, cohort=before.cohort or self._cohort)
        except ValidationError:
            return False
        self._found[put.code] = put
        self._emails |= {put.email.lower()} - {""}
        return True


def _nobody(no_email: int, elsewhere: int) -> str:
    if no_email:
        return _(
            "Jeres LMS sender ingen e-mail på deltagerne, så de kan ikke komme på listen. Bed it-afdelingen give "
            "kurset lov til at få navn og e-mail."
        )
    if elsewhere:
        return _("Alle i forløbet står på hold, som du ikke har adgang til.")
    return _("Ingen i forløbet har et navn og en e-mail, som kan stå på listen.")
