"""The figures as they are drawn: all that they say is in their descriptions, and no text is too long for them."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Polygon

from trekant.course.store import Course, load_course, read_data
from trekant.course.writing.texts import Timelines
from trekant.site.figures import FIGURES, figure_svg, triangle
from trekant.site.figures.layout import fitted, width_of

ROOT = Path(__file__).parents[1]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(ROOT)


def _drawings(course: Course, name: str) -> list[ET.Element]:
    return list(ET.fromstring(f"<figure>{figure_svg(name, course)}</figure>"))


def _said(drawing: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]


@pytest.mark.parametrize("name", ["trekant", "uger"])
def test_the_description_says_all_that_the_drawing_says(course: Course, name: str) -> None:
    for drawing in _drawings(course, name):
        told = set(re.findall(r"\w+", drawing.findtext(f"{SVG}desc", "").lower()))
        words = set(re.findall(r"[^\W\d]{4,}", " ".join(_said(drawing)).lower()))
        assert words <= told


def test_ids_are_unique_in_a_figure_of_several_drawings(course: Course) -> None:
    for name in FIGURES:
        ids = [element.get("id") for one in _drawings(course, name) for element in one.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), name


def test_a_figure_has_the_font_of_the_page_and_says_nothing_twice(course: Course) -> None:
    """A font of this machine alone would be another on the reader's, and a figure weighs on its page."""
    for name in FIGURES:
        text = figure_svg(name, course)
        assert "font-family" not in text, name
        assert "<g>" not in text and "rotate(-0" not in text, name
        assert not re.search(r'(?: d| x| y|transform)="[^"]*\.\d\d', text), name


def test_the_columns_count_what_goes_on_in_each_week(course: Course) -> None:
    """And both boys begin with the same: what differs is how much comes together."""
    data = read_data(ROOT, "assets/figures/uger.yaml", Timelines)
    for drawing, person in zip(_drawings(course, "uger"), data.people, strict=True):
        seen = [one for row in person.rows for one in row.seen]
        counts = [sum(one.first <= week <= one.last for one in seen) for week in range(1, data.weeks + 1)]
        assert [int(text) for text in _said(drawing)[-data.weeks :]] == counts
    first, second = ({one.what for row in person.rows for one in row.seen} for person in data.people)
    assert len(first) == 1 and first < second


@settings(deadline=None)
@given(st.text("aefgilmnorstvw  ", max_size=120), st.floats(1.5, 4))
def test_lines_are_no_wider_than_they_may_be(text: str, width: float) -> None:
    lines = fitted(text, width)
    assert " ".join(lines) == " ".join(text.split())
    assert all(width_of(line) <= width or " " not in line for line in lines)


WORDS = st.lists(st.sampled_from(["i", "og", "klubben", "sommetider", "Kriminalforsorgen"]), min_size=1, max_size=12)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.lists(WORDS.map(" ".join), min_size=9, max_size=9))
def test_whatever_stands_in_the_triangle_stands_within_its_sides(texts: list[str]) -> None:
    names = zip(("intervening", "anticipating", "building"), ("Øverst", "Midt", "Nederst"), strict=True)
    levels = [
        {"id": level, "name": name, "who": texts.pop(), "responsible": texts.pop(), "example": texts.pop(), "facts": []}
        for level, name in names
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "assets/figures/trekant.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(yaml.safe_dump({"title": "x", "alt": "x", "levels": levels}), encoding="utf-8")
        _, wide = triangle.draw(Course(Path(folder)))
    [axes] = wide.figure.axes
    whole = [patch for patch in axes.patches if isinstance(patch, Polygon)]
    points = [point for patch in whole for point in patch.get_xy()]
    top, foot = min(y for _, y in points), max(y for _, y in points)
    base = max(x for x, _ in points) - min(x for x, _ in points)
    for text in axes.texts:
        x, y = text.get_position()
        upper, lower = y - text.get_fontsize() / 144, y + text.get_fontsize() / 144
        wide_here = base * (upper - top) / (foot - top)
        width = width_of(text.get_text(), size=text.get_fontsize(), weight=str(text.get_fontweight()))
        assert width < wide_here and lower < foot
        assert sum(patch.get_path().contains_points([(x, upper), (x, lower)]).all() for patch in whole) == 1
