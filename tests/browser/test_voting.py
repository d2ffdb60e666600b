"""A leader and phones at a meeting: in real browsers, on the real service."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.audit import walk
from tests.browser.reader import press, reading
from tests.browser.test_meeting import WALL, faults
from tests.service.process import Started, started_course

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"width": 375, "height": 667}
WAITS = "Du er med. Når I skal stemme, kommer bogstaverne her."


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    with started_course(tmp_path_factory.mktemp("stemmer")) as running:
        yield running


def invite(page: Page, service: Started) -> tuple[Locator, str]:
    """Show a case and how phones take part; the wall and the code."""
    page.goto(f"{service.address}/notebooks/klub.html", wait_until="networkidle")
    page.locator("#player-den-tomme-plads").get_by_role("button", name="Vis på møde").click()
    press(page, "Stem med telefoner")
    wall = page.get_by_role("dialog")
    return wall, wall.locator(".trk-join-code").inner_text()


def to_a_vote(page: Page, wall: Locator) -> None:
    """Go on to a question that phones vote on, where one option is chosen."""
    press(page, "Videre")
    while not (wall.get_by_role("button", name="Vis stemmerne").count() and wall.get_by_role("radio").count()):
        if wall.locator("input").count():
            page.keyboard.press("a")
        page.keyboard.press("ArrowRight")


def test_two_phones_vote_and_the_leader_chooses(browser: Browser, service: Started) -> None:
    with (
        reading(browser, viewport=WALL) as leader,
        reading(browser, viewport=PHONE) as scanned,
        reading(browser, viewport=PHONE, color_scheme="dark") as typed,
    ):
        wall, code = invite(leader, service)
        scanned.goto(f"{service.address}/stem#{code.replace(' ', '').lower()}")
        typed.goto(f"{service.address}/stem")
        problems = walk(typed)[1]
        typed.get_by_label("Koden på skærmen").fill(code)
        press(typed, "Vær med")
        for phone in (scanned, typed):
            expect(phone.get_by_role("status").first).to_have_text(WAITS)
        expect(wall).to_contain_text("2 telefoner er med.")
        problems += faults(leader)
        to_a_vote(leader, wall)
        for phone, letter in ((scanned, "B"), (typed, "A")):
            expect(
                phone.get_by_text("Tryk på det bogstav, du stemmer på.")
            ).to_be_visible()  # not those of the one before
            press(phone, letter)
        expect(wall).to_contain_text("2 af 2 telefoner har stemt.")
        expect(wall.get_by_role("progressbar")).to_have_count(0)
        typed.get_by_role("button", name="B", exact=True).focus()
        typed.keyboard.press("Enter")
        expect(typed.get_by_text("Du har stemt: B.")).to_be_visible()
        scanned.reload()
        expect(scanned.get_by_role("button", name="B", exact=True, pressed=True)).to_be_visible()
        problems += walk(typed)[1] + faults(leader)
        leader.keyboard.press("0")
        expect(wall.get_by_text("2 stemmer")).to_have_count(1)
        expect(wall.get_by_role("progressbar", name="Stemmer på B")).to_have_attribute("value", "2")
        problems += faults(leader)
        expect(typed.get_by_text("Afstemningen er slut. Se på skærmen.")).to_be_visible()
        expect(typed.get_by_role("button", name="B", exact=True)).to_have_count(0)
        expect(wall.get_by_role("radio").nth(1)).to_be_checked()
        expect(wall.get_by_role("radio", checked=True)).to_have_count(1)
        expect(wall).to_contain_text("B har flest stemmer og er valgt.")
        leader.keyboard.press("ArrowRight")
        expect(wall).to_contain_text("I valgte:")
        expect(typed.get_by_text(WAITS)).to_be_visible()
        problems += walk(typed)[1]
        press(leader, "Stem med telefoner")
        press(leader, "Luk afstemningen")
        expect(wall).to_contain_text("I valgte:")
        assert problems == []


def test_without_a_connection_both_say_so_and_go_on_by_themselves(browser: Browser, service: Started) -> None:
    contexts = [browser.new_context(locale="da-DK", viewport=size) for size in (WALL, PHONE)]
    leader, phone = (context.new_page() for context in contexts)
    wall, code = invite(leader, service)
    phone.goto(f"{service.address}/stem#{code.replace(' ', '')}")
    expect(wall).to_contain_text("Én telefon er med.")
    to_a_vote(leader, wall)
    expect(phone.get_by_role("button", name="A", exact=True)).to_be_visible()
    for context in contexts:
        context.set_offline(True)
    press(phone, "A")
    for page in (leader, phone):
        expect(page.get_by_text("Der er ingen forbindelse lige nu.")).to_be_visible()
    for context in contexts:
        context.set_offline(False)
    expect(wall).to_contain_text("1 af 1 telefoner har stemt.")
    expect(leader.get_by_text("Der er ingen forbindelse lige nu.")).to_have_count(0)
    phone.goto(f"{service.address}/stem#xxxxxx")
    expect(phone.get_by_text("Mødet er slut, eller koden passer ikke.")).to_be_visible()
    expect(phone.get_by_label("Koden på skærmen")).to_be_focused()
    for context in contexts:
        context.close()
