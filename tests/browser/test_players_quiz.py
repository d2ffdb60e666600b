"""The player of a quiz, for practice and graded."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.material import hidden, municipality, questions, quiz, quiz_data
from tests.browser.reader import give_code, press
from tests.conftest import FICTIONAL
from trekant.course.pages.payload import quiz_payload
from trekant.course.quizzes.answers import check_sheet, read_sheet
from trekant.course.store import load_course

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
        page.get_by_role("group", name=f"Du tager {name}").get_by_label("Gør ingen forskel").check()
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
    expect(status).to_contain_text("Ikke rigtigt")
    expect(status).to_contain_text("Om anton: derfor.")
    expect(single).not_to_contain_text("Om berta: derfor.")
    expect(single.get_by_role("link", name="Læs mere")).to_have_attribute("href", "../book/bekymringstegn.html")
    expect(page.locator(".trk-count")).to_have_text("1 af 6 besvaret")
    single.get_by_role("button", name="Vis svaret").click()
    expect(status).to_contain_text("Ikke rigtigt · 0 af 2 point")
    expect(status).to_contain_text("Om anton: derfor.")
    expect(status).to_contain_text("Om berta: derfor.")
    expect(single.locator(".trk-row", has_text="berta")).to_contain_text("Det rigtige svar")


def test_practice_to_the_end_and_back(watched, practice_url: str) -> None:
    page = watched(practice_url)
    answer_all(page)
    for kind in ("single", "multiple", "order", "rate", "contact"):
        box(page, kind).get_by_role("button", name="Svar").click()
        show = box(page, kind).get_by_role("button", name="Vis svaret")
        if show.count():
            show.click()
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
    page.get_by_role("group", name="Du tager hans").get_by_label("Gør ingen forskel").check()
    expect(page.get_by_role("link", name="Spørgsmål 4 (mangler noget)")).to_be_visible()
    page.get_by_role("link", name="Spørgsmål 2").click()
    assert page.evaluate("document.activeElement.textContent") == "Spørgsmål 2 af 6"
    press(page, "Gem min svarfil")
    expect(page.locator(".trk-error")).to_have_text("Skriv din deltagerkode først.")
    code = page.get_by_label("Deltagerkode")
    expect(code).to_be_focused()
    code.fill("Søren 1")
    press(page, "Gem min svarfil")
    expect(page.locator(".trk-error")).to_contain_text("kun små bogstaver a-z, tal og bindestreg")
    give_code(page, "HB-042", "Gem min svarfil")
    expect(page.get_by_role("status").last).to_contain_text("Du mangler 6 svar.")
    with page.expect_download() as download:
        press(page, "Gem filen alligevel")
    assert download.value.suggested_filename == "svar-prove-graded-hb-042.json"
    sheet = read_sheet(Path(download.value.path()).read_bytes())
    assert sheet.participant == "hb-042"
    assert sheet.answers == hidden({"om-rate": {"hans": 2}})


def test_the_file_is_one_that_the_engine_takes(watched, graded_url: str) -> None:
    page = all_on_one_page(watched(graded_url))
    answer_all(page)
    with page.expect_download() as download:
        give_code(page, "hb-042", "Gem min svarfil")
    raw = Path(download.value.path()).read_bytes()
    sheet = read_sheet(raw)
    sheet = check_sheet(sheet, quiz("graded"), {key: one.task(municipality()) for key, one in questions().items()})
    assert set(sheet.answers) == set(questions())
    assert sheet.answers["om-text"] == "Jeg så <b>noget</b>"
    assert "fraction" not in json.loads(raw)
    status = page.get_by_role("status").last
    expect(status).to_contain_text("Din browser blev bedt om at gemme filen svar-prove-graded-hb-042.json")
    expect(status).to_contain_text("Du er først færdig, når dine svar er sendt til den, der står for kurset.")
    page.reload()
    expect(page.get_by_role("status").last).to_contain_text("blev bedt om at gemme filen")
    page.get_by_role("radio", name="Du tager berta").check()
    expect(page.get_by_role("status").last).to_have_text("Du har rettet noget. Gem eller send filen igen.")


def test_deleting_graded_answers(watched, graded_url: str) -> None:
    page = all_on_one_page(watched(graded_url))
    answer_all(page)
    with page.expect_download():
        give_code(page, "hb-042", "Gem min svarfil")
    press(page, "Slet mine svar")
    press(page, "Ja, slet")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('quiz'))") == []
    expect(page.get_by_label("Deltagerkode")).to_have_value("")
    press(page, "Fortryd")
    expect(page.locator(".trk-field")).to_contain_text("Din deltagerkode er hb-042.")
    expect(page.locator(".trk-count")).to_have_text("6 af 6 besvaret")


def test_says_when_the_browser_keeps_nothing(watched, graded_url: str) -> None:
    page = watched("about:blank")
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })")
    page.goto(graded_url)
    expect(page.locator(".trk")).to_contain_text(
        "Din browser gemmer ikke dine svar. Luk ikke siden, før du har afleveret."
    )
    expect(page.locator(".trk")).not_to_contain_text("bliver gemt")
    page.get_by_role("radio", name="Du tager anton").check()
    expect(page.get_by_role("status").last).to_contain_text("Din browser gemmer ikke dine svar.")


def test_an_answer_that_is_unticked_is_none(watched, graded_url: str) -> None:
    page = all_on_one_page(watched(graded_url))
    box_ = page.get_by_role("checkbox", name="Du tager dorthe")
    box_.check()
    expect(page.locator(".trk-count")).to_have_text("1 af 6 besvaret")
    box_.uncheck()
    expect(page.locator(".trk-count")).to_have_text("0 af 6 besvaret")
    expect(page.get_by_role("link", name="Spørgsmål 2", exact=True)).to_be_visible()
    with page.expect_download() as download:
        give_code(page, "hb-042", "Gem min svarfil")
        press(page, "Gem filen alligevel")
    assert read_sheet(Path(download.value.path()).read_bytes()).answers == {}


@pytest.mark.parametrize("kind", ["single", "multiple", "order", "rate", "contact", "text"])
def test_after_the_feedback_an_answer_can_be_changed_no_more(watched, practice_url: str, kind: str) -> None:
    page = watched(practice_url)
    answer_all(page)
    asked = box(page, kind)
    asked.get_by_role("button", name="Vis et forslag" if kind == "text" else "Svar", exact=True).click()
    if kind == "text":
        expect(asked.get_by_role("textbox")).not_to_be_editable()
        return
    for control in asked.locator("fieldset input, fieldset button").all():
        expect(control).to_be_disabled()


def _handed_over(page: Page) -> Page:
    answer_all(page)
    with page.expect_download():
        give_code(page, "hb-042", "Gem min svarfil")
    return page


def test_fetched_and_handed_in_are_two_things(watched, graded_url: str) -> None:
    page = _handed_over(all_on_one_page(watched(graded_url)))
    expect(page.locator(".trk")).to_contain_text("Er filen der ikke? Nogle apper gemmer ikke filer.")
    expect(page.locator(".trk")).not_to_contain_text("Du har noteret, at du afleverede")
    press(page, "Jeg har afleveret")
    expect(page.get_by_role("status").last).to_contain_text("Du har noteret, at du afleverede")
    page.reload()
    expect(page.get_by_role("status").last).to_contain_text("Du har noteret, at du afleverede")
    page.get_by_role("radio", name="Du tager berta").check()
    expect(page.get_by_role("status").last).to_have_text("Du har rettet noget. Gem eller send filen igen.")
    page.reload()
    expect(page.locator(".trk")).not_to_contain_text("Du har noteret, at du afleverede")


def test_where_no_file_can_be_had_the_answers_are_copied(watched, graded_url: str) -> None:
    page = _handed_over(all_on_one_page(watched(graded_url)))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(page, "Kopiér svarene")
    expect(page.get_by_role("status").last).to_contain_text("Svarene er kopieret.")
    copied = page.evaluate("navigator.clipboard.readText()")
    sheet = read_sheet(copied.encode())
    assert sheet.participant == "hb-042" and len(sheet.answers) == 6
    # a mail may break the text's lines at its blanks
    broken = read_sheet(copied.replace("Jeg så", "Jeg\nså").encode())
    assert "Jeg\nså <b>noget</b>" in broken.answers.values()


def test_where_nothing_may_be_copied_the_text_stands_there_marked(watched, graded_url: str) -> None:
    page = watched("about:blank")
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(graded_url)
    _handed_over(all_on_one_page(page))
    press(page, "Kopiér svarene")
    text = page.get_by_label("Dine svar som tekst")
    expect(text).to_be_focused()
    assert read_sheet(page.evaluate("getSelection().toString()").encode()).participant == "hb-042"


def test_it_says_what_safari_deletes(watched, graded_url: str) -> None:
    expect(watched(graded_url).locator(".trk")).to_contain_text("sletter dem, hvis der går syv dage")


SHARING = """navigator.canShare = ({ files }) => files.length === 1;
window.shared = [];
navigator.share = async ({ files: [file] }) => {
  window.shared.push({ name: file.name, text: await file.text() });
  if (window.refusing) throw Object.assign(new Error("no"), { name: window.refusing });
};"""
"""A share sheet; it does what `refusing` says."""


@pytest.fixture
def sharing(watched, graded_url: str) -> Page:
    """A phone with a share sheet, where everything is answered and the code is given."""
    page = watched("about:blank", viewport={"width": 375, "height": 740})
    page.add_init_script(SHARING)
    page.goto(graded_url)
    answer_all(all_on_one_page(page))
    return page


def test_a_phone_sends_the_file_that_the_engine_takes(sharing: Page) -> None:
    give_code(sharing, "hb-042", "Send min svarfil")
    expect(sharing.get_by_role("status").last).to_contain_text("Svarfilen svar-prove-graded-hb-042 blev lavet")
    [sent] = sharing.evaluate("shared")
    assert sent["name"] == "svar-prove-graded-hb-042.txt"
    assert read_sheet(sent["text"].encode()).participant == "hb-042"
    expect(sharing.get_by_role("button", name="Jeg har afleveret")).to_be_focused()
    assert sharing.evaluate("document.documentElement.scrollWidth") == 375


def test_stopping_in_the_share_sheet_says_nothing_and_counts_as_nothing(sharing: Page) -> None:
    sharing.evaluate("window.refusing = 'AbortError'")
    give_code(sharing, "hb-042", "Send min svarfil")
    sharing.wait_for_function("shared.length > 0")  # the button has had the focus all the time
    expect(sharing.get_by_role("button", name="Send min svarfil")).to_be_focused()
    assert len(sharing.evaluate("shared")) == 1
    expect(sharing.get_by_role("status").last).to_be_empty()
    sharing.reload()
    expect(sharing.get_by_role("button", name="Jeg har afleveret")).to_have_count(0)


def test_what_cannot_be_sent_is_saved_and_said(sharing: Page) -> None:
    sharing.evaluate("window.refusing = 'NotAllowedError'")
    with sharing.expect_download() as download:
        give_code(sharing, "hb-042", "Send min svarfil")
    assert read_sheet(Path(download.value.path()).read_bytes()).participant == "hb-042"
    said = sharing.get_by_role("status").last
    expect(said).to_contain_text("Filen kunne ikke sendes herfra, så den er gemt i stedet.")
    expect(sharing.get_by_role("button", name="Jeg har afleveret")).to_be_focused()


def test_missing_answers_are_asked_about_before_the_file_is_sent_too(sharing: Page) -> None:
    sharing.get_by_role("checkbox", name="Du tager dorthe").uncheck()
    give_code(sharing, "hb-042", "Send min svarfil")
    expect(sharing.get_by_role("status").last).to_contain_text("Du mangler 1 svar.")
    assert sharing.evaluate("shared") == []
    sharing.keyboard.press("Enter")  # »Send filen alligevel« has the focus
    expect(sharing.get_by_role("button", name="Jeg har afleveret")).to_be_focused()
    assert len(sharing.evaluate("shared")) == 1


def test_the_steps_lead_to_whom_the_municipality_names(watched, site: Site) -> None:
    fjordby = quiz_payload(quiz("graded"), questions(), load_course(FICTIONAL).municipality)
    page = all_on_one_page(watched(site.put(fjordby, name="til-fjordby.html")))
    steps = page.locator("li", has=page.get_by_role("link", name="svar+kursus@fjordby.invalid"))
    expect(steps).to_have_text("Læg filen ved en mail til Fjordbys undervisere: svar+kursus@fjordby.invalid")
    expect(page.get_by_role("button", name="Send min svarfil")).to_have_count(0)
    expect(page.locator(".trk")).to_contain_text("Filens navn begynder med svar-prove-graded.")
    answer_all(page)
    with page.expect_download():
        give_code(page, "hb-042", "Gem min svarfil")
    expect(page.locator(".trk")).to_contain_text("Filens navn begynder med svar-prove-graded-hb-042.")
    assert steps.get_by_role("link").get_attribute("href").endswith("?subject=En%20graded-quiz%2C%20hb-042")
    press(page, "Jeg har afleveret")
    expect(steps).to_have_count(0)
