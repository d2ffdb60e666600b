"""The figures as a browser lays them out: no text leaves its box, at any width, in any font that readers have."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.figures import MISPLACED
from tests.browser.material import ROOT

FONTS = ("", "DejaVu Sans", "Liberation Sans")
"""The page's own, the widest that a reader is likely to have, and a narrow one."""
FIGURES = {
    path.stem: found
    for path in sorted((ROOT / "book").glob("*.md"))
    if (found := re.findall(r"^:+\{figur\} (\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE))
}
"""The figures of each page that has some."""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("page", FIGURES)
def test_no_text_leaves_its_box_or_the_figure(browser: Browser, address: str, page: str) -> None:
    for width in (320, 375, 1280):
        opened = browser.new_page(viewport={"width": width, "height": 800})
        opened.goto(f"{address}/book/{page}.html")
        figures = opened.locator(".course-figure")
        assert figures.count() == len(FIGURES[page])
        assert all(figure.locator("svg:visible text").count() for figure in figures.all())
        for font in FONTS:
            assert opened.evaluate(MISPLACED, font) == [], f"{width} px, {font or 'the font of the page'}"
        opened.close()


def test_a_text_that_is_too_wide_is_found(browser: Browser, address: str) -> None:
    """What measures the others: with letters far too wide, texts leave boxes, figure and each other."""
    opened = browser.new_page(viewport={"width": 375, "height": 800})
    opened.goto(f"{address}/book/trekanten.html")
    opened.evaluate("document.querySelectorAll('.course-figure text').forEach(one => one.style.letterSpacing = '2px')")
    said = " ".join(opened.evaluate(MISPLACED, ""))
    opened.set_viewport_size({"width": 1280, "height": 800})
    said_wide = " ".join(opened.evaluate(MISPLACED, ""))
    opened.close()
    assert "leaves the figure" in said
    assert "leaves its box" in said_wide


def test_the_triangle_stands_once_in_the_size_that_fits(browser: Browser, address: str) -> None:
    """Both sizes say the same, and a screen reader meets one of them."""
    opened = browser.new_page(viewport={"width": 375, "height": 800})
    opened.goto(f"{address}/book/trekanten.html")
    triangle = opened.get_by_role("img", name="Forebyggelsestrekanten")
    for width, room in ((375, "narrow"), (1280, "wide")):
        opened.set_viewport_size({"width": width, "height": 800})
        assert triangle.count() == 1
        assert triangle.get_attribute("class") == f"figure-{room}"
    said = [re.sub(r"\s+", " ", " ".join(one.locator("text").all_text_contents()))
            for one in opened.locator(".course-figure svg").all()]  # fmt: skip
    assert said[0] == said[1]
    opened.close()
