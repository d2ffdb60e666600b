"""A question in the running text of a chapter, answered by a tap."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.material import municipality, questions
from trekant.course.pages.payload import question_payload

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def url(site: Site) -> str:
    asked = [question_payload(questions()[one], municipality()) for one in ("om-single", "om-contact")]
    return site.put(*asked, name="undervejs.html")


def question(page: Page):
    return page.locator("#player-om-single .trk")


def shares(page: Page) -> dict[str, list[float]]:
    kept = page.evaluate("Object.fromEntries(Object.entries(localStorage))")
    return {key: [one["share"] for one in json.loads(value)] for key, value in kept.items()}


def tap(page: Page, name: str) -> None:
    question(page).get_by_role("button", name=name).click()


def test_a_tap_on_the_right_one_says_why_and_ends_it(watched, url: str) -> None:
    page = watched(url)
    tap(page, "Du tager berta")
    expect(question(page)).to_contain_text("Rigtigt")
    expect(question(page)).to_contain_text("Om berta: derfor.")
    expect(question(page)).not_to_contain_text("Om anton")
    for other in question(page).get_by_role("button").all():
        expect(other).to_be_disabled()
        other.dispatch_event("click")
    expect(question(page)).not_to_contain_text("Om anton")
    assert shares(page) == {"trekant:result:question:om-single:1": [1]}


def test_a_wrong_tap_is_explained_and_another_may_be_tried_before_the_answer_is_shown(watched, url: str) -> None:
    page = watched(url)
    tap(page, "Du tager anton")
    expect(question(page)).to_contain_text("Om anton: derfor.")
    expect(question(page)).not_to_contain_text("Om berta")
    expect(question(page).get_by_role("button", name="Vis svaret")).to_be_visible()
    tap(page, "Du tager berta")
    expect(question(page)).to_contain_text("Om berta: derfor.")
    expect(question(page).get_by_role("button", name="Vis svaret")).to_have_count(0)
    assert shares(page) == {"trekant:result:question:om-single:1": [0]}, "the first tap is what one knew"


def test_the_answer_is_shown_after_two_wrong_taps(watched, url: str) -> None:
    page = watched(url)
    tap(page, "Du tager anton")
    tap(page, "Du tager cecilie")
    expect(question(page)).to_contain_text("Det rigtige svar")
    expect(question(page)).to_contain_text("Om berta: derfor.")


def test_by_keyboard_and_the_answer_when_one_asks_for_it(watched, url: str) -> None:
    page = watched(url)
    anton = question(page).get_by_role("button", name="Du tager anton")
    anton.focus()
    page.keyboard.press("Enter")
    expect(anton).to_be_focused()
    show = question(page).get_by_role("button", name="Vis svaret")
    show.focus()
    page.keyboard.press("Enter")
    expect(question(page).get_by_role("button", name="Du tager berta")).to_be_focused()
    expect(question(page).get_by_role("status").filter(has_text="Om berta: derfor.")).to_be_visible()


def test_it_begins_anew_on_the_next_visit(watched, url: str) -> None:
    page = watched(url)
    tap(page, "Du tager anton")
    page.reload()
    expect(question(page)).not_to_contain_text("Om anton")
