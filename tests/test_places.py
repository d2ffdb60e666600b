"""The pictures of places, and the chats of scenes: what a page gets, and what an author is told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from pydantic import ValidationError

from trekant.course.cases.place import Paint
from trekant.course.cases.vignette import Scene, Workplace
from trekant.course.pages.embed import embed
from trekant.course.pages.payload import vignette_payload
from trekant.course.pages.picture import picture_of
from trekant.course.pages.timing import case_minutes
from trekant.course.store import load_course
from trekant.site.figures.palette import palette

ROOT = Path(__file__).parents[1]
COURSE = load_course(ROOT)
FICTIONAL = ROOT / "tests/fictional"
SCHOOL = "assets/places/school.yaml"
CHAT = {
    "id": "bus",
    "weekday": "mandag",
    "at": "10:00",
    "text": "Telefonen brummer.",
    "chat": [{"who": "Bo", "text": "Er du <b>der</b>?"}, {"who": "Du", "text": "*Ja*", "own": True}],
    "after": "Så er der stille.",
    "ending": "good",
}


@pytest.mark.parametrize("name", sorted(COURSE.places))
def test_a_picture_is_for_the_eye_only_and_has_the_palettes_colours(name: str) -> None:
    picture = ET.fromstring(COURSE.places[name].model.svg())
    assert picture.get("aria-hidden") == "true"
    painted = {one.get(kind) for one in picture for kind in ("fill", "stroke")} - {None}
    assert painted <= {f"var(--fig-{paint})" for paint in Paint}
    assert not any(one.get("style") or one.text for one in picture.iter()), "the policy forbids styles in elements"


def test_every_colour_that_an_author_can_name_is_in_the_palette() -> None:
    assert {f"fig-{paint}" for paint in Paint} <= palette(ROOT).keys()


def test_a_case_has_the_place_it_names_else_that_of_its_workplace_else_none() -> None:
    assert {str(one) for one in Workplace} <= COURSE.places.keys()
    case = COURSE.vignette("den-hvide-dronning")
    assert picture_of(COURSE, case) == COURSE.places["park"].model.svg()
    own = case.model_copy(update={"picture": None})
    assert picture_of(COURSE, own) == COURSE.places["housing"].model.svg()
    fictional = load_course(FICTIONAL)
    assert picture_of(fictional, own) == ""


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("fill: four", "fill: lilla", "»lilla« kan ikke stå i »fill«"),
        ("circle: [148, 20, 9], fill", "circle: [148, 20, 9], path: M0 0, fill", "skriv netop én af dem"),
        ("fill: paper, stroke: soft", "width: 3", "figuren har ingen farve"),
        ("M220 56h80", "M220'/>", "»path« har ikke den rette form; skriv kun de bogstaver og tal"),
        ("[148, 20, 9]", "[148, 20]", "»circle« har for lidt: mindst 3"),
    ],
)
def test_an_author_is_told_the_line_and_what_to_write(tmp_path: Path, before: str, after: str, told: str) -> None:
    root = Path(shutil.copytree(FICTIONAL, tmp_path / "course"))
    text = (root / SCHOOL).read_text(encoding="utf-8")
    line = text[: text.index(before)].count("\n") + 1
    (root / SCHOOL).write_text(text.replace(before, after, 1), encoding="utf-8")
    [problem] = load_course(root).problems
    assert str(problem).startswith(f"{SCHOOL}:{line}: R001 ") and told in str(problem)


def test_a_chat_says_who_says_what_without_side_or_colour() -> None:
    chat = BeautifulSoup(Scene.model_validate(CHAT).html(), "html.parser")
    bo, you = chat.select("ul[role=list] > li")
    assert (bo.get_text(), you.get_text()) == ("Bo: Er du <b>der</b>?", "Du: Ja")
    assert [one.get("class") for one in (bo, you)] == [None, ["trk-own"]]
    words = " ".join(chat.get_text(" ").split())
    assert words.startswith("Telefonen brummer.") and words.endswith("Så er der stille.")


def test_a_chat_takes_time_to_read() -> None:
    case = COURSE.vignette("tre-prikker")
    silent = case.model_copy(update={"scenes": tuple(one.model_copy(update={"chat": ()}) for one in case.scenes)})
    assert case_minutes(case, COURSE.municipality) > case_minutes(silent, COURSE.municipality)


def test_what_comes_after_a_chat_needs_one() -> None:
    with pytest.raises(ValidationError, match="skriv det i »text« uden en chat"):
        Scene.model_validate(CHAT | {"chat": []})


def test_a_chat_stands_on_the_page_without_javascript_and_is_searched() -> None:
    case = COURSE.vignette("tre-prikker")
    page = embed(vignette_payload(case, COURSE.municipality, COURSE.facts), picture="<svg></svg>")
    assert re.search(r'^[^>]*><svg></svg><div class="trekant-fallback">.*<strong>Adrian:</strong> det er adrian<', page)
    assert "Adrian: det er adrian" in case.scene(case.start).told
