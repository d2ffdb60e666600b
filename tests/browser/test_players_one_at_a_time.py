"""A quiz one question at a time, by keyboard; and a quiz with a time limit, which stops nobody."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PAGE, Site
from tests.browser.material import hidden, municipality, questions, quiz, quiz_data
from tests.browser.reader import give_code, press
from trekant.course.pages.payload import quiz_payload
from trekant.course.quizzes.answers import read_sheet

pytestmark = pytest.mark.browser

BEGUN = "2026-11-20T10:00:00+01:00"


@pytest.fixture(scope="module")
def graded_url(site: Site) -> str:
    return site.put(quiz_data("graded"), name="en-ad-gangen.html")


@pytest.fixture(scope="module")
def limited_url(site: Site) -> str:
    limited = quiz("graded").model_copy(update={"id": "paa-tid", "time_limit": 20, "attempts": 2})
    return site.put(quiz_payload(limited, questions(), municipality()), name="paa-tid.html")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def tab_to(page: Page, name: str) -> None:
    """Go on with the Tab key until a button of that name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if focused(page) == name:
            return
    pytest.fail(f"the Tab key never came to {name}")


def test_by_keyboard_from_the_first_question_to_handing_in(watched, graded_url: str) -> None:
    page = watched(graded_url)
    shown = page.locator(".trk-question:visible")
    expect(shown).to_have_count(1)
    page.locator("[type=radio]:visible").first.focus()
    page.keyboard.press("Space")
    for number in (2, 3, 4, 5, 6):
        tab_to(page, "Næste spørgsmål")
        page.keyboard.press("Enter")
        assert focused(page) == f"Spørgsmål {number} af 6"
        expect(shown).to_have_count(1)
    expect(page.get_by_role("heading", name="Aflever")).to_be_hidden()
    tab_to(page, "Gå til aflevering")
    page.keyboard.press("Enter")
    assert focused(page) == "Aflever"
    expect(shown).to_have_count(0)
    expect(page.get_by_role("link", name="Spørgsmål 1", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Spørgsmål 3").focus()
    page.keyboard.press("Enter")
    assert focused(page) == "Spørgsmål 3 af 6"
    tab_to(page, "Forrige spørgsmål")
    page.keyboard.press("Enter")
    assert focused(page) == "Spørgsmål 2 af 6"


def test_the_overview_says_what_is_answered(watched, graded_url: str) -> None:
    page = watched(graded_url)
    page.get_by_role("radio", name="Du tager anton").check()
    press(page, "Spørgsmål 4, ikke besvaret")
    page.get_by_role("group", name="Du tager hans").get_by_label("Gør ingen forskel").check()
    expect(page.get_by_role("navigation", name="Spørgsmålene")).to_match_aria_snapshot(
        """
        - navigation "Spørgsmålene":
          - list:
            - listitem:
              - button "Spørgsmål 1, besvaret"
            - listitem:
              - button "Spørgsmål 2, ikke besvaret"
            - listitem:
              - button "Spørgsmål 3, ikke besvaret"
            - listitem:
              - button "Spørgsmål 4, mangler noget"
            - listitem:
              - button "Spørgsmål 5, ikke besvaret"
            - listitem:
              - button "Spørgsmål 6, ikke besvaret"
            - listitem:
              - button "Aflever"
        """
    )
    expect(page.locator("[aria-current=step]")).to_have_attribute("aria-label", "Spørgsmål 4, mangler noget")


def test_one_comes_back_to_the_first_that_is_not_answered(watched, graded_url: str) -> None:
    page = watched(graded_url)
    page.get_by_role("radio", name="Du tager anton").check()
    press(page, "Næste spørgsmål")
    page.get_by_role("checkbox", name="Du tager dorthe").check()
    page.reload()
    expect(page.get_by_role("heading", name="Spørgsmål 3 af 6")).to_be_visible()
    expect(page.locator(".trk-count")).to_have_text("2 af 6 besvaret")


def test_the_choice_is_the_readers_and_is_remembered_in_every_quiz(watched, site: Site, graded_url: str) -> None:
    page = watched(graded_url)
    press(page, "Vis alle på én side")
    expect(page.locator(".trk-question:visible")).to_have_count(6)
    expect(page.get_by_role("navigation")).to_be_hidden()
    page.reload()
    expect(page.locator(".trk-question:visible")).to_have_count(6)
    practice = site.put(quiz_data("practice"), name="oevelse-alle.html")
    page.goto(practice)
    expect(page.locator(".trk-question:visible")).to_have_count(6)
    press(page, "Vis ét spørgsmål ad gangen")
    expect(page.locator(".trk-question:visible")).to_have_count(1)
    page.goto(graded_url)
    expect(page.locator(".trk-question:visible")).to_have_count(1)


def test_practice_one_at_a_time_says_at_once_how_it_went(watched, site: Site) -> None:
    page = watched(site.put(quiz_data("practice"), name="oevelse-en.html"))
    press(page, "Vis ét spørgsmål ad gangen")
    page.get_by_role("radio", name="Du tager berta").check()
    press(page, "Svar")
    expect(page.locator(".trk-question:visible").get_by_role("status")).to_contain_text("Rigtigt")
    press(page, "Næste spørgsmål")
    assert focused(page) == "Spørgsmål 2 af 6"
    expect(page.get_by_role("button", name="Spørgsmål 1, besvaret")).to_be_visible()


def test_an_address_leads_to_its_question(watched, site: Site) -> None:
    page = watched(site.put(quiz_data("practice"), name="adresse.html") + "#player-prove-practice-3")
    heading = page.get_by_role("heading", name="Spørgsmål 3 af 6")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()


def test_two_tabs_keep_each_others_answers(watched, graded_url: str) -> None:
    first = watched(graded_url)
    second = first.context.new_page()
    second.goto(graded_url)
    second.get_by_role("radio", name="Du tager anton").check()
    expect(first.locator(".trk-count")).to_have_text("1 af 6 besvaret")
    press(first, "Spørgsmål 2, ikke besvaret")
    first.get_by_role("checkbox", name="Du tager dorthe").check()
    expect(second.locator(".trk-count")).to_have_text("2 af 6 besvaret")
    second.reload()
    expect(second.locator(".trk-count")).to_have_text("2 af 6 besvaret")


def at(page: Page, moment: str, url: str) -> Page:
    page.clock.install(time=moment)
    page.goto(url)
    return page


def test_time_and_attempts_are_stated_before_one_begins(watched, limited_url: str) -> None:
    page = at(watched("about:blank"), BEGUN, limited_url)
    box = page.locator(".trk")
    expect(box).to_contain_text("Der er sat 20 minutter af, fra du begynder. Du bliver ikke stoppet, når de er gået")
    expect(box).to_contain_text("Du kan aflevere 2 gange. Det er den sidste, der gælder.")
    expect(page.locator(".trk-question")).to_have_count(0)
    page.clock.run_for("10:00")
    press(page, "Begynd")
    expect(page.locator(".trk-time")).to_contain_text("20 minutter tilbage")
    expect(page.get_by_role("heading", name="En graded-quiz")).to_be_focused()


def test_the_time_is_told_calmly_and_said_aloud_twice(watched, limited_url: str) -> None:
    page = at(watched("about:blank"), BEGUN, limited_url)
    press(page, "Begynd")
    aloud = page.locator(".trk-said-time")
    page.evaluate(
        """() => {
            window.said = [];
            new MutationObserver(() => said.push(document.querySelector(".trk-said-time").textContent))
              .observe(document.querySelector(".trk-said-time"), { childList: true });
        }"""
    )
    for minutes, shown, told in [
        ("14:30", "6 minutter tilbage", ""),
        ("00:40", "5 minutter tilbage", "Der er 5 minutter tilbage."),
        ("01:00", "4 minutter tilbage", ""),
        ("03:00", "Under et minut tilbage", "Der er et minut tilbage."),
    ]:
        page.clock.run_for(minutes)
        expect(page.locator(".trk-time")).to_contain_text(shown)
        expect(aloud).to_have_text(told)
    press(page, "Skjul tiden")
    expect(page.get_by_text("Under et minut tilbage")).to_be_hidden()
    press(page, "Vis tiden")
    page.clock.run_for("01:00")
    expect(aloud).to_contain_text("Tiden er gået. Alt, du har svaret, er gemt")
    assert len([text for text in page.evaluate("said") if text]) == 3


def test_when_the_time_is_up_one_hands_in_and_the_file_says_so(watched, limited_url: str) -> None:
    page = at(watched("about:blank"), BEGUN, limited_url)
    press(page, "Begynd")
    page.get_by_role("radio", name="Du tager anton").check()
    page.clock.run_for("21:00")
    page.reload()
    expect(page.locator(".trk-said-time")).to_contain_text("du kan stadig svare og aflevere")
    press(page, "Vis alle på én side")
    page.get_by_role("checkbox", name="Du tager dorthe").check()
    give_code(page, "hb-042", "Gem min svarfil")
    with page.expect_download() as download:
        press(page, "Gem filen alligevel")
    sheet = read_sheet(Path(download.value.path()).read_bytes())
    assert sheet.answers == hidden({"om-single": "anton", "om-multiple": ["dorthe"]})
    assert sheet.begun is not None and sheet.time_up is not None
    assert (sheet.time_up - sheet.begun).total_seconds() == 20 * 60
    assert sheet.minutes_over == 1


def test_in_time_the_file_says_when_one_began_and_nothing_more(watched, limited_url: str) -> None:
    page = at(watched("about:blank"), BEGUN, limited_url)
    press(page, "Begynd")
    press(page, "Vis alle på én side")
    page.get_by_role("radio", name="Du tager anton").check()
    give_code(page, "hb-042", "Gem min svarfil")
    with page.expect_download() as download:
        press(page, "Gem filen alligevel")
    raw = json.loads(Path(download.value.path()).read_bytes())
    assert "begun" in raw and "time_up" not in raw


FOOT = (
    '<link rel="stylesheet" href="/css/course.css"></head>',
    '<div class="related-pages"><a href="#">Forrige</a></div></main>',
)


def test_the_pages_own_way_back_is_away_while_a_quiz_runs(watched, site: Site) -> None:
    page_with_foot = PAGE.replace("</head>", FOOT[0]).replace("</main>", FOOT[1])
    page = watched(site.put(quiz_data("graded"), name="med-fod.html", template=page_with_foot))
    foot = page.locator(".related-pages")
    expect(foot).to_be_visible()
    page.get_by_role("radio", name="Du tager anton").check()
    expect(foot).to_be_hidden()
    expect(page.get_by_role("button", name="Forrige spørgsmål")).to_be_hidden()
    press(page, "Næste spørgsmål")
    expect(foot).to_be_hidden()
    expect(page.get_by_role("button", name="Forrige spørgsmål")).to_be_visible()
    page.get_by_role("button", name="Aflever", exact=True).click()
    with page.expect_download():
        give_code(page, "hb-042", "Gem min svarfil")
        press(page, "Gem filen alligevel")
    expect(foot).to_be_visible()
