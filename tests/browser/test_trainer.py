"""The trainer's pages in a real browser: every state of them, and the main acts by keyboard alone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import insert

from tests.browser.audit import walk
from tests.browser.reader import submit
from tests.grading import QUIZ, RIGHT, sheet
from tests.patience import MILLISECONDS
from tests.people import FREE_TEXT, NAMES
from tests.service.serving import serving
from trekant.course.people.participant import Participant
from trekant.course.quizzes.answers import KeptSheet, read_sheet
from trekant.grading.gradebook_url import gradebook_url
from trekant.service import grader
from trekant.service.kept.access import Role
from trekant.service.kept.tables import DEADLINE
from trekant.service.pages.mine import ASKED_FOR_DELETION
from trekant.service.state import Service
from trekant.service.web.guard import cookie_name

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLOT = "slot-06"
ROSTER = "kode;navn;hold;telefon\nny;Nynne Ny;2027\nbo;Bo Bech;2026-1\nana;Ana Østergård-Ngọc;2026-1\n"
WRONG_ROSTER = "kode;navn;hold\nÆ;Bo;1\n;Dan;1\n"


@pytest.fixture
def service(graded: Path, folder: Path) -> Iterator[Service]:
    """The service over a course with hand-ins: one passed, one not, one waits for a person, one cannot be graded."""
    with serving(graded, folder, gradebook_url(graded / "quizzes"), 8260) as running:
        more = [Participant(code=f"p-{number:02}", name=f"Person {number}", cohort="Stort") for number in range(46)]
        grader.put_on_roster(running.database, more)
        _one_that_cannot_be_graded(running)
        account = running.accounts.add(Role.PARTICIPANT, participant="eva-1")
        running.note(account, ASKED_FOR_DELETION, about="eva-1")
        with running.database.writing() as connection:
            connection.execute(insert(DEADLINE).values(cohort="2026-1", quiz=QUIZ, day=date(2026, 11, 20)))
        yield running


def _one_that_cannot_be_graded(service: Service) -> None:
    quiz, tasks = service.quiz(QUIZ) or pytest.fail("the quiz is gone")
    kept = KeptSheet.model_construct(**dict(read_sheet(json.dumps(sheet("dan", RIGHT)).encode())))
    arrived, _new = service.hand_ins.take_in(kept, grader.outcome(kept, quiz, grader.mark_sheet(kept, quiz, tasks)))
    service.hand_ins.not_graded([arrived.id], "Disken er fuld.", for_good=True)


class Desk:
    """A trainer's browser, and what axe has found on the way."""

    def __init__(self, service: Service, page: Page, width: int) -> None:
        self.service, self.page, self.problems = service, page, []
        self._width, self._number = width, 0

    def go(self, path: str) -> None:
        self.page.goto(self.service.settings.address + path)

    def audit(self, name: str) -> None:
        """Look at the page as it is now."""
        self._number += 1
        if pictures := os.environ.get("TREKANT_PICTURES"):
            self.page.screenshot(path=f"{pictures}/{self._width}-{self._number:02}-{name}.png", full_page=True)
        found = walk(self.page, narrow=self._width < 500)[1]
        self.problems += [f"{name}: {one}" for one in found]

    def at(self, name: str, path: str, *, opened: str = "") -> None:
        self.go(path)
        if opened:
            self.page.get_by_text(opened, exact=True).click()
        self.audit(name)

    def send_roster(self, text: str) -> None:
        self.go("/underviser/deltagere")
        file = {"name": "liste.csv", "mimeType": "text/csv", "buffer": text.encode()}
        self.page.get_by_label("CSV-fil fra et regneark").set_input_files(file)
        submit(self.page, "Hent ind")


@contextmanager
def at_the_desk(browser: Browser, service: Service, width: int = 1280, cohorts: str | None = None) -> Iterator[Desk]:
    """A browser that a trainer is signed in with."""
    account = service.accounts.add(Role.TRAINER, name="Tine Træner", cohorts=cohorts)
    context = browser.new_context(locale="da-DK", viewport={"width": width, "height": 800})
    context.set_default_timeout(MILLISECONDS)
    session = {"name": cookie_name(service), "value": service.accounts.begin_session(account)}
    context.add_cookies([{**session, "url": service.settings.address}])
    yield Desk(service, context.new_page(), width)
    context.close()


@pytest.mark.parametrize("width", [1280, 375])
def test_every_page_and_state_can_be_used_by_all(browser: Browser, service: Service, width: int) -> None:
    with at_the_desk(browser, service, width) as desk:
        _the_overview(desk)
        _the_texts(desk)
        _the_roster(desk)
        _a_person(desk)
        assert desk.problems == []
    with at_the_desk(browser, service, width, cohorts='["Intet"]') as desk:
        for path in ("", "/fritekst", "/deltagere", "/frister"):
            desk.at(f"nobody{path.replace('/', '-')}", f"/underviser{path}")
        assert desk.problems == []


def _the_overview(desk: Desk) -> None:
    desk.at("overview", "/underviser", opened="Vis deltagerne resultatet")
    desk.at("overview-cohorts", "/underviser?vis=hold")
    desk.at("overview-workplaces", "/underviser?vis=sted")
    desk.at("overview-overdue", "/underviser?status=over-fristen")
    desk.at("overview-page-two", "/underviser?side=2&sorter=-point")
    desk.at("overview-nothing-found", "/underviser?q=findes-ikke")
    desk.go("/underviser")
    desk.page.get_by_text("Vis deltagerne resultatet", exact=True).click()
    submit(desk.page, "Vis resultatet nu")
    desk.page.get_by_text("Skjul resultatet igen", exact=True).click()
    desk.audit("overview-released")
    desk.page.get_by_role("button", name=f"{NAMES['dan']}, Fjordbys prøve").click()
    expect(desk.page.get_by_text("kunne ikke rettes")).to_have_count(0)
    desk.at("deadlines", "/underviser/frister")
    desk.at("not-there", "/underviser/deltagere/findes-ikke")
    desk.at("no-such-quiz", "/underviser?test=findes-ikke")


def _the_texts(desk: Desk) -> None:
    page = desk.page
    desk.at("texts", "/underviser/fritekst")
    page.get_by_role("link", name="Spørgsmål 6").click()
    expect(page.get_by_text(FREE_TEXT)).to_be_visible()
    desk.audit("text")
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label("Point, højst 2").fill("mange")
    submit(page, "Gem og gå til næste")
    desk.audit("text-wrong-points")
    other.get_by_label("Point, højst 2").fill("0,5")
    other.get_by_label("Kommentar, som deltageren må læse").fill("Den anden skrev det her.")
    submit(other, "Gem og gå til næste")
    other.close()
    page.get_by_label("Point, højst 2").fill("1,5")
    page.get_by_label("Kommentar, som deltageren må læse").fill("Fint skrevet. Skriv også, hvornår det var.")
    submit(page, "Gem og gå til næste")
    expect(page.get_by_role("alert")).to_contain_text("Den anden skrev det her.")
    expect(page.get_by_label("Point, højst 2")).to_have_value("1,5")
    desk.audit("text-overtaken")
    submit(page, "Gem og gå til næste")
    expect(page.get_by_role("status")).to_contain_text("Gemt: 1,5 point")
    desk.audit("text-saved")
    submit(page, "Fortryd")
    expect(page.get_by_label("Point, højst 2")).to_have_value("0,5")
    desk.audit("text-undone")
    page.get_by_role("link", name="Vis navnene").click()
    desk.audit("text-names")
    desk.at("text-nothing-waits", f"/underviser/fritekst?test={QUIZ}&opgave={SLOT}")


def _the_roster(desk: Desk) -> None:
    page = desk.page
    desk.at("roster", "/underviser/deltagere")
    desk.at("roster-nobody-found", "/underviser/deltagere?q=findes-ikke")
    desk.send_roster(WRONG_ROSTER)
    desk.audit("roster-refused")
    desk.send_roster(ROSTER)
    expect(page.get_by_text("Intet er ændret endnu.")).to_be_visible()
    desk.audit("roster-preview")
    submit(page, "Brug listen")
    expect(page.get_by_role("link", name="Nynne Ny")).to_be_visible()
    desk.audit("roster-to-undo")
    submit(page, "Fortryd det")
    expect(page.get_by_role("button", name="Fortryd det")).to_have_count(0)
    page.get_by_label(f"Vælg {NAMES['ana']}").check()
    page.get_by_label(f"Vælg {NAMES['bo']}").check()
    submit(page, "Lav kort til de valgte")
    expect(page.locator(".secret")).to_have_count(2)
    desk.audit("cards")


def _a_person(desk: Desk) -> None:
    page, name = desk.page, NAMES["eva-1"]
    desk.at("person", "/underviser/deltagere/ana")
    desk.at("person-to-forget", "/underviser/deltagere/eva-1", opened=f"Slet alt om {name}")
    word = page.get_by_label("Skriv »slet« for at slette det")
    word.fill("ja")
    page.get_by_role("button", name="Slet", exact=True).click()
    expect(page.get_by_text(f"når alt om {name} skal slettes")).to_be_visible()
    desk.audit("person-not-forgotten")
    desk.go("/underviser/deltagere/eva-1")
    page.get_by_text(f"Slet alt om {name}", exact=True).click()
    word.fill("slet")
    page.get_by_role("button", name="Slet", exact=True).click()
    expect(page.get_by_role("heading", name="Det er slettet")).to_be_visible()
    desk.audit("person-forgotten")


def tab_to(page: Page, wanted: Locator, most: int = 80) -> None:
    """Press the tabulator until something has the focus."""
    expect(wanted).to_have_count(1)
    for _press in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{most} presses of the tabulator do not lead to {wanted}")


def test_the_main_acts_by_keyboard_alone(browser: Browser, service: Service) -> None:
    with at_the_desk(browser, service) as desk:
        page, keyboard = desk.page, desk.page.keyboard
        desk.go("/underviser")
        tab_to(page, page.get_by_label("Navn, kode eller mail"))
        keyboard.type("skjald")
        keyboard.press("Enter")
        expect(page.get_by_role("row", name=NAMES["bo"])).to_be_visible()
        expect(page.get_by_role("row")).to_have_count(2)
        tab_to(page, page.get_by_role("link", name="Fritekst"))
        keyboard.press("Enter")
        tab_to(page, page.get_by_role("link", name="Spørgsmål 6"))
        keyboard.press("Enter")
        tab_to(page, page.get_by_label("Point, højst 2"))
        keyboard.type("1,5")
        keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Gemt: 1,5 point")
        tab_to(page, page.get_by_role("button", name="Fortryd"))
        keyboard.press("Enter")
        expect(page.get_by_text("1 tekst venter.")).to_be_visible()
        _list_and_card_by_keyboard(desk)


def _list_and_card_by_keyboard(desk: Desk) -> None:
    page, keyboard = desk.page, desk.page.keyboard
    desk.go(f"/underviser/deltagere?q={quote('Ana Østergård')}")
    tab_to(page, page.get_by_label(f"Vælg {NAMES['ana']}"))
    keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Lav kort til de valgte"))
    keyboard.press("Enter")
    expect(page.locator(".secret")).to_have_count(1)
    desk.send_roster(ROSTER)
    tab_to(page, page.get_by_role("button", name="Brug listen"))
    keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Fortryd det"))
    keyboard.press("Enter")
    expect(page.get_by_role("button", name="Fortryd det")).to_have_count(0)
    assert grader.person(desk.service.database, "ny") is None
    desk.go("/underviser/frister")
    tab_to(page, page.get_by_label("Hold", exact=True))
    keyboard.press("ArrowDown")
    tab_to(page, page.get_by_label("Sidste dag"))
    keyboard.type("12122026")  # the same in every order of day and month
    keyboard.press("Enter")
    expect(page.get_by_role("row", name="12. december 2026")).to_be_visible()
