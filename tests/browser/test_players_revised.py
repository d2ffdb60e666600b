"""A quiz or case that was made anew while somebody was in the middle of it: it is said, and no answer is lost."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.material import case_data, drawn_data, hidden, quiz_data, real_case
from tests.browser.reader import give_code, press
from trekant.course.pages.payload import Payload

pytestmark = pytest.mark.browser

TEXT = "Jeg så, at døren stod åben."


def _raised(payload: Payload, *changed: str) -> Payload:
    """The next revision of a quiz, with these questions changed too."""
    tasks = {slot["question"]: slot["task"] for slot in payload["slots"] if "task" in slot} | payload.get("pool", {})
    for question in map(_opaque, changed):
        tasks[question]["revision"] += 1
        tasks[question]["prompt"] = "<p>Et helt andet spørgsmål?</p>"
    return payload | {"revision": payload["revision"] + 1}


def _opaque(question: str) -> str:
    """A question's name in a browser."""
    return next(iter(hidden({question: ""})))


def _answer_three(page: Page) -> None:
    press(page, "Vis alle på én side")
    page.get_by_role("radio", name="Du tager anton").check()
    page.get_by_role("checkbox", name="Du tager dorthe").check()
    page.get_by_role("textbox", name="Dit svar").fill(TEXT)
    expect(page.locator(".trk-count")).to_have_text("3 af 6 besvaret")


def _kept(page: Page) -> dict[str, Any]:
    return page.evaluate("Object.fromEntries(Object.entries(localStorage).map(([key, one]) => [key, JSON.parse(one)]))")


def test_what_still_holds_is_carried_over_and_the_rest_stands_to_be_read(watched, site: Site) -> None:
    page = watched(site.put(quiz_data("graded"), name="rettes.html"))
    _answer_three(page)
    page.goto(site.put(_raised(quiz_data("graded"), "om-single", "om-text"), name="rettes.html"))
    told = page.locator(".trk-notice")
    expect(told).to_contain_text(
        "Spørgsmålene er lavet om, siden du svarede. 1 af dine 3 svar passer stadig og er taget med."
    )
    expect(page.locator(".trk-count")).to_have_text("1 af 6 besvaret")
    expect(page.get_by_role("checkbox", name="Du tager dorthe")).to_be_checked()
    expect(page.locator(".trk input[type=radio]:checked")).to_have_count(0)
    told.get_by_text("Det svarede du før").click()
    expect(told).to_contain_text("Hvad svarer du om single?")
    expect(told).to_contain_text("Du tager anton med <i>her</i>.")
    expect(told).to_contain_text(TEXT)
    page.reload()
    expect(told).to_contain_text("Spørgsmålene er lavet om")
    press(page, "Smid de gamle svar væk")
    press(page, "Ja, smid dem væk")
    expect(told).to_have_count(0)
    page.reload()
    expect(page.locator(".trk-count")).to_have_text("1 af 6 besvaret")
    expect(told).to_have_count(0)
    assert TEXT not in str(_kept(page))


def test_what_was_carried_over_comes_once(watched, site: Site) -> None:
    page = watched(site.put(quiz_data("graded"), name="rettes-2.html"))
    _answer_three(page)
    page.goto(site.put(_raised(quiz_data("graded"), "om-single", "om-text"), name="rettes-2.html"))
    box = page.get_by_role("checkbox", name="Du tager dorthe")
    box.uncheck()
    page.reload()
    expect(box).not_to_be_checked()


def test_deleting_takes_the_earlier_answers_too(watched, site: Site) -> None:
    page = watched(site.put(quiz_data("graded"), name="rettes-3.html"))
    _answer_three(page)
    page.goto(site.put(_raised(quiz_data("graded"), "om-text"), name="rettes-3.html"))
    press(page, "Slet mine svar")
    press(page, "Ja, slet")
    assert not [key for key in _kept(page) if "quiz" in key]
    press(page, "Fortryd")
    expect(page.locator(".trk-count")).to_have_text("2 af 6 besvaret")
    expect(page.locator(".trk")).to_contain_text("Spørgsmålene er lavet om")


def test_nobody_gets_the_earlier_answers_of_another_code(watched, site: Site) -> None:
    page = watched(site.put(drawn_data("graded"), name="rettes-trukket.html"))
    give_code(page, "ab1", "Vis mine spørgsmål")
    press(page, "Vis alle på én side")
    for box in page.locator(".trk-question").all():
        if box.locator(".trk-kind-order").count():
            box.get_by_role("button", name="Behold rækkefølgen").click()
        else:
            box.locator("input").first.check()
    page.goto(site.put(_raised(drawn_data("graded")), name="rettes-trukket.html"))
    code = page.get_by_label("Deltagerkode")
    expect(code).to_have_value("ab1")
    give_code(page, "ab2", "Vis mine spørgsmål")
    expect(page.locator(".trk-count")).to_have_text("0 af 4 besvaret")
    expect(page.locator(".trk-notice")).to_have_count(0)
    press(page, "Skift deltagerkode")
    code.fill("ab1")
    press(page, "Vis mine spørgsmål")
    expect(page.locator(".trk-count")).to_have_text("4 af 4 besvaret")
    expect(page.locator(".trk")).to_contain_text("4 af dine 4 svar passer stadig")


def test_answers_kept_before_questions_had_a_revision_are_not_lost(watched, site: Site) -> None:
    """Of a choice it is not known whether it holds; a text is carried over, since it says itself what it means."""
    page = watched(site.put(_raised(quiz_data("graded")), name="rettes-4.html"))
    gone = {"vaek": "En tekst til noget, der er gået ud."}
    kept = {"answers": hidden({"om-text": TEXT, "om-single": "anton"}) | gone,
            "participant": "hb-042", "handedIn": "2026-11-20T09:00:00.000Z"}  # fmt: skip
    page.evaluate("kept => localStorage.setItem('trekant:quiz:prove-graded:1', JSON.stringify(kept))", kept)
    page.reload()
    expect(page.locator(".trk-count")).to_have_text("1 af 6 besvaret")
    press(page, "Vis alle på én side")
    expect(page.get_by_role("textbox", name="Dit svar")).to_have_value(TEXT)
    told = page.locator(".trk-notice")
    expect(told).to_contain_text("Har du afleveret før, så spørg den, der står for kurset, om du skal aflevere igen.")
    told.get_by_text("Det svarede du før").click()
    expect(told).to_contain_text("Du tager anton")
    expect(told).to_contain_text("En tekst til noget, der er gået ud.")


def test_a_case_says_that_it_was_made_anew(watched, site: Site) -> None:
    page = watched(site.put(case_data(real_case()), name="case-rettes.html"))
    press(page, "Start casen")
    raised = case_data(real_case())
    page.goto(site.put(raised | {"revision": raised["revision"] + 1}, name="case-rettes.html"))
    expect(page.locator(".trk")).to_contain_text("Casen er lavet om, siden du sidst var her")
    press(page, "Start casen")
    page.reload()
    expect(page.locator(".trk")).not_to_contain_text("Casen er lavet om")
    expect(page.get_by_role("button", name="Fortsæt, hvor du slap")).to_be_visible()
