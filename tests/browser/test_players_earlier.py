"""A graded quiz that was begun in a browser before there were opaque ids goes on, and nothing of it is lost.

``tests/upgrade/browser`` has what the code of 4f8afc6 kept in Chromium, and an answer file that it wrote.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.reader import press
from tests.upgrade import HERE
from trekant.course.pages.payload import quiz_payload
from trekant.course.quizzes.answers import AnswerSheet, check_sheet, read_sheet
from trekant.course.store import load_course

COURSE = load_course(HERE.parent / "fictional")


def kept(quiz: str) -> dict[str, Any]:
    store: dict[str, Any] = json.loads((HERE / f"browser/localstorage-{quiz}.json").read_text(encoding="utf-8"))
    return store


@pytest.fixture
def begun(watched: Callable[..., Page], site: Site) -> Callable[[str], Page]:
    def begin(quiz_id: str) -> Page:
        quiz = COURSE.quiz(quiz_id)
        payload = quiz_payload(quiz, COURSE.asked(quiz), COURSE.municipality)
        page = watched(site.put(name="foer.html"))  # the place, before any player has looked at what is kept there
        page.evaluate(
            "store => Object.entries(store).forEach(([key, one]) => localStorage.setItem(key, JSON.stringify(one)))",
            kept(quiz_id) | {"trekant:view": "all"},
        )
        page.goto(site.put(payload, name=f"begyndt-{quiz_id}.html"))
        return page

    return begin


def handed_in(page: Page, button: str) -> AnswerSheet:
    with page.expect_download() as download:
        press(page, button)
    return read_sheet(Path(download.value.path()).read_bytes())


def authored(sheet: AnswerSheet) -> dict[str, Any]:
    quiz = COURSE.quiz(sheet.quiz)
    return check_sheet(sheet, quiz, COURSE.tasks(quiz)).answers


def test_answers_from_before_are_counted_and_handed_in(begun: Callable[[str], Page]) -> None:
    page = begun("proeve")
    expect(page.locator(".trk-count")).to_have_text("6 af 6 besvaret")
    expect(page.locator(".trk-notice", has_text="før siden blev fornyet")).to_have_count(5)
    expect(page.locator("textarea")).to_have_value("Ditte sagde, at hun vil skade de andre.")
    missing = page.locator(".trk-missing")
    expect(missing).to_have_text("Du mangler at svare på:Spørgsmål 5 (mangler noget)")  # two of three were rated
    press(page, "Gem min svarfil")
    sheet = handed_in(page, "Gem filen alligevel")
    assert sheet.format == "trekant-svar-2"
    before = kept("proeve")["trekant:quiz:proeve:2"]["answers"]
    assert authored(sheet) == before
    assert before == read_sheet((HERE / "browser/svar-proeve-eva-1.json").read_bytes()).answers


def test_who_answers_again_gives_a_new_answer_and_the_rest_stays(begun: Callable[[str], Page]) -> None:
    page = begun("proeve")
    page.get_by_role("radio", name="Ringer til SSP").check()
    page.get_by_role("group", name="Folk siger").get_by_label("Hjælper lidt").check()
    expect(page.locator(".trk-notice", has_text="før siden blev fornyet")).to_have_count(3)
    page.reload()
    expect(page.get_by_role("radio", name="Ringer til SSP")).to_be_checked()
    expect(page.locator(".trk-notice", has_text="før siden blev fornyet")).to_have_count(3)
    press(page, "Gem min svarfil")
    before = kept("proeve")["trekant:quiz:proeve:2"]["answers"]
    again = {"nyt-skaeg": "ring-ssp", "fire-svar": {"rygte": 3}}
    assert authored(handed_in(page, "Gem filen alligevel")) == before | again


def test_a_drawn_quiz_goes_on_for_each_of_those_who_sat_there(begun: Callable[[str], Page]) -> None:
    page = begun("udtraek")
    mine = kept("udtraek")["trekant:quiz:udtraek:3"]
    expect(page.locator(".trk-count")).to_have_text("3 af 4 besvaret")
    press(page, "Gem min svarfil")
    assert authored(handed_in(page, "Gem filen alligevel")) == mine["answers"]
    press(page, "Skift deltagerkode")
    press(page, "Ja, skift")
    page.get_by_label("Deltagerkode").fill("bo")
    press(page, "Vis mine spørgsmål")
    expect(page.locator(".trk-count")).to_have_text("3 af 4 besvaret")
    press(page, "Gem min svarfil")
    assert authored(handed_in(page, "Gem filen alligevel")) == mine["sittings"]["bo"]["answers"]


def test_nothing_of_the_old_names_comes_back_into_what_is_kept(begun: Callable[[str], Page]) -> None:
    """Only the answers that were made of them have them; a question that is answered now has not."""
    page = begun("proeve")
    page.get_by_role("radio", name="Ringer til SSP").check()
    store = json.loads(page.evaluate("localStorage.getItem('trekant:quiz:proeve:2')"))
    assert set(store["answers"]) == {"Q2", "Q3", "Q4", "Q6", "Q9", "Q12"}
    assert store["answers"]["Q2"] == "S3" and store["participant"] == "eva-1"
