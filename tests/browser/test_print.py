"""Paper: every page prints whole, with its answers and the action card last, in colours that paper can carry."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browser.paper import sticking_out
from tests.browser.reader import reading
from trekant.course.store import Course

pytestmark = pytest.mark.browser

KINDS = {
    "a chapter with an exercise": "book/trekanten",
    "the contacts": "book/kontakt",
    "a long table": "book/kilder",
    "code": "book/forfatter",
    "cases": "notebooks/jobcenter",
    "a graded quiz": "quizzes/hvem-og-hvornaar",
    "the search": "search",
    "the page that is not there": "404",
}
"""A page of each kind; the whole course is printed in test_pdf.py."""


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    with reading(browser, color_scheme="dark") as opened:
        yield opened


def _printed(page: Page, address: str, name: str, tmp_path: Path) -> tuple[list[str], Path]:
    page.goto(f"{address}/{name}.html", wait_until="networkidle")
    path = tmp_path / "side.pdf"
    path.write_bytes(page.pdf(prefer_css_page_size=True))
    return [" ".join(one.extract_text().split()) for one in PdfReader(path).pages], path


@pytest.mark.parametrize("name", KINDS.values(), ids=KINDS.keys())
def test_a_page_prints_whole_with_the_card_last(
    page: Page, address: str, name: str, course: Course, tmp_path: Path
) -> None:
    sheets, path = _printed(page, address, name, tmp_path)
    *before, last = sheets
    assert before
    for contact in course.municipality.contacts:
        assert not contact.phone or contact.phone in last
    card = "Numre, som din leder bruger"
    assert card in last
    assert all(card not in one for one in before), "the card has a sheet of its own"
    assert re.search(rf"{len(sheets)} / {len(sheets)}", last)
    assert sticking_out(path) == []
    for unwanted in ("Til toppen", "Skift mellem lyst", "Forrige", "file:", "http:"):
        assert not any(unwanted in one for one in sheets), unwanted


def test_the_answers_of_an_exercise_come_after_the_text(
    page: Page, address: str, course: Course, tmp_path: Path
) -> None:
    sheets, _ = _printed(page, address, "book/trekanten", tmp_path)
    on_the_way = page.locator(".trekant-player[data-player=question]").count()
    asked = on_the_way + len(course.quizzes["oev-trekanten"].model.questions)
    answers = next(number for number, one in enumerate(sheets) if re.match(r"(\d+ / \d+ )?Svar ", one))
    assert not any("Det bedste svar" in one for one in sheets[:answers])
    assert sum(one.count("Det bedste svar") for one in sheets[answers:]) == asked
    assert "Det vigtigste" in sheets[answers - 1]


def test_a_case_prints_with_all_its_roads_even_when_it_is_being_played(
    page: Page, address: str, course: Course, tmp_path: Path
) -> None:
    page.goto(f"{address}/notebooks/jobcenter.html", wait_until="networkidle")
    page.get_by_role("button", name="Start casen").first.click()
    page.locator(".trk-task").first.wait_for()
    text = " ".join(
        " ".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages).split()
    )
    page.evaluate("localStorage.clear()")
    case = course.vignettes["det-tredje-moede"].model
    for number in range(1, len(case.scenes) + 1):
        assert re.search(rf"\b{number}\. ((Man|Tirs|Ons|Tors|Fre|Lør|Søn)dag kl\.|\w+ \w+ senere)", text), number
    assert all(scene.later in text for scene in case.scenes if scene.ending and scene.later)
    assert "Bagefter: hvad kan man lære af det?" in text
    assert " ".join(case.debrief.text.split())[:40] in text


def test_paper_is_white_though_the_screen_is_dark(page: Page, address: str) -> None:
    page.goto(f"{address}/book/trekanten.html")
    page.emulate_media(media="print", color_scheme="dark")
    seen = page.evaluate(
        """() => {
            const of = (selector, property) => getComputedStyle(document.querySelector(selector))[property];
            return [of("body", "backgroundColor"), of("article p", "color"), of(".fig-fill-ink", "fill"),
                    of("h1", "color")];
        }"""
    )
    page.emulate_media(media="screen")
    white, *inks = [[int(number) for number in re.findall(r"\d+", colour)[:3]] for colour in seen]
    assert white == [255, 255, 255]
    assert all(max(ink) < 90 for ink in inks), seen


def test_the_card_on_the_screen_takes_no_room(page: Page, address: str) -> None:
    page.goto(f"{address}/book/trekanten.html")
    assert not page.locator(".print-card").is_visible()
    assert not page.locator(".print-answers").is_visible()
