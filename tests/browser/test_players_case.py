"""The player of a case, as a reader meets it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.material import case_data, clock, every_kind_case, real_case, said, words
from tests.browser.reader import press

pytestmark = pytest.mark.browser

# The best choices, by the heading of the scene
BEST = {
    clock("klubben"): ["fodbold", "video", "nikker"],
    clock("snakken"): ["spoerg"],
    clock("bagefter"): ["leder"],
    clock("lederen"): ["set"],
}


@pytest.fixture(scope="module")
def case_url(site: Site) -> str:
    return site.put(case_data(real_case()), name="case.html")


@pytest.fixture(scope="module")
def every_kind_url(site: Site) -> str:
    return site.put(case_data(every_kind_case()), name="alle-slags.html")


def heading(page: Page) -> str:
    return page.evaluate("document.activeElement.closest('h1,h2,h3,h4,h5')?.textContent ?? ''")


def choose(page: Page, *options: str) -> None:
    for option in options:
        page.locator(f".trk-option:has([value={option}])").click()
    press(page, "Svar")


def play(page: Page, roads: dict[str, list[str]]) -> None:
    press(page, "Start casen")
    while (clock := page.locator(".trk h3").inner_text()) in roads:
        choose(page, *roads[clock])
        press(page, "Videre")


def tab_to(page: Page, script: str) -> None:
    """Press Tab until the focused element fits."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(f"(el => {script})(document.activeElement)"):
            return
    raise AssertionError(f"Tab never reaches: {script}")


def test_plays_to_the_end_by_keyboard(watched, case_url: str) -> None:
    page = watched(case_url)
    tab_to(page, "el.textContent === 'Start casen'")
    page.keyboard.press("Enter")
    visited = []
    while page.get_by_role("heading", name="Bagefter").count() == 0:
        visited.append(heading(page))
        assert visited[-1], "the focus is on the heading of the new scene"
        if page.get_by_role("checkbox").count():
            tab_to(page, "el.type === 'checkbox'")
        else:
            tab_to(page, "el.type === 'radio'")
        page.keyboard.press("Space")
        tab_to(page, "el.textContent === 'Svar'")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.textContent") == "Videre"
        page.keyboard.press("Enter")
    assert visited[:2] == [clock("klubben"), clock("snakken")]
    assert heading(page) == clock("slut-god")


def test_best_road(watched, case_url: str) -> None:
    page = watched(case_url)
    play(page, BEST)
    end = page.get_by_role("region", name="Case: Den tomme plads")
    expect(end).to_contain_text("Det endte godt")
    expect(end).to_contain_text("Dine valg gav 4 af 4 point. Du tog den bedste vej.")
    expect(end.get_by_role("heading", name="Den bedste vej")).to_have_count(0)
    expect(end.get_by_role("link", name="Læs mere i kurset")).to_have_attribute("href", "../book/hvem-og-hvornaar.html")


def test_result_is_announced(watched, case_url: str) -> None:
    page = watched(case_url)
    press(page, "Start casen")
    status = page.get_by_role("status")
    expect(status).to_be_empty()
    choose(page, "fodbold", "sko")
    expect(status).to_contain_text("Du fandt 1 af 3 og valgte 1 for meget.")
    expect(page.locator(".trk-row:has([value=video])")).to_contain_text("Den mangler du")


def test_choice_shows_its_consequence_and_no_other(watched, case_url: str) -> None:
    page = watched(case_url)
    press(page, "Start casen")
    choose(page)
    press(page, "Videre")
    choose(page, "lad-gaa")
    expect(page.get_by_role("status")).to_contain_text("Ikke det bedste valg")
    expect(page.get_by_role("status")).to_contain_text(said("snakken", "lad-gaa"))
    expect(page.locator(".trk")).not_to_contain_text(said("snakken", "spoerg"))


def test_nothing_chosen_asks_for_a_choice(watched, case_url: str) -> None:
    page = watched(case_url)
    press(page, "Start casen")
    choose(page)  # marking nothing is an answer
    press(page, "Videre")
    press(page, "Svar")
    expect(page.get_by_role("status")).to_have_text("Vælg først en af dem.")
    assert page.evaluate("document.activeElement.type") == "radio"


def test_back_and_another_road(watched, case_url: str) -> None:
    page = watched(case_url)
    play(
        page,
        BEST | {clock("snakken"): ["lad-gaa"], clock("smaek"): ["ssp"], clock("omvej"): ["stempel"]},
    )
    expect(page.locator(".trk")).to_contain_text("Det endte både godt og skidt")
    expect(page.locator(".trk")).to_contain_text("Du har set 5 af 8 scener.")
    expect(page.get_by_role("heading", name="Den bedste vej")).to_be_visible()
    page.get_by_role("button", name=f"Prøv en anden vej herfra: {clock('snakken')}").click()
    assert heading(page) == clock("snakken")
    expect(page.get_by_role("radio", name=words("snakken", "lad-gaa"))).to_be_checked()
    choose(page, "spoerg")
    press(page, "Vælg om")
    expect(page.get_by_role("radio", name=words("snakken", "spoerg"))).to_be_enabled()
    press(page, "Svar")
    press(page, "Videre")
    press(page, "Tilbage")
    assert heading(page) == clock("snakken")
    press(page, "Svar")
    press(page, "Videre")
    choose(page, "leder")
    press(page, "Videre")
    choose(page, "set")
    press(page, "Videre")
    expect(page.locator(".trk")).to_contain_text("Du har set 8 af 8 scener.")
    page.get_by_text("Kortet som liste").click()
    listed = page.locator(".trk-map li").all_inner_texts()
    assert listed[0] == f"{clock('klubben')}: på din vej nu"
    assert f"{clock('slut-mellem')}. Det endte både godt og skidt: set før" in listed


def test_map_keeps_quiet_about_what_is_not_seen(watched, case_url: str) -> None:
    page = watched(case_url)
    play(page, BEST)
    page.get_by_text("Kortet som liste").click()
    listed = page.locator(".trk-map li").all_inner_texts()
    assert listed.count("ikke set endnu") == 3


def test_resumes_after_reload(watched, case_url: str) -> None:
    page = watched(case_url)
    press(page, "Start casen")
    choose(page)
    press(page, "Videre")
    choose(page, "spoerg")
    page.reload()
    press(page, "Fortsæt, hvor du slap")
    assert heading(page) == clock("snakken")
    expect(page.get_by_role("radio", name=words("snakken", "spoerg"))).to_be_checked()
    expect(page.get_by_role("status")).to_contain_text("Godt valg")
    press(page, "Videre")
    page.reload()
    press(page, "Fortsæt, hvor du slap")
    assert heading(page) == clock("bagefter")


def test_deleting_can_be_undone(watched, case_url: str) -> None:
    page = watched(case_url)
    press(page, "Start casen")
    choose(page)
    page.reload()
    press(page, "Slet mine valg")
    press(page, "Nej, behold")
    assert page.evaluate("document.activeElement.textContent") == "Slet mine valg"
    press(page, "Slet mine valg")
    press(page, "Ja, slet")
    assert page.evaluate("localStorage.length") == 0
    press(page, "Fortryd")
    press(page, "Fortsæt, hvor du slap")
    expect(page.get_by_role("status")).to_contain_text("Ikke rigtigt")


def test_a_path_that_no_longer_fits_is_cut(watched, case_url: str) -> None:
    page = watched(case_url)
    kept = {
        "path": [{"scene": "klubben", "answer": ["fodbold"], "fraction": 1}, {"scene": "snakken", "answer": "vaek"}],
        "at": "bagefter",
        "seen": ["klubben", "findes-ikke"],
    }
    case = real_case()
    key = f"trekant:vignette:{case.id}:{case.revision}"
    page.evaluate("([key, kept]) => localStorage.setItem(key, JSON.stringify(kept))", [key, kept])
    page.reload()
    press(page, "Fortsæt, hvor du slap")
    assert heading(page) == clock("snakken")


def test_plays_without_storage(watched, case_url: str) -> None:
    page = watched("about:blank")
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })")
    page.goto(case_url)
    play(page, BEST)
    expect(page.locator(".trk")).to_contain_text("Det endte godt")


def test_other_kinds_and_free_text_that_stays(watched, every_kind_url: str) -> None:
    page = watched(every_kind_url)
    press(page, "Start casen")
    for text in ("maal", "laes"):  # to the top, one after the other, from wherever the draw put them
        mover = page.get_by_role("button", name=f"Flyt op: Du tager {text}")
        while mover.get_attribute("aria-disabled") == "false":
            mover.click()
    press(page, "Svar")
    expect(page.locator(".trk-result")).to_contain_text("3 af 3 står rigtigt.")
    press(page, "Videre")
    press(page, "Svar")
    expect(page.locator(".trk-result")).to_have_text("Giv hver af dem en vurdering først.")
    for group, step in (("hans", "Hjælper lidt"), ("inger", "Hjælper ikke")):
        page.get_by_role("group", name=f"Du tager {group}").get_by_text(step).click()
    press(page, "Svar")
    expect(page.locator(".trk-result")).to_contain_text("Du er enig med fagfolk om 1 af 2.")
    press(page, "Videre")
    expect(page.locator(".trk-hint")).to_contain_text("Skriv ikke om rigtige mennesker.")
    page.get_by_role("textbox", name="Dit svar").fill("Noget hemmeligt")
    press(page, "Vis et forslag")
    expect(page.get_by_role("status")).to_contain_text("Jeg så en åben dør.")
    press(page, "Videre")
    expect(page.locator(".trk")).to_contain_text("Dine valg gav 1,5 af 2 point.")
    assert "hemmeligt" not in page.evaluate("JSON.stringify(localStorage)")
    page.get_by_role("button", name="Prøv en anden vej herfra").nth(2).click()
    expect(page.get_by_role("textbox")).to_have_value("Noget hemmeligt")
