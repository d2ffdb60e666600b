"""The contact guide in a browser: a few choices lead to the steps, by keyboard too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.material import ROOT
from trekant.course.guide import GuideText, guide_payload
from trekant.course.store import load_course, read_data

pytestmark = pytest.mark.browser


@pytest.fixture
def guide(site: Site, watched: Callable[..., Page]) -> Iterator[Page]:
    words = read_data(ROOT, "assets/guide.yaml", GuideText)
    payload = guide_payload(load_course(ROOT).municipality, words, date(2026, 11, 28))
    yield watched(site.put(payload, name="guide.html"))


def _steps(page: Page) -> list[str]:
    return [
        text.split("\n")[0] for text in page.locator("ol.trk-guide-steps > li .trk-guide-who strong").all_inner_texts()
    ]


def test_a_concern_for_a_child_goes_to_the_manager_and_then_to_ssp(guide: Page) -> None:
    guide.get_by_label("Det haster ikke, men jeg er bekymret for noget bestemt").check()
    guide.get_by_label("16-17 år").check()
    guide.get_by_role("button", name="Vis, hvem jeg kontakter").click()
    heading = guide.get_by_role("heading", name="Det gør du")
    expect(heading).to_be_focused()
    assert _steps(guide) == ["Din leder", "SSP", "Infohuset i Vestegnens politikreds"]
    expect(guide.get_by_role("link", name="Ring 36 37 77 18")).to_have_attribute("href", "tel:36377718")
    expect(guide.get_by_text("SSP+ omfatter unge fra 16 til 25 år")).to_be_visible()


def test_another_time_shows_what_is_open_then(guide: Page) -> None:
    guide.get_by_label("Jeg er i tvivl og vil gerne have råd").check()
    guide.get_by_label("18 år eller derover").check()
    guide.get_by_label("På et andet tidspunkt").check()
    guide.get_by_label("Dag", exact=True).select_option("Søndag")
    guide.get_by_label("Klokken").fill("21:00")
    guide.get_by_role("button", name="Vis, hvem jeg kontakter").click()
    steps = guide.locator("ol.trk-guide-steps")
    expect(steps.get_by_text("Lukket, åbner mandag kl. 08.00.")).to_be_visible()
    guide.get_by_label("Klokken").fill("20:59")
    expect(steps.get_by_text("Åbent.", exact=False).first).to_be_visible()
    expect(steps.get_by_text("Lukket, åbner mandag kl. 08.00.")).to_have_count(0)


def test_now_is_the_time_in_denmark(guide: Page) -> None:
    guide.clock.set_fixed_time("2026-07-06T05:30:00Z")  # Monday 07.30 in Denmark
    guide.get_by_label("Det haster ikke, men jeg er bekymret for noget bestemt").check()
    guide.get_by_label("Under 16 år").check()
    guide.get_by_role("button", name="Vis, hvem jeg kontakter").click()
    assert "Åbent." in guide.locator("ol.trk-guide-steps").inner_text()


def test_what_is_not_answered_is_asked_for(guide: Page) -> None:
    guide.get_by_label("18 år eller derover").check()
    guide.get_by_role("button", name="Vis, hvem jeg kontakter").click()
    expect(guide.get_by_text("Svar også på, hvor meget det haster")).to_be_focused()


def test_on_christmas_day_the_guide_knows_who_is_closed(guide: Page) -> None:
    guide.clock.set_fixed_time("2026-12-25T09:00:00Z")
    guide.get_by_label("Det haster ikke, men jeg er bekymret for noget bestemt").check()
    guide.get_by_label("Under 16 år").check()
    guide.get_by_role("button", name="Vis, hvem jeg kontakter").click()
    steps = guide.locator("ol.trk-guide-steps")
    expect(steps.get_by_text("Lukket (juledag), åbner mandag kl. 07.00.")).to_be_visible()
    guide.get_by_label("På et andet tidspunkt").check()
    guide.get_by_label("Dag", exact=True).select_option("Mandag")
    expect(steps.get_by_text("Lukket (juledag)")).to_have_count(0)
    guide.get_by_label("Dag", exact=True).select_option("Lørdag")
    expect(steps.get_by_text("Lukket (anden juledag), åbner mandag kl. 07.00.")).to_be_visible()


@pytest.mark.parametrize(
    ("choice", "first"),
    [("Nogen skal komme nu", "Alarmcentralen 112"), ("Politiet skal vide det i dag", "Københavns Vestegns Politi")],
)
def test_danger_leads_to_help_by_keyboard_alone(guide: Page, choice: str, first: str) -> None:
    guide.get_by_role("radio", name=choice).focus()
    guide.keyboard.press("Space")
    guide.keyboard.press("Tab")
    expect(guide.get_by_role("link", name="Ring")).to_be_focused()
    guide.keyboard.press("Tab")
    guide.keyboard.press("Space")
    for _ in range(3):
        guide.keyboard.press("Tab")
    guide.keyboard.press("Enter")
    assert _steps(guide)[:2] == [first, "Din leder"]
    expect(guide.get_by_text("Politiet tager over.")).to_be_visible()


def test_the_ways_round_the_manager_fold_out(guide: Page) -> None:
    guide.get_by_label("Det haster ikke, men jeg er bekymret for noget bestemt").check()
    guide.get_by_label("16-17 år").check()
    guide.get_by_role("button", name="Vis, hvem jeg kontakter").click()
    box = guide.locator(".trk-what-if")
    expect(box.get_by_text("Hvis din leder ikke kan nås:")).to_be_hidden()
    box.get_by_text("Hvad hvis …").click()
    for case in ("Hvis din leder ikke kan nås:", "Hvis det er din leder, du er bekymret for:", "Hvis du bliver truet"):
        expect(box.get_by_text(case, exact=True)).to_be_visible()


def test_the_number_to_ring_stands_there_as_soon_as_it_is_urgent(guide: Page) -> None:
    """Nobody in danger answers three more questions first."""
    for choice, number in (("Nogen skal komme nu", "112"), ("Politiet skal vide det i dag", "114")):
        guide.get_by_role("radio", name=choice).check()
        call = guide.get_by_role("link", name=f"Ring {number} nu")
        expect(call).to_have_attribute("href", f"tel:{number}")
        box = call.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    guide.get_by_label("Jeg er i tvivl og vil gerne have råd").check()
    expect(guide.get_by_role("link", name="Ring")).to_have_count(0)


@pytest.mark.parametrize(
    ("urgency", "after", "not_after"),
    [("now", "afterUrgent", "after"), ("today", "afterUrgent", "after"), ("concrete", "after", "afterUrgent")],
)
def test_what_happens_afterwards_is_told_for_the_urgency_at_hand(
    guide: Page, urgency: str, after: str, not_after: str
) -> None:
    words_of_guide = read_data(ROOT, "assets/guide.yaml", GuideText)
    payload = guide_payload(load_course(ROOT).municipality, words_of_guide, date(2026, 11, 28))
    guide.locator(f"input[type=radio][value={urgency}]").first.check()
    guide.locator(f"input[value='{payload['ages'][0]['id']}']").check()
    guide.get_by_role("button", name="Vis, hvem jeg kontakter").click()
    said = guide.locator(".trk-guide-result > ul").last
    words = {
        name: [unescape(re.sub("<[^>]+>", "", one["html"])) for one in payload[name]] for name in (after, not_after)
    }
    assert words[after] != words[not_after]
    assert [text.strip() for text in said.locator("li > span:first-child").all_inner_texts()] == words[after]
