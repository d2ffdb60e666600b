"""The players in the text of a page, found again: MyST-NB hands on what a notebook shows as HTML, and not as a node.

The one reader of what ``embed`` writes, by the very marks that it writes: there is no script in the fallback, and no
``<`` in the data.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trekant.course.pages.embed import BEGIN, DATA, END
from trekant.course.pages.payload import Payload


@dataclass(frozen=True)
class Embedded:
    """A player in a page: its start tag without ``>``, what stands between it and the data, and the data."""

    tag: str
    fallback: str
    payload: Payload


def players_in(body: str) -> Iterator[Embedded]:
    """The players of a page, in their order."""
    for piece in body.split(BEGIN)[1:]:
        yield _read(piece)[0]


def with_players(body: str, changed: Callable[[Embedded], str]) -> str:
    """The page with something else in the place of each player, from its start tag to the end of its data."""
    before, *pieces = body.split(BEGIN)
    read = map(_read, pieces)
    return before + "".join(f"{changed(player)}{END}{rest}" for player, rest in read)


def _read(piece: str) -> tuple[Embedded, str]:
    """The player that a piece of a page begins with, and what comes after."""
    tag, _, inner = piece.partition(">")
    fallback, _, rest = inner.partition(DATA)
    data, _, rest = rest.partition(END)
    return Embedded(BEGIN + tag, fallback, json.loads(data)), rest
