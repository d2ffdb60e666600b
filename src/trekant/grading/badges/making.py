"""Making a badge: a picture with the signed statement in it that somebody passed a test (Open Badges 3.0, VC-JWT)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5
from xml.sax.saxutils import escape

from openbadgeslib.ob3 import (
    Achievement,
    IdentityObject,
    Issuer,
    OB3Signer,
    OpenBadgeCredential,
    status_entry,
)

from trekant.course.people.certificate import Certificate
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course
from trekant.course.words import _
from trekant.grading.badges.issuer import LIST_SIZE, issuer_id, list_address
from trekant.grading.badges.keys import ALGORITHM, BadgeKey, private_pem, signing_key
from trekant.grading.badges.numbers import BadgeNumber, number_of
from trekant.grading.marks.certificates import Given
from trekant.grading.own_tables import InDatabase

_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="480" height="480" role="img">'
    "<title>{title}</title>"
    '<path d="M30,56 22,90l26,-12 26,12-8,-34Z" fill="#b5542f"/>'
    '<circle cx="48" cy="40" r="34" fill="#0a3f4c"/><circle cx="48" cy="40" r="27" fill="#fff"/>'
    '<path d="m35 41 9 9 18-20" fill="none" stroke="#0a3f4c" stroke-width="7" stroke-linecap="round" '
    'stroke-linejoin="round"/></svg>'
)


@dataclass(frozen=True)
class UnsignedBadge:
    """What a badge says, and what it takes to sign it."""

    credential: OpenBadgeCredential
    private_pem: str = field(repr=False)

    def signed(self) -> bytes:
        """The badge as an SVG. It takes a moment, so nobody should wait for the database meanwhile."""
        picture = _PICTURE.format(title=escape(self.credential.achievement.name))
        return OB3Signer(self.private_pem, ALGORITHM).sign_into_svg(self.credential, picture.encode())


def prepare_badge(
    gradebook: InDatabase, course: Course, quiz: Quiz, given: Given, address: str, *, with_name: bool = False
) -> UnsignedBadge:
    """The badge of a certificate; ``with_name`` puts the certificate's name into it, which is kept nowhere.

    Raises:
        CourseError: the file of the course's municipality is missing or broken.
    """
    key = signing_key(gradebook)
    numbered = number_of(gradebook, given.check_code, key)
    one = given.certificate
    owner = one.owner or course.municipality.name
    credential = OpenBadgeCredential(
        issuer=Issuer(issuer_id(address, key.number), owner, url=address),
        recipient_id=f"urn:uuid:{uuid5(UUID(numbered.id), 'holder')}",
        achievement=_achievement(one, one.quiz_title or quiz.title, one.course or course.title, owner, address),
        id=f"urn:uuid:{numbered.id}",
        issuance_date=_from(one.passed_on),
        credential_status=[_status(address, key, numbered)],
        identifiers=[IdentityObject(one.name, "name", hashed=False)] if with_name and one.name else [],
    )
    return UnsignedBadge(credential, private_pem(gradebook, key))


def _achievement(one: Certificate, title: str, course: str, owner: str, address: str) -> Achievement:
    described = _("Den, der har det her badge, har bestået »{quiz}« i kurset »{course}«.")
    criteria = _("Man får det ved at bestå testen. {owner} står for kurset og siger god for badget.")
    return Achievement(
        id=f"{address}/#{one.quiz}",
        name=title,
        description=described.format(quiz=title, course=course),
        criteria_narrative=criteria.format(owner=owner),
        achievement_type="Certificate",
    )


def _from(day: date) -> datetime:
    """The beginning of a day in UTC, which is that day in Denmark too; just after midnight there, this moment."""
    return min(datetime.combine(day, time(), UTC), datetime.now(UTC))


def _status(address: str, key: BadgeKey, numbered: BadgeNumber) -> dict[str, object]:
    part, place = divmod(numbered.number, LIST_SIZE)
    return status_entry(list_address(address, key.number, part), "revocation", place)
