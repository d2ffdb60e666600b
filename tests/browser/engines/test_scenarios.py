"""What a reader does with every player, in each engine: by mouse, by keyboard, and with nothing kept."""

from __future__ import annotations

from datetime import date

import pytest

from tests.browser.conftest import PAGE, Site
from tests.browser.engines.acts import box, option, rate
from tests.browser.engines.driver import Engine
from tests.browser.material import ROOT, case_data, clock, every_kind_case, quiz_data, real_case, said
from trekant.course.contact.guide import GuideText, guide_payload
from trekant.course.pages.payload import Payload
from trekant.course.store import load_course, read_data
from trekant.course.writing.text import to_html

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BEST = {
    "klubben": ["fodbold", "video", "nikker"],
    "snakken": ["spoerg"],
    "bagefter": ["leder"],
    "lederen": ["set"],
}
"""The best choices in the real case, by scene."""

NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } });"


def plain(html: str) -> str:
    """A text as it is shown, up to its first mark-up."""
    return to_html(html).replace("<p>", "").partition("<")[0].strip()


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
    engine.sees("Det endte godt.")
    _go(engine, by, "Dine valg, ét for ét")
    engine.sees("Du tog den bedste vej.")


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
    rate(engine, "inger", "Hjælper godt")
    engine.click("button", "Svar")
    engine.click("button", "Videre")
    engine.click("field", "Dit svar")
    engine.press(*"Jeg så det.")
    engine.click("button", "Vis et forslag")
    engine.sees("Jeg så en åben dør.")


def test_practice_answers_at_once(engine: Engine, site: Site) -> None:
    engine.open(site.put(quiz_data("practice"), name="oevelse.html"))
    for kind, choose, feedback in [
        ("single", ["anton"], "Om anton: derfor."),
        ("multiple", ["dorthe", "frida"], "Om dorthe: derfor."),
    ]:
        for one in choose:
            engine.click("field", f"Du tager {one}", box(kind))
        engine.click("button", "Svar", box(kind))
        engine.sees(feedback, scope=box(kind))
    engine.sees("2 af 6 besvaret")
    engine.click("button", "Prøv igen: spørgsmål 1", box("single"))
    engine.click("field", "Du tager berta", box("single"))
    engine.click("button", "Svar", box("single"))
    engine.sees("Rigtigt i andet forsøg · Dit første svar gav 0 af 2 point.", scope=f"{box('single')} [role=status]")


def test_practice_keeps_no_text(engine: Engine, site: Site) -> None:
    engine.open(site.put(quiz_data("practice"), name="oevelse.html"))
    engine.click("field", "Dit svar", box("text"))
    engine.press(*"æøå <b>")
    engine.click("button", "Vis et forslag", box("text"))
    engine.sees("Jeg så, at døren stod åben.", scope=f"{box('text')} [role=status]")
    assert engine.evaluate("document.querySelector('textarea').value") == "æøå <b>"
    assert "æøå" not in engine.evaluate("JSON.stringify(localStorage)")


def test_the_guide_says_112_at_once_and_then_whom(engine: Engine, site: Site) -> None:
    words = read_data(ROOT, "assets/guide.yaml", GuideText)
    payload = guide_payload(load_course(ROOT).municipality, words, date(2026, 11, 28))
    engine.open(site.put(payload, name="guide.html"))
    engine.click("field", "Ja, nogen skal komme nu")
    engine.sees("Ring 112 nu", scope=".trk-guide-first")
    assert engine.evaluate("document.querySelector('.trk-guide-card a').getAttribute('href')") == "tel:112"
    engine.click("field", "Nej, men jeg er bekymret for noget bestemt")
    engine.lacks("Ring 112 nu", scope=".trk")
    engine.sees("Det gør du", "Gå til din leder nu", scope=".trk-guide-first")
    engine.click("field", "16-17 år")
    assert "SSP" in engine.evaluate("document.querySelector('.trk-guide-manager').textContent")


def test_a_browser_that_keeps_nothing_plays_all_the_same_and_says_so(engine: Engine, site: Site) -> None:
    engine.open(_blocked(site, quiz_data("graded"), "lukket-quiz.html"))
    engine.click("field", "Du tager anton")
    engine.sees("Din browser gemmer ikke dine svar.")
    engine.open(_blocked(site, case_data(real_case()), "lukket-case.html"))
    engine.click("button", "Start casen")
    engine.sees(clock("klubben"))


def _blocked(site: Site, payload: Payload, name: str) -> str:
    (site.folder / "js/blocked.js").write_text(NO_STORAGE, encoding="utf-8")
    first = PAGE.replace("<script type", '<script src="/js/blocked.js"></script><script type', 1)
    return site.put(payload, name=name, template=first)
