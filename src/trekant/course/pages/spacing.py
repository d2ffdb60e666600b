"""When something that was practised is to be seen again, as a table that the browser walks.

The gaps are those of FSRS, the free spaced repetition scheduler (Ye, Su & Cao 2022, »A Stochastic Shortest Path
Algorithm for Optimizing Spaced Repetition Scheduling«, KDD; the kept library ``fsrs`` with its own parameters):
a state is how long something is remembered (stability) and how hard it is (difficulty), and each result, missed or
right, leads to another. Here every state is worked out that any row of results can lead to, as far as states differ
enough to matter, so that nothing needs to be worked out in the browser. Nothing is drawn by lot: ``enable_fuzzing``
is off, so a table is the same at every build.

One thing is ours. Something missed many times over would come back the day after however often it was right;
here a right answer always makes the gap at least a day longer.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from math import log2

from fsrs import Card, Rating, Scheduler
from pydantic import Field

from trekant.course.base import Model

GOOD_FROM = 0.75
"""The share of full marks from which a result counts as right; below it, it was missed."""

LONGEST = 120
"""Days. What would come back later than this has been learnt, and comes back no more."""

KEPT = 0.85
"""The share of things that shall still be remembered when they come back. FSRS' own 0.9 asks for much time; this is a
course of 40 minutes, not a language."""

_BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
_SCHEDULER = Scheduler(
    desired_retention=KEPT,
    learning_steps=(),  # steps of minutes belong to cards that are learnt in one sitting
    relearning_steps=(timedelta(days=1),),  # what was missed comes back the day after, and then by its stability
    maximum_interval=LONGEST,
    enable_fuzzing=False,
)


class SpacingState(Model):
    """How far one is with something: the gap in days until it comes back, and the states that a result leads to.

    ``days`` is 0 for what has never been practised, and None for what comes back no more.
    """

    days: int | None = Field(ge=0)
    missed: int = Field(ge=0)
    right: int = Field(ge=0)


@cache
def spacing_table() -> tuple[SpacingState, ...]:
    """Every state that can be reached from the first, which is that of something never practised.

    Of results that come before something is due, a right one says nothing, and a missed one counts as if it was due;
    what comes late counts as if it came in time.
    """
    table = _Table()
    while len(table.next) < len(table.cards):
        here = len(table.next)
        table.next.append((table.after(here, Rating.Again), table.after(here, Rating.Good)))
    return tuple(
        SpacingState(days=None if days >= LONGEST else days, missed=missed, right=right)
        for (_, days), (missed, right) in zip(table.cards, table.next, strict=True)
    )


def for_player() -> dict[str, object]:
    """The table as JSON: each state as ``[days, missed, right]``."""
    return {"good": GOOD_FROM, "states": [[state.days, state.missed, state.right] for state in spacing_table()]}


class _Table:
    """The states found so far, each as a card at the moment it is due and its gap; ``next`` follows behind."""

    def __init__(self) -> None:
        self.cards: list[tuple[Card, int]] = [(Card(card_id=1, due=_BEGINNING), 0)]
        self.next: list[tuple[int, int]] = []
        self._known: dict[tuple[int, ...], int] = {}

    def after(self, state: int, rating: Rating) -> int:
        """The number of the state that a result leads to, which may be a new one."""
        before, gap = self.cards[state]
        card, _ = _SCHEDULER.review_card(before, rating, before.due)
        days = (card.due - before.due).days
        if rating is Rating.Good:
            days = min(max(days, gap + 1), LONGEST)
        card.due = before.due + timedelta(days=days)
        number = self._known.setdefault(_alike(card, days), len(self.cards))
        if number == len(self.cards):
            self.cards.append((card, days))
        return number


def _alike(card: Card, days: int) -> tuple[int, ...]:
    """What two states have in common that are taken for one: the gap, nearly the stability, nearly the difficulty."""
    assert card.stability is not None and card.difficulty is not None  # it has just been reviewed
    if days >= LONGEST:
        return (days,)
    return (days, card.state, round(log2(card.stability) * 1.5), round(card.difficulty * 2))
