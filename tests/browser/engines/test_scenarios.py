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
    every_kind_case,
    municipality,
    questions,
    quiz,
    quiz_data,
    real_case,
    said,
)
from trekant.course.answers import check_sheet, read_sheet
from trekant.course.guide import GuideText, guide_payload
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

NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } });"


def option(engine: Engine, value: str) -> None:
    engine.click(f".trk-option:has([value={value}]) input", "")


def plain(html: str) -> str:
    """A text as it is shown, up to its first mark-up."""
    return to_html(html).replace("<p>", "").partition("<")[0].strip()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_case_is_played_to_its_end(engine: Engine, site: Site, by: str) -> None:
    engine.open(site.put(case_data(real_case()), name="case.html"))
    _go(engine, by, "Start casen")
    for scene, chosen in BEST.items():
        engine.sees(clock(scene))
        for one in chosen:
            if by == "mouse":
                option(engine, one)
            else:
                _choose_by_keyboard(engine, one)
        _go(engine, by, "Svar")
        engine.sees(plain(said(scene, chosen[0]))[:40])
        _go(engine, by, "Videre")
    engine.sees("Spil igen")


def _go(engine: Engine, by: str, name: str) -> None:
    if by == "mouse":
        engine.click("button", name)
    else:
        engine.reach("button", name)
        engine.press("Enter")


def _choose_by_keyboard(engine: Engine, value: str) -> None:
    """Tab to the group, and choose with the space bar; among circles the arrows move."""
    engine.until("document.querySelector('.trk-option input:not(:disabled)')")
    for _ in range(60):
        at = engine.evaluate("[document.activeElement.type ?? '', document.activeElement.value ?? '']")
        if at == ["radio", value] or at == ["checkbox", value]:
            return engine.press("Space")
        engine.press("ArrowDown" if at[0] == "radio" else "Tab")
    raise AssertionError(f"{engine.name}: valget {value} kan ikke nås")


def test_a_choice_is_changed_and_the_new_one_counts(engine: Engine, site: Site) -> None:
    engine.open(site.put(case_data(real_case()), name="case.html"))
    engine.click("button", "Start casen")
    option(engine, "fodbold")
    option(engine, "video")
    option(engine, "video")
    assert engine.evaluate("[...document.querySelectorAll('.trk-option input:checked')].map((one) => one.value)") == [
        "fodbold"
    ]


def test_every_kind_of_decision_in_a_case(engine: Engine, site: Site) -> None:
    engine.open(site.put(case_data(every_kind_case()), name="alle-slags.html"))
    engine.click("button", "Start casen")
    engine.sees("Hvad først?")
    engine.click("button", "Behold rækkefølgen")
    engine.click("button", "Svar")
    engine.click("button", "Videre")
    engine.sees("Hvor godt?")
    rate(engine, "hans", "Hjælper noget")
    rate(engine, "inger", "Hjælper meget")
    engine.click("button", "Svar")
    engine.click("button", "Videre")
    engine.click("field", "Dit svar")
    engine.press(*"Jeg så det.")
    engine.click("button", "Vis et forslag")
    engine.sees("Jeg så en åben dør.")


def rate(engine: Engine, row: str, degree: str) -> None:
    """Choose a degree in the row of a rating."""
    number = engine.until(
        f"[...document.querySelectorAll('fieldset')].findIndex((one) => !one.querySelector('fieldset')"
        f" && one.querySelector('legend')?.textContent.includes('Du tager {row}')) + 1"
    )
    engine.evaluate(f"(document.querySelectorAll('fieldset')[{number - 1}].dataset.row = {json.dumps(row)})")
    engine.click("field", degree, f"fieldset[data-row={row}]")


@pytest.mark.parametrize(
    ("kind", "choose", "feedback"),
    [
        ("single", ["berta"], "Om berta: derfor."),
        ("multiple", ["dorthe", "frida"], "Om dorthe: derfor."),
        ("contact", ["ssp"], ""),
    ],
)
def test_practice_answers_at_once(engine: Engine, site: Site, kind: str, choose: list[str], feedback: str) -> None:
    engine.open(site.put(quiz_data("practice"), name="oevelse.html"))
    box = f".trk-question:has(.trk-kind-{kind})"
    engine.until(f"document.querySelector('{box}')")
    for one in choose:
        engine.click(f"{box} .trk-option:has([value={one}]) input", "")
    engine.click("button", "Svar", box)
    engine.sees(feedback, scope=f"{box} [role=status]")
    engine.sees("1 af 6 besvaret")
    engine.click("button", "Prøv igen", box)
    engine.sees("0 af 6 besvaret")


def test_practice_of_order_rating_and_free_text(engine: Engine, site: Site) -> None:
    engine.open(site.put(quiz_data("practice"), name="oevelse.html"))
    for kind in ("order", "rate", "text"):
        box = f".trk-question:has(.trk-kind-{kind})"
        if kind == "order":
            engine.click("button", "Behold rækkefølgen", box)
        elif kind == "rate":
            for row in ("hans", "inger", "jens", "karen"):
                rate(engine, row, "Hjælper ikke")
        else:
            engine.click("field", "Dit svar", box)
            engine.press(*"æøå <b>")
        engine.click("button", "Vis et forslag" if kind == "text" else "Svar", box)
        engine.until(f"document.querySelector('{box} [role=status]').innerText.length > 10")
    engine.sees("3 af 6 besvaret")
    assert "æøå" not in engine.evaluate("JSON.stringify(localStorage)")


def graded(engine: Engine, site: Site) -> str:
    url = site.put(quiz_data("graded"), name="bedoemt.html")
    engine.open(url)
    engine.click("button", "Vis alle på én side")
    return url


def test_a_graded_quiz_is_answered_left_found_again_and_handed_in(engine: Engine, site: Site) -> None:
    graded(engine, site)
    option(engine, "anton")
    option(engine, "dorthe")
    engine.click("button", "Behold rækkefølgen")
    for row in ("hans", "inger", "jens", "karen"):
        rate(engine, row, "Hjælper ikke")
    option(engine, "leder")
    engine.click("field", "Dit svar")
    engine.press(*"Jeg så <b>noget</b>")
    engine.click("field", "Deltagerkode")
    engine.press(*"HB-042")
    engine.sees("6 af 6 besvaret")
    engine.open(f"{site.address}/tom.html")
    engine.open(f"{site.address}/bedoemt.html")
    engine.sees("6 af 6 besvaret")
    engine.evaluate(  # the file goes to nobody's download folder
        "void (URL.createObjectURL = (file) => { window.got = file.text(); return 'blob:nowhere'; },"
        " HTMLAnchorElement.prototype.click = () => {})"
    )
    engine.click("button", "Hent min svarfil")
    engine.sees("er hentet")
    raw = str(engine.until("window.got")).encode()
    sheet = read_sheet(raw)
    check_sheet(sheet, quiz("graded"), {key: one.task(municipality()) for key, one in questions().items()})
    assert sheet.participant == "hb-042"
    assert set(sheet.answers) == set(questions())
    assert sheet.answers["om-text"] == "Jeg så <b>noget</b>"


def test_the_guide_leads_to_whom(engine: Engine, site: Site) -> None:
    words = read_data(ROOT, "assets/guide.yaml", GuideText)
    payload = guide_payload(load_course(ROOT).municipality, words, date(2026, 11, 28))
    engine.open(site.put(payload, name="guide.html"))
    engine.click("field", "Nogen skal komme nu")
    engine.sees("Ring 112")
    engine.click("field", "Det haster ikke, men jeg er bekymret for noget bestemt")
    engine.click("field", "16-17 år")
    engine.click("button", "Vis, hvem jeg kontakter")
    engine.sees("Det gør du", "Din leder", "SSP")
    assert engine.evaluate("document.activeElement.textContent.includes('Det gør du')")


def blocked(site: Site, *payloads: Any) -> str:
    (site.folder / "js/blocked.js").write_text(NO_STORAGE, encoding="utf-8")
    first = PAGE.replace("<script type", '<script src="/js/blocked.js"></script><script type', 1)
    return site.put(*payloads, name="lukket.html", template=first)


def test_a_browser_that_keeps_nothing_plays_all_the_same_and_says_so(engine: Engine, site: Site) -> None:
    engine.open(blocked(site, quiz_data("graded")))
    option(engine, "anton")
    engine.sees("Din browser gemmer ikke dine svar.")
    engine.open(blocked(site, case_data(real_case())))
    engine.click("button", "Start casen")
    engine.sees(clock("klubben"))


@pytest.mark.parametrize("what", ["answered", "deleted"])
def test_another_tab_shows_what_is_newest_at_once(engine: Engine, site: Site, what: str) -> None:
    url = graded(engine, site)
    if what == "deleted":
        option(engine, "anton")
        engine.sees("1 af 6 besvaret")
    first = engine.current()
    engine.tab()
    engine.open(url)
    _change(engine, what)
    engine.shut()
    engine.show(first)
    engine.sees("1 af 6 besvaret" if what == "answered" else "0 af 6 besvaret")


def _change(engine: Engine, what: str) -> None:
    if what == "answered":
        option(engine, "anton")
        engine.sees("1 af 6 besvaret")
    else:
        engine.click("button", "Slet mine svar")
        engine.click("button", "Ja, slet")
        engine.sees("0 af 6 besvaret")


def leave_and_come_back(engine: Engine, site: Site, meanwhile: Any) -> bool:
    """Go to another page, do something in a second tab, and go back; whether the page came from the cache.

    For pages in the back-forward cache there is no ``storage`` event.
    """
    engine.evaluate("void (window.stayed = true)")
    engine.click("button", "Gå bort")
    engine.until("location.pathname.endsWith('tom.html') && document.readyState === 'complete'")
    first = engine.current()
    engine.tab()
    meanwhile()
    engine.shut()
    engine.show(first)
    engine.back()
    engine.until("!location.pathname.endsWith('tom.html') && document.readyState === 'complete'")
    return bool(engine.evaluate("window.stayed === true"))


def away(site: Site, *payloads: Any) -> str:
    """A page that one leaves by a button, so that the engine sees a person do it."""
    (site.folder / "js/away.js").write_text(
        "document.getElementById('bort').addEventListener('click', () => { location.href = '/tom.html'; });",
        encoding="utf-8",
    )
    button = '<button id="bort">Gå bort</button>{players}<script type="module" src="/js/away.js"></script>'
    return site.put(*payloads, name="bort.html", template=PAGE.replace("{players}", button))


@pytest.mark.parametrize("what", ["answered", "deleted"])
def test_a_page_that_comes_back_shows_what_is_newest(engine: Engine, site: Site, what: str) -> None:
    url = away(site, quiz_data("graded"))
    engine.open(url)
    engine.click("button", "Vis alle på én side")
    if what == "deleted":
        option(engine, "anton")
        engine.sees("1 af 6 besvaret")

    def meanwhile() -> None:
        engine.open(url)
        _change(engine, what)

    cached = leave_and_come_back(engine, site, meanwhile)
    assert cached, f"{engine.name}: siden kom ikke fra gemmeren, så der er intet prøvet"
    engine.sees("1 af 6 besvaret" if what == "answered" else "0 af 6 besvaret")
