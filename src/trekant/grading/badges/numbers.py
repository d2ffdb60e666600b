"""The numbers of the badges: by its number a badge is found in the list of those that do not count any more.

A badge counts as long as its certificate does. Of whoever is forgotten, the number alone stays, and whether the badge
counts; it leads to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from trekant.grading.badges.keys import BadgeKey
from trekant.grading.own_tables import BADGE, CERTIFICATE, InDatabase, now

_COUNTS_NO_MORE = or_(BADGE.c.withdrawn.is_not(None), CERTIFICATE.c.withdrawn.is_not(None))


@dataclass(frozen=True)
class BadgeNumber:
    """What a badge is known by: its number, and an id that says nothing."""

    number: int
    id: str


def number_of(gradebook: InDatabase, check_code: str, key: BadgeKey) -> BadgeNumber:
    """The number of a certificate's badge by a key; the same every time."""
    asked = select(BADGE.c.number, BADGE.c.id).where(BADGE.c.check_code == check_code, BADGE.c.key == key.number)
    row = gradebook.db.execute(asked).first()
    if row is None:
        try:
            values = {"id": str(uuid4()), "key": key.number, "check_code": check_code}
            gradebook.db.execute(insert(BADGE).values(**values))
            gradebook.db.commit()
        except IntegrityError:  # pressed twice
            gradebook.db.rollback()
        row = gradebook.db.execute(asked).one()
    return BadgeNumber(row.number, row.id)


def badges_of(gradebook: InDatabase, participant: str) -> tuple[BadgeNumber, ...]:
    """The badges that a participant has fetched."""
    asked = (
        select(BADGE.c.number, BADGE.c.id)
        .join(CERTIFICATE, CERTIFICATE.c.check_code == BADGE.c.check_code)
        .where(CERTIFICATE.c.participant == participant)
        .order_by(BADGE.c.number)
    )
    return tuple(BadgeNumber(row.number, row.id) for row in gradebook.db.execute(asked))


def withdrawn_numbers(gradebook: InDatabase) -> Mapping[int, tuple[int, ...]]:
    """The numbers of the badges that do not count any more, by the number of their key."""
    asked = (
        select(BADGE.c.key, BADGE.c.number)
        .outerjoin(CERTIFICATE, CERTIFICATE.c.check_code == BADGE.c.check_code)
        .where(_COUNTS_NO_MORE)
        .order_by(BADGE.c.number)
    )
    found: dict[int, tuple[int, ...]] = {}
    for key, number in gradebook.db.execute(asked):
        found[key] = (*found.get(key, ()), number)
    return found


def highest_number(gradebook: InDatabase) -> int:
    """The highest number of a badge; 0 before there is any."""
    return gradebook.db.execute(select(func.max(BADGE.c.number))).scalar() or 0


def let_go_of_badges(gradebook: InDatabase, participants: Sequence[str]) -> None:
    """Keep which badges count, and no more, before certificates are deleted. Nothing is committed."""
    theirs = select(CERTIFICATE.c.check_code).where(CERTIFICATE.c.participant.in_(participants))
    dead = BADGE.c.check_code.in_(theirs.where(CERTIFICATE.c.withdrawn.is_not(None)))
    never = {"synchronize_session": False}
    gradebook.db.execute(update(BADGE).where(dead).values(withdrawn=now()), execution_options=never)
    mine = BADGE.c.check_code.in_(theirs)
    gradebook.db.execute(update(BADGE).where(mine).values(check_code=None), execution_options=never)
