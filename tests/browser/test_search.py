"""Finding one's way: the search as people type, and the page that is not there."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.reader import reading
from trekant.course.store import Course
from trekant.site.search.finding import rooted

pytestmark = pytest.mark.browser

BUDGET = 40_000
"""Bytes that searching may cost beside what every page loads, gzipped."""
AXE = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with reading(browser) as opened:
        yield opened


@pytest.fixture
def finder(page: Page, address: str) -> Page:
    with page.expect_response("**/search-index.json*"):
        page.goto(f"{address}/search.html", wait_until="networkidle")
    return page


def _type(page: Page, words: str) -> None:
    page.get_by_label("Hvad leder du efter?").fill(words)


def _found(page: Page, group: str) -> list[str]:
    return page.locator(f"#finder-found .finder-{group} .finder-link").all_inner_texts()


def test_contacts_are_found_by_name_role_number_and_address(finder: Page, course: Course) -> None:
    for contact in course.municipality.contacts:
        for words in (contact.name, contact.short, contact.name.upper()):
            _type(finder, words)
            assert contact.name in _found(finder, "contact"), words
        if contact.email:
            _type(finder, contact.email)
            assert _found(finder, "contact") == [contact.name]
        if contact.phone:
            digits = contact.phone.replace(" ", "")
            for words in (contact.phone, digits, f"+45 {contact.phone}", f"+45{digits}", f"0045{digits}", digits[:4]):
                _type(finder, words)
                assert contact.name in _found(finder, "contact"), words
            calls = finder.locator(f'#finder-found a[href="tel:{digits}"]')
            assert calls.first.is_visible()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("barn", "børn"),
        ("børn", "barn"),
        ("boern", "børn"),
        ("regel", "regler"),
        ("mænd", "mand"),
        ("paedagog", "pædagog"),
        ("unge", "ung"),
        ("bekymringer", "bekymring"),
        ("tegn", "bekymringstegn"),
    ],
)
def test_words_are_found_in_all_their_forms(finder: Page, typed: str, found: str) -> None:
    _type(finder, typed)
    more = finder.get_by_role("button", name=re.compile(r"^Vis \d+ mere"))
    while more.count():
        more.first.click()
    marks = finder.locator("#finder-found mark").all_inner_texts()
    assert found in {text.lower() for text in marks}


def test_cases_glossary_and_figures_are_found_and_opened(finder: Page, course: Course, address: str) -> None:
    for case_id in course.stages:
        case = course.vignettes[case_id].model
        _type(finder, case.title)
        assert case.title in _found(finder, "case")
        _type(finder, f"case {case.person.name}")
        assert case.title in _found(finder, "case")
    _type(finder, "Forebyggelsestrekanten figur")
    assert "Forebyggelsestrekanten" in _found(finder, "page")
    _type(finder, "dehumanisering")
    finder.locator(".finder-term .finder-link").first.click()
    finder.wait_for_url(f"{address}/book/ordliste.html#term-dehumanisering")
    finder.go_back()
    assert finder.get_by_label("Hvad leder du efter?").input_value() == "dehumanisering"


def test_a_question_in_plain_words_finds_something(finder: Page) -> None:
    _type(finder, "hvem skal jeg ringe til hvis det haster")
    assert _found(finder, "contact")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("radikalisring", "radikalisering"), ("ekstremsime", "ekstremisme"), ("begymring", "bekymring")],
)
def test_a_slip_of_the_finger_is_put_right(finder: Page, typed: str, meant: str) -> None:
    _type(finder, typed)
    finder.locator(".finder-suggested button", has_text=re.compile(f"^{meant}")).first.click()
    assert finder.locator("#finder-found .finder-link").count() > 0
    expect(finder.get_by_label("Hvad leder du efter?")).to_be_focused()


def test_nothing_found_helps_on(finder: Page) -> None:
    _type(finder, "xyzzy")
    expect(finder.get_by_role("main").get_by_role("status")).to_have_text("Ingen resultater for »xyzzy«.")
    assert finder.locator("#finder-found").get_by_role("link", name="Hvem kontakter jeg?").is_visible()
    assert finder.locator("#finder-found").get_by_role("link", name="Ordliste").is_visible()


def test_with_the_keyboard_alone(finder: Page, address: str) -> None:
    field = finder.get_by_label("Hvad leder du efter?")
    field.focus()
    finder.keyboard.type("barn")
    expect(finder.get_by_role("main").get_by_role("status")).to_have_text(re.compile(r"^\d+ resultater$"))
    links = finder.locator("#finder-found .finder-link")
    finder.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    finder.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    finder.keyboard.press("ArrowUp")
    finder.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    finder.keyboard.press("Enter")
    expect(links.nth(0)).to_be_focused()
    finder.keyboard.press("Escape")
    expect(field).to_be_focused()
    finder.keyboard.press("Escape")
    expect(field).to_have_value("")
    expect(finder.locator("#finder-all")).to_be_visible()
    assert "q=" not in finder.url
    finder.keyboard.type("infohuset")
    finder.keyboard.press("Enter")
    finder.keyboard.press("Enter")
    finder.wait_for_url(re.compile(r"/book/kontakt\.html#kontakt-"))


def test_the_rest_of_a_group_is_one_button_away(finder: Page) -> None:
    _type(finder, "bekymring")
    chapters = finder.locator(".finder-page .finder-link")
    before = chapters.count()
    finder.get_by_role("button", name=re.compile(r"^Vis \d+ mere")).first.click()
    assert chapters.count() > before
    expect(chapters.nth(before)).to_be_focused()


def test_every_page_searches(page: Page, address: str) -> None:
    page.goto(f"{address}/book/trekanten.html")
    field = page.locator(".sidebar-search")
    field.fill("børn & unge")
    field.press("Enter")
    page.wait_for_url(f"{address}/search.html?q=*")
    assert page.get_by_label("Hvad leder du efter?").input_value() == "børn & unge"
    page.locator("#finder-found .finder-link").first.wait_for()


def test_searching_is_light(page: Page, address: str) -> None:
    weights = {}
    for name in ("book/privatliv.html", "search.html?q=barn"):
        got: dict[str, int] = {}
        page.on(
            "response", lambda response, got=got: got.update({response.url: len(gzip.compress(response.body(), 9))})
        )
        page.goto(f"{address}/{name}", wait_until="networkidle")
        weights[name] = got
    own = {
        url: weight
        for url, weight in weights["search.html?q=barn"].items()
        if url not in weights["book/privatliv.html"]
    }
    assert sum(own.values()) <= BUDGET, own


def test_without_javascript_it_is_a_list_of_all_there_is(browser: Browser, address: str, course: Course) -> None:
    with reading(browser, java_script_enabled=False) as page:
        page.goto(f"{address}/search.html?q=barn")
        everything = page.locator("#finder-all")
        for contact in course.municipality.contacts:
            assert everything.get_by_role("link", name=contact.name, exact=True).first.is_visible()
        for case_id in course.stages:
            assert everything.get_by_role("link", name=course.vignettes[case_id].model.title, exact=True).is_visible()
        assert everything.get_by_role("link", name="dehumanisering").is_visible()
        assert page.locator("#finder noscript p").is_visible()


def test_an_index_that_cannot_be_fetched_leaves_the_list(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/search-index.json*", lambda route: route.abort())
    page.goto(f"{address}/search.html?q=barn")
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("kunne ikke hentes")
    expect(page.locator("#finder-all")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_accessible_with_results_without_and_with_none(finder: Page, width: int) -> None:
    finder.set_viewport_size({"width": width, "height": 800})
    for words in ("", "barn", "xyzzy", "radikalisring"):
        _type(finder, words)
        results = Axe().run(finder, context="#furo-main-content", options=AXE)
        assert results.response["violations"] == [], results.generate_report()
        assert finder.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["findes-ikke", "book/dybt/nede/findes-ikke.html"])
def test_the_missing_page_helps_at_any_depth(page: Page, address: str, name: str) -> None:
    missing: list[str] = []
    page.on("response", lambda response: missing.append(response.url) if response.status == 404 else None)
    # the browser itself notes the answer 404 in its console
    page.route(f"{address}/{name}", lambda route: route.fulfill(response=route.fetch(), status=200))
    page.goto(f"{address}/{name}", wait_until="networkidle")
    assert missing == []
    assert page.get_by_role("heading", name="Siden findes ikke", level=1).is_visible()
    assert page.locator("#furo-main-content a[href='tel:112']").first.is_visible()
    assert page.evaluate("document.styleSheets.length") >= 3
    results = Axe().run(page, context="#furo-main-content", options=AXE)
    assert results.response["violations"] == [], results.generate_report()
    page.get_by_label("Eller søg efter det").fill("infohuset")
    page.get_by_role("button", name="Søg", exact=True).click()
    page.wait_for_url(f"{address}/search.html?q=infohuset")


def test_the_server_says_that_the_page_is_missing(browser: Browser, address: str) -> None:
    context = browser.new_context()
    assert context.request.get(f"{address}/book/findes-ikke.html").status == 404
    assert "Siden findes ikke" in context.request.get(f"{address}/book/findes-ikke.html").text()
    context.close()


def test_the_missing_page_can_stand_under_a_path() -> None:
    page = '<html data-content_root="./"><a href="#x"><a href="tel:112"><a href="./"><img src="_static/a.svg">'
    assert rooted(page, "/k/") == (
        '<html data-content_root="/k/"><a href="#x"><a href="tel:112"><a href="/k/"><img src="/k/_static/a.svg">'
    )
