"""Where one is and how far one has come: the front page, ticks in the menu, the way from a case to what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

FRONT = "book/forside.html"
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })"


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    contexts = []

    def open_on(name: str, **options: object) -> Page:
        context = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 800}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}/{name}")
        return page

    yield open_on
    for context in contexts:
        context.close()


def _read_to_the_end(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/{name}")
    page.locator(".related-pages").scroll_into_view_if_needed()
    expect(page.locator(".current-page .tick")).to_be_visible()


def test_the_front_page_says_what_for_whom_and_how_long_and_asks_where_one_works(
    opened: Callable[..., Page],
) -> None:
    page = opened(FRONT)
    before = page.locator("article").inner_text().partition("Hvor arbejder du?")[0]
    assert all(word in before for word in ("radikalisering", "Rødovre Kommune", "40 minutter"))
    expect(page.locator(".go-on")).to_be_hidden()
    page.get_by_role("link", name="I hjemmepleje, plejehjem eller sundhed").press("Enter")
    page.wait_for_url("**/notebooks/begynd-pleje.html")
    page.get_by_role("link", name="Spring over").click()
    page.wait_for_url("**/book/hvem-og-hvornaar.html")
    expect(page.get_by_text("Modul 1 af 5")).to_be_visible()


def test_the_first_case_leads_on_when_it_is_over_and_not_before(opened: Callable[..., Page], address: str) -> None:
    """A filled button below the case reads as the answer."""
    page = opened("notebooks/begynd-pleje.html")
    onward, skip = page.get_by_role("link", name="Se, hvad du skal gøre"), page.get_by_role("link", name="Spring over")
    case = page.locator(".trk")
    expect(skip).to_be_visible()
    expect(onward).to_have_count(0)
    case.get_by_role("button", name="Start casen").click()
    expect(skip).to_be_hidden()
    page.goto(f"{address}/{FRONT}")
    page.get_by_role("link", name="Fortsæt historien").click()
    case.get_by_role("button", name="Fortsæt, hvor du slap").click()
    expect(case.get_by_role("button", name="Svar")).to_be_visible()
    while case.get_by_role("button", name="Svar").count():
        expect(onward).to_have_count(0)
        if case.get_by_role("radio").count():
            case.get_by_role("radio").first.check()
        case.get_by_role("button", name="Svar").click()
        case.get_by_role("button", name="Videre").click()
    expect(case.locator(".trk-actions .trk-main")).to_have_text(["Se, hvad du skal gøre"])
    expect(onward).to_have_count(1)
    page.reload()
    expect(case.get_by_role("button", name="Se slutningen")).to_be_visible()
    expect(onward).to_be_visible()
    expect(skip).to_be_hidden()
    page.goto(f"{address}/{FRONT}")
    expect(page.get_by_role("link", name="Fortsæt med modul 1")).to_be_visible()


def test_writing_one_text_ends_without_a_button_to_a_result(opened: Callable[..., Page]) -> None:
    page = opened("book/skriv.html")
    if page.get_by_role("button", name="Vis spørgsmålene").count():
        page.get_by_role("button", name="Vis spørgsmålene").click()
    page.get_by_role("textbox").fill("Jeg så, at døren stod åben.")
    page.get_by_role("button", name="Vis et forslag").click()
    expect(page.get_by_text("Sådan kan det siges:")).to_be_visible()
    expect(page.get_by_role("button", name="Se, hvordan det gik")).to_have_count(0)


def test_who_has_begun_is_led_on_and_sees_what_is_done(opened: Callable[..., Page], address: str) -> None:
    page = opened(FRONT)
    for name in ("book/hvem-og-hvornaar.html", "book/hvad-er-det.html"):
        _read_to_the_end(page, address, name)
    ticked = page.locator(".sidebar-tree [data-done]:has(.tick)")
    assert [link.get_attribute("data-done") for link in ticked.all()] == [
        "read:book/hvem-og-hvornaar",
        "read:book/hvad-er-det",
    ]
    page.goto(f"{address}/{FRONT}")
    expect(page.locator(".go-on")).to_contain_text("2 af 5 moduler læst")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("link", name="Fortsæt med modul 3").click()
    page.wait_for_url("**/book/trekanten.html")


def test_only_who_has_begun_fetches_what_says_how_far_one_has_come(opened: Callable[..., Page], address: str) -> None:
    page = opened("book/trekanten.html")
    page.wait_for_load_state("networkidle")
    names = "performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1))"
    assert "site.min.js" in page.evaluate(names) and "site.place.min.js" not in page.evaluate(names)
    _read_to_the_end(page, address, "book/trekanten.html")
    page.goto(f"{address}/book/ordliste.html")
    expect(page.locator('[data-done="read:book/trekanten"] .tick')).to_have_count(1)
    assert "site.place.min.js" in page.evaluate(names)


def test_a_browser_that_keeps_nothing_shows_all_pages_as_to_a_newcomer(
    opened: Callable[..., Page], address: str
) -> None:
    page = opened(FRONT)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.add_init_script(BLOCKED)
    page.goto(f"{address}/book/trekanten.html")
    page.locator(".related-pages").scroll_into_view_if_needed()
    page.goto(f"{address}/{FRONT}")
    expect(page.locator(".go-on")).to_be_hidden()
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "rows"), [("book/trekanten.html", 1), ("book/kontakt.html", 0), ("quizzes/slutproeve.html", 0)]
)
def test_only_a_page_in_a_row_says_what_comes_next(opened: Callable[..., Page], name: str, rows: int) -> None:
    expect(opened(name).locator(".related-pages")).to_have_count(rows)


@pytest.mark.parametrize("name", ["book/hvem-og-hvornaar.html", "book/kontakt.html", "book/bekymringstegn.html"])
def test_the_first_mark_of_a_page_leads_to_what_it_means(opened: Callable[..., Page], name: str) -> None:
    page = opened(name)
    links = page.locator("article a", has_text="Uden for notatet")
    expect(links).to_have_count(1)
    expect(page.locator("article .outside-notat").first.get_by_role("link", name="Uden for notatet")).to_be_visible()
    links.click()
    page.wait_for_url("**/book/kilder.html#notatet")
    expect(page.locator("#notatet")).to_contain_text("er mærket »Uden for notatet«")


def test_one_sees_the_act_before_what_a_module_is_for(opened: Callable[..., Page]) -> None:
    page = opened("book/hvem-og-hvornaar.html")
    said = page.locator("article").inner_text()
    assert 0 < said.index("Ellers går du til din leder") < said.index("Modul 1 af 5")
    aims = page.locator(".module-columns")
    expect(aims).to_be_hidden()
    page.get_by_text("Det lærer du her").click()
    expect(aims).to_contain_text("Når du er færdig")


def test_without_javascript_one_chooses_folds_the_menu_out_and_goes_on(opened: Callable[..., Page]) -> None:
    page = opened(FRONT, java_script_enabled=False)
    group = page.locator(".sidebar-tree details", has=page.get_by_text("Cases for mit arbejde"))
    expect(group.get_by_role("link", name="Bibliotek")).to_be_hidden()
    group.locator("summary").click()
    expect(group.get_by_role("link", name="Bibliotek")).to_be_visible()
    page.get_by_role("link", name="På biblioteket").click()
    expect(page.get_by_role("link", name="Se, hvad du skal gøre")).to_be_visible()
    expect(page.get_by_role("link", name="Spring over")).to_be_hidden()


def test_mit_forloeb_has_one_button_until_one_has_begun(opened: Callable[..., Page]) -> None:
    page = opened("book/mit-forloeb.html")
    own = page.locator(".trk-own")
    expect(own.get_by_text("Du har ikke øvet dig endnu.")).to_be_visible()
    shown = [one.inner_text() for one in own.locator(".trk-button").all() if one.is_visible()]
    assert shown == ["Begynd"]
    own.get_by_role("link", name="Begynd").click()
    page.wait_for_url(f"**/{FRONT}")


def test_a_case_in_a_chapter_is_played_there_and_can_be_read_elsewhere(
    opened: Callable[..., Page], address: str
) -> None:
    page = opened("book/hvad-er-det.html")
    case = page.locator("#player-kringlen")
    assert page.locator('script[src*="vignette"]').count() == 0, "most readers have not pressed yet"
    case.get_by_role("button", name="Start casen").click()
    expect(case.get_by_role("button", name="Svar").or_(case.locator("input").first).first).to_be_visible()
    without = opened("book/hvad-er-det.html", java_script_enabled=False)
    expect(case.get_by_role("link", name="Læs casen")).to_be_hidden()
    without.locator("#player-kringlen").get_by_role("link", name="Læs casen").click()
    expect(without.locator("#player-kringlen .trekant-fallback")).to_be_visible()
