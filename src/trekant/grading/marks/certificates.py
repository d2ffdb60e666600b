"""Who has a certificate: given, withdrawn, and confirmed. The paper itself is made elsewhere."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from trekant.course.contact.clock import danish_day
from trekant.course.people.certificate import Certificate
from trekant.course.quizzes.quiz import Quiz
from trekant.course.quizzes.result import QuizResult
from trekant.course.store import Course
from trekant.course.tasks.points import rounded
from trekant.grading.own_tables import CERTIFICATE, SECRET, InDatabase, as_kept, now

PURPOSE = "certificates"

_FEW = 100
"""So few are asked for by their codes."""


@dataclass(frozen=True)
class Given:
    """A certificate as it was given; ``printed`` when there is a paper with its name on it.

    ``taken_back`` is that a trainer withdrew it; else something newer took its place when it is ``withdrawn``.
    """

    certificate: Certificate
    check_code: str
    printed: bool
    withdrawn: datetime | None
    taken_back: bool
    genuine: bool
    """Whether the code still fits what is kept; when not, somebody has changed it in the database."""


@dataclass(frozen=True)
class Words:
    """What stands on every paper of a course: its title, and who holds it."""

    course: str
    owner: str

    @classmethod
    def of(cls, course: Course) -> Words:
        """Those of a course.

        Raises:
            CourseError: the file of its municipality is missing or broken.
        """
        return cls(course.title, course.municipality.name)


@dataclass(frozen=True)
class Awards:
    """What was decided: check codes of the certificates that are new and that were withdrawn."""

    new: tuple[str, ...]
    withdrawn: tuple[str, ...]


def award(
    gradebook: InDatabase, quiz: Quiz, results: Iterable[QuizResult], names: Mapping[str, str], words: Words
) -> Awards:
    """Give everybody who passed a certificate, in one transaction; who is not in ``names`` gets none for now.

    A certificate stays while the result and the name stay. It is withdrawn when the same answers turn out to be worth
    something else, when the name was put right, or when a later attempt is passed too; a later attempt that is not
    passed leaves it as true as it was. Nor does a pass mark that was raised since take it away, or a course that was
    given another title. Where a trainer has brought an earlier hand-in back, the one that was handed in after it is
    worth nothing any more, and what was given on it is withdrawn. Where a trainer has taken a certificate back, nothing
    is given on the same answers.
    """
    secret, results = _secret(gradebook), tuple(results)
    asked = select(CERTIFICATE).where(CERTIFICATE.c.quiz == quiz.id)
    if len(results) <= _FEW:  # one who has just handed in, among thousands
        asked = asked.where(CERTIFICATE.c.participant.in_({one.participant for one in results}))
    rows = gradebook.db.execute(asked).all()
    kept: dict[str, list[Any]] = {}
    for row in rows:
        kept.setdefault(row.participant, []).append(row)
    given, withdrawn = [], []
    for result in results:
        if result.pending_manual:
            continue
        mine, name = kept.get(result.participant, []), names.get(result.participant)
        live = [row for row in mine if row.withdrawn is None]
        refused = any(row.taken_back and row.handed_in == as_kept(result.handed_in) for row in mine)
        certificate = _certificate(result, quiz, live, name, words) if result.passed and name and not refused else None
        code = certificate.check_code(secret) if certificate else None
        good = {row.check_code for row in live if row.check_code == code or _still_true(row, result, name)}
        withdrawn += [row.check_code for row in live if row.check_code not in good and _overtaken(row, result, name)]
        if certificate and code and not good:
            given.append((code, certificate, result, {row.check_code for row in mine}))
    _write(gradebook, given, withdrawn)
    return Awards(tuple(code for code, *_ in given), tuple(withdrawn))


def _certificate(result: QuizResult, quiz: Quiz, live: list[Any], name: str, words: Words) -> Certificate:
    # where the answers have been removed since, the certificate that was given on them knows their revision; and its
    # day stays, which before arrivals were kept was by the participant's clock
    same = [row for row in live if row.handed_in == as_kept(result.handed_in)]
    revisions = [result.revision] if result.revision else [row.revision for row in same]
    return Certificate(
        participant=result.participant,
        quiz=quiz.id,
        revision=next(iter(revisions), quiz.revision),
        passed_on=next((row.passed_on for row in same), danish_day(result.handed_in)),
        points=result.points,
        maximum=result.maximum,
        name=name,
        quiz_title=quiz.title,
        course=words.course,
        owner=words.owner,
    )


def _still_true(row: Any, result: QuizResult, name: str | None) -> bool:
    """Whether a certificate says just what one that is given now would say of answers, worth and name.

    Where ``name`` is None, nobody knows a better one. Before a paper is there, a certificate of version 1 has no name.
    """
    same_name = name is None or row.name is None or row.name == name
    return result.passed and row.handed_in == as_kept(result.handed_in) and same_name and _same_worth(row, result)


def _overtaken(row: Any, result: QuizResult, name: str | None) -> bool:
    if row.handed_in != as_kept(result.handed_in):
        brought_back = row.handed_in > as_kept(result.handed_in)
        return brought_back or (result.passed and name is not None)
    renamed = result.passed and name is not None and row.name not in (None, name)
    return renamed or not _same_worth(row, result)


def _same_worth(row: Any, result: QuizResult) -> bool:
    """As the paper shows it: before points were added exactly, 18 could be kept as 17.9999."""
    before, after = (row.points, row.maximum), (result.points, result.maximum)
    return [rounded(one, 2) for one in before] == [rounded(one, 2) for one in after]


def _write(
    gradebook: InDatabase, given: list[tuple[str, Certificate, QuizResult, set[str]]], withdrawn: list[str]
) -> None:
    execute, moment = gradebook.db.execute, now()
    for code in withdrawn:
        execute(update(CERTIFICATE).where(CERTIFICATE.c.check_code == code).values(withdrawn=moment))
    new = []
    for code, certificate, result, known in given:
        if code in known:  # withdrawn once, and the result is again what it was
            execute(update(CERTIFICATE).where(CERTIFICATE.c.check_code == code).values(withdrawn=None, printed=None))
        else:
            more = {"check_code": code, "handed_in": as_kept(result.handed_in), "issued": moment}
            new.append(certificate.model_dump() | more)
    if new:
        execute(insert(CERTIFICATE), new)
    gradebook.db.commit()


def certificates_in(gradebook: InDatabase, quiz: str) -> tuple[Given, ...]:
    """Every certificate of a quiz, by participant; also those that were withdrawn."""
    return _given(gradebook, CERTIFICATE.c.quiz == quiz)


def certificates_of(gradebook: InDatabase, participant: str) -> tuple[Given, ...]:
    """Every certificate of a participant."""
    return _given(gradebook, CERTIFICATE.c.participant == participant)


def confirm(gradebook: InDatabase, check_code: str) -> Given | None:
    """The certificate with a check code; None when there is none, or none any more."""
    return next(iter(_given(gradebook, CERTIFICATE.c.check_code == check_code)), None)


def _given(gradebook: InDatabase, wanted: Any) -> tuple[Given, ...]:
    secret = _secret(gradebook)
    order = (CERTIFICATE.c.participant, CERTIFICATE.c.quiz, CERTIFICATE.c.issued)
    found = []
    for row in gradebook.db.execute(select(CERTIFICATE).where(wanted).order_by(*order)):
        kept = {name: getattr(row, name) for name in Certificate.model_fields}
        certificate = Certificate(**{name: "" if value is None else value for name, value in kept.items()})
        genuine = secrets.compare_digest(certificate.check_code(secret), row.check_code)
        printed, taken_back = row.printed is not None, row.taken_back is not None
        found.append(Given(certificate, row.check_code, printed, row.withdrawn, taken_back, genuine))
    return tuple(found)


def withdraw(gradebook: InDatabase, check_code: str, *, undo: bool = False) -> bool:
    """Withdraw a certificate, or give one back that was taken back so; whether that changed anything.

    Given back it counts again only where nothing newer has taken its place.
    """
    mine = CERTIFICATE.c.check_code == check_code
    row = gradebook.db.execute(select(CERTIFICATE).where(mine)).first()
    if row is None or (row.taken_back is None if undo else row.withdrawn is not None):
        return False
    values: dict[str, Any] = {"withdrawn": now(), "taken_back": now()}
    if undo:
        values = {"taken_back": None} if _has_newer(gradebook, row) else {"withdrawn": None, "taken_back": None}
    gradebook.db.execute(update(CERTIFICATE).where(mine).values(**values))
    gradebook.db.commit()
    return True


def _has_newer(gradebook: InDatabase, row: Any) -> bool:
    of_them = (CERTIFICATE.c.participant == row.participant, CERTIFICATE.c.quiz == row.quiz)
    live = select(CERTIFICATE.c.check_code).where(*of_them, CERTIFICATE.c.withdrawn.is_(None))
    return gradebook.db.execute(live).first() is not None


def note_printed(gradebook: InDatabase, names: Mapping[str, str]) -> None:
    """Keep that there is a paper, and what name stands on it, by check code."""
    moment = now()
    for code, name in names.items():
        row = update(CERTIFICATE).where(CERTIFICATE.c.check_code == code)
        gradebook.db.execute(row.values(name=name, printed=moment))
    gradebook.db.commit()


def _secret(gradebook: InDatabase) -> bytes:
    """The key of the check codes; it is made the first time it is needed."""
    asked = select(SECRET.c.value).where(SECRET.c.purpose == PURPOSE)
    value = gradebook.db.execute(asked).scalar()
    if value is None:
        try:
            gradebook.db.execute(insert(SECRET).values(purpose=PURPOSE, value=secrets.token_hex(32)))
            gradebook.db.commit()
        except IntegrityError:  # another machine was first; its key is the key
            gradebook.db.rollback()
        value = gradebook.db.execute(asked).scalar_one()
    return bytes.fromhex(value)
