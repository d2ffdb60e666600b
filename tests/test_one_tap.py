"""A question in the running text: which may stand there, and what the page has of it."""

from __future__ import annotations

import json
import re
from itertools import groupby
from pathlib import Path

import pytest

from trekant.course.pages.embed import embed
from trekant.course.pages.one_tap import one_tap
from trekant.course.pages.payload import question_payload
from trekant.course.pages.way import played_on, way_of
from trekant.course.store import CourseError, load_course
from trekant.site.paper import answers

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("findes-ikke", "står ikke i nogen bank"),
        ("fra-tanke-til-plan", "er »order«; i teksten kan der stå »single« eller »contact«"),
        ("harmloest", "er »multiple«"),
    ],
)
def test_what_takes_more_than_a_tap_is_told_to_the_author(fictional: Path, question: str, said: str) -> None:
    with pytest.raises(CourseError, match=said):
        one_tap(load_course(fictional), question)


def test_no_graded_question_can_stand_in_the_text(fictional: Path) -> None:
    course = load_course(fictional)
    graded = next(q.id for q, bank in course.questions.values() if bank.use == "graded" and q.type == "single")
    with pytest.raises(CourseError, match="use: practice"):
        one_tap(course, graded)


def test_paper_has_the_question_where_it_stands_and_its_answer_at_the_end(fictional: Path) -> None:
    course = load_course(fictional)
    page = embed(question_payload(one_tap(course, "hvad-er-radikalisering"), course.municipality))
    assert 'data-player="question" id="player-hvad-er-radikalisering"' in page
    at_the_end = answers(f"<p>Før.</p>{page}<p>Efter.</p>")
    assert "Hvad er radikalisering?" in at_the_end and "Tro er ikke et tegn i sig selv." in at_the_end
    assert "En skarp mening." not in at_the_end, "the options stand in the text"


def test_the_first_tap_counts_as_that_question_does_elsewhere(fictional: Path) -> None:
    course = load_course(fictional)
    payload = question_payload(one_tap(course, "ida-paa-enogtyve"), course.municipality)
    assert payload["revision"] == payload["task"]["revision"] == 1
    assert payload["task"]["key"] == "leder" and json.dumps(payload)


def test_whoever_reads_a_module_has_something_to_do_at_every_third_heading_at_least() -> None:
    way = way_of(load_course(ROOT))
    assert way and way.modules
    for page in way.modules:
        _, *sections = re.split(r"^## ", (ROOT / f"{page}.md").read_text(encoding="utf-8"), flags=re.M)
        only_read = groupby(sections, key=lambda section: not any(played_on(section)))
        stretches = [[one.splitlines()[0] for one in run] for reading, run in only_read if reading]
        assert max(map(len, stretches)) <= 2, f"{page}: {stretches}"
