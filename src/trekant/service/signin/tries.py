"""Wrong codes, counted in the database, so that all processes count as one."""

from __future__ import annotations

import time

from sqlalchemy import ColumnElement, delete, func, select, update

from trekant.course.people.sign_in_codes import hash_of
from trekant.course.words import N_
from trekant.service.kept.database import Database, insert_into
from trekant.service.kept.tables import WRONG_CODE

MOST = 10
"""So many wrong codes may come from an address in a minute. A code has 74 bits: nobody finds one this way."""

WAIT = N_("Der er tastet for mange forkerte koder herfra. Vent et minut, og prøv igen.")


class WrongCodes:
    """How many wrong codes came from where; an address is kept as a hash, and for two minutes.

    ``what`` the codes are to is counted apart, and ``most`` is how many may come in a minute.
    """

    def __init__(self, database: Database, *, what: str = "address", most: int = MOST) -> None:
        self._database, self._what, self._most = database, what, most

    def too_many(self, address: str) -> bool:
        """Whether no more of them are looked at for now."""
        counted = select(func.sum(WRONG_CODE.c.count)).where(*self._recent(address))
        with self._database.reading() as connection:
            return (connection.scalar(counted) or 0) >= self._most

    def note(self, address: str) -> None:
        """One more."""
        minute = _minute()
        with self._database.writing() as connection:
            connection.execute(delete(WRONG_CODE).where(~_around(minute)))
            row = insert_into(connection, WRONG_CODE).values(address=self._hashed(address), minute=minute, count=0)
            connection.execute(row.on_conflict_do_nothing())
            mine = (WRONG_CODE.c.address == self._hashed(address), WRONG_CODE.c.minute == minute)
            connection.execute(update(WRONG_CODE).where(*mine).values(count=WRONG_CODE.c.count + 1))

    def _recent(self, address: str) -> tuple[ColumnElement[bool], ...]:
        return WRONG_CODE.c.address == self._hashed(address), _around(_minute())

    def _hashed(self, address: str) -> str:
        return hash_of(f"{self._what} {address}")


def _around(minute: int) -> ColumnElement[bool]:
    """What counts; a minute far ahead was counted before the clock was set back."""
    return WRONG_CODE.c.minute.between(minute - 1, minute + 1)


def _minute() -> int:
    return int(time.time() // 60)
