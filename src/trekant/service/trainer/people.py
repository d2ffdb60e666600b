"""Whom a trainer sees: the participants of the cohorts of the account, searched, put in order, and in pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from trekant.course.people.participant import Participant
from trekant.course.writing.text import in_danish_order
from trekant.service import grader
from trekant.service.kept.access import Account
from trekant.service.state import Service
from trekant.service.web.problems import ProblemError

PAGE_SIZE = 50
"""So many rows stand on a page."""

NONE_OF_THEM = "-"
"""Stands in an address for people without a cohort or a workplace."""

Row = TypeVar("Row")


def seen_by(service: Service, account: Account) -> list[Participant]:
    """The participants that a trainer may see."""
    return [one for one in grader.everybody(service.database) if account.may_see(one.cohort)]


def one_seen_by(service: Service, account: Account, code: str) -> Participant:
    """A participant that a trainer may see; one of somebody else's is not there.

    Raises:
        ProblemError: there is none.
    """
    found = grader.person(service.database, code)
    if found is None or not account.may_see(found.cohort):
        raise ProblemError(404)
    return found


def values_of(people: Iterable[Participant], field: str) -> list[str]:
    """The cohorts or workplaces that there are, in order."""
    return sorted({getattr(one, field) for one in people}, key=in_danish_order)


@dataclass(frozen=True)
class Wanted:
    """Which people are asked for; what is empty asks for nothing."""

    search: str = ""
    cohort: str = ""
    workplace: str = ""

    def has(self, one: Participant) -> bool:
        """Whether a participant is one of them."""
        return (
            _is_the_one(one.cohort, self.cohort)
            and _is_the_one(one.workplace, self.workplace)
            and all(word in _found_by(one) for word in self.search.casefold().split())
        )


def _is_the_one(value: str, wanted: str) -> bool:
    return not wanted or value == ("" if wanted == NONE_OF_THEM else wanted)


def _found_by(one: Participant) -> str:
    return f"{one.name} {one.code} {one.email} {one.workplace} {one.cohort} {one.manager}".casefold()


def by_name(one: Participant) -> tuple[str, str]:
    """What people are put in order by: the name, and where there is none the code."""
    return in_danish_order(one.shown), one.code


ORDERS: Mapping[str, Callable[[Participant], Any]] = {
    "navn": by_name,
    "kode": lambda one: one.code,
    "hold": lambda one: (in_danish_order(one.cohort), by_name(one)),
    "sted": lambda one: (in_danish_order(one.workplace), by_name(one)),
}
"""The orders in which people can be put, by what they are called in an address; a minus before it turns one round."""


@dataclass(frozen=True)
class Part(Generic[Row]):
    """A page of some rows: those on it, its number from 1, and how many there are of both."""

    rows: Sequence[Row]
    number: int
    pages: int
    count: int


def part_of(rows: Sequence[Row], number: int, size: int = PAGE_SIZE) -> Part[Row]:
    """A page of the rows; where there are fewer, the last."""
    pages = max(1, ceil(len(rows) / size))
    number = min(max(number, 1), pages)
    return Part(rows[(number - 1) * size : number * size], number, pages, len(rows))


class Query:
    """What an address asks for, to make others of it that ask for something else as well."""

    def __init__(self, path: str, **asked: str) -> None:
        self._path, self._asked = path, {name: value for name, value in asked.items() if value}

    def __getitem__(self, name: str) -> str:
        return self._asked.get(name, "")

    def but(self, **changed: str | int) -> str:
        """The address that asks for the same but for what is changed; it begins at the first page again."""
        asked = self._asked | {name: str(value) for name, value in changed.items()}
        if "side" not in changed:
            asked.pop("side", None)
        kept = {name: value for name, value in asked.items() if value}
        return f"{self._path}?{urlencode(kept)}" if kept else self._path

    def order(self, name: str) -> str:
        """The address of the same in another order; of the one it is in, turned round."""
        return self.but(sorter=f"-{name}" if self["sorter"] == name else name)

    def direction(self, name: str) -> str:
        """How the rows are in order by something, as ``aria-sort`` has it."""
        return {name: "ascending", f"-{name}": "descending"}.get(self["sorter"], "none")
