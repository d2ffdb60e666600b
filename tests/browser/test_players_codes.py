"""A participant's code: a slip is seen before it costs twenty answers, and nobody's answers follow to the next code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.material import ROOT, drawn_data, quiz_data
from tests.browser.reader import give_code, press
from trekant.course.quizzes.answers import read_sheet
from trekant.course.quizzes.quiz import variant_of

pytestmark = pytest.mark.browser

OURS = "hbkm-235x"
SLIPPED = "hbkm-253x"


@pytest.fixture(scope="module")
def drawn_url(site: Site) -> str:
    return site.put(drawn_data("graded"), name="koder-trukket.html")


@pytest.fixture(scope="module")
def fixed_url(site: Site) -> str:
    return site.put(quiz_data("graded"), name="koder.html")


def test_the_page_and_python_agree_on_what_is_a_slip(watched, drawn_url: str) -> None:
    codes = json.loads((ROOT / "tests/codes.json").read_text(encoding="utf-8"))
    ours, slips = codes["sound"], codes["wrong_character"] + codes["swapped"]
    others = ["", "ana", "sol-4h7", "regn-2k9", "7kd3-m9", "0kd3-m9qa", "7kd3-m9qaa"]
    got = watched(drawn_url).evaluate(
        """async (codes) => {
            const { isChecked, isMistyped } = await import("/js/codes.js");
            return codes.map((code) => [isChecked(code), isMistyped(code)]);
        }""",
        ours + slips + others,
    )
    assert got == [[True, False]] * len(ours) + [[False, True]] * len(slips) + [[False, False]] * len(others)


def _sharing() -> tuple[str, str]:
    """Two codes whose draws have a question in common, which is where answers could follow."""
    variants = drawn_data("graded")["variants"]
    drawn = {
        code: {one for one, _ in variants[variant_of(code, len(variants))]}
        for code in ("ab1", *map("x{}".format, range(40)))
    }
    return next(("ab1", other) for other in drawn if other != "ab1" and drawn["ab1"] & drawn[other])


def _ask(page: Page, code: str) -> None:
    page.get_by_label("Deltagerkode").fill(code)
    press(page, "Vis mine spørgsmål")


@pytest.mark.parametrize("typed", [OURS, "HBKM-235X", "hbkm235x", " hbkm 235x ", "hbkm\u2013235x", "h b k m 2 3 5 x"])
def test_a_code_with_its_check_character_is_put_right_and_asked_for_once(watched, drawn_url: str, typed: str) -> None:
    page = watched(drawn_url)
    _ask(page, typed)
    expect(page.locator(".trk-field")).to_contain_text(f"Din deltagerkode er {OURS}.")


@pytest.mark.parametrize("typed", [SLIPPED, "hbkm-235y", "hbkn-235x", "bhkm235x"])
def test_a_slip_is_told_and_one_can_go_on_all_the_same(watched, drawn_url: str, typed: str) -> None:
    page = watched(drawn_url)
    _ask(page, typed)
    expect(page.locator(".trk-error").first).to_contain_text("Der er en tastefejl i koden. Se efter på den seddel")
    expect(page.get_by_label("Deltagerkode")).to_be_focused()
    page.get_by_label("Er koden rigtig alligevel, så skriv den igen").fill(typed)
    press(page, "Vis mine spørgsmål")
    expect(page.locator(".trk-field")).to_contain_text(f"Din deltagerkode er {typed}.")


def test_a_slip_that_is_put_right_is_asked_for_no_more(watched, drawn_url: str) -> None:
    page = watched(drawn_url)
    _ask(page, SLIPPED)
    _ask(page, OURS)
    expect(page.locator(".trk-field")).to_contain_text(f"Din deltagerkode er {OURS}.")


def test_any_other_code_is_typed_twice_and_must_be_the_same(watched, drawn_url: str) -> None:
    page = watched(drawn_url)
    _ask(page, "sol-4h7")
    again = page.get_by_label("Skriv koden igen")
    expect(again).to_be_focused()
    again.fill("sol-4h1")
    page.keyboard.press("Enter")
    expect(page.locator(".trk-error").last).to_have_text("De to koder er ikke ens. Ret den, der er forkert.")
    expect(page.locator(".trk-question")).to_have_count(0)
    again.fill("SOL-4H7")
    page.keyboard.press("Enter")
    expect(page.locator(".trk-field")).to_contain_text("Din deltagerkode er sol-4h7.")


def test_one_without_a_code_is_told_what_to_do(watched, drawn_url: str) -> None:
    expect(watched(drawn_url).locator(".trk")).to_contain_text(
        "Har du ikke en kode? Så spørg din leder eller den, der står for kurset."
    )


def test_answers_never_follow_to_the_next_code(watched, drawn_url: str) -> None:
    one, other = _sharing()
    page = watched(drawn_url)
    give_code(page, one, "Vis mine spørgsmål")
    press(page, "Vis alle på én side")
    for box in page.locator(".trk-question").all():
        if box.locator(".trk-kind-order").count():
            press(page, "Behold rækkefølgen")
        else:
            box.locator("input").first.check()
    press(page, "Skift deltagerkode")
    press(page, "Ja, skift")
    give_code(page, other, "Vis mine spørgsmål")
    expect(page.locator(".trk-count")).to_have_text("0 af 4 besvaret")
    assert page.locator(".trk-question input:checked").count() == 0
    kept = page.evaluate("JSON.parse(localStorage.getItem('trekant:quiz:drawn-graded:1'))")
    assert kept["participant"] == other and "answers" not in kept and len(kept["sittings"][one]["answers"]) == 4
    with page.expect_download() as download:
        press(page, "Gem min svarfil")
        press(page, "Gem filen alligevel")
    assert read_sheet(Path(download.value.path()).read_bytes()).answers == {}


def test_where_all_have_the_same_questions_the_next_one_begins_with_none(watched, fixed_url: str) -> None:
    page = watched(fixed_url)
    page.get_by_role("radio", name="Du tager anton").check()
    press(page, "Aflever")
    give_code(page, "hb-042", "Gem min svarfil")
    page.reload()
    expect(page.get_by_label("Deltagerkode")).to_have_count(0)  # where another code could be written over it
    press(page, "Skift deltagerkode")
    page.get_by_label("Deltagerkode").fill("hb-043")
    press(page, "Jeg er en anden deltager")
    page.get_by_label("Skriv koden igen").fill("hb-043")
    press(page, "Jeg er en anden deltager")
    expect(page.locator(".trk-count")).to_have_text("0 af 6 besvaret")
    press(page, "Skift deltagerkode")
    page.get_by_label("Deltagerkode").fill("hb-042")
    press(page, "Jeg er en anden deltager")
    expect(page.locator(".trk-count")).to_have_text("1 af 6 besvaret")


def test_a_wrong_code_can_be_put_right_where_it_decides_nothing(watched, fixed_url: str) -> None:
    page = watched(fixed_url)
    page.get_by_role("radio", name="Du tager anton").check()
    press(page, "Aflever")
    give_code(page, "hb-24", "Gem min svarfil")
    press(page, "Skift deltagerkode")
    give_code(page, "hb-42", "Svarene er mine, ret kun koden")
    expect(page.locator(".trk-field")).to_contain_text("Din deltagerkode er hb-42.")
    expect(page.locator(".trk-count")).to_have_text("1 af 6 besvaret")


def test_answers_without_a_code_are_said_to_be_somebodys(watched, fixed_url: str) -> None:
    page = watched(fixed_url)
    page.get_by_role("radio", name="Du tager anton").check()
    expect(page.locator(".trk")).not_to_contain_text("de svar, der blev givet sidst")
    page.reload()
    expect(page.locator(".trk")).to_contain_text("Her er de svar, der blev givet sidst. Er de ikke dine, så slet dem")
