"""Every road through a case: what is chosen at each step, what it gives, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from trekant.course.base import Model, Slug
from trekant.course.cases.vignette import Ending, Scene, Vignette
from trekant.course.contact.municipality import Municipality
from trekant.course.tasks.authored import HALF, Branches, Scored
from trekant.course.tasks.interaction import Task
from trekant.course.tasks.single import BEST, Choose

_RIGHT, _PARTLY, _WRONG = "rigtigt", "delvist rigtigt", "forkert"


class Turn(Model):
    """What is chosen in a scene, and the scene that follows. Answers that lead the same way are one turn.

    ``low`` and ``high`` bound the share of full marks; both are None for what nobody scores.
    """

    scene: Slug
    choice: str
    low: float | None
    high: float | None
    next: Slug


class Road(Model):
    """The turns from the start to an ending."""

    turns: tuple[Turn, ...]
    end: Slug
    ending: Ending

    @property
    def low(self) -> float:
        """The least points that the road gives."""
        return sum(turn.low or 0 for turn in self.turns)

    @property
    def high(self) -> float:
        """The most points that the road gives."""
        return sum(turn.high or 0 for turn in self.turns)

    @property
    def maximum(self) -> int:
        """The points there are on the road, one a decision that is scored."""
        return sum(turn.high is not None for turn in self.turns)


def every_road(vignette: Vignette, municipality: Municipality) -> Iterator[Road]:
    """Every road, in the order of the file's choices.

    Raises:
        ValueError: a contact decision has not exactly one right answer among its options.
    """
    turns = _all_turns(vignette, municipality)

    def walk(scene_id: str, before: tuple[Turn, ...]) -> Iterator[Road]:
        ending = vignette.scene(scene_id).ending
        if ending is not None:
            yield Road(turns=before, end=scene_id, ending=ending)
        for turn in turns[scene_id]:
            yield from walk(turn.next, (*before, turn))

    return walk(vignette.start, ())


def count_roads(vignette: Vignette, municipality: Municipality) -> int:
    """How many roads there are, without walking them.

    Raises:
        ValueError: a contact decision has not exactly one right answer among its options.
    """
    turns = _all_turns(vignette, municipality)

    @cache
    def from_here(scene_id: str) -> int:
        return sum(from_here(turn.next) for turn in turns[scene_id]) if turns[scene_id] else 1

    return from_here(vignette.start)


def _all_turns(vignette: Vignette, municipality: Municipality) -> dict[str, list[Turn]]:
    return {scene.id: list(_turns(scene, municipality)) for scene in vignette.scenes}


def _turns(scene: Scene, municipality: Municipality) -> Iterator[Turn]:
    decision, task = scene.decision, scene.task(municipality)
    if decision is None or task is None:
        return
    if isinstance(decision, Choose):
        for way in decision.options:
            share = way.points / BEST
            yield Turn(scene=scene.id, choice=way.text, low=share, high=share, next=way.next)
    elif not isinstance(decision, Scored):
        [target] = scene.targets()
        yield Turn(scene=scene.id, choice="skriver selv", low=None, high=None, next=target)
    elif isinstance(decision.next, str):
        yield Turn(scene=scene.id, choice="alle svar", low=0, high=1, next=decision.next)
    else:
        one = task.kind.picks == "one"
        yield from _joined(scene, _by_choice(decision.next, task) if one else _by_result(decision.next))


_Result = tuple[str, float, float, str]
"""An answer in words, the least and the most it gives, and the scene that follows."""


def _by_result(way: Branches) -> list[_Result]:
    results = [(_RIGHT, 1.0, 1.0, way.right)]
    if way.partly:
        return [*results, (_PARTLY, HALF, 1.0, way.partly), (_WRONG, 0.0, HALF, way.wrong)]
    return [*results, (f"{_PARTLY} eller {_WRONG}", 0.0, 1.0, way.wrong)]


def _by_choice(way: Branches, task: Task) -> list[_Result]:
    """A contact is right or wrong, and those who are named under ``chosen`` have a way of their own."""
    wrong = [option for option in task.options if option.id != task.key]
    named = [(option.text, 0.0, 0.0, way.chosen[option.id]) for option in wrong if option.id in way.chosen]
    others = [(_WRONG, 0.0, 0.0, way.wrong)] if len(named) < len(wrong) else []
    return [(_RIGHT, 1.0, 1.0, way.right), *named, *others]


def _joined(scene: Scene, results: list[_Result]) -> Iterator[Turn]:
    targets = list(dict.fromkeys(target for *_, target in results))
    for target in targets:
        same = [(words, low, high) for words, low, high, to in results if to == target]
        choice = "alle svar" if len(targets) == 1 else " eller ".join(words for words, _, _ in same)
        low, high = min(low for _, low, _ in same), max(high for _, _, high in same)
        yield Turn(scene=scene.id, choice=choice, low=low, high=high, next=target)
