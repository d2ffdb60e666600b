"""What one sees of a page beside its words: boxes that end at one edge, marks that stay with what they mark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.reader import reading

pytestmark = pytest.mark.browser

RIGHT = "(boxes) => [...new Set(boxes.map((box) => Math.round(box.getBoundingClientRect().right)))]"

LOOSE = """(marks) => marks.filter((mark) => mark.getClientRects().length).map((mark) => {
  const before = document.createRange();
  const said = mark.closest("li, dd, p");
  const text = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
  let last = null;
  while (text.nextNode() && !mark.contains(text.currentNode)) if (text.currentNode.data.trim()) last = text.currentNode;
  const end = last.data.trimEnd().length;
  before.setStart(last, end - 1);
  before.setEnd(last, end);
  const apart = mark.getBoundingClientRect().top >= before.getBoundingClientRect().bottom;
  return apart ? said.textContent : "";
}).filter(Boolean)"""
"""What stands before the marks that begin a line."""


@pytest.mark.parametrize(
    ("page", "boxes"),
    [
        ("book/hvem-og-hvornaar", ".course-box, .trk-tap, .related-pages"),
        ("book/forside", ".go-on, .workplaces, .course-box, .module-list, .related-pages"),
    ],
)
def test_the_boxes_of_a_page_end_at_one_edge(browser: Browser, address: str, page: str, boxes: str) -> None:
    with reading(browser) as opened:
        opened.goto(f"{address}/book/forside.html")
        opened.evaluate("localStorage.setItem('trekant:read:book/hvem-og-hvornaar', 'true')")
        opened.goto(f"{address}/{page}.html")
        for one in opened.locator(".trekant-player").all():
            one.scroll_into_view_if_needed()
        kinds = boxes.split(", ")
        expect(opened.locator(kinds[0]).first).to_be_visible()
        expect(opened.locator(kinds[1]).last).to_be_visible()
        assert len(opened.locator(boxes).evaluate_all(RIGHT)) == 1


@pytest.mark.parametrize("width", [320, 375, 414, 768, 1280])
def test_in_the_guide_a_mark_begins_no_line_and_no_text_touches_its_card(
    browser: Browser, address: str, width: int
) -> None:
    with reading(browser, viewport={"width": width, "height": 800}) as page:
        page.goto(f"{address}/book/kontakt.html")
        for urgency in ("Ja, nogen skal komme nu", "Nej, men jeg er bekymret"):
            page.get_by_text(urgency).click()
            page.locator(".trk-guide-result details").evaluate_all(
                "folds => folds.forEach((one) => { one.open = true; })"
            )
            marks = page.locator(".trk-outside > [aria-hidden]")
            assert marks.count() > 10
            assert marks.evaluate_all(LOOSE) == []
            card = page.locator(".trk-guide-card").last
            room = "card => card.getBoundingClientRect().bottom - card.lastElementChild.getBoundingClientRect().bottom"
            assert card.evaluate(room) >= 12


RING = """(heading) => {
  const { outlineWidth, outlineOffset } = getComputedStyle(heading);
  const above = heading.previousElementSibling.getBoundingClientRect().bottom;
  return heading.getBoundingClientRect().top - parseFloat(outlineWidth) - parseFloat(outlineOffset) - above;
}"""


@pytest.mark.parametrize("width", [375, 1280])
def test_the_ring_of_a_scene_covers_nothing_of_the_line_above(browser: Browser, address: str, width: int) -> None:
    with reading(browser, viewport={"width": width, "height": 800}) as page:
        page.goto(f"{address}/notebooks/klub.html")
        page.get_by_role("button", name="Start casen").first.focus()
        page.keyboard.press("Enter")
        heading = page.locator(".trk-eyebrow + .trk-heading")
        expect(heading).to_be_focused()
        assert heading.evaluate(RING) >= 0


def test_the_place_above_a_case_follows_light_and_dark_and_leaves_paper_alone(browser: Browser, address: str) -> None:
    with reading(browser, viewport={"width": 375, "height": 800}) as page:
        page.goto(f"{address}/notebooks/nettet.html")
        place = page.locator(".trk-place").first
        expect(place.locator("xpath=..").get_by_role("button", name="Start casen")).to_be_visible()
        wall = place.locator("rect").first
        expect(wall).to_have_css("fill", "rgb(207, 229, 238)")
        assert place.evaluate("one => [one.clientHeight < 100, one.clientWidth === one.parentNode.clientWidth]") == [
            True,
            True,
        ]
        page.emulate_media(color_scheme="dark")
        expect(wall).to_have_css("fill", "rgb(29, 74, 91)")
        page.emulate_media(media="print")
        expect(place).to_be_hidden()


def test_the_place_above_a_case_in_a_chapter_is_as_near_the_edge_as_its_words(browser: Browser, address: str) -> None:
    with reading(browser, viewport={"width": 375, "height": 800}) as page:
        page.goto(f"{address}/book/bekymringstegn.html")
        place = page.locator(".trk > .trk-place")
        expect(place).to_have_count(1)
        expect(place).to_have_css("margin-top", "0px")
