"""Every road through a case: each is one that an answer takes, and none is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.material import every_kind_case, municipality
from trekant.course.cases.roads import count_roads, every_road
from trekant.course.cases.vignette import Ending, Vignette
from trekant.course.contact.municipality import Municipality
from trekant.course.store import load_course

TESTS = Path(__file__).parent
COURSES = [load_course(TESTS.parent), load_course(TESTS / "fictional")]
CASES = [(case.model, course.municipality) for course in COURSES for case in course.vignettes.values()]
cases = pytest.mark.parametrize(("case", "place"), CASES, ids=[case.id for case, _ in CASES])


@cases
def test_roads_are_all_there_and_counted(case: Vignette, place: Municipality) -> None:
    walked = list(every_road(case, place))
    assert len(walked) == count_roads(case, place) == len(set(walked))
    scenes = {turn.scene for road in walked for turn in road.turns} | {road.end for road in walked}
    assert scenes == {scene.id for scene in case.scenes}
    for road in walked:
        assert [turn.next for turn in road.turns] == [*(turn.scene for turn in road.turns[1:]), road.end]
        assert 0 <= road.low <= road.high <= road.maximum


@cases
def test_the_best_road_is_one_that_can_give_all_points(case: Vignette, place: Municipality) -> None:
    best = [road for road in every_road(case, place) if (*(t.scene for t in road.turns), road.end) == case.best_path()]
    assert any(road.high == road.maximum for road in best)


def test_answers_that_lead_the_same_way_are_one_turn() -> None:
    walked = list(every_road(every_kind_case(), municipality()))
    told = [[(turn.choice, turn.low, turn.high) for turn in road.turns] for road in walked]
    on = [("alle svar", 0, 1), ("skriver selv", None, None)]
    assert told == [[("rigtigt eller delvist rigtigt", 0.5, 1), *on], [("forkert", 0, 0.5)]]
    assert [road.ending for road in walked] == [Ending.GOOD, Ending.BAD]
    assert [(road.low, road.high, road.maximum) for road in walked] == [(0.5, 2, 2), (0, 0.5, 1)]
