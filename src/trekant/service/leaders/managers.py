"""Who leads whom, by the roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from trekant.course.people.participant import Participant
from trekant.course.writing.text import in_danish_order


@dataclass(frozen=True)
class Manager:
    """A manager on the roster; the name is the one of the roster, where the address stands there too."""

    email: str
    name: str
    people: tuple[Participant, ...]

    @property
    def shown(self) -> str:
        """The name, or the address where there is none."""
        return self.name or self.email


def managers_among(everybody: Iterable[Participant]) -> list[Manager]:
    """Everybody who leads somebody, by name."""
    led: dict[str, list[Participant]] = defaultdict(list)
    names = {}
    for one in everybody:
        if one.email:
            names[one.email.lower()] = one.name
        if one.manager:
            led[one.manager].append(one)
    found = [Manager(email, names.get(email, ""), tuple(people)) for email, people in led.items()]
    return sorted(found, key=lambda one: (in_danish_order(one.shown), one.email))
