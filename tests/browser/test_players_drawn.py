"""The player of a drawn quiz: the code first, then the questions of that participant."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site
from tests.browser.material import drawn_data, drawn_questions, drawn_quiz, municipality
from tests.browser.reader import press
from trekant.course.pages.payload import Payload
from trekant.course.quizzes.answers import check_sheet, read_sheet
from trekant.course.quizzes.quiz import draw, variant_of

pytestmark = pytest.mark.browser

TASKS = {one.id: one.task(municipality()) for one in drawn_questions()}
CODES = ("ab1", "ab2")


@pytest.fixture(scope="module")
def graded_url(site: Site) -> str:
    return site.put(drawn_data("graded"), name="trukket.html")


@pytest.fixture(scope="module")
def practice_url(site: Site) -> str:
    return site.put(drawn_data("practice"), name="trukket-oevelse.html")


def enter(page: Page, code: str) -> None:
    page.get_by_label("Deltagerkode").fill(code)
    press(page, "Vis mine spørgsmål")
    again = page.get_by_label("Skriv koden igen")
    expect(page.locator(".trk-question").first.or_(again)).to_be_visible()
    if again.count():  # a code that has not been used here before
        again.fill(code)
        press(page, "Vis mine spørgsmål")
    expect(page.locator(".trk-question")).to_have_count(4)
    toggle = page.get_by_role("button", name="Vis alle på én side")
    if toggle.count():  # the first time
        toggle.click()


def shown(page: Page) -> list[str]:
    """What is asked, question by question."""
    return page.locator(".trk-question > div > fieldset > legend").all_inner_texts()


def options(box: Locator) -> list[str]:
    return [value.get_attribute("value") or "" for value in box.locator("input[value]").all()]


def prompts(payload: Payload, code: str) -> list[str]:
    """The last line of each question that a participant is asked."""
    variant = payload["variants"][variant_of(code, len(payload["variants"]))]
    return [payload["pool"][question]["prompt"].split("<p>")[-1].removesuffix("</p>") for question, _ in variant]


def answer(box: Locator) -> None:
    if box.locator(".trk-kind-order").count():
        keep = box.get_by_role("button", name="Behold rækkefølgen")
        if keep.count():  # practice takes the order as it stands
            keep.click()
    elif box.locator(".trk-kind-rate").count():
        for group in box.get_by_role("group").filter(has=box.page.get_by_role("radio")).all()[-4:]:
            group.get_by_label("Gør ingen forskel").check()
    else:
        box.locator("input").first.check()


def answer_everything(page: Page) -> None:
    for box in page.locator(".trk-question").all():
        answer(box)
    expect(page.locator(".trk-count")).to_have_text("4 af 4 besvaret")


def test_two_codes_get_the_questions_that_python_drew_for_them(watched, graded_url: str) -> None:
    payload, seen = drawn_data("graded"), {}
    for code in CODES:
        page = watched(graded_url)
        expect(page.locator(".trk")).to_contain_text("Alle får deres egne spørgsmål.")
        expect(page.locator(".trk-question")).to_have_count(0)
        enter(page, code.upper())
        expect(page.locator(".trk-field")).to_contain_text(f"Din deltagerkode er {code}.")
        seen[code] = shown(page)
        assert seen[code] == prompts(payload, code)
    assert seen["ab1"] != seen["ab2"]


def test_options_stand_as_the_draw_has_them(watched, graded_url: str) -> None:
    payload = drawn_data("graded")
    page = watched(graded_url)
    enter(page, "ab1")
    for box, (question, order) in zip(
        page.locator(".trk-question").all(), payload["variants"][variant_of("ab1")], strict=True
    ):
        ids = [option["id"] for option in payload["pool"][question]["options"]]
        if payload["pool"][question]["kind"] in ("single", "multiple", "contact"):
            assert options(box) == ([ids[int(place)] for place in order] or ids)


def test_a_code_that_is_none_is_told(watched, graded_url: str) -> None:
    page = watched(graded_url)
    press(page, "Vis mine spørgsmål")
    expect(page.locator(".trk-error")).to_have_text("Skriv din deltagerkode først.")
    page.get_by_label("Deltagerkode").fill("Søren 1")
    page.keyboard.press("Enter")
    expect(page.locator(".trk-error")).to_contain_text("kun små bogstaver a-z, tal og bindestreg")
    page.get_by_label("Deltagerkode").fill("ab1")
    page.keyboard.press("Enter")
    page.get_by_label("Skriv koden igen").fill("ab1")
    page.keyboard.press("Enter")
    expect(page.locator(".trk-question")).to_have_count(4)
    expect(page.locator(".trk-heading").first).to_be_focused()


def test_answers_are_kept_and_the_file_is_one_that_the_engine_takes(watched, graded_url: str) -> None:
    page = watched(graded_url)
    enter(page, "ab1")
    answer_everything(page)
    page.reload()
    expect(page.locator(".trk-count")).to_have_text("4 af 4 besvaret")
    with page.expect_download() as download:
        press(page, "Gem min svarfil")
    sheet = read_sheet(Path(download.value.path()).read_bytes())
    sheet = check_sheet(sheet, drawn_quiz("graded"), TASKS)
    assert sheet.participant == "ab1"
    assert set(sheet.answers) == {slot.question for slot in draw(drawn_quiz("graded"), "ab1")}


def test_the_code_can_be_changed_and_each_code_has_its_answers(watched, graded_url: str) -> None:
    page = watched(graded_url)
    enter(page, "ab1")
    press(page, "Skift deltagerkode")
    press(page, "Fortryd")
    expect(page.locator(".trk-field")).to_contain_text("Din deltagerkode er ab1.")
    press(page, "Skift deltagerkode")
    enter(page, "ab2")
    answer_everything(page)
    press(page, "Skift deltagerkode")
    asked = page.get_by_role("group", name="En anden kode giver andre spørgsmål.")
    expect(asked).to_contain_text("Dine svar bliver liggende under koden ab2. Vil du skifte?")
    press(page, "Ja, skift")
    enter(page, "ab1")
    expect(page.locator(".trk-count")).to_have_text("0 af 4 besvaret")
    press(page, "Skift deltagerkode")
    enter(page, "ab2")
    expect(page.locator(".trk-count")).to_have_text("4 af 4 besvaret")


def test_deleting_leads_back_to_the_code_and_can_be_undone(watched, graded_url: str) -> None:
    page = watched(graded_url)
    enter(page, "ab1")
    answer_everything(page)
    press(page, "Slet mine svar")
    press(page, "Ja, slet")
    expect(page.get_by_label("Deltagerkode")).to_have_value("")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('quiz'))") == []
    press(page, "Fortryd")
    expect(page.locator(".trk-count")).to_have_text("4 af 4 besvaret")


def test_practice_draws_new_questions(watched, practice_url: str) -> None:
    page = watched(practice_url)
    press(page, "Vis spørgsmålene")
    expect(page.locator(".trk-question")).to_have_count(4)
    before = shown(page)
    page.reload()
    expect(page.locator(".trk-question")).to_have_count(4)
    assert shown(page) == before
    for _ in range(5):
        press(page, "Nye spørgsmål")
        if shown(page) != before:
            break
    assert shown(page) != before
    first = page.locator(".trk-question").first  # of any type: nothing is known of what was drawn
    answer(first)
    first.get_by_role("button", name="Svar").click()
    expect(first.locator(".trk-result").filter(has_text="igtigt")).to_have_count(1)
