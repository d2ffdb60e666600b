"""A page that comes back, and a page in another tab: what is kept is what was answered last, wherever that was."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.material import case_data, clock, drawn_data, quiz_data, real_case
from tests.browser.reader import press
from tests.patience import MILLISECONDS
from trekant.course.pages.payload import Payload

pytestmark = pytest.mark.browser

KEPT = "Object.entries(localStorage).filter(([key]) => key.startsWith('trekant:'))"
CHECKED = ("2345-678n", "abcd-efgv")
"""Two codes with the check character that they must have."""

AS_OTHERS = """
addEventListener("storage", (event) => event.stopImmediatePropagation());
addEventListener("pageshow", (event) => { window.cameBack = event.persisted; });
"""
"""Chromium tells a page what was written while it lay in the cache, Firefox and WebKit do not: here they are all alike.
``cameBack`` says that it lay there, and was not loaded anew."""

Opened = Callable[[str], Page]


@pytest.fixture
def opened(remembering: Browser) -> Iterator[Opened]:
    """Opens a page that the browser keeps whole when one leaves it."""
    context = remembering.new_context(locale="da-DK", viewport={"width": 1024, "height": 800})
    context.set_default_timeout(MILLISECONDS)

    def open_page(address: str) -> Page:
        page = context.new_page()
        page.add_init_script(AS_OTHERS)
        page.goto(address)
        return page

    yield open_page
    context.close()


def put(site: Site, payload: Payload, name: str) -> str:
    return site.put(payload, name=name)


def leave(page: Page, site: Site) -> None:
    page.goto(site.put(name="andetsteds.html"))


def come_back(page: Page) -> None:
    page.go_back(wait_until="commit")
    page.wait_for_function("window.cameBack === true")


def test_an_old_page_writes_nothing_over_newer_answers(opened: Opened, site: Site) -> None:
    address = put(site, quiz_data("graded"), "tilbage.html")
    page = opened(address)
    page.get_by_role("radio", name="Du tager anton").check()
    leave(page, site)
    other = opened(address)
    press(other, "Vis alle på én side")
    other.get_by_role("radio", name="Du tager berta").check()
    come_back(page)
    expect(page.get_by_role("radio", name="Du tager berta")).to_be_checked()
    page.get_by_role("checkbox", name="Du tager dorthe").check()
    other.reload()
    expect(other.get_by_role("radio", name="Du tager berta")).to_be_checked()
    expect(other.locator(".trk-count")).to_have_text("2 af 6 besvaret")


def test_an_old_page_brings_no_deleted_answers_back_and_no_code(opened: Opened, site: Site) -> None:
    address = put(site, drawn_data("graded"), "tilbage-trukket.html")
    page = opened(address)
    page.get_by_label("Deltagerkode").fill(CHECKED[0])
    press(page, "Vis mine spørgsmål")
    press(page, "Vis alle på én side")
    page.locator(".trk-question input").first.check()
    leave(page, site)
    other = opened(address)
    press(other, "Slet mine svar")
    press(other, "Ja, slet")
    come_back(page)
    expect(page.get_by_label("Deltagerkode")).to_have_value("")
    expect(page.locator(".trk")).not_to_contain_text(CHECKED[0])
    kept = page.evaluate(KEPT)
    assert CHECKED[0] not in str(kept) and [key for key, _ in kept if "quiz" in key] == []


def test_an_old_page_of_a_case_knows_the_road_that_was_taken_since(opened: Opened, site: Site) -> None:
    address = put(site, case_data(real_case()), "tilbage-case.html")
    page = opened(address)
    press(page, "Start casen")
    leave(page, site)
    other = opened(address)
    press(other, "Fortsæt, hvor du slap")
    other.get_by_role("checkbox").first.check()
    press(other, "Svar")
    press(other, "Videre")
    come_back(page)
    press(page, "Fortsæt, hvor du slap")
    expect(page.get_by_role("heading", name=clock("snakken"))).to_be_focused()


def test_a_case_in_two_tabs_is_one_case(watched: Callable[..., Page], site: Site) -> None:
    address = put(site, case_data(real_case()), "to-faner.html")
    page = watched(address)
    press(page, "Start casen")
    other = page.context.new_page()
    other.goto(address)
    press(other, "Fortsæt, hvor du slap")
    press(other, "Svar")
    press(page, "Fortsæt, hvor du slap")
    expect(page.get_by_role("button", name="Videre")).to_be_visible()


def test_the_focus_stays_where_another_tab_draws_the_page_anew(watched: Callable[..., Page], site: Site) -> None:
    address = put(site, case_data(real_case()), "fokus.html")
    page = watched(address)
    press(page, "Start casen")
    page.reload()
    again = page.get_by_role("button", name="Start forfra")
    again.focus()
    page.evaluate("document.activeElement.dataset.old = true")
    other = page.context.new_page()
    other.goto(address)
    press(other, "Fortsæt, hvor du slap")
    press(other, "Svar")
    expect(page.locator("[data-old]")).to_have_count(0)
    expect(again).to_be_focused()


def test_what_was_typed_stands_there_when_nothing_has_changed(opened: Opened, site: Site) -> None:
    page = opened(put(site, quiz_data("practice"), "kladde.html"))
    page.get_by_role("textbox", name="Dit svar").fill("Jeg så, at døren stod åben.")
    leave(page, site)
    come_back(page)
    expect(page.get_by_role("textbox", name="Dit svar")).to_have_value("Jeg så, at døren stod åben.")


def test_a_browser_that_keeps_nothing_loses_nothing_when_a_page_comes_back(opened: Opened, site: Site) -> None:
    page = opened("about:blank")
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })")
    page.goto(put(site, quiz_data("graded"), "intet-gemt.html"))
    page.get_by_role("radio", name="Du tager anton").check()
    leave(page, site)
    come_back(page)
    expect(page.get_by_role("radio", name="Du tager anton")).to_be_checked()
    expect(page.locator(".trk-count")).to_have_text("1 af 6 besvaret")
