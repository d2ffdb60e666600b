"""Who issues the badges, as others are told: the file ``udsteder.json``, and what verifiers fetch of the service.

Every key has a folder of its own at the service, which is an issuer of its own (``did:web``): so a badge of before a
new key finds the key and the list that go with it, and an issuer never has two keys to choose between.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from trekant.course.base import Model
from trekant.course.contact.clock import danish_day
from trekant.grading.badges.keys import ALGORITHM, BadgeKey, badge_keys, private_pem
from trekant.grading.badges.numbers import withdrawn_numbers
from trekant.grading.own_tables import InDatabase

ISSUER_FILE = "udsteder.json"
FOLDER = "udsteder"
"""Where the service has what verifiers fetch."""

LIST_SIZE = 131_072
"""So many numbers are in one list, as the specification wants it (Bitstring Status List 1.0, section 2.2)."""

MOST_OF_AN_ISSUER = 4 * 1024 * 1024
"""So many bytes are read of an issuer's file; a withdrawn badge takes eight of them."""

MOST_OF_A_BADGE = 256 * 1024
"""So many bytes are read of a badge; one of ours has about six thousand."""

_LIST_LASTS = timedelta(days=7)
"""How long a fetched list may be believed."""


class KnownKey(Model):
    """A key as others have it, and the numbers of the badges by it that do not count any more."""

    number: int
    public_pem: str
    withdrawn: tuple[int, ...] = ()


class BadgeIssuer(Model):
    """What one needs to verify badges without a network; ``made`` is the day that it tells of."""

    version: Literal[1] = 1
    name: str
    made: date
    keys: tuple[KnownKey, ...]


def issuer_now(gradebook: InDatabase, name: str) -> BadgeIssuer:
    """The issuer as it is today; it has no keys until the first badge is made."""
    dead = withdrawn_numbers(gradebook)
    keys = tuple(
        KnownKey(number=one.number, public_pem=one.public_pem, withdrawn=dead.get(one.number, ()))
        for one in badge_keys(gradebook)
    )
    return BadgeIssuer(name=name, made=danish_day(datetime.now(UTC)), keys=keys)


def key_folder(address: str, key: int) -> str:
    """The address of what the service has of a key."""
    return f"{address}/{FOLDER}/{key}"


def issuer_id(address: str, key: int) -> str:
    """What the issuer is called in what a key signs; on one's own machine, without TLS, its address has to do."""
    from openbadgeslib.ob3 import did_web_from_url

    folder = key_folder(address, key)
    return did_web_from_url(folder) if folder.startswith("https://") else folder


def list_address(address: str, key: int, part: int) -> str:
    """The address of a list of those that do not count any more."""
    return f"{key_folder(address, key)}/status/{part}"


def did_document(address: str, key: KnownKey) -> dict[str, Any]:
    """The public key as any verifier takes it (W3C DID Core 1.0)."""
    from openbadgeslib.keys import public_jwk_from_pem
    from openbadgeslib.ob3 import build_did_document

    return build_did_document(issuer_id(address, key.number), [("badge", public_jwk_from_pem(key.public_pem))])


def signed_list(gradebook: InDatabase, address: str, key: KnownKey, part: int) -> str:
    """A list of those that do not count any more (Bitstring Status List 1.0), signed by the key of the badges in it."""
    from openbadgeslib.ob3 import build_status_list_credential, sign_status_list_credential

    issued = datetime.now(UTC)
    within = [number % LIST_SIZE for number in key.withdrawn if number // LIST_SIZE == part]
    listed = build_status_list_credential(
        issuer_id(address, key.number),
        list_address(address, key.number, part),
        "revocation",
        within,
        LIST_SIZE,
        issued=issued,
        valid_until=issued + _LIST_LASTS,
    )
    return sign_status_list_credential(listed, private_pem(gradebook, BadgeKey(key.number, key.public_pem)), ALGORITHM)
