"""What is kept, in each engine: one leaves and comes back, in the same tab and another, to all that is newest.

A page in the back-forward cache is told of nothing that is written meanwhile (in Chromium it is, afterwards).
"""

from __future__ import annotations

import json

import pytest

from tests.browser.conftest import PAGE, Site
from tests.browser.engines.acts import chosen, rate
from tests.browser.engines.driver import Engine
from tests.browser.material import drawn_data, municipality, questions, quiz, quiz_data
from tests.conftest import FICTIONAL
from trekant.course.pages.payload import Payload, quiz_payload
from trekant.course.pages.progress import progress_payload
from trekant.course.quizzes.answers import AnswerSheet, check_sheet, read_sheet
from trekant.course.store import load_course

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHECKED = "2345-678n"
"""A code with its check character."""

FILE = """void (URL.createObjectURL = (file) => { window.got = file.text(); return 'blob:nowhere'; },
  HTMLAnchorElement.prototype.click = function () { window.fileName = this.download; })"""
"""The answer file goes to the test, and to nobody's download folder."""


def test_a_graded_quiz_is_answered_left_found_again_and_handed_in(engine: Engine, site: Site) -> None:
    url = site.put(quiz_data("graded"), name="bedoemt.html")
    engine.open(url)
    engine.click("button", "Vis alle på én side")
    engine.click("field", "Du tager anton")
    engine.click("field", "Du tager dorthe")
    engine.click("button", "Behold rækkefølgen")
    for row in ("hans", "inger", "jens", "karen"):
        rate(engine, row, "Gør ingen forskel")
    engine.click("field", "Din leder")
    engine.click("field", "Dit svar")
    engine.press(*"Jeg så <b>noget</b>")
    engine.sees("6 af 6 besvaret")
    engine.open(f"{site.address}/tom.html")
    engine.open(url)
    engine.sees("6 af 6 besvaret")
    engine.click("field", "Deltagerkode")
    engine.press(*"HB-042")
    engine.evaluate(FILE)
    engine.click("button", "Gem min svarfil")
    engine.click("field", "Skriv koden igen")
    engine.press(*"hb-042")
    engine.click("button", "Gem min svarfil")
    engine.sees("Du er først færdig, når dine svar er sendt til den, der står for kurset.")
    sheet = _fetched(engine)
    assert sheet.participant == "hb-042"
    assert set(sheet.answers) == set(questions())
    assert sheet.answers["om-single"] == "anton"
    assert sheet.answers["om-text"] == "Jeg så <b>noget</b>"
    assert engine.evaluate("window.fileName") == "svar-prove-graded-hb-042.json"
    engine.click("button", "Jeg har afleveret")
    engine.sees("Du har noteret, at du afleverede")


def _fetched(engine: Engine) -> AnswerSheet:
    sheet = read_sheet(str(engine.until("window.got")).encode())
    tasks = {key: one.task(municipality()) for key, one in questions().items()}
    return check_sheet(sheet, quiz("graded"), tasks)


def test_a_code_leads_to_its_own_questions_and_answers(engine: Engine, site: Site) -> None:
    url = site.put(drawn_data("graded"), name="trukket.html")
    engine.open(url)
    _give_code(engine, "ab1", twice=True)
    engine.sees("Din deltagerkode er ab1.", "0 af 4 besvaret")
    engine.click("button", "Vis alle på én side")
    _answer_one(engine)
    engine.sees("1 af 4 besvaret")
    engine.open(f"{site.address}/tom.html")
    engine.open(url)
    engine.sees("Din deltagerkode er ab1.", "1 af 4 besvaret")
    engine.click("button", "Skift deltagerkode")
    engine.click("button", "Ja, skift")
    _give_code(engine, CHECKED, twice=False)
    engine.sees(f"Din deltagerkode er {CHECKED}.", "0 af 4 besvaret")


def _give_code(engine: Engine, code: str, *, twice: bool) -> None:
    engine.click("field", "Deltagerkode")
    engine.press(*code)
    if twice:
        engine.press("Enter")
        engine.until("document.activeElement.labels?.[0]?.textContent === 'Skriv koden igen'")
        engine.press(*code)
    engine.press("Enter")


def _answer_one(engine: Engine) -> None:
    engine.click(".trk-question .trk-option input, .trk-question .trk-scale input", "")


def test_own_progress_shows_what_was_done_and_deletes_it(engine: Engine, site: Site) -> None:
    practice, own = _with_progress(site)
    engine.open(own)
    engine.sees("Du har ikke øvet dig endnu.", "Der er ikke gemt noget om dig i denne browser.")
    engine.open(practice)
    _answer_fictional(engine)
    engine.open(own)
    engine.sees("I denne browser er der gemt", "resultater af 1 spørgsmål", "svar i 1 øvelse eller test")
    engine.click("button", "Slet alt")
    engine.click("button", "Ja, slet alt")
    engine.sees("Slettet: ", "Der er ikke gemt noget om dig i denne browser.")
    assert engine.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('trekant:'))") == []
    engine.open(practice)
    engine.sees("0 af 6 besvaret")


def _with_progress(site: Site) -> tuple[str, str]:
    """The addresses of a practice of the fictional course and of its »Mit forløb«."""
    course = load_course(FICTIONAL)
    one = course.quiz("oevelse")
    practice = quiz_payload(one, course.asked(one), course.municipality)
    return _away(site, practice, name="fjordby.html"), site.put(progress_payload(course), name="mit-forloeb.html")


def _answer_fictional(engine: Engine) -> None:
    engine.click("field", "En skarp mening.")
    engine.click("button", "Svar")
    engine.sees("1 af 6 besvaret")


def test_another_tab_shows_what_is_newest_at_once(engine: Engine, site: Site) -> None:
    url = site.put(quiz_data("graded"), name="bedoemt.html")
    engine.open(url)
    engine.sees("0 af 6 besvaret")
    first = engine.current()
    engine.tab()
    engine.open(url)
    engine.click("field", "Du tager anton")
    engine.sees("1 af 6 besvaret")
    engine.shut()
    engine.show(first)
    engine.sees("1 af 6 besvaret")
    assert chosen(engine) == ["Du tager anton"]


def _away(site: Site, payload: Payload, name: str, to: str = "") -> str:
    """A page that one leaves by a link."""
    link = f'<p><a href="{to}">Gå bort</a></p>{{players}}' if to else "{players}"
    return site.put(payload, name=name, template=PAGE.replace("{players}", link))


def _leave(engine: Engine) -> None:
    """Follow the link, and be there."""
    engine.evaluate("void (window.stayed = true)")
    here = engine.evaluate("location.pathname")
    engine.click("link", "Gå bort")
    engine.until(f"location.pathname !== {json.dumps(here)} && document.readyState === 'complete'")


def _come_back(engine: Engine) -> None:
    """Go back to the page that was left, which the engine has kept whole: else there is nothing to test."""
    here = engine.evaluate("location.pathname")
    engine.back()
    engine.until(f"location.pathname !== {json.dumps(here)} && document.readyState === 'complete'")
    assert engine.evaluate("window.stayed === true"), f"{engine.name} gemte ikke siden, så der er intet prøvet"


def test_a_page_that_comes_back_shows_the_answer_that_was_changed_meanwhile(engine: Engine, site: Site) -> None:
    _away(site, quiz_data("graded"), name="senere.html")
    engine.open(_away(site, quiz_data("graded"), name="foer-rettet.html", to="senere.html"))
    engine.click("field", "Du tager anton")
    engine.sees("1 af 6 besvaret")
    _leave(engine)
    engine.click("button", "Vis alle på én side")
    engine.click("field", "Du tager berta")
    engine.click("field", "Du tager dorthe")
    engine.sees("2 af 6 besvaret")
    _come_back(engine)
    engine.sees("2 af 6 besvaret")
    assert chosen(engine) == ["Du tager berta", "Du tager dorthe"]


def test_a_page_that_comes_back_brings_no_deleted_answers_back(engine: Engine, site: Site) -> None:
    _, own = _with_progress(site)
    engine.open(_away(site, quiz_data("graded"), name="foer-slettet.html", to=own))
    engine.click("field", "Du tager anton")
    engine.sees("1 af 6 besvaret")
    _leave(engine)
    engine.click("button", "Slet alt")
    engine.click("button", "Ja, slet alt")
    engine.sees("Der er ikke gemt noget om dig i denne browser.")
    _come_back(engine)
    engine.sees("0 af 6 besvaret")
    assert chosen(engine) == []
    engine.click("button", "Vis alle på én side")
    engine.click("field", "Du tager dorthe")
    engine.sees("1 af 6 besvaret")
    assert "anton" not in engine.evaluate("JSON.stringify(localStorage)")


def test_own_progress_that_comes_back_shows_what_was_done_meanwhile(engine: Engine, site: Site) -> None:
    practice, _ = _with_progress(site)
    engine.open(_away(site, progress_payload(load_course(FICTIONAL)), name="forloeb-foer.html", to=practice))
    engine.sees("Du har ikke øvet dig endnu.")
    _leave(engine)
    _answer_fictional(engine)
    _come_back(engine)
    engine.sees("resultater af 1 spørgsmål")
    engine.lacks("Du har ikke øvet dig endnu.")
