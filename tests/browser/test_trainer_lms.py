"""What a trainer does with an LMS, in a real browser: its people are fetched by keyboard, what it refused is seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.reader import submit
from tests.browser.test_trainer import Desk, at_the_desk
from tests.people import NAMES
from tests.service.receiving import PEOPLE, Receiving, a_gradebook
from tests.service.serving import serving
from tests.service.trainer.test_lti_scores import Sending
from tests.service.trainer.test_members import member
from trekant.grading.gradebook_url import gradebook_url
from trekant.service.kept.database import Database
from trekant.service.state import Service

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def lms() -> Iterator[Receiving]:
    with a_gradebook() as receiving:
        receiving.people = [[member("Nynne Ny", "nynne@fjordby.example"), member("Uden Mail", None)]]
        yield receiving


@pytest.fixture
def service(graded: Path, folder: Path) -> Iterator[Service]:
    with serving(graded, folder, gradebook_url(graded / "quizzes"), 8290) as running:
        yield running


@pytest.mark.parametrize("width", [1280, 375])
def test_people_are_fetched_by_keyboard_and_every_state_can_be_used_by_all(
    browser: Browser, service: Service, lms: Receiving, width: int
) -> None:
    _opened(service.database, lms)
    with at_the_desk(browser, service, width) as desk:
        _people(desk)
        lms.people = [[]]
        desk.go("/underviser/deltagere")
        submit(desk.page, "Hent deltagere fra LMS'et")
        expect(desk.page.get_by_text("Der er ingen deltagere i det forløb")).to_be_visible()
        desk.audit("lms-nobody")
        _results(desk, lms)
        assert desk.problems == []


def _opened(database: Database, lms: Receiving) -> None:
    platform = lms.known_to(database, trusts_email=True)
    for code in ("ana", "cilla"):
        lms.opens(database, code, platform, people=lms.address + PEOPLE)


def _people(desk: Desk) -> None:
    page = desk.page
    desk.at("lms-roster", "/underviser/deltagere")
    press = page.get_by_role("button", name="Hent deltagere fra LMS'et")
    press.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("Nynne Ny")).to_be_visible()
    desk.audit("lms-preview")
    press = page.get_by_role("button", name="Brug listen")
    press.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(f"{desk.service.settings.address}/underviser/deltagere?q=nynne")
    expect(page.get_by_role("rowheader")).to_have_text(["Nynne Ny"])


def _results(desk: Desk, lms: Receiving) -> None:
    """What the platform refuses is seen, and sent again when it takes it."""
    lms.fault = lambda _path: 404
    sending = Sending(desk.service)
    desk.go("/underviser")
    desk.page.get_by_text("Vis deltagerne resultatet", exact=True).click()
    submit(desk.page, "Vis resultatet nu")
    sending.one_after_another()
    desk.at("lms-refused", "/underviser")
    expect(desk.page.get_by_role("heading", name="Ikke alle resultater er nået frem")).to_be_visible()
    assert not any(name in desk.page.locator("#lms").locator("..").inner_text() for name in NAMES.values())
    lms.fault = lambda path: None if "token" in path else 404
    submit(desk.page, "Send dem igen nu")
    sending.one_after_another()
    desk.at("lms-not-taken", "/underviser")
    expect(desk.page.get_by_role("heading", name="2 resultater, som jeres LMS ikke tager imod")).to_be_visible()
    desk.page.get_by_role("button", name=NAMES["cilla"]).click()
    expect(desk.page.get_by_role("heading", name="1 resultat, som jeres LMS ikke tager imod")).to_be_visible()
    lms.fault = lambda _path: None
    submit(desk.page, "Send dem igen nu")
    sending.one_after_another()
    desk.go("/underviser")
    for gone in ("Ikke alle resultater er nået frem", "som jeres LMS ikke tager imod"):
        expect(desk.page.get_by_role("heading", name=gone)).to_have_count(0)
