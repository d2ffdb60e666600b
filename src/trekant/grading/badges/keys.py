"""The keys that badges are signed with. They lie in the gradebook, as the key of the check codes does.

A key is of RSA, for that is the one kind which every verifier of Open Badges 3.0 has to know (section 8.2 of the
specification). The newest signs; those before it go on being published, so that what they signed stays good.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from trekant.grading.own_tables import BADGE_KEY, InDatabase, now

ALGORITHM = "RS256"


@dataclass(frozen=True)
class BadgeKey:
    """What others may see of a key."""

    number: int
    public_pem: str


def badge_keys(gradebook: InDatabase) -> tuple[BadgeKey, ...]:
    """The keys that there are, the oldest first."""
    asked = select(BADGE_KEY.c.number, BADGE_KEY.c.public_pem).order_by(BADGE_KEY.c.number)
    return tuple(BadgeKey(row.number, row.public_pem) for row in gradebook.db.execute(asked))


def signing_key(gradebook: InDatabase) -> BadgeKey:
    """The key that signs now; it is made the first time it is needed."""
    keys = badge_keys(gradebook)
    return keys[-1] if keys else _add_key(gradebook, 1)


def renew_key(gradebook: InDatabase, *, leaked: bool = False) -> BadgeKey:
    """Let a new key sign from now on; with ``leaked`` nothing counts any more that those before it signed."""
    keys = badge_keys(gradebook)
    new = _add_key(gradebook, keys[-1].number + 1 if keys else 1)
    if leaked:
        gradebook.db.execute(delete(BADGE_KEY).where(BADGE_KEY.c.number < new.number))
        gradebook.db.commit()
    return new


def private_pem(gradebook: InDatabase, key: BadgeKey) -> str:
    """The secret half of a key; it is asked for where something is signed, and kept nowhere."""
    asked = select(BADGE_KEY.c.private_pem).where(BADGE_KEY.c.number == key.number)
    return str(gradebook.db.execute(asked).scalar_one())


def _add_key(gradebook: InDatabase, number: int) -> BadgeKey:
    from openbadgeslib.keys import KeyFactory, KeyType

    private, public = KeyFactory(KeyType.RSA).generate_keypair()
    row = {"number": number, "private_pem": private.decode(), "public_pem": public.decode(), "made": now()}
    try:
        gradebook.db.execute(insert(BADGE_KEY).values(**row))
        gradebook.db.commit()
    except IntegrityError:  # another machine was first; its key is the key
        gradebook.db.rollback()
    return badge_keys(gradebook)[-1]
