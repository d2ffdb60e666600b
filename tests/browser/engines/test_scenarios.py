"""What a reader does with every player, in each engine: by mouse, by keyboard, with nothing kept, and back again."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.browser.conftest import PAGE, Site
from tests.browser.engines.driver import Engine
from tests.browser.material import (
    ROOT,
    case_data,
    clock,
    drawn_data,
    every_kind_case,
    municipality,
    questions,
    quiz,
    quiz_data,
    real_case,
    said,
)
from tests.conftest import FICTIONAL
from trekant.course.answers import AnswerSheet, check_sheet, read_sheet
from trekant.course.guide import GuideText, guide_payload
from trekant.course.player import Payload, quiz_payload
from trekant.course.progress import progress_payload
from trekant.course.store import load_course, read_data
from trekant.course.text import to_html

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BEST = {
    "klubben": ["fodbold", "video", "nikker"],
    "snakken": ["spoerg"],
    "bagefter": ["leder"],
    "lederen": ["set"],
}
"""The best choices in the real case, by scene."""

CHECKED = "2345-678n"
"""A code with its check character."""

NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } });"

FILE = """void (URL.createObjectURL = (file) => { window.got = file.text(); return 'blob:nowhere'; },
  HTMLAnchorElement.prototype.click = function () { window.fileName = this.download; })"""
"""The answer file goes to the test, and to nobody's download folder."""


def option(engine: Engine, value: str) -> None:
    """Choose in a case, whose options have the ids of the author."""
    engine.click(f".trk-option:has([value={value}]) input", "")


def plain(html: str) -> str:
    """A text as it is shown, up to its first mark-up."""
    return to_html(html).replace("<p>", "").partition("<")[0].strip()


def rate(engine: Engine, row: str, degree: str) -> None:
    """Choose a degree in the row of a rating."""
    engine.until(
        "[...document.querySelectorAll('.trk-rating')].some((one) =>"
        f" one.querySelector('legend').textContent.includes('Du tager {row}') && (one.dataset.row = {json.dumps(row)}))"
    )
    engine.click("field", degree, f"[data-row={row}]")


def box(kind: str) -> str:
    """The question of that kind."""
    return f".trk-question:has(.trk-kind-{kind})"


def chosen(engine: Engine) -> list[str]:
    """The options that are chosen, as they are shown."""
    found = engine.evaluate(
        "[...document.querySelectorAll('.trk-option:has(:checked)')].map((one) => one.textContent.split(' med ')[0])"
    )
    return list(found)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_case_is_played_to_its_end(engine: Engine, site: Site, by: str) -> None:
    engine.open(site.put(case_data(real_case()), name="case.html"))
    _go(engine, by, "Start casen")
    for scene, best in BEST.items():
        engine.sees(clock(scene))
        for one in best:
            if by == "mouse":
                option(engine, one)
            else:
                _choose_by_keyboard(engine, one)
        _go(engine, by, "Svar")
        engine.sees(plain(said(scene, best[0]))[:40])
        _go(engine, by, "Videre")
    engine.sees("Dine valg gav 4 af 4 point. Du tog den bedste vej.")


def _go(engine: Engine, by: str, name: str) -> None:
    if by == "mouse":
        engine.click("button", name)
    else:
        engine.reach("button", name)
        engine.press("Enter")


def _choose_by_keyboard(engine: Engine, value: str) -> None:
    """Tab to the group, and choose with the space bar; among circles the arrows move."""
    engine.until(f"document.querySelector('.trk-option input[value={value}]:not(:disabled)')")
    for _ in range(60):
        at = engine.evaluate("[document.activeElement.type ?? '', document.activeElement.value ?? '']")
        if at == ["radio", value] or at == ["checkbox", value]:
            return engine.press("Space")
        engine.press("ArrowDown" if at[0] == "radio" else "Tab")
    raise AssertionError(f"{engine.name}: valget {value} kan ikke nås")


def test_every_kind_of_decision_in_a_case(engine: Engine, site: Site) -> None:
    engine.open(site.put(case_data(every_kind_case()), name="alle-slags.html"))
    engine.click("button", "Start casen")
    engine.sees("Hvad først?")
    for _ in range(2):
        engine.click("button", "Flyt ned: Du tager noter")
    engine.click("button", "Svar")
    engine.click("button", "Videre")
    engine.sees("Hvor godt?")
    rate(engine, "hans", "Hjælper lidt")
    rate(engine, "inger", "Hjælper meget")
    engine.click("button", "Svar")
    engine.click("button", "Videre")
    engine.click("field", "Dit svar")
    engine.press(*"Jeg så det.")
    engine.click("button", "Vis et forslag")
    engine.sees("Jeg så en åben dør.")


def test_practice_answers_at_once(engine: Engine, site: Site) -> None:
    engine.open(site.put(quiz_data("practice"), name="oevelse.html"))
    for kind, choose, feedback in [
        ("single", ["anton"], "Om berta: derfor."),
        ("multiple", ["dorthe", "frida"], "Om dorthe: derfor."),
    ]:
        for one in choose:
            engine.click("field", f"Du tager {one}", box(kind))
        engine.click("button", "Svar", box(kind))
        engine.sees(feedback, scope=box(kind))
    engine.sees("2 af 6 besvaret")
    engine.click("button", "Prøv igen", box("single"))
    engine.sees("1 af 6 besvaret")
    engine.click("field", "Du tager berta", box("single"))
    engine.click("button", "Svar", box("single"))
    engine.sees("Rigtigt · 2 af 2 point", scope=f"{box('single')} [role=status]")


def test_practice_keeps_no_text(engine: Engine, site: Site) -> None:
    engine.open(site.put(quiz_data("practice"), name="oevelse.html"))
    engine.click("field", "Dit svar", box("text"))
    engine.press(*"æøå <b>")
    engine.click("button", "Vis et forslag", box("text"))
    engine.sees("Jeg så, at døren stod åben.", scope=f"{box('text')} [role=status]")
    assert engine.evaluate("document.querySelector('textarea').value") == "æøå <b>"
    assert "æøå" not in engine.evaluate("JSON.stringify(localStorage)")


def test_a_graded_quiz_is_answered_left_found_again_and_handed_in(engine: Engine, site: Site) -> None:
    url = site.put(quiz_data("graded"), name="bedoemt.html")
    engine.open(url)
    engine.click("button", "Vis alle på én side")
    engine.click("field", "Du tager anton")
    engine.click("field", "Du tager dorthe")
    engine.click("button", "Behold rækkefølgen")
    for row in ("hans", "inger", "jens", "karen"):
        rate(engine, row, "Hjælper ikke")
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
    engine.click("button", "Hent min svarfil")
    engine.click("field", "Skriv koden igen")
    engine.press(*"hb-042")
    engine.click("button", "Hent min svarfil")
    engine.sees("Du er først færdig, når dine svar er sendt til din underviser.")
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


def test_the_guide_says_112_at_once_and_then_whom(engine: Engine, site: Site) -> None:
    words = read_data(ROOT, "assets/guide.yaml", GuideText)
    payload = guide_payload(load_course(ROOT).municipality, words, date(2026, 11, 28))
    engine.open(site.put(payload, name="guide.html"))
    engine.click("field", "Nogen skal komme nu")
    engine.sees("Ring 112 nu", scope=".trk-guide-first")
    assert engine.evaluate("document.querySelector('.trk-call-first').getAttribute('href')") == "tel:112"
    engine.click("field", "Det haster ikke, men jeg er bekymret for noget bestemt")
    engine.lacks("Ring 112 nu", scope=".trk")
    engine.click("field", "16-17 år")
    engine.click("button", "Vis, hvem jeg kontakter")
    engine.sees("Det gør du", "Din leder", "SSP", scope=".trk-guide-result")
    assert engine.evaluate("document.activeElement.textContent") == "Det gør du"
    engine.click("field", "Nogen skal komme nu")
    engine.sees("Ring 112", scope=".trk-guide-result")


def test_own_progress_shows_what_was_done_and_deletes_it(engine: Engine, site: Site) -> None:
    practice, own = _with_progress(site)
    engine.open(own)
    engine.sees("Du har ikke øvet dig endnu.", "Der er ikke gemt noget om dig i denne browser.")
    engine.open(practice)
    _answer_fictional(engine)
    engine.open(own)
    engine.sees("I denne browser er der gemt", "resultater af 1 spørgsmål", "svar i 1 quiz")
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


def test_a_browser_that_keeps_nothing_plays_all_the_same_and_says_so(engine: Engine, site: Site) -> None:
    engine.open(_blocked(site, quiz_data("graded")))
    engine.click("field", "Du tager anton")
    engine.sees("Din browser gemmer ikke dine svar.")
    engine.open(_blocked(site, case_data(real_case())))
    engine.click("button", "Start casen")
    engine.sees(clock("klubben"))


def _blocked(site: Site, payload: Payload) -> str:
    (site.folder / "js/blocked.js").write_text(NO_STORAGE, encoding="utf-8")
    first = PAGE.replace("<script type", '<script src="/js/blocked.js"></script><script type', 1)
    return site.put(payload, name="lukket.html", template=first)


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


# A page in the back-forward cache is told of nothing that is written meanwhile (in Chromium it is, afterwards).


def _away(site: Site, *payloads: Any, name: str, to: str = "") -> str:
    """A page that one leaves by a link."""
    link = f'<p><a href="{to}">Gå bort</a></p>{{players}}' if to else "{players}"
    return site.put(*payloads, name=name, template=PAGE.replace("{players}", link))


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
    engine.open(_away(site, quiz_data("graded"), name="foer.html", to="senere.html"))
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
    engine.open(_away(site, quiz_data("graded"), name="foer.html", to=own))
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
