"""Easy Danish on the page: one chooses it once, and it stays, with a script and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.reader import reading

pytestmark = pytest.mark.browser

MODULE, NEXT, THIRD = "book/hvem-og-hvornaar.html", "book/hvad-er-det.html", "book/trekanten.html"
EASY = "editions/da-let/"


def _choose(page: Page, words: str) -> None:
    page.get_by_role("navigation", name="Sprog på siden").get_by_role("link", name=words).click()


def _is_at(page: Page, name: str) -> None:
    expect(page).to_have_url(re.compile(rf"127\.0\.0\.1:\d+/{re.escape(name)}$"))


def test_without_a_script_the_pages_in_easy_danish_lead_on_among_themselves(browser: Browser, address: str) -> None:
    with reading(browser, java_script_enabled=False) as page:
        page.goto(f"{address}/{MODULE}")
        _choose(page, "Let dansk")
        _is_at(page, f"{EASY}{MODULE}")
        page.locator(".next-page").click()
        _is_at(page, f"{EASY}{NEXT}")
        expect(page.locator(".menu .current-page")).to_contain_text("2")
        page.get_by_role("link", name="Prøv selv").click()
        _is_at(page, f"{NEXT}#player-kringlen")
        page.goto(f"{address}/{EASY}{NEXT}")
        _choose(page, "Almindeligt dansk")
        _is_at(page, NEXT)


def test_the_choice_is_kept_and_taken_back(browser: Browser, address: str) -> None:
    with reading(browser) as page:
        page.goto(f"{address}/{MODULE}")
        page.wait_for_load_state("networkidle")
        _choose(page, "Let dansk")
        _is_at(page, f"{EASY}{MODULE}")
        page.goto(f"{address}/book/ordliste.html", wait_until="networkidle")
        page.locator(".menu a", has_text="Forebyggelsestrekanten").first.evaluate("(link) => link.click()")
        _is_at(page, f"{EASY}{THIRD}")
        page.wait_for_load_state("networkidle")
        _choose(page, "Almindeligt dansk")
        _is_at(page, THIRD)
        page.goto(f"{address}/book/ordliste.html", wait_until="networkidle")
        page.locator(".menu a", has_text="Forebyggelsestrekanten").first.evaluate("(link) => link.click()")
        _is_at(page, THIRD)


def test_what_is_read_in_easy_danish_is_read(browser: Browser, address: str) -> None:
    with reading(browser) as page:
        page.goto(f"{address}/{EASY}{MODULE}")
        page.locator(".related-pages").scroll_into_view_if_needed()
        expect(page.locator(".current-page .tick")).to_be_attached()
        kept = page.evaluate("Object.keys(localStorage)")
        assert {"trekant:read:book/hvem-og-hvornaar", "trekant:edition"} <= set(kept)


def test_the_guide_asks_and_answers_in_easy_danish(browser: Browser, address: str) -> None:
    with reading(browser) as page:
        page.goto(f"{address}/{EASY}book/kontakt.html")
        page.get_by_text("Nej, men jeg er bekymret for noget bestemt").click()
        page.get_by_text("18 år eller derover", exact=True).click()
        expect(page.get_by_text("Sæt ikke et stempel på nogen.").first).to_be_attached()
        expect(page.get_by_text("ser på sagen").first).to_be_attached()
