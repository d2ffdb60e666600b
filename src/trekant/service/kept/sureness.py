"""How sure people were when they practised, as totals by objective: without names, and of five people at the least.

A browser sends four numbers to an objective, with a token that it has made by chance, so that later numbers take the
place of the former and can be taken back. Practising needs no signing in, and nothing here asks who does.

Were a total always of everybody, who looks before and after somebody sends would see what that one sent. So a total is
made anew only when five have sent something else or taken theirs back: two that follow each other differ by five
people at the least. What is taken back is deleted at once, and out of the total when that is made next.

Who would invent people can: of five, four may be the same. What keeps them from much is how many may come from an
address in a minute, and how much one may send; and whoever reads the totals is told what they are worth.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field
from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, insert, select, text, update

from trekant.course.base import Model, Objective
from trekant.course.people.sign_in_codes import hash_of
from trekant.service.kept.database import Database
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import SURENESS, SURENESS_KEPT, SURENESS_TOTAL
from trekant.service.numbers import LEAST

MOST_QUESTIONS = 60
"""So many questions to an objective can be in one number; a course has half of that to practise on."""

MOST_PEOPLE = 50_000
"""So many browsers are kept of to an objective: more than a municipality has staff."""


class HowSure(Model):
    """How many questions to an objective one answered last so: sure and wrong, sure and right, thought so, guessed."""

    sure_wrong: int = Field(default=0, ge=0, le=MOST_QUESTIONS)
    sure_right: int = Field(default=0, ge=0, le=MOST_QUESTIONS)
    think: int = Field(default=0, ge=0, le=MOST_QUESTIONS)
    guess: int = Field(default=0, ge=0, le=MOST_QUESTIONS)


class SureTotal(Model):
    """What the numbers of some people to an objective add up to, and on which day that was."""

    people: int
    day: date
    sure_wrong: int
    sure_right: int
    think: int
    guess: int

    @property
    def answers(self) -> int:
        """How many answers there are."""
        return self.sure_wrong + self.sure_right + self.think + self.guess

    def share(self, name: str) -> float:
        """How many of the answers are so, from 0 to 1."""
        share: float = getattr(self, name) / self.answers
        return share


_NUMBERS = tuple(HowSure.model_fields)
_NONE = HowSure()


class SurenessTotals:
    """What browsers have sent, and what it adds up to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def has(self, token: str) -> bool:
        """Whether anything of a browser is here."""
        ours = SURENESS.c.sender.in_([_sender(token, objective) for objective in Objective])
        with self._database.reading() as connection:
            return connection.execute(select(SURENESS.c.sender).where(ours).limit(1)).first() is not None

    def replace(self, token: str, given: Mapping[Objective, HowSure]) -> bool:
        """Keep what a browser sends, in the place of all that it has sent before; False where there is no more room."""
        with self._database.writing() as connection:
            _alone(connection)
            for objective in Objective:
                if not _keep(connection, token, objective, given.get(objective, _NONE)):
                    connection.rollback()
                    return False
                _add_up(connection, objective)
        return True

    def take_back(self, token: str) -> None:
        """Delete what a browser has sent."""
        self.replace(token, {})

    def totals(self) -> dict[Objective, SureTotal]:
        """The totals there are, of five people or more each."""
        shown = select(SURENESS_TOTAL).where(SURENESS_TOTAL.c.expires >= utc_now().date())
        with self._database.reading() as connection:
            rows = connection.execute(shown).mappings().all()
        wanted = SureTotal.model_fields
        return {Objective(row["objective"]): SureTotal(**{name: row[name] for name in wanted}) for row in rows}


def _keep(connection: Connection, token: str, objective: Objective, numbers: HowSure) -> bool:
    """The numbers of a browser to one objective; False where there is no room for another browser."""
    mine = (SURENESS.c.sender == _sender(token, objective), SURENESS.c.objective == objective)
    before = connection.execute(select(SURENESS).where(*mine)).mappings().first()
    expires = utc_now().date() + SURENESS_KEPT
    if numbers == _NONE:
        if before is not None:
            _delete(connection, before)
    elif before is not None:
        waits = before["waits"] or any(before[name] != number for name, number in numbers)
        changed = update(SURENESS).where(*mine)
        connection.execute(changed.values(**numbers.model_dump(), waits=waits, expires=expires))
    else:
        counted = select(func.count()).select_from(SURENESS).where(SURENESS.c.objective == objective)
        if (connection.scalar(counted) or 0) >= MOST_PEOPLE:
            return False
        row: dict[str, Any] = {"sender": _sender(token, objective), "objective": objective, "expires": expires}
        connection.execute(insert(SURENESS).values(**row, **numbers.model_dump()))
    return True


def _delete(connection: Connection, row: RowMapping) -> None:
    """Delete a row; where a total has it in it, nothing is left but that somebody is to go out of that."""
    this = (SURENESS.c.sender == row["sender"], SURENESS.c.objective == row["objective"])
    if row["added"]:
        nobody = {"sender": hash_of(secrets.token_hex()), "waits": True}
        connection.execute(update(SURENESS).where(*this).values(**nobody, **_NONE.model_dump()))
    else:
        connection.execute(delete(SURENESS).where(*this))


def _add_up(connection: Connection, objective: Objective) -> None:
    """Make the total of an objective anew, when enough has changed since it was made."""
    here, today = SURENESS.c.objective == objective, utc_now().date()
    waiting = select(func.count()).select_from(SURENESS).where(here, SURENESS.c.waits)
    if (connection.scalar(waiting) or 0) < LEAST:
        return
    connection.execute(delete(SURENESS).where(here, _without_numbers() | (SURENESS.c.expires < today)))
    sums = [func.sum(SURENESS.c[name]).label(name) for name in _NUMBERS]
    row = connection.execute(select(func.count().label("people"), *sums).where(here)).mappings().one()
    connection.execute(delete(SURENESS_TOTAL).where(SURENESS_TOTAL.c.objective == objective))
    enough = row["people"] >= LEAST
    if enough:
        days = {"day": today, "expires": today + SURENESS_KEPT}
        connection.execute(insert(SURENESS_TOTAL).values(objective=objective, **row, **days))
    connection.execute(update(SURENESS).where(here).values(added=enough, waits=not enough))


def _without_numbers() -> ColumnElement[bool]:
    return sum((SURENESS.c[name] for name in _NUMBERS[1:]), SURENESS.c[_NUMBERS[0]]) == 0


def _sender(token: str, objective: Objective) -> str:
    return hash_of(f"{objective} {token}")


def _alone(connection: Connection) -> None:
    """Let whoever writes here wait for each other; in SQLite whoever writes is alone anyhow."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE service_sureness_total IN EXCLUSIVE MODE"))
