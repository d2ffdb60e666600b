"""The player of a case, as a reader meets it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.material import case_data, clock, every_kind_case, real_case, said, words
from tests.browser.reader import press
from trekant.course.tasks.contact import ContactDecision

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
    page.get_by_role("button", name="Start casen").first.click()
    while (clock := page.locator(".trk h3:visible").first.inner_text()) in roads:
        choose(page, *roads[clock])
        press(page, "Videre")


DETOUR = BEST | {clock("snakken"): ["lad-gaa"], clock("smaek"): ["leder"], clock("omvej"): ["stempel"]}


def unfold(page: Page, *summaries: str) -> None:
    for summary in summaries:
        page.locator(".trk summary", has_text=summary).click()


def judgements(page: Page) -> list[str]:
    """What stands on the page that tells right from wrong."""
    text = page.locator(".trk").inner_text()
    signs = [sign for sign in ("✓", "◐", "✗", "○", "rigtig", "Rigtig", "point", "bedste") if sign in text]
    return signs + page.locator(".trk-tag, .trk-right, .trk-wrong, .trk-partly").all_inner_texts()


def play_every_kind(page: Page) -> None:
    press(page, "Start casen")
    for text in ("maal", "laes"):  # to the top, one after the other, from wherever the draw put them
        mover = page.get_by_role("button", name=f"Flyt op: Du tager {text}")
        while mover.get_attribute("aria-disabled") == "false":
            mover.click()
    press(page, "Svar")
    expect(page.locator(".trk ol li")).to_have_count(3)
    assert judgements(page) == []
    press(page, "Videre")
    press(page, "Svar")
    expect(page.locator(".trk-result")).to_have_text("Giv hver af dem en vurdering først.")
    for group, step in (("hans", "Hjælper lidt"), ("inger", "Gør ingen forskel")):
        page.get_by_role("group", name=f"Du tager {group}").get_by_text(step).click()
    press(page, "Svar")
    expect(page.locator(".trk li", has_text="Du tager hans")).to_contain_text("Hjælper lidt.")
    assert judgements(page) == []
    press(page, "Videre")
    expect(page.locator(".trk-hint")).to_contain_text("Skriv ikke om rigtige mennesker.")
    page.get_by_role("textbox", name="Dit svar").fill("Noget hemmeligt")
    press(page, "Vis et forslag")
    expect(page.get_by_role("status")).to_contain_text("Jeg så en åben dør.")
    press(page, "Videre")


def play_badly(page: Page) -> None:
    """The steps in the wrong order, which ends the case at once."""
    press(page, "Start casen")
    mover = page.get_by_role("button", name="Flyt ned: Du tager laes")
    while mover.get_attribute("aria-disabled") == "false":
        mover.click()
    mover = page.get_by_role("button", name="Flyt op: Du tager noter")
    while mover.get_attribute("aria-disabled") == "false":
        mover.click()
    press(page, "Svar")
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
    while page.get_by_role("button", name="Svar").count():
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
    page_link = end.get_by_role("link", name="Læs mere i kurset", include_hidden=True).first
    expect(page_link).to_have_attribute("href", "../book/hvem-og-hvornaar.html")
    expect(end.get_by_text("Den bedste vej", exact=True)).to_have_count(0)
    expect(end.get_by_role("button", name="Prøv igen fra dit første skæve valg")).to_have_count(0)
    unfold(page, "Dine valg, ét for ét")
    expect(end).to_contain_text("Du tog den bedste vej.")
    assert "point" not in end.inner_text()


def test_marks_are_commented_on_and_not_judged(watched, case_url: str) -> None:
    page = watched(case_url)
    press(page, "Start casen")
    status = page.get_by_role("status")
    expect(status).to_be_empty()
    choose(page, "fodbold", "sko")
    expect(status).to_contain_text("Du markerede 2 ting. Sådan kan man se på dem:")
    for one in ("fodbold", "sko"):  # announced too: who hears the page stands at the button that leads on
        expect(status.locator("li", has_text=words("klubben", one))).to_contain_text(said("klubben", one))
    left_out = page.locator(".trk").get_by_text(said("klubben", "video"))
    expect(left_out).to_be_hidden()
    unfold(page, "Det, du ikke markerede")
    expect(left_out).to_be_visible()
    assert judgements(page) == []


def test_choice_shows_its_consequence_and_the_others_are_gone(watched, case_url: str) -> None:
    page = watched(case_url)
    press(page, "Start casen")
    choose(page)
    press(page, "Videre")
    choose(page, "lad-gaa")
    case = page.locator(".trk")
    expect(page.get_by_role("status")).to_have_text(said("snakken", "lad-gaa"))
    expect(case).to_contain_text(f"Du valgte: {words('snakken', 'lad-gaa')}")
    expect(case.get_by_role("radio")).to_have_count(0)
    expect(case).not_to_contain_text(words("snakken", "spoerg"))
    expect(case).not_to_contain_text(said("snakken", "spoerg"))
    expect(case.get_by_role("button")).to_have_text(["Videre", "Vælg om"])
    assert judgements(page) == []


def test_the_debrief_says_how_good_each_choice_was(watched, case_url: str) -> None:
    page = watched(case_url)
    play(page, DETOUR)
    unfold(page, "Dine valg, ét for ét")
    steps = page.locator(".trk-steps").first.locator("> li")
    expect(steps.nth(0)).to_contain_text("Rigtigt · Du fandt 3 af 3.")
    expect(steps.nth(1)).to_contain_text("Ikke det bedste valg")
    expect(steps.nth(1)).to_contain_text(f"Bedre: {words('snakken', 'spoerg')}")
    expect(steps.nth(1)).to_contain_text(said("snakken", "spoerg"))


def test_one_button_leads_on_and_the_rest_is_folded(watched, every_kind_url: str) -> None:
    page = watched(every_kind_url)
    play_badly(page)
    case = page.locator(".trk")
    assert heading(page) == "Fredag kl. 09.15"
    expect(case.get_by_role("heading", name="Det kan du tage med")).to_be_visible()
    expect(case.get_by_role("listitem").filter(visible=True)).to_have_text(
        ["Se efter.", "Spørg først.", "Sig det videre.", "Hvad har I set?", "Hvem spørger I?"]
    )
    again = "Prøv igen fra dit første skæve valg: Fredag kl. 09.15"
    expect(case.get_by_role("button")).to_have_text([again, "Kopiér link til casen"])
    expect(case.get_by_text("Sådan er det.")).to_be_hidden()
    press(page, again)
    expect(case.get_by_role("group", name="Hvad først?")).to_be_visible()
    assert heading(page) == "Fredag kl. 09.15"


def test_one_starts_again_where_a_choice_cost_something_and_from_a_clean_slate(watched, case_url: str) -> None:
    """A surplus tick is no reason to play all of it again."""
    page = watched(case_url)
    play(page, DETOUR | {clock("klubben"): [*BEST[clock("klubben")], "sko"]})
    page.get_by_role("button", name="Prøv igen fra dit første skæve valg: ").click()
    assert heading(page) == clock("snakken")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)


def test_a_choice_that_was_merely_not_the_best_is_where_one_starts_again_when_none_cost_more(
    watched, case_url: str
) -> None:
    page = watched(case_url)
    play(page, BEST | {clock("klubben"): [*BEST[clock("klubben")], "sko"]})
    press(page, f"Prøv igen fra dit første skæve valg: {clock('klubben')}")
    assert heading(page) == clock("klubben")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)


def test_the_best_road_says_what_was_asked_where_the_answer_is_only_a_contact(watched, case_url: str) -> None:
    page = watched(case_url)
    play(page, DETOUR)
    unfold(page, "Den bedste vej")
    asked = real_case().scene("bagefter").decision
    assert isinstance(asked, ContactDecision)
    best = page.locator(".trk-folds details", has_text="Den bedste vej").locator("li", has_text=clock("bagefter"))
    expect(best).to_contain_text(asked.prompt)


def test_how_many_choices_there_are_is_said_where_every_road_has_as_many(
    watched, case_url: str, every_kind_url: str
) -> None:
    page = watched(case_url)
    press(page, "Start casen")
    expect(page.locator(".trk-eyebrow")).to_have_text(f"{real_case().title} · valg 1 af 4")
    page.goto(every_kind_url)
    press(page, "Start casen")
    expect(page.locator(".trk-eyebrow")).to_have_text("Alle slags · valg 1")  # it may end there


def test_an_ending_says_how_long_after_it_is(watched, every_kind_url: str) -> None:
    page = watched(every_kind_url)
    expect(page.locator(".trk")).to_contain_text("Døren står åben.")
    play_every_kind(page)
    assert heading(page) == "Tre uger senere"


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
    play(page, DETOUR)
    expect(page.locator(".trk")).to_contain_text("Det endte både godt og skidt")
    expect(page.locator(".trk-map")).to_contain_text("Du har set 5 af 8 scener.")
    expect(page.get_by_text("Den bedste vej", exact=True)).to_be_visible()
    unfold(page, "Dine valg, ét for ét")
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
    expect(page.locator(".trk-map")).to_contain_text("Du har set 8 af 8 scener.")
    unfold(page, "Kort over alle veje", "Kortet som liste")
    listed = page.locator(".trk-map li").all_inner_texts()
    assert listed[0] == f"{clock('klubben')}: på din vej nu"
    assert f"{clock('slut-mellem')}. Det endte både godt og skidt: set før" in listed


def test_map_keeps_quiet_about_what_is_not_seen(watched, case_url: str) -> None:
    page = watched(case_url)
    play(page, BEST)
    unfold(page, "Kort over alle veje", "Kortet som liste")
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
    expect(page.locator(".trk")).to_contain_text(f"Du valgte: {words('snakken', 'spoerg')}")
    expect(page.get_by_role("status")).to_have_text(said("snakken", "spoerg"))
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
    expect(page.get_by_role("status")).to_contain_text("Du markerede ikke noget.")


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
    play_every_kind(page)
    unfold(page, "Dine valg, ét for ét")
    expect(page.locator(".trk")).to_contain_text("Rigtigt · 3 af 3 står rigtigt.")
    expect(page.locator(".trk")).to_contain_text("Du er enig med fagfolk om 1 af 2.")
    assert "hemmeligt" not in page.evaluate("JSON.stringify(localStorage)")
    page.get_by_role("button", name="Prøv en anden vej herfra").nth(2).click()
    expect(page.get_by_role("textbox")).to_have_value("Noget hemmeligt")


def test_the_other_cases_are_out_of_the_way_while_one_is_played(watched, site: Site) -> None:
    cases = [case_data(one) for one in (every_kind_case(), real_case())]
    page = watched(site.put(*cases, name="to-cases.html"))
    other = page.get_by_role("region", name=f"Case: {real_case().title}")
    expect(other).to_be_visible()
    page.get_by_role("region", name="Case: Alle slags").get_by_role("button", name="Start casen").click()
    expect(other).to_be_hidden()
    press(page, "Alle cases på siden")
    expect(other).to_be_visible()
    assert heading(page) == "Alle slags"
    press(page, "Fortsæt, hvor du slap")
    expect(other).to_be_hidden()
    page.evaluate(
        """id => {
        const link = document.createElement('a');
        Object.assign(link, { href: `#${id}`, textContent: 'Til den anden' });
        document.body.append(link);
    }""",
        f"player-{real_case().id}",
    )
    page.get_by_role("link", name="Til den anden").click()
    expect(other).to_be_visible()


def test_on_paper_all_cases_stand_while_one_is_played(watched, site: Site) -> None:
    cases = [case_data(one) for one in (every_kind_case(), real_case())]
    page = watched(site.put(*cases, name="to-cases-paa-papir.html"))
    press(page.get_by_role("region", name="Case: Alle slags"), "Start casen")
    page.emulate_media(media="print")
    expect(page.locator(f"#player-{real_case().id}")).to_be_visible()


def test_after_a_good_road_another_case_is_next(watched, site: Site) -> None:
    cases = [case_data(one) for one in (real_case(), every_kind_case())]
    page = watched(site.put(*cases, name="en-til.html"))
    play(page, BEST)
    press(page, "Spil en anden case")
    expect(page.get_by_role("region", name="Case: Alle slags")).to_be_visible()
    assert heading(page) == "Alle slags"


def test_starting_shows_the_beginning(watched, site: Site) -> None:
    cases = [case_data(one) for one in (every_kind_case(), real_case())]
    page = watched(site.put(*cases, name="begyndelsen.html"))
    page.set_viewport_size({"width": 375, "height": 667})
    page.get_by_role("region", name=f"Case: {real_case().title}").get_by_role("button", name="Start casen").click()
    assert heading(page) == clock("klubben")
    expect(page.locator(":focus")).to_be_in_viewport(ratio=1)
    top = page.get_by_role("region", name=f"Case: {real_case().title}").bounding_box()
    assert top is not None and abs(top["y"]) < 20
