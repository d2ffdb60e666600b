"""A case on the wall of a meeting: what a leader presses, and what can be read from the back of the room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.audit import AXE
from tests.browser.conftest import Site
from tests.browser.material import case_data, clock, every_kind_case, real_case, said, words
from tests.browser.reader import press, reading

pytestmark = pytest.mark.browser

WALL = {"width": 1280, "height": 720}
OVERFLOWS = "(wall) => wall.scrollHeight - wall.clientHeight"


@pytest.fixture(scope="module")
def case_url(site: Site) -> str:
    return site.put(case_data(real_case()), name="moede.html")


@pytest.fixture(scope="module")
def every_kind_url(site: Site) -> str:
    return site.put(case_data(every_kind_case()), name="moede-alle-slags.html")


def begin(page: Page) -> Locator:
    page.get_by_role("button", name="Vis på møde").click()
    wall = page.get_by_role("dialog")
    expect(wall.get_by_role("heading").first).to_be_focused()
    return wall


def letter(page: Page, scene: str, option: str) -> str:
    """The key of an option of the real case."""
    options = case_data(real_case())["scenes"][scene]["task"]["options"]
    return chr(ord("a") + [one["id"] for one in options].index(option))


def test_a_group_is_led_through_by_keys_and_nothing_of_it_is_kept(watched, case_url: str) -> None:
    page = watched(case_url, viewport=WALL)
    kept = page.evaluate("JSON.stringify(localStorage)")
    wall = begin(page)
    page.keyboard.press("PageDown")
    expect(wall.get_by_role("heading")).to_have_text(clock("klubben"))
    expect(wall.get_by_role("checkbox")).to_have_count(0)
    page.keyboard.press("PageDown")
    for one in ("fodbold", "video"):
        page.keyboard.press(letter(page, "klubben", one))
    expect(wall.get_by_role("checkbox", checked=True)).to_have_count(2)
    page.keyboard.press("Enter")
    expect(wall).to_contain_text("Sådan kan man se på jeres valg:")
    expect(wall).to_contain_text(said("klubben", "video"))
    page.keyboard.press(" ")
    page.keyboard.press("ArrowRight")
    expect(wall.get_by_role("radio").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(wall.get_by_role("status")).to_have_text("Tryk først på det bogstav, gruppen vælger.")
    page.keyboard.press(letter(page, "snakken", "lad-gaa"))
    expect(wall.get_by_role("status")).to_be_empty()
    page.keyboard.press("PageDown")
    expect(wall).to_contain_text(said("snakken", "lad-gaa"))
    press(page, "Vælg om")
    expect(wall.get_by_role("radio", checked=True)).to_have_count(0)
    page.keyboard.press(str(1 + ord(letter(page, "snakken", "spoerg")) - ord("a")))
    page.keyboard.press("PageDown")
    expect(wall).to_contain_text(f"I valgte: {words('snakken', 'spoerg')}")
    page.keyboard.press("PageUp")
    expect(wall.get_by_role("radio", checked=True)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(wall).to_have_count(0)
    expect(page.get_by_role("button", name="Vis på møde")).to_be_focused()
    wall = begin(page)  # Escape was a mistake
    expect(wall.get_by_role("radio", checked=True)).to_have_count(1)
    press(page, "Begynd forfra")
    expect(wall.get_by_role("heading")).to_have_text(real_case().title)
    assert page.evaluate("JSON.stringify(localStorage)") == kept


def test_every_kind_of_decision_is_answered_by_keys_and_one_clicks_to_the_end(watched, every_kind_url: str) -> None:
    page = watched(every_kind_url, viewport=WALL)
    wall = begin(page)
    press(page, "Begynd")
    press(page, "Videre")
    for text in ("maal", "laes"):
        row = wall.locator("li", has_text=f"Du tager {text}")
        key = str(row.locator(".trk-letter").inner_text()).lower()
        while not row.evaluate("(row) => row === row.parentElement.firstElementChild"):
            page.keyboard.press(key)
    press(page, "Vis, hvad der sker")
    expect(wall.locator(".trk-comments > li").first).to_contain_text("Du tager laes")
    press(page, "Videre")
    press(page, "Videre")
    expect(wall.get_by_role("radio")).to_have_count(8)
    expect(
        wall.get_by_role("heading").first
    ).to_be_focused()  # which comes after the question, and takes the keys along
    for key, rating in (("a", "3"), ("b", "4")):
        page.keyboard.press(key)
        page.keyboard.press(rating)
    expect(wall.get_by_role("radio", checked=True)).to_have_count(2)
    page.keyboard.press("Enter")
    press(page, "Videre")
    press(page, "Videre")
    expect(wall.get_by_role("textbox")).to_have_count(0)
    expect(wall).to_contain_text("Sig det højt for hinanden")
    press(page, "Vis, hvad der sker")
    expect(wall).to_contain_text("Jeg så en åben dør.")
    press(page, "Videre")
    expect(wall).to_contain_text("Det endte godt.")
    press(page, "Videre")
    expect(wall.get_by_role("listitem")).to_have_text(["Hvad har I set?", "Hvem spørger I?"])
    press(page, "Videre")
    expect(wall).to_contain_text("Spørg først.")
    press(page, "Videre")
    expect(wall).to_contain_text("Gå til din leder efter mødet")
    page.keyboard.press("PageDown")  # one press too many
    expect(wall).to_be_visible()
    press(page, "Slut")
    expect(wall).to_have_count(0)


def test_time_to_talk_is_begun_and_stopped_and_a_mouse_leaves_the_keys_to_the_wall(watched, case_url: str) -> None:
    page = watched(case_url, viewport=WALL)
    wall = begin(page)
    for _step in range(2):
        page.keyboard.press("PageDown")
    press(page, "Tal sammen to og to")
    expect(wall).to_contain_text("To minutter tilbage")
    wall.locator(".trk-option").first.click()
    expect(wall.get_by_role("heading").first).to_be_focused()
    page.keyboard.press(" ")
    expect(wall.get_by_role("progressbar")).to_have_count(0)
    expect(wall).to_contain_text("Sådan kan man se på jeres valg:")


def test_on_a_phone_and_at_the_largest_zoom_all_of_it_can_be_reached(watched, case_url: str) -> None:
    for size in ({"width": 375, "height": 667}, {"width": 320, "height": 256}):  # 1280 by 1024 at 400 %
        page = watched(case_url, viewport=size)
        wall = begin(page)
        for _step in range(3):
            assert page.evaluate("document.querySelector('dialog').scrollWidth") <= size["width"]
            onward = wall.locator(".trk-bottom .trk-main")
            onward.scroll_into_view_if_needed()
            expect(onward).to_be_in_viewport(ratio=1)
            onward.click()
        page.context.close()


@pytest.fixture(scope="module")
def wall_of_the_course(browser: Browser, address: str) -> Iterator[Page]:
    with reading(browser, viewport=WALL) as page:
        page.goto(f"{address}/notebooks/klub.html", wait_until="networkidle")
        yield page


def faults(page: Page) -> list[str]:
    """What axe finds wrong with what is on the wall, in light and in dark."""
    found = []
    for theme in ("dark", "light"):
        page.evaluate(f"document.body.dataset.theme = '{theme}'")
        result = page.evaluate(f"async () => {{ {AXE}; return (await axe.run('dialog')).violations; }}")
        found += [one["id"] for one in result]
    return found


def test_an_ordinary_case_fits_the_wall_and_is_whole_in_light_and_dark(wall_of_the_course: Page) -> None:
    page = wall_of_the_course
    page.locator("#player-den-tomme-plads").get_by_role("button", name="Vis på møde").click()
    wall = page.get_by_role("dialog")
    stage, shown = wall.locator(".trk-stage"), []
    expect(wall.locator(".trk-place")).to_be_visible()
    while (step := stage.get_attribute("data-step")) != "contact":
        shown.append(step)
        if step == "question" and wall.locator("input").count():
            page.keyboard.press("a")
        if shown.count("question") == 1 and step == "question":
            assert faults(page) == []
        assert wall.locator(".trk-wall").evaluate(OVERFLOWS) <= 0, wall.inner_text()
        page.keyboard.press("ArrowRight")
    assert shown[:4] == ["opening", "scene", "question", "outcome"] and shown[-2:] == ["talk", "lessons"]
    expect(wall.get_by_role("link", name="112")).to_be_visible()
    assert faults(page) == []


def test_the_wall_and_the_sheet_cost_nothing_until_they_are_asked_for(browser: Browser, address: str) -> None:
    with reading(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/notebooks/klub.html", wait_until="networkidle")
        assert not [url for url in asked if "meeting" in url or "/cases/" in url]
        case = page.locator("#player-cykelnoeglen")
        case.get_by_role("link", name="Ark til mødelederen").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ark til mødelederen: Cykelnøglen")
        page.get_by_role("link", name="Åbn casen, og tryk »Vis på møde«").click()
        page.wait_for_url("**/klub.html#player-cykelnoeglen")


@pytest.mark.slow
def test_every_sheet_is_one_page(browser: Browser, folder: Path, address: str) -> None:
    """Measured as Chromium lays it out on A4 within the margins of ``print.css``: 176 by 259 mm."""
    with reading(browser, viewport={"width": round(176 / 25.4 * 96), "height": 900}) as page:
        page.emulate_media(media="print")
        sheets = sorted(folder.glob("moede/*.html"))
        assert len(sheets) > 40
        for sheet in sheets:
            page.goto(f"{address}/moede/{sheet.name}")
            height = page.evaluate("document.querySelector('article').getBoundingClientRect().height") / 96 * 25.4
            assert height <= 259, sheet.stem
