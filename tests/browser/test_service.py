"""Handing in by button, from the personal link to the certificate: in a real browser, on the real service."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.audit import walk
from tests.browser.material import ROOT
from tests.browser.reader import press, reading, sign_out
from tests.service.process import Started, started_course
from tests.test_badges import said_in, token_in
from trekant.course.store import load_course
from trekant.course.writing.text import to_html

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUIZ = "test-hvad-er-det"
PAGE = f"/quizzes/{QUIZ}.html"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    with started_course(tmp_path_factory.mktemp("tjeneste")) as running:
        yield running


def sign_in(page: Page, service: Started) -> str:
    """Follow the personal link; returns the participant's code."""
    page.goto(service.participant)
    press(page, "Log ind")
    page.wait_for_url("**/mine")
    found = re.search(r"deltagerkoden ([a-z0-9-]+)", page.inner_text("article"))
    assert found
    return found[1]


def sign_in_as_trainer(page: Page, service: Started) -> None:
    """Follow the trainer's link."""
    page.goto(service.trainer)
    press(page, "Log ind")
    page.wait_for_url("**/underviser")


def plain(markdown: str) -> str:
    return re.sub(r"<[^>]*>", "", to_html(markdown)).strip()


def answer_all(page: Page, *, wrong: bool = False) -> None:
    """Answer the questions where one option is right, which is enough to pass, or wrongly, and is not."""
    course = load_course(ROOT)
    tasks = course.tasks(course.quiz(QUIZ))
    for task in tasks.values():
        if task.kind == "single":
            right = next(one for one in task.options if (one.id == task.key) != wrong)
            page.get_by_role("radio", name=plain(right.text), exact=True).check()
        elif task.kind == "multiple" and not wrong:
            for one in task.options:
                if one.id in task.key:
                    page.get_by_role("checkbox", name=plain(one.text), exact=True).check()


def show_all(page: Page) -> None:
    view = page.get_by_role("button", name=re.compile("^Vis (alle på én side|ét spørgsmål ad gangen)$"))
    if view.inner_text().startswith("Vis alle"):  # what was chosen is kept
        view.click()
    expect(page.get_by_role("heading", name="Aflever")).to_be_visible()


def to_the_quiz(page: Page, service: Started) -> None:
    page.goto(service.address + PAGE)
    show_all(page)


def hand_in(page: Page) -> None:
    press(page, "Aflever")
    anyway = page.get_by_role("button", name="Aflever alligevel")
    expect(anyway.or_(page.get_by_role("link", name="Se det hele"))).to_be_visible()
    if anyway.count():
        anyway.click()


@pytest.mark.parametrize("width", [1280, 375])
def test_from_the_link_to_the_certificate(browser: Browser, service: Started, width: int) -> None:
    with reading(browser, viewport={"width": width, "height": 800}, accept_downloads=True) as page:
        sign_in(page, service)
        to_the_quiz(page, service)
        answer_all(page)
        hand_in(page)
        expect(page.get_by_text("Du har bestået")).to_be_visible()
        with page.expect_download() as coming:
            page.get_by_role("link", name="Hent dit kursusbevis").click()
        assert Path(coming.value.path()).read_bytes().startswith(b"%PDF")
        page.get_by_role("link", name="Se det hele").click()
        expect(page.get_by_role("heading", name="Dine svar")).to_be_visible()


def test_whoever_is_signed_in_is_asked_for_no_code_before_the_final_test(browser: Browser, service: Started) -> None:
    with reading(browser) as page:
        code = sign_in(page, service)
        page.goto(f"{service.address}/quizzes/slutproeve.html")
        expect(page.get_by_text(f"Du er logget ind med deltagerkoden {code}.")).to_be_visible()
        expect(page.get_by_label("Deltagerkode")).to_have_count(0)
        expect(page.get_by_text(re.compile("skrive din deltagerkode"))).to_have_count(0)
        press(page, "Vis mine spørgsmål")
        expect(page.get_by_text("0 af 20 besvaret")).to_be_visible()


def test_by_keyboard_alone(browser: Browser, service: Started) -> None:
    """Signing in and handing in; how questions are answered by keyboard is tested with the players."""
    with reading(browser) as page:
        page.goto(service.participant)
        expect(page.get_by_role("button", name="Log ind")).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url("**/mine")
        to_the_quiz(page, service)
        answer_all(page)
        page.get_by_role("button", name="Aflever", exact=True).focus()
        page.keyboard.press("Enter")
        anyway = page.get_by_role("button", name="Aflever alligevel")
        expect(anyway).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Hent dit kursusbevis")).to_be_focused()


def test_without_a_connection_it_is_kept_said_and_sent_later(browser: Browser, service: Started) -> None:
    context = browser.new_context(locale="da-DK")
    page = context.new_page()
    sign_in(page, service)
    to_the_quiz(page, service)
    answer_all(page)
    context.set_offline(True)
    hand_in(page)
    expect(page.get_by_text("Dine svar er ikke kommet frem endnu.")).to_be_visible()
    context.set_offline(False)
    expect(page.get_by_text("Dine svar kom frem")).to_be_visible()
    context.close()


def test_what_was_not_sent_is_sent_from_whatever_page_one_comes_to(browser: Browser, service: Started) -> None:
    context = browser.new_context(locale="da-DK")
    page = context.new_page()
    code = sign_in(page, service)
    to_the_quiz(page, service)
    answer_all(page, wrong=True)
    page.route("**/api/hand-ins", lambda route: route.abort())
    hand_in(page)
    expect(page.get_by_text("Dine svar er ikke kommet frem endnu.")).to_be_visible()
    page.unroute("**/api/hand-ins")
    with page.expect_response("**/api/hand-ins") as sent:
        page.goto(service.address + "/book/kontakt.html")
    assert sent.value.ok
    page.wait_for_function("code => localStorage.getItem(`trekant:unsent:test-hvad-er-det:${code}`) === null", arg=code)
    to_the_quiz(page, service)
    expect(page.get_by_text("Dine svar kom frem")).to_be_visible()
    context.close()


def test_whoever_is_not_signed_in_is_led_there_and_back_with_all_answers(browser: Browser, service: Started) -> None:
    context = browser.new_context(locale="da-DK")
    page = context.new_page()
    code = sign_in(page, service)
    sign_out(page)
    to_the_quiz(page, service)
    answer_all(page)
    page.get_by_label("Deltagerkode").fill(code)
    hand_in_unknown(page)
    page.get_by_role("link", name="Log ind").click()
    page.get_by_label("Din kode til at logge ind").fill(service.code)
    press(page, "Log ind")
    page.wait_for_url(f"**{PAGE}")
    expect(page.get_by_text("Dine svar kom frem")).to_be_visible()
    context.close()


def hand_in_unknown(page: Page) -> None:
    press(page, "Aflever")
    page.get_by_role("button", name="Aflever alligevel").click()
    expect(page.get_by_text("Log ind for at aflevere.")).to_be_visible()


def test_a_changed_answer_is_handed_in_again(browser: Browser, service: Started) -> None:
    with reading(browser) as page:
        sign_in(page, service)
        to_the_quiz(page, service)
        answer_all(page)
        hand_in(page)
        expect(page.get_by_text("Dine svar kom frem")).to_be_visible()
        answer_all(page, wrong=True)
        expect(page.get_by_text("Du har rettet noget.")).to_be_visible()
        hand_in(page)
        expect(page.get_by_text("Du har ikke bestået endnu")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_the_service_can_be_used_by_all(browser: Browser, service: Started, scheme: str) -> None:
    with reading(browser, color_scheme=scheme, viewport={"width": 375, "height": 800}) as page:
        problems = []
        page.goto(service.address + "/logind")
        problems += walk(page)[1]
        sign_in(page, service)
        problems += walk(page)[1]
        page.get_by_text("Vil du have det slettet?").click()
        problems += walk(page)[1]
        to_the_quiz(page, service)
        answer_all(page)
        hand_in(page)
        page.get_by_role("link", name="Se det hele").click()
        expect(page.get_by_role("heading", name="Dine svar")).to_be_visible()
        problems += walk(page)[1]
        assert problems == []


def test_a_badge_is_fetched_by_keyboard_and_the_trainer_finds_it_genuine(
    browser: Browser, service: Started, tmp_path: Path
) -> None:
    with reading(browser, viewport={"width": 375, "height": 800}, accept_downloads=True) as page:
        sign_in(page, service)
        to_the_quiz(page, service)
        answer_all(page)
        hand_in(page)
        page.get_by_role("link", name="Se det hele").click()
        page.get_by_role("link", name="Hent dit kursusbevis").focus()
        page.keyboard.press("Tab")
        with_name = page.get_by_role("checkbox", name="Skriv mit navn i det")
        expect(with_name).to_be_focused()
        expect(with_name).not_to_be_checked()
        page.keyboard.press("Tab")
        badge = saved(page)
        without = said_in(token_in(badge))
        assert "identifier" not in without["credentialSubject"]
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        named = said_in(token_in(saved(page)))
        assert named["credentialSubject"]["identifier"][0]["identityHash"]
        assert without["issuer"]["id"] == f"{service.address}/udsteder/1"
        assert walk(page)[1] == []
    (tmp_path / "badge.svg").write_bytes(badge)
    with reading(browser, viewport={"width": 375, "height": 800}) as page:
        sign_in_as_trainer(page, service)
        page.goto(service.address + "/underviser/resultater")
        page.get_by_label("Er et badge ægte? Vælg filen").set_input_files(tmp_path / "badge.svg")
        assert walk(page)[1] == []
        press(page, "Se efter badget")
        expect(page.get_by_role("heading", name="Badget er ægte")).to_be_visible()
        assert walk(page)[1] == []


def saved(page: Page) -> bytes:
    """What the button with the focus lets one save."""
    expect(page.get_by_role("button", name="Hent badge")).to_be_focused()
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    assert coming.value.suggested_filename == f"badge-{QUIZ}.svg"
    return Path(coming.value.path()).read_bytes()


@pytest.mark.parametrize(("scheme", "width", "choice"), [("light", 1280, "a"), ("dark", 375, "b")])
def test_a_trainer_prints_a_test_and_types_in_what_was_written_on_it(
    browser: Browser, service: Started, scheme: str, width: int, choice: str
) -> None:
    """By keyboard; what is left empty is asked about."""
    with reading(browser, color_scheme=scheme, viewport={"width": width, "height": 800}, accept_downloads=True) as page:
        page.goto(service.trainer)
        page.keyboard.press("Enter")
        page.wait_for_url("**/underviser")
        page.get_by_role("link", name="Papir").click()
        problems = walk(page)[1]
        page.get_by_label("Test", exact=True).select_option(QUIZ)
        page.get_by_label("Deltagerkode").fill(str(page.locator("datalist option").first.get_attribute("value")))
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/underviser/papir/{QUIZ}/*")
        with page.expect_download() as coming:
            page.get_by_role("link", name="Print testen").click()
        assert Path(coming.value.path()).read_bytes().startswith(b"%PDF")
        page.locator(f"#s1{choice}").focus()
        page.keyboard.press("Space")
        problems += walk(page)[1]
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Mangler de også på papiret")
        expect(page.locator(f"#s1{choice}")).to_be_checked()
        problems += walk(page)[1]
        page.get_by_role("button", name="Aflever alligevel").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Svarene er afleveret")).to_be_visible()
        problems += walk(page)[1]
        assert problems == []
