"""A page and a case are sent to a colleague, and the case of the month is the same for everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.patience import MILLISECONDS

pytestmark = pytest.mark.browser

COPIES = ["clipboard-read", "clipboard-write"]
NO_SHEET = "Object.defineProperty(navigator, 'share', { value: undefined })"
SHEET = "window.sent = []; Object.defineProperty(navigator, 'share', { value: async (what) => sent.push(what) })"


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts = []

    def open_on(script: str = NO_SHEET, **options: object) -> Page:
        context = browser.new_context(locale="da-DK", service_workers="block", **options)  # type: ignore[arg-type]
        context.set_default_timeout(MILLISECONDS)
        context.add_init_script(script)
        contexts.append(context)
        return context.new_page()

    yield open_on
    for context in contexts:
        context.close()


def test_the_link_to_a_page_is_copied_without_what_stood_behind_it(opened: Callable[..., Page], address: str) -> None:
    page = opened(permissions=COPIES, viewport={"width": 375, "height": 700})
    page.goto(f"{address}/book/trekanten.html?fra=mig#midten")
    button = page.get_by_role("button", name="Kopiér link til siden")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".send").get_by_role("status")).to_have_text(
        "Linket er kopieret. Sæt det ind i en mail eller en besked."
    )
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}/book/trekanten.html"


def test_no_address_of_the_service_can_be_sent(folder: Path) -> None:
    """Its pages stand in the frame of this one, and may have a participant's code in their address."""
    assert 'class="send"' not in (folder / "404.html").read_text(encoding="utf-8")
    assert 'class="send"' in (folder / "book/kontakt.html").read_text(encoding="utf-8")


def test_a_phone_shares_and_the_link_to_a_case_leads_to_it(opened: Callable[..., Page], address: str) -> None:
    page = opened(SHEET, viewport={"width": 375, "height": 700})
    page.goto(f"{address}/notebooks/bibliotek.html")
    host = page.locator('.trekant-player[data-player="vignette"]').last
    host.get_by_role("button", name="Start casen").click()
    over = host.get_by_role("button", name="Send casen til en kollega")
    asked = host.locator(".trk-task input, .trk-task textarea").first
    expect(asked).to_be_visible()
    while True:
        expect(over.or_(asked).first).to_be_visible()
        if over.count():
            break
        if host.locator(".trk-task textarea").count():
            host.get_by_role("button", name="Vis et forslag").click()
        else:
            for group in host.locator(".trk-rating").all() or [host.locator(".trk-task")]:
                group.locator("input, button").first.click()
            host.get_by_role("button", name="Svar", exact=True).click()
        host.get_by_role("button", name="Videre").click()
    over.click()
    page.wait_for_function("() => sent.length === 1")
    [sent] = page.evaluate("sent")
    assert sent["url"] == f"{address}/notebooks/bibliotek.html#{host.get_attribute('id')}"
    colleague = opened(viewport={"width": 375, "height": 700})
    colleague.goto(sent["url"])
    met = colleague.locator(f"#{host.get_attribute('id')}")
    expect(met.get_by_role("button", name="Start casen")).to_be_in_viewport()


def test_the_case_of_the_month_is_another_next_month_in_denmark(opened: Callable[..., Page], address: str) -> None:
    shown = []
    for moment in (datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 30, 22, 30, tzinfo=UTC)):
        page = opened(timezone_id="America/New_York")
        page.clock.set_fixed_time(moment)
        page.goto(f"{address}/book/cases.html")
        month = page.locator("#maanedens-case")
        expect(month).to_contain_text("Hele måneden får alle den samme case")
        shown.append(month.get_by_role("link").get_attribute("href"))
    page.clock.set_fixed_time(datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    page.reload()
    expect(month).to_contain_text("Hele måneden får alle den samme case")
    shown.append(month.get_by_role("link").get_attribute("href"))
    assert shown[0] == shown[1] != shown[2]
    plain = opened(java_script_enabled=False)
    plain.goto(f"{address}/book/cases.html")
    expect(plain.locator("#maanedens-case")).to_contain_text("Vælg selv en af dem herunder.")
    expect(plain.locator(".send")).to_be_hidden()
