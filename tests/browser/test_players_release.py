"""A page that was opened before a release, and a net that is gone: each is said for what it is, and nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PAGE, Site
from tests.browser.material import case_data, drawn_data, every_kind_case, real_case
from tests.browser.reader import give_code, press
from tests.patience import MILLISECONDS
from trekant.course.pages.embed import embed
from trekant.course.pages.payload import Payload
from trekant.players import modules
from trekant.players.bundle import bundle, dependency_order
from trekant.site.delivery.player_files import put_aside

pytestmark = pytest.mark.browser

DATA = "**/_static/*/*.json"


def _page(site: Site, payload: Payload, name: str) -> str:
    """A page whose player fetches what it needs, as the site has it."""
    text = PAGE.replace("{players}", put_aside(site.folder, "/", embed(payload)))
    (site.folder / name).write_text(text, encoding="utf-8")
    return f"{site.address}/{name}"


DEBRIEF = "page.vignette.debrief.min.js"


def _as_delivered(site: Site) -> str:
    """A page whose scripts are put together as the site's are."""
    files, parts = site.folder / "js", ["vignette.js", "page.js"]
    (files / "page.vignette.min.js").write_text(bundle(parts, modules()), encoding="utf-8")
    (files / DEBRIEF).write_text(
        bundle(["debrief.js"], modules(), dependency_order(parts, modules())), encoding="utf-8"
    )
    return PAGE.replace('type="module" src="/js/page.js"', 'defer src="/js/page.vignette.min.js"')


def _gone(route: Route) -> None:
    route.fulfill(status=404, content_type="text/html", body="<h1>Siden findes ikke</h1>")


@pytest.fixture
def opened(browser, site: Site):
    context = browser.new_context(locale="da-DK")
    context.set_default_timeout(MILLISECONDS)
    yield context.new_page()
    context.close()


def test_after_a_release_the_page_is_fetched_again_and_the_code_stands(opened: Page, site: Site) -> None:
    opened.goto(_page(site, drawn_data("graded"), "udgivet.html"))
    opened.route(DATA, _gone)
    give_code(opened, "ab1", "Vis mine spørgsmål")
    notice = opened.locator(".trk-notice")
    expect(notice).to_contain_text("Siden er blevet fornyet. Hent den igen, så kan du fortsætte.")
    expect(notice).to_be_focused()
    expect(opened.get_by_text("JavaScript")).to_be_hidden()
    expect(opened.get_by_text("forbindelse")).to_have_count(0)
    opened.unroute(DATA)
    press(opened, "Hent siden igen")
    expect(opened.locator(".trk-field")).to_contain_text("Din deltagerkode er ab1.")


def test_without_a_connection_one_tries_again_where_one_stands(opened: Page, site: Site) -> None:
    opened.goto(_page(site, drawn_data("graded"), "uden-net.html"))
    opened.route(DATA, lambda route: route.abort())
    give_code(opened, "ab1", "Vis mine spørgsmål")
    expect(opened.locator(".trk-notice")).to_contain_text("Se efter, om du har forbindelse til nettet, og prøv igen.")
    expect(opened.get_by_text("JavaScript")).to_be_hidden()
    opened.unroute(DATA)
    press(opened, "Vis mine spørgsmål")
    expect(opened.locator(".trk-question")).to_have_count(4)


def test_new_questions_that_do_not_come_take_nothing_away(opened: Page, site: Site) -> None:
    opened.goto(_page(site, drawn_data("practice"), "nye-uden-net.html"))
    press(opened, "Vis spørgsmålene")
    before = opened.locator(".trk-question > div > fieldset > legend").all_inner_texts()
    opened.route(DATA, _gone)
    press(opened, "Nye spørgsmål")
    expect(opened.locator(".trk-notice")).to_contain_text("Siden er blevet fornyet.")
    assert opened.locator(".trk-question > div > fieldset > legend").all_inner_texts() == before
    kept = opened.evaluate("JSON.parse(localStorage.getItem('trekant:quiz:drawn-practice:1'))")
    opened.unroute(DATA)
    opened.reload()
    expect(opened.locator(".trk-question > div > fieldset > legend")).to_have_text(before)
    assert kept["variant"] is not None


def test_a_case_that_was_begun_is_not_given_up_when_it_does_not_come(opened: Page, site: Site) -> None:
    opened.goto(_page(site, case_data(real_case()), "case-udgivet.html"))
    press(opened, "Start casen")
    expect(opened.get_by_role("button", name="Svar")).to_be_visible()
    opened.route(DATA, _gone)
    opened.reload()
    expect(opened.locator(".trk-notice")).to_contain_text("Siden er blevet fornyet.")
    opened.unroute(DATA)
    press(opened, "Hent siden igen")
    expect(opened.get_by_role("button", name="Fortsæt, hvor du slap")).to_be_visible()


def test_a_case_begun_in_another_tab_is_not_begun_anew(opened: Page, site: Site) -> None:
    address = _page(site, case_data(real_case()), "case-to-faner.html")
    opened.goto(address)
    other = opened.context.new_page()
    other.goto(address)
    press(other, "Start casen")
    press(other, "Svar")
    press(other, "Videre")
    press(opened, "Start casen")
    press(opened, "Fortsæt, hvor du slap")
    expect(opened.locator(".trk-eyebrow")).to_contain_text("valg 2")


def test_an_ending_stands_when_its_debrief_does_not_come_and_it_can_be_asked_for_again(
    opened: Page, site: Site
) -> None:
    opened.route(f"**/{DEBRIEF}", lambda route: route.abort())
    opened.goto(site.put(case_data(every_kind_case()), name="case-uden-debrief.html", template=_as_delivered(site)))
    press(opened, "Start casen")
    for way in ("Flyt ned: Du tager laes", "Flyt op: Du tager noter"):
        mover = opened.get_by_role("button", name=way)
        while mover.get_attribute("aria-disabled") == "false":
            mover.click()
    press(opened, "Svar")
    press(opened, "Videre")
    case = opened.locator(".trk")
    expect(case).to_contain_text("Det endte skidt.")
    expect(case).to_contain_text("Se efter, om du har forbindelse til nettet, og prøv igen.")
    opened.unroute(f"**/{DEBRIEF}")
    press(opened, "Prøv igen")
    expect(case.get_by_role("heading", name="Det kan du tage med")).to_be_visible()
