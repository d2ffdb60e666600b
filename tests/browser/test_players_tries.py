"""Practice: an answer that is not right is explained, and another may be tried, before the right one is shown."""

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site
from tests.browser.material import quiz_data
from tests.browser.reader import press

pytestmark = pytest.mark.browser

RESULTS = """() => Object.fromEntries(Object.entries(localStorage)
  .filter(([key]) => key.startsWith("trekant:result:"))
  .map(([key, value]) => [key.split(":")[3], JSON.parse(value).map((one) => one.share)]))"""


@pytest.fixture(scope="module")
def url(site: Site) -> str:
    return site.put(quiz_data("practice"), name="flere-forsoeg.html")


def box(page: Page, kind: str) -> Locator:
    return page.locator(".trk-question", has=page.locator(f".trk-kind-{kind}"))


def answer(asked: Locator, *names: str) -> None:
    for name in names:
        asked.get_by_label(f"Du tager {name}").check()
    asked.get_by_role("button", name="Svar", exact=True).click()


def test_the_second_try_leaves_out_what_was_tried_and_keeps_what_was_said_of_it(watched, url: str) -> None:
    page = watched(url)
    single = box(page, "single")
    answer(single, "anton")
    single.get_by_role("button", name="Prøv igen").click()
    expect(single.get_by_role("radio", name="Du tager anton")).to_be_disabled()
    expect(single.locator(".trk-row", has_text="Du tager anton")).to_contain_text("Om anton: derfor.")
    answer(single, "berta")
    expect(single.get_by_role("status")).to_contain_text("Rigtigt i andet forsøg · Dit første svar gav 0 af 2 point.")
    expect(single.get_by_role("status")).to_contain_text("Om berta: derfor.")
    assert page.evaluate(RESULTS) == {"om-single": [0]}, "the first answer says what comes back"


def test_after_a_second_wrong_try_the_right_answer_is_shown(watched, url: str) -> None:
    page = watched(url)
    single = box(page, "single")
    answer(single, "anton")
    single.get_by_role("button", name="Prøv igen").click()
    answer(single, "cecilie")
    expect(single.get_by_role("button", name="Prøv igen")).to_have_count(0)
    expect(single.locator(".trk-row", has_text="berta")).to_contain_text("Det rigtige svar")


def test_of_several_only_those_that_were_chosen_are_explained(watched, url: str) -> None:
    page = watched(url)
    several = box(page, "multiple")
    answer(several, "dorthe", "erik")
    expect(several.locator(".trk-row", has_text="dorthe")).to_contain_text("Rigtigt valgt")
    expect(several.locator(".trk-row", has_text="erik")).to_contain_text("Den hører ikke med")
    expect(several.get_by_role("status")).to_contain_text("Du fandt 1 af 2 og valgte 1 for meget.")
    for other in ("frida", "georg"):
        expect(several.locator(".trk-row", has_text=other).locator(".trk-tag")).to_have_count(0)
    several.get_by_role("button", name="Prøv igen").click()
    expect(several.get_by_role("checkbox", name="Du tager dorthe")).to_be_checked()
    several.get_by_role("checkbox", name="Du tager erik").uncheck()
    answer(several, "frida")
    expect(several.get_by_role("status")).to_contain_text("Rigtigt i andet forsøg")


def test_an_order_says_what_stands_right_and_not_where_the_rest_belongs(watched, url: str) -> None:
    page = watched(url)
    order = box(page, "order")
    order.get_by_role("button", name="Svar").click()
    expect(order.locator(".trk-row .trk-tag")).to_have_count(4)
    expect(order).not_to_contain_text("Skal stå som nummer")
    order.get_by_role("button", name="Vis svaret").click()
    expect(order).to_contain_text("Skal stå som nummer")


def test_a_rating_is_explained_without_that_of_the_experts(watched, url: str) -> None:
    page = watched(url)
    rate = box(page, "rate")
    for name, step in (
        ("hans", "Gør det værre"),
        ("inger", "Hjælper lidt"),
        ("jens", "Gør det værre"),
        ("karen", "Hjælper godt"),
    ):
        rate.get_by_role("group", name=f"Du tager {name}").get_by_label(step).check()
    rate.get_by_role("button", name="Svar").click()
    expect(rate.locator(".trk-row", has_text="hans")).to_contain_text("Det mener fagfolk også")
    expect(rate.locator(".trk-row", has_text="inger")).to_contain_text("Tæt på det, fagfolk mener")
    expect(rate.locator(".trk-row", has_text="jens")).to_contain_text("Fagfolk ser anderledes på den")
    expect(rate).not_to_contain_text("Fagfolk siger")


def test_after_a_right_answer_the_enter_key_leads_to_the_next(watched, url: str) -> None:
    page = watched(url)
    press(page, "Vis ét spørgsmål ad gangen")
    page.get_by_role("radio", name="Du tager berta").check()
    press(page, "Svar")
    onward = page.get_by_role("button", name="Næste spørgsmål")
    expect(onward).to_have_count(1)
    expect(onward).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Spørgsmål 2 af 6")).to_be_focused()
    expect(page.get_by_role("button", name="Spring over")).to_be_visible()


def test_what_is_not_finished_is_found_again(watched, url: str) -> None:
    page = watched(url)
    single, several = box(page, "single"), box(page, "multiple")
    answer(single, "anton")
    answer(several, "erik")
    several.get_by_role("button", name="Vis svaret").click()
    page.reload()
    expect(single.get_by_role("button", name="Prøv igen")).to_be_visible()
    expect(single).not_to_contain_text("Om berta: derfor.")
    expect(several.locator(".trk-row", has_text="frida")).to_contain_text("Den mangler du")
    press(page, "Slet mine svar")
    press(page, "Ja, slet")
    press(page, "Fortryd")
    expect(several.locator(".trk-row", has_text="frida")).to_contain_text("Den mangler du")
    assert json.loads(json.dumps(page.evaluate(RESULTS))) == {"om-single": [0], "om-multiple": [0]}


def test_the_points_at_the_end_are_those_of_the_first_answers(watched, url: str) -> None:
    page = watched(url)
    for kind, wrong in (("single", "anton"), ("multiple", "erik")):
        answer(box(page, kind), wrong)
    for name in ("hans", "inger", "jens", "karen"):
        page.get_by_role("group", name=f"Du tager {name}").get_by_label("Gør det værre").check()
    page.get_by_role("radio", name="Din leder").check()
    for kind in ("order", "rate", "contact"):
        box(page, kind).get_by_role("button", name="Svar", exact=True).click()
    expect(page.locator(".trk")).not_to_contain_text("Du fik")
    while page.get_by_role("button", name="Vis svaret").count():
        page.get_by_role("button", name="Vis svaret").first.click()
    press(page, "Vis et forslag")
    expect(page.locator(".trk")).to_contain_text("Det er dine første svar, der tæller.")
