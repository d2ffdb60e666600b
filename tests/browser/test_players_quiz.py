"""The player of a quiz, for practice and graded."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.material import hidden, municipality, questions, quiz, quiz_data
from tests.browser.reader import press
from trekant.course.answers import check_sheet, read_sheet

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def practice_url(site: Site) -> str:
    return site.put(quiz_data("practice"), name="oevelse.html")


@pytest.fixture(scope="module")
def graded_url(site: Site) -> str:
    return site.put(quiz_data("graded"), name="bedoemt.html")


def all_on_one_page(page: Page) -> Page:
    """A graded quiz shows one question at a time, unless one wants it otherwise."""
    press(page, "Vis alle på én side")
    return page


def box(page: Page, kind: str):
    return page.locator(".trk-question", has=page.locator(f".trk-kind-{kind}"))


def answer_all(page: Page) -> None:
    """An answer to every question, some right and some wrong."""
    page.get_by_role("radio", name="Du tager anton").check()
    page.get_by_role("checkbox", name="Du tager dorthe").check()
    page.get_by_role("button", name="Flyt ned").first.click()
    for name in ("hans", "inger", "jens", "karen"):
        page.get_by_role("group", name=f"Du tager {name}").get_by_label("Hjælper ikke").check()
    page.get_by_role("radio", name="Din leder").check()
    page.get_by_role("textbox", name="Dit svar").fill("Jeg så <b>noget</b>")


def test_practice_gives_feedback_at_once(watched, practice_url: str) -> None:
    page = watched(practice_url)
    single = box(page, "single")
    single.get_by_role("button", name="Svar").click()
    expect(single.get_by_role("status")).to_have_text("Vælg først et svar.")
    single.get_by_role("radio", name="Du tager anton").check()
    single.get_by_role("button", name="Svar").click()
    status = single.get_by_role("status")
    expect(status).to_contain_text("Ikke rigtigt · 0 af 2 point")
    expect(status).to_contain_text("Om anton: derfor.")
    expect(status).to_contain_text("Om berta: derfor.")
    expect(single.locator(".trk-row", has_text="berta")).to_contain_text("Det rigtige svar")
    expect(single.get_by_role("link", name="Læs mere")).to_have_attribute("href", "../book/bekymringstegn.html")
    expect(page.locator(".trk-count")).to_have_text("1 af 6 besvaret")
    single.get_by_role("button", name="Prøv igen").click()
    expect(page.locator(".trk-count")).to_have_text("0 af 6 besvaret")
    single.get_by_role("radio", name="Du tager berta").check()
    single.get_by_role("button", name="Svar").click()
    expect(status).to_contain_text("Rigtigt · 2 af 2 point")


def test_practice_to_the_end_and_back(watched, practice_url: str) -> None:
    page = watched(practice_url)
    answer_all(page)
    for kind in ("single", "multiple", "order", "rate", "contact"):
        box(page, kind).get_by_role("button", name="Svar").click()
    press(page, "Vis et forslag")
    expect(box(page, "text").get_by_role("status")).to_contain_text("Jeg så, at døren stod åben.")
    expect(page.locator(".trk")).to_contain_text("af 6 point.")
    assert "noget" not in page.evaluate("JSON.stringify(localStorage)")
    page.reload()
    expect(page.locator(".trk-count")).to_have_text("5 af 6 besvaret")
    expect(box(page, "single").get_by_role("status")).to_contain_text("Ikke rigtigt")
    press(page, "Slet mine svar")
    press(page, "Ja, slet")
    expect(page.locator(".trk-count")).to_have_text("0 af 6 besvaret")
    press(page, "Fortryd")
    expect(page.locator(".trk-count")).to_have_text("5 af 6 besvaret")


def test_no_link_without_a_course_around(watched, site: Site) -> None:
    from tests.browser.conftest import PAGE

    url = site.put(quiz_data("practice"), name="loes.html", template=PAGE.replace(' data-content_root="../"', ""))
    page = watched(url)
    page.get_by_role("radio", name="Du tager anton").check()
    box(page, "single").get_by_role("button", name="Svar").click()
    expect(page.get_by_role("link")).to_have_count(0)


def test_graded_gives_no_feedback_and_keeps_answers(watched, graded_url: str) -> None:
    page = all_on_one_page(watched(graded_url))
    answer_all(page)
    expect(page.locator(".trk-count")).to_have_text("6 af 6 besvaret")
    page.reload()
    expect(page.locator(".trk-count")).to_have_text("6 af 6 besvaret")
    expect(page.get_by_role("radio", name="Du tager anton")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Du tager dorthe")).to_be_checked()
    expect(page.get_by_role("textbox", name="Dit svar")).to_have_value("Jeg så <b>noget</b>")
    expect(page.locator(".trk")).not_to_contain_text("derfor")
    expect(page.locator(".trk-tag")).to_have_count(0)


def test_untouched_order_is_no_answer(watched, graded_url: str) -> None:
    page = all_on_one_page(watched(graded_url))
    expect(page.get_by_role("link", name="Spørgsmål 3")).to_be_visible()
    press(page, "Behold rækkefølgen")
    expect(page.locator(".trk-count")).to_have_text("1 af 6 besvaret")
    expect(page.get_by_role("link", name="Spørgsmål 3")).to_have_count(0)
    page.reload()
    expect(page.locator(".trk-count")).to_have_text("1 af 6 besvaret")


def test_unanswered_are_listed_before_handing_in(watched, graded_url: str) -> None:
    page = all_on_one_page(watched(graded_url))
    page.get_by_role("group", name="Du tager hans").get_by_label("Hjælper ikke").check()
    expect(page.get_by_role("link", name="Spørgsmål 4 (mangler noget)")).to_be_visible()
    page.get_by_role("link", name="Spørgsmål 2").click()
    assert page.evaluate("document.activeElement.textContent") == "Spørgsmål 2 af 6"
    press(page, "Hent min svarfil")
    expect(page.locator(".trk-error")).to_have_text("Skriv din deltagerkode først.")
    code = page.get_by_label("Deltagerkode")
    expect(code).to_be_focused()
    code.fill("Søren 1")
    press(page, "Hent min svarfil")
    expect(page.locator(".trk-error")).to_contain_text("kun små bogstaver a-z, tal og bindestreg")
    code.fill("HB-042")
    press(page, "Hent min svarfil")
    expect(page.get_by_role("status").last).to_contain_text("Du mangler 6 svar.")
    with page.expect_download() as download:
        press(page, "Hent filen alligevel")
    assert download.value.suggested_filename == "svar-prove-graded-hb-042.json"
    sheet = read_sheet(Path(download.value.path()).read_bytes())
    assert sheet.participant == "hb-042"
    assert sheet.answers == hidden({"om-rate": {"hans": 2}})


def test_the_file_is_one_that_the_engine_takes(watched, graded_url: str) -> None:
    page = all_on_one_page(watched(graded_url))
    answer_all(page)
    page.get_by_label("Deltagerkode").fill("hb-042")
    with page.expect_download() as download:
        press(page, "Hent min svarfil")
    raw = Path(download.value.path()).read_bytes()
    sheet = read_sheet(raw)
    sheet = check_sheet(sheet, quiz("graded"), {key: one.task(municipality()) for key, one in questions().items()})
    assert set(sheet.answers) == set(questions())
    assert sheet.answers["om-text"] == "Jeg så <b>noget</b>"
    assert "fraction" not in json.loads(raw)
    status = page.get_by_role("status").last
    expect(status).to_contain_text("Filen svar-prove-graded-hb-042.json er hentet")
    expect(status).to_contain_text("Send den til din underviser.")
    page.reload()
    expect(page.get_by_role("status").last).to_contain_text("er hentet")
    page.get_by_role("radio", name="Du tager berta").check()
    expect(page.get_by_role("status").last).to_have_text("Du har rettet noget. Hent filen igen, og send den nye.")


def test_deleting_graded_answers(watched, graded_url: str) -> None:
    page = all_on_one_page(watched(graded_url))
    answer_all(page)
    page.get_by_label("Deltagerkode").fill("hb-042")
    press(page, "Slet mine svar")
    press(page, "Ja, slet")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('quiz'))") == []
    expect(page.get_by_label("Deltagerkode")).to_have_value("")
    press(page, "Fortryd")
    expect(page.get_by_label("Deltagerkode")).to_have_value("hb-042")
    expect(page.locator(".trk-count")).to_have_text("6 af 6 besvaret")


def test_a_new_revision_starts_afresh(watched, site: Site, graded_url: str) -> None:
    page = all_on_one_page(watched(graded_url))
    answer_all(page)
    page.goto(site.put(quiz_data("graded", revision=2), name="bedoemt-2.html"))
    expect(page.locator(".trk-count")).to_have_text("0 af 6 besvaret")


def test_says_when_the_browser_keeps_nothing(watched, graded_url: str) -> None:
    page = watched("about:blank")
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })")
    page.goto(graded_url)
    page.get_by_role("radio", name="Du tager anton").check()
    expect(page.get_by_role("status").last).to_contain_text("Din browser gemmer ikke dine svar.")
