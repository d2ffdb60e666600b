"""Numbers about a group: of a small one none are told, for they would be about somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5
"""Of a group of fewer no number is shown."""


@dataclass(frozen=True)
class Share:
    """How many of a group have done something."""

    done: int
    everybody: int


def unless_few(done: Sequence[bool]) -> Share | None:
    """How many of a group have done something; None where the group is too small to say so."""
    return Share(sum(done), len(done)) if len(done) >= LEAST else None
