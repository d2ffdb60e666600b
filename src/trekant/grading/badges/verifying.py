"""Whether a badge is genuine, by the issuer's public keys alone: no network is asked, and no table."""

from __future__ import annotations

import base64
import json

from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.keys import public_jwk_from_pem
from openbadgeslib.ob3 import OB3Verifier, OpenBadgeCredential
from pydantic import ValidationError

from trekant.course.contact.clock import danish_date, danish_day
from trekant.course.store import CourseError
from trekant.grading.badges.issuer import ISSUER_FILE, LIST_SIZE, BadgeIssuer
from trekant.grading.marks.verdict import Verdict

_NO_BADGE = "Der er ikke noget badge i filen. Vælg den fil, der blev hentet, og ikke et billede af skærmen."
_PNG = b"\x89PNG"


def read_issuer(content: bytes) -> BadgeIssuer:
    """The issuer in a file ``udsteder.json``.

    Raises:
        CourseError: it is no such file.
    """
    try:
        found = BadgeIssuer.model_validate_json(content)
        for one in found.keys:
            public_jwk_from_pem(one.public_pem)
    except (ValidationError, LibOpenBadgesException):
        said = f"Filen er ikke en {ISSUER_FILE}, som kurset laver den. Hent den igen hos den, der står for kurset."
        raise CourseError(said) from None
    return found


def verdict_on_badge(content: bytes, issuer: BadgeIssuer) -> Verdict:
    """What can be said of a badge: that it is genuine, and for what, or why it is not."""
    try:
        token = _token_in(content)
        claimed = _claimed_key(token)
    except (LibOpenBadgesException, ValueError, RecursionError):
        return Verdict(False, _NO_BADGE)
    key = next((one for one in issuer.keys if public_jwk_from_pem(one.public_pem) == claimed), None)
    if key is None:
        return Verdict(
            False, f"Badget er ikke underskrevet af {issuer.name} med en nøgle, der gælder, så det kan ikke bekræftes."
        )
    try:
        found = OB3Verifier(key.public_pem).verify(token)
    except LibOpenBadgesException as error:
        return Verdict(False, _why_not(str(error)))
    if _number(found) in key.withdrawn:
        said = f"Badget gælder ikke længere; det er trukket tilbage, eller et nyt er trådt i stedet. {_of(found)}."
        return Verdict(False, said)
    return Verdict(True, f"Badget er ægte: {_of(found)}.", _to_know(issuer))


def _token_in(content: bytes) -> str:
    if content.startswith(_PNG):
        token = OB3Verifier.extract_token_from_png(content)
    elif content.lstrip().startswith(b"<"):
        token = OB3Verifier.extract_token_from_svg(content)
    else:
        token = content.decode("ascii").strip()
    head, body, signature = (_decoded(part) for part in token.split("."))
    if not (head and body and signature):
        raise ValueError("a part of it is empty")
    return token


def _decoded(part: str) -> bytes:
    """The bytes of a part; another spelling of the same bytes is refused."""
    found = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if base64.urlsafe_b64encode(found).rstrip(b"=") != part.encode():
        raise ValueError("another spelling of the same bytes")
    return found


def _claimed_key(token: str) -> object:
    """The public key that a badge says it is signed with; nobody has seen yet whether it is."""
    head = json.loads(_decoded(token.split(".")[0]))
    return head.get("jwk") if isinstance(head, dict) else None


def _why_not(error: str) -> str:
    """The library tells it in English words alone."""
    if "expired" in error:
        return "Badget er udløbet, så det gælder ikke længere."
    if "not yet valid" in error:
        return "Badget gælder først fra en dag, der ikke er kommet. Se efter, om maskinens ur går rigtigt."
    return "Badget er ændret, siden det blev lavet, så det kan ikke bekræftes."


def _number(found: OpenBadgeCredential) -> int | None:
    """The number of a badge; what it is read from is signed by us."""
    for entry in found.credential_status:
        part = int(str(entry["statusListCredential"]).rsplit("/", 1)[1])
        return part * LIST_SIZE + int(entry["statusListIndex"])
    return None


def _of(found: OpenBadgeCredential) -> str:
    who = next((f"»{one.identity_hash}«" for one in found.identifiers if not one.hashed), "den, der har det,")
    day = f" den {danish_date(danish_day(found.issuance_date))}" if found.issuance_date else ""
    return f"{found.issuer.name} siger god for, at {who} bestod »{found.achievement.name}«{day}"


def _to_know(issuer: BadgeIssuer) -> str:
    return f"Det var ikke trukket tilbage den {danish_date(issuer.made)}."
