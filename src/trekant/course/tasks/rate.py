"""Reactions are rated, each on its own; a neighbour of the experts' rating is worth half."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from trekant.course.contact.municipality import Municipality
from trekant.course.tasks.authored import Body, Question, Scored
from trekant.course.tasks.interaction import Answer, AnswerError, Example, Kind, Option, Task, distinct, known
from trekant.course.tasks.scoring import RATINGS, AnswerPart, rated
from trekant.course.tasks.shown import ShownTask
from trekant.course.words import N_, _
from trekant.course.writing.text import danish_number

RATING_WORDS = (N_("Gør det værre"), N_("Gør ingen forskel"), N_("Hjælper lidt"), N_("Hjælper godt"))
"""What the ratings 1 to 4 are called, in Danish."""


def rating_words() -> list[str]:
    """What the ratings 1 to 4 are called, in the language of the course."""
    return [_(words) for words in RATING_WORDS]


class Rated(Option):
    """A reaction, and how effective the experts find it: 1 does harm, 4 helps a lot."""

    rating: int = Field(ge=1, le=4)


Items = Annotated[tuple[Rated, ...], AfterValidator(distinct)]


class _Body(Body):
    items: Items = Field(min_length=3, max_length=6)

    def posed(self, prompt: str, municipality: Municipality, weekday: int | None, at: time | None) -> Task:
        """The task."""
        return rate_each(prompt, self.items, {item.id: item.rating for item in self.items})


class RateQuestion(_Body, Question):
    """Each reaction is rated on its own."""

    type: Literal["rate"]


class RateDecision(_Body, Scored):
    """Rate how good each reaction is."""

    kind: Literal["rate"]
    items: Items = Field(min_length=2, max_length=6)


class ShownRate(ShownTask):
    """``ratings`` are the words, from the lowest; ``key`` is a rating from 1 by item."""

    kind: Literal["rate"]
    ratings: tuple[str, ...]
    key: dict[str, int] | None = None


class Rate(Kind):
    """Rate each."""

    __slots__ = ()
    shown = ShownRate
    question = RateQuestion
    decision = RateDecision
    what = "vurdering"

    def on_paper(self) -> str:
        """What to do, on paper."""
        return _("Giv hver af dem et tal: {ratings}.").format(
            ratings=", ".join(f"{number} {words.lower()}" for number, words in enumerate(rating_words(), 1))
        )

    def on_sheet(self) -> str:
        """What to write."""
        return _("Skriv tallet i feltet.")

    def marks(self, task: Task) -> dict[str, str]:
        """The ratings, which the words of the task have told."""
        return {str(rating): "" for rating in RATINGS}

    def from_sheet(self, task: Task, written: Mapping[str, str]) -> Answer:
        """The ratings of those that have one."""
        return {item: int(rating) for item, rating in written.items()}

    def on_screen(self) -> str:
        """What to do, on a screen."""
        return _("Giv hver af dem en vurdering. »Hjælper lidt« er rigtigt tænkt, men ikke nok.")

    def parts(self, task: Task, answer: object) -> list[AnswerPart]:
        """Those that are rated, with their ratings."""
        if not isinstance(answer, dict):
            raise AnswerError(_("svaret skal være en vurdering af hvert punkt"))
        parts = []
        for item, rating in answer.items():
            if isinstance(rating, bool) or rating not in RATINGS or not isinstance(rating, int):
                raise AnswerError(_("en vurdering skal være et helt tal fra 1 til 4"))
            parts.append((known(str(item), task.options), str(rating)))
        return parts

    def values(self, task: Task) -> dict[str, str]:
        """The ratings."""
        return {str(rating): str(rating) for rating in RATINGS}

    def beside(self, task: Task, value: str) -> str:
        """The rating, as a number and in words."""
        return f"{value} ({rating_words()[int(value) - 1].lower()})"

    def best(self, task: Task) -> list[tuple[str, str]]:
        """Those that help most."""
        highest = max(_ratings(task).values())
        return [(one.text, "") for one in task.options if _ratings(task)[one.id] == highest]

    def tempting(self, task: Task) -> list[Option]:
        """Those that make it worse."""
        return [one for one in task.options if _ratings(task)[one.id] == RATINGS[0]]

    def more_shown(self, task: Task) -> dict[str, Any]:
        """What the ratings are called."""
        return super().more_shown(task) | {"ratings": rating_words()}

    def key_on_paper(self, shown: Mapping[str, Any], letter: Mapping[str, str]) -> str:
        """Each letter with its rating."""
        return "; ".join(f"{letter[item]} {shown['ratings'][shown['key'][item] - 1].lower()}" for item in letter)

    def credit(self, task: Task, option: str) -> str:
        """The ratings that give anything."""
        assert task.table is not None  # only free text has none
        weights = {int(rating): float(weight) for rating, weight in task.table.weights[option].items() if weight}
        return "; ".join(f"»{RATING_WORDS[one - 1]}« {danish_number(weight)}" for one, weight in weights.items())

    def example(self, municipality: Municipality) -> Example:
        """A reaction of each worth."""
        ids = ["hans", "inger", "jens", "karen"]
        items = [
            {"id": one, "text": f"Du gør som *{one}*.", "feedback": f"Om {one}.", "rating": rating}
            for rating, one in enumerate(ids, start=1)
        ]
        return Example(
            question={"items": items},
            right={"hans": 1, "inger": 2, "jens": 3, "karen": 4},
            partly={"hans": 1, "inger": 3, "jens": 1, "karen": 1},
            wrong={"hans": 4, "inger": 4, "jens": 1, "karen": 1},
            invalid={"hans": 5},
        )


RATE = Rate("rate")


def _ratings(task: Task) -> dict[str, int]:
    """The experts' ratings."""
    assert isinstance(task.key, dict)  # by rate_each
    return {one: int(rating) for one, rating in task.key.items()}


def rate_each(prompt: str, options: tuple[Option, ...], ratings: dict[str, int]) -> Task:
    """A task where each option is rated 1 (does harm) to 4 (helps a lot)."""
    return Task(kind=RATE, prompt=prompt, options=options, table=rated(ratings), key=dict(ratings))
