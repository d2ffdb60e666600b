"""What an author writes around a task: as a question in a bank, and as a decision in a case.

Each kind has a model of either. What they share stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from pydantic import Field

from trekant.course.base import FactId, Model, Objective, Slug, Status, Text
from trekant.course.contact.municipality import Municipality
from trekant.course.tasks.interaction import Task


class Body(Model):
    """What a kind asks for beside the prompt."""

    def posed(self, prompt: str, municipality: Municipality, weekday: int | None, at: time | None) -> Task:
        """The task, resolved for a municipality; ``weekday`` and ``at`` are the scene's clock, if there is one.

        Raises:
            ValueError: the municipality's rules give it not exactly one right answer.
        """
        raise NotImplementedError


class Question(Body):
    """A question of a bank. ``type`` is the name of its kind."""

    type: str
    id: Slug
    revision: int = Field(default=1, ge=1)
    status: Status = Status.LIVE
    objective: Objective
    facts: tuple[FactId, ...] = ()
    page: str = Field(pattern=r"^book/[a-z0-9-]+$", description="The chapter to read again")
    stem: Text

    def task(self, municipality: Municipality) -> Task:
        """The question resolved for a municipality.

        Raises:
            ValueError: the municipality's rules give it not exactly one right answer.
        """
        return self.posed(self.stem, municipality, None, None)


HALF = 0.5
"""From this share of full marks an answer is partly right; so in players/road.js."""

Target = tuple[tuple[str | int, ...], str]
"""The path to a field that names the scene that follows, and the scene."""


class Branches(Model):
    """Where a scored decision leads: by how well it went, or, for a contact, by who was chosen."""

    right: Slug
    partly: Slug | None = None
    wrong: Slug
    chosen: dict[Slug, Slug] = Field(default={})

    def ways(self) -> Iterator[Target]:
        """Every scene that may follow, with the path to the field that says so."""
        named = (("right",), self.right), (("partly",), self.partly), (("wrong",), self.wrong)
        yield from ((where, target) for where, target in named if target)
        yield from ((("chosen", contact), target) for contact, target in self.chosen.items())

    def after(self, fraction: float, answer: str) -> str:
        """The scene that follows on an answer; ``chosen`` tells the wrong contacts apart."""
        if fraction == 1:
            return self.right
        if answer in self.chosen:
            return self.chosen[answer]
        return self.partly if self.partly and fraction >= HALF else self.wrong


Next = Slug | Branches


class Decision(Body):
    """A decision of a case. ``kind`` is what the author calls it there."""

    kind: str
    prompt: Text

    def task(self, municipality: Municipality, weekday: int | None = None, at: time | None = None) -> Task:
        """The decision resolved for a municipality; ``weekday`` and ``at`` are the scene's clock.

        Raises:
            ValueError: the municipality's rules give it not exactly one right answer.
        """
        return self.posed(self.prompt, municipality, weekday, at)

    def ways(self) -> Iterator[Target]:
        """Every scene that may follow, with the path to the field that says so."""
        raise NotImplementedError


class Scored(Decision):
    """A decision that leads on by how well it went, or the same way for all."""

    next: Next

    def ways(self) -> Iterator[Target]:
        """Every scene that may follow, with the path to the field that says so."""
        if isinstance(self.next, str):
            yield ("next",), self.next
        else:
            yield from ((("next", *where), target) for where, target in self.next.ways())
