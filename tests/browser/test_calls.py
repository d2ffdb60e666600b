"""The calls that cannot wait: on every page two taps away, large enough to hit, without JavaScript too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.kinds import KINDS
from trekant.course.contact.calls import urgent_calls
from trekant.course.contact.guide import GuideText
from trekant.course.store import Course, read_data
from trekant.site.frame.calls import GUIDE

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 375, "height": 667}, "locale": "da-DK", "has_touch": True, "is_mobile": True}
LOWEST = 48
"""Pixels: what a thumb hits."""


@pytest.fixture(scope="module", params=[True, False], ids=["script", "no script"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**PHONE, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def numbers(course: Course) -> list[str]:
    return [call.tel for call in urgent_calls(course.municipality, read_data(course.root, GUIDE, GuideText).calls)]


def _are_large(calls: Locator, numbers: list[str], room: int) -> None:
    assert len(numbers) == 2
    expect(calls).to_have_count(len(numbers))
    for call, number in zip(calls.all(), numbers, strict=True):
        expect(call).to_have_attribute("href", f"tel:{number}")
        box = call.bounding_box()
        assert box
        assert box["height"] >= LOWEST
        assert box["width"] >= room


@pytest.mark.parametrize("page", KINDS.values(), ids=KINDS)
def test_a_call_is_two_taps_from_every_page(phone: Page, address: str, numbers: list[str], page: str) -> None:
    phone.goto(f"{address}/{page}")
    calls = phone.locator(".top-contact .call")
    expect(calls.first).to_be_hidden()
    strip = phone.locator(".top-contact summary")
    box = strip.bounding_box()
    assert box
    assert (box["width"], box["height"] >= LOWEST) == (375, True)
    strip.tap()
    _are_large(calls, numbers, 375 - 2 * 16)
    assert calls.last.evaluate("(call) => call.getBoundingClientRect().bottom <= innerHeight")


@pytest.mark.parametrize(("page", "before"), [("book/kontakt.html", "article"), ("book/forside.html", ".now")])
def test_the_calls_stand_first(phone: Page, address: str, numbers: list[str], page: str, before: str) -> None:
    phone.goto(f"{address}/{page}")
    place = phone.locator(before).first
    _are_large(place.locator(".calls").first.locator(".call"), numbers, 375 - 2 * 16 - 2 * 24 - 8)
    links = place.locator("a:not(.on-page a, .editions a)")  # what stands by the title is about the page itself
    expect(links.first).to_have_class(re.compile(r"\bcall\b"))


def test_a_page_that_is_not_there_has_them_too(phone: Page, address: str, numbers: list[str]) -> None:
    phone.goto(f"{address}/findes/slet/ikke.html")
    _are_large(phone.locator("article .call"), numbers, 250)


def test_what_folds_out_of_the_head_goes_away_by_key_and_by_turning_away(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/book/trekanten.html")
    strip, call = page.locator(".top-contact summary"), page.locator(".top-contact .call").first
    strip.focus()
    page.keyboard.press("Enter")
    expect(call).to_be_visible()
    page.keyboard.press("Tab")
    expect(call).to_be_focused()
    page.keyboard.press("Escape")
    expect(call).to_be_hidden()
    expect(strip).to_be_focused()
    for turn_away in (lambda: page.locator("article h1").click(), lambda: page.locator(".foot a").first.focus()):
        strip.click()
        expect(call).to_be_visible()
        turn_away()
        expect(call).to_be_hidden()
    context.close()


def test_the_calls_say_what_is_not_in_the_notat(folder: Path, course: Course) -> None:
    words = read_data(course.root, GUIDE, GuideText).calls
    outside = [call for call in urgent_calls(course.municipality, words) if call.outside]
    assert outside
    for page in folder.rglob("*.html"):
        strip = page.read_text(encoding="utf-8").partition('class="top-calls"')[2].partition("</details>")[0]
        if page.name != "index.html":
            for call in outside:
                assert f'{call.when}<span aria-hidden="true"> *</span>' in strip, page
                assert f"Notatet nævner ikke {call.phone}" in strip, page
