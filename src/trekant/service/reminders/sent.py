"""When somebody last got a mail of a kind, so that nobody gets it twice in too short a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from trekant.service.kept.database import Database
from trekant.service.kept.tables import REMINDER


class MailKind(StrEnum):
    """What a mail is about."""

    OVERDUE = "overdue"
    REFRESHER = "refresher"
    LIST = "list"


@dataclass(frozen=True)
class Addressee:
    """Who gets a mail of a kind: a participant by the code, or a manager by the e-mail address; the other is empty."""

    kind: MailKind
    participant: str = ""
    manager: str = ""

    @property
    def values(self) -> dict[str, str]:
        """As the table has it."""
        return {"participant": self.participant, "manager": self.manager, "kind": self.kind}


def _row_of(one: Addressee) -> object:
    return and_(*(REMINDER.c[name] == value for name, value in one.values.items()))


class Sent:
    """What was sent; a mail is noted before it goes out, so that two who send at once do not both send it."""

    def __init__(self, database: Database, today: date) -> None:
        self._database, self._today = database, today

    def lately(self, one: Addressee, days: int) -> bool:
        """Whether a mail of the kind went out to somebody within so many days."""
        last = self._last(one)
        return last is not None and last > self._today - timedelta(days=days)

    def _last(self, one: Addressee) -> date | None:
        with self._database.reading() as connection:
            found: date | None = connection.scalar(select(REMINDER.c.day).where(_row_of(one)))  # type: ignore[arg-type]
        return found

    def claim(self, one: Addressee, days: int) -> bool:
        """Note a mail as sent today; false where it was lately, by this or another process."""
        before = REMINDER.c.day <= self._today - timedelta(days=days)
        with self._database.writing() as connection:
            noted = update(REMINDER).where(_row_of(one), before).values(day=self._today)  # type: ignore[arg-type]
            if connection.execute(noted).rowcount:
                return True
        try:
            with self._database.writing() as connection:
                connection.execute(insert(REMINDER).values(**one.values, day=self._today))
        except IntegrityError:
            return False
        return True

    def give_back(self, one: Addressee) -> None:
        """A mail did not go out after all."""
        with self._database.writing() as connection:
            connection.execute(delete(REMINDER).where(_row_of(one)))  # type: ignore[arg-type]
