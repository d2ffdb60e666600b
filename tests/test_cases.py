"""What must not give the answer away in the course's own cases, counted over all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from trekant.course.base import Status
from trekant.course.cases.vignette import Scene, Vignette
from trekant.course.store import load_course
from trekant.course.tasks.contact import ContactDecision
from trekant.course.tasks.mark import MarkDecision
from trekant.course.tasks.single import BEST, Choose

COURSE = load_course(Path(__file__).parents[1])
CASES = [case.model for case in COURSE.vignettes.values() if case.model.status is Status.LIVE]

_CALM = re.compile(
    r"\b(ingen|hverken|ikke nogen)\b[^.«»]*\bi fare\b|\bikke i fare\b|\bingen fare\b|\bhaster ikke\b"
    r"|\bkonkret bekymring\b|\bvil gerne have (et )?råd\b",
    re.IGNORECASE,
)
"""Words that say how urgent it is, instead of letting the reader see it."""

_VERDICT = re.compile(
    r"(Rigtigt|Forkert|Godt valgt|Det er (det )?(rigtig|forkert|fint|godt)|Det var (det )?(rigtig|forkert)|"
    r"Ikke det bedste|Det har du ret i|Du har ret)\b"
)


def _scenes() -> Iterator[tuple[Vignette, Scene]]:
    for case in CASES:
        for scene in case.scenes:
            yield case, scene


def _contacts() -> list[tuple[str, Scene, ContactDecision]]:
    return [(case.id, scene, d) for case, scene in _scenes() if isinstance(d := scene.decision, ContactDecision)]


def test_no_contact_is_the_answer_so_often_that_one_need_not_read() -> None:
    keys = Counter(str(task.key) for _, scene, _ in _contacts() if (task := scene.task(COURSE.municipality)))
    assert max(keys.values()) <= 0.4 * keys.total(), keys
    assert keys["alarm"] >= 6, keys
    assert {"leder", "stedfortraeder", "politi", "ssp", "ssp-plus", "infohus", "hotline"} <= set(keys)


@pytest.mark.parametrize(
    ("case", "scene", "decision"), [pytest.param(*one, id=f"{one[0]}-{one[1].id}") for one in _contacts()]
)
def test_no_scene_says_how_urgent_it_is(case: str, scene: Scene, decision: ContactDecision) -> None:
    assert not _CALM.search(" ".join(f"{scene.text} {decision.prompt}".split()))


def test_signs_are_not_asked_for_in_the_same_words_everywhere() -> None:
    prompts = Counter(scene.decision.prompt for _, scene in _scenes() if isinstance(scene.decision, MarkDecision))
    assert max(prompts.values()) <= 2, prompts.most_common(3)


def test_a_choice_has_a_consequence_and_no_verdict() -> None:
    for case, scene in _scenes():
        if isinstance(scene.decision, Choose):
            for option in scene.decision.options:
                assert not _VERDICT.match(option.feedback), (case.id, scene.id, option.id)


def test_the_best_choice_has_no_place_of_its_own() -> None:
    chosen = [scene.decision.options for _, scene in _scenes() if isinstance(scene.decision, Choose)]
    first = sum(options[0].points == BEST for options in chosen)
    last = sum(options[-1].points == BEST for options in chosen)
    assert max(first, last) <= 0.45 * len(chosen), (first, last, len(chosen))


def test_an_ending_tells_once_how_much_later_it_is() -> None:
    for case, scene in _scenes():
        if scene.ending:
            assert not scene.text.startswith("Der er gået"), (case.id, scene.id)
