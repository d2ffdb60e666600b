"""A page in a frame on an intranet or in an LMS: the text and the way to the guide, without the course's own frame."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.reader import reading


def _is_bare(page: Page) -> None:
    for part in (".brand", ".theme-toggle", ".menu-button", ".menu", ".foot"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator(".top-contact summary")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 375])
def test_an_embedded_page_has_no_menu_and_the_guide_at_hand_and_the_next_page_is_embedded_too(
    browser: Browser, address: str, width: int
) -> None:
    with reading(browser, viewport={"width": width, "height": 800}) as page:
        page.goto(f"{address}/book/trekanten.html?ramme=nej")
        _is_bare(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator(".top-contact summary").press("Enter")
        call = page.get_by_role("link", name="Ring 112")
        expect(call).to_be_in_viewport(ratio=1)
        assert Axe().run(page).response["violations"] == []
        page.locator(".next-page").click()
        page.wait_for_url("**/bekymringstegn.html?ramme=nej")
        _is_bare(page)
        whole = page.get_by_role("link", name="Åbn hele kurset i et nyt vindue")
        with page.context.expect_page() as opened:
            whole.click()
        expect(opened.value.locator(".foot")).to_be_visible()
        assert "ramme" not in opened.value.url


@pytest.mark.browser
def test_a_test_opens_in_a_window_of_its_own_and_is_whole(browser: Browser, address: str) -> None:
    with reading(browser) as page:
        page.goto(f"{address}/book/forside.html?ramme=nej")
        expect(page.locator(".whole-course")).to_be_visible()
        with page.context.expect_page() as opened:
            page.get_by_role("link", name="Sluttest", exact=True).click()
        expect(opened.value.locator(".menu")).to_be_visible()
