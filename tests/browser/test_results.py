"""What comes of a quiz, in a real browser: asked for by keyboard, followed while it is made, and read by all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.audit import walk
from tests.browser.reader import reading
from tests.browser.test_service import QUIZ, answer_all, hand_in, sign_in, sign_in_as_trainer, to_the_quiz
from tests.service.process import Started, started_course

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATH = "/underviser/resultater"


@pytest.fixture(scope="module")
def service(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    with started_course(tmp_path_factory.mktemp("resultater")) as running:
        with reading(browser) as page:
            sign_in(page, running)
            to_the_quiz(page, running)
            answer_all(page)
            hand_in(page)
            expect(page.get_by_text("Dine svar kom frem")).to_be_visible()
        yield running


def _ask(page: Page, service: Started, button: str) -> None:
    """Ask for work by keyboard."""
    page.goto(f"{service.address}{PATH}?test={QUIZ}")
    page.get_by_role("button", name=button).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/arbejde/*")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 375)])
def test_all_of_it_can_be_asked_for_and_read_by_all(
    browser: Browser, service: Started, scheme: str, width: int
) -> None:
    with reading(browser, color_scheme=scheme, viewport={"width": width, "height": 800}) as page:
        problems = []
        sign_in_as_trainer(page, service)
        page.goto(f"{service.address}{PATH}?test={QUIZ}")
        problems += walk(page)[1]
        _ask(page, service, "Lav en fil med alle beviser")
        expect(page.get_by_text("1 bevis er i filen.")).to_be_visible()
        problems += walk(page)[1]
        with page.expect_download() as coming:
            page.get_by_role("link", name="Hent filen").click()
        assert coming.value.suggested_filename == f"kursusbeviser-{QUIZ}.zip"
        _ask(page, service, "Se, hvad der ville ændre sig")
        expect(page.get_by_text("Ingen får andre point.")).to_be_visible()
        page.goto(f"{service.address}/underviser/beviser?test={QUIZ}")
        expect(page.get_by_role("button", name="Træk tilbage")).to_be_visible()
        problems += walk(page)[1]
        _ask(page, service, "Lav en rapport")
        page.get_by_role("link", name="Se rapporten").click()
        expect(page.get_by_role("heading", name="Hvordan gik det?")).to_be_visible()
        problems += walk(page)[1]
        bar = page.locator(".bar rect").first
        assert bar.evaluate("one => getComputedStyle(one).fill") != "rgb(0, 0, 0)", "the style sheet is there"
        assert problems == []


def test_how_far_it_is_is_seen_without_scripts(browser: Browser, service: Started) -> None:
    with reading(browser) as page:
        sign_in_as_trainer(page, service)
        cookies = page.context.cookies()
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    context.add_cookies([{key: one[key] for key in ("name", "value", "domain", "path")} for one in cookies])  # type: ignore[misc]
    page = context.new_page()
    _ask(page, service, "Lav en rapport")
    expect(page.get_by_role("link", name="Se rapporten")).to_be_visible()
    context.close()
