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
from trekant.course.contact.guide import GuideText, guide_payload
from trekant.course.store import load_course, read_data

pytestmark = pytest.mark.browser


@pytest.fixture
def guide(site: Site, watched: Callable[..., Page]) -> Iterator[Page]:
    words = read_data(ROOT, "assets/guide.yaml", GuideText)
    payload = guide_payload(load_course(ROOT).municipality, words, date(2026, 11, 28))
    yield watched(site.put(payload, name="guide.html"))


CONCRETE = "Nej, men jeg er bekymret for noget bestemt"
DOUBT = "Nej, jeg er i tvivl og vil gerne have råd"


def _cards(page: Page) -> list[str]:
    """What one does oneself, in order."""
    return [text.split("\n")[0] for text in page.locator(".trk-guide-card").all_inner_texts()]


def _managers(page: Page) -> list[str]:
    """What the manager does, once it is folded out."""
    page.get_by_text("Det gør din leder", exact=True).click()
    return page.locator(".trk-guide-manager li strong:not(.trk-open, .trk-closed)").all_inner_texts()


def _as(page: Page, asker: str) -> None:
    page.locator(".trk-guide-asker summary").click()
    page.get_by_label(asker).check()


def test_a_concern_leads_to_the_manager_at_once_and_the_age_says_what_follows(guide: Page) -> None:
    guide.get_by_label(CONCRETE).check()
    assert _cards(guide) == ["Gå til din leder nu"]
    expect(guide.locator(".trk-guide-manager ul")).to_be_hidden()
    guide.get_by_label("16-17 år").check()
    assert _cards(guide) == ["Gå til din leder nu"]
    assert _managers(guide) == ["Din leder kontakter SSP", "Din leder kontakter Infohuset i Vestegnens politikreds"]
    expect(guide.get_by_text("SSP+ omfatter unge fra 16 til 25 år")).to_be_visible()


def test_a_chosen_age_says_at_once_where_the_manager_takes_it_and_who_looks_into_it(guide: Page) -> None:
    guide.get_by_label(CONCRETE).check()
    line = guide.locator(".trk-guide-manager .trk-guide-onward")
    expect(line).to_be_hidden()
    expect(guide.get_by_text("SSP eller SSP+ undersøger")).to_be_visible()
    guide.get_by_label("18 år eller derover").check()
    expect(line).to_be_visible()
    expect(line).to_have_text("Din leder giver det videre til SSP+ i Jobcentret.")
    expect(guide.get_by_role("status")).to_have_text("Din leder giver det videre til SSP+ i Jobcentret.")
    expect(guide.get_by_text("SSP+ undersøger")).to_be_visible()
    guide.get_by_label("Under 16 år").check()
    expect(line).to_have_text("Din leder giver det videre til SSP.")
    expect(guide.get_by_text("SSP+ undersøger")).to_have_count(0)
    guide.get_by_label("Det ved jeg ikke").check()
    expect(line).to_have_text("Din leder giver det videre til SSP eller SSP+ i Jobcentret.")


def test_who_is_in_doubt_asks_the_manager_for_advice(guide: Page) -> None:
    guide.get_by_label(DOUBT).check()
    assert _cards(guide) == ["Bed din leder om et råd"]
    guide.get_by_label("18 år eller derover").check()
    line = guide.locator(".trk-guide-onward")
    expect(line).to_have_text("Din leder kan også vende tvivlen med SSP+, når personen er voksen.")
    guide.get_by_label("Det ved jeg ikke").check()
    expect(line).to_be_hidden()


def test_the_managers_numbers_are_no_buttons_for_an_employee(guide: Page) -> None:
    """A large button is pressed; those numbers are the manager's to ring."""
    for urgency in (CONCRETE, DOUBT):
        guide.get_by_label(urgency).check()
        expect(guide.locator(".trk-guide-result .trk-button")).to_have_count(0)
    guide.get_by_label(CONCRETE).check()
    guide.get_by_text("Det gør din leder", exact=True).click()
    expect(guide.get_by_role("link", name="36 37 77 18")).to_have_attribute("href", "tel:36377718")


@pytest.mark.parametrize(
    ("asker", "cards"),
    [
        ("Leder i kommunen", ["Ring til SSP+", "Ring til Infohuset"]),
        ("Borger eller pårørende", ["Ring til SSP+", "Ring til Infohuset"]),
    ],
)
def test_a_manager_and_a_citizen_get_their_own_steps_first(guide: Page, asker: str, cards: list[str]) -> None:
    _as(guide, asker)
    guide.get_by_label(CONCRETE).check()
    expect(guide.get_by_role("status")).to_have_text("Svar også på, hvor gammel personen er.")
    assert _cards(guide) == []
    guide.get_by_label("18 år eller derover").check()
    assert _cards(guide) == cards
    expect(guide.get_by_role("link", name="Ring til SSP+")).to_have_class(re.compile("trk-button"))
    expect(guide.locator(".trk-guide-manager")).to_be_hidden()


def test_what_is_outside_the_notat_is_marked_and_told_once(guide: Page) -> None:
    words = read_data(ROOT, "assets/guide.yaml", GuideText)
    payload = guide_payload(load_course(ROOT).municipality, words, date(2026, 11, 28))
    guide.get_by_label("Ja, nogen skal komme nu").check()
    for details in guide.locator("details").all():
        details.evaluate("(one) => one.open = true")
    line = payload["table"]["employee/now/unknown"]
    marked = [*line["steps"], *line["notes"]]
    for told in ("say", "avoid", "afterUrgent", "whatIf"):
        marked += payload[told]
    assert guide.locator(".trk-outside").count() == sum(one["outside"] for one in marked)
    expect(guide.locator(".trk-sources")).to_have_count(1)
    expect(guide.locator(".trk-sources")).to_contain_text("* Uden for notatet.")


def test_another_time_shows_what_is_open_then(guide: Page) -> None:
    guide.get_by_label(DOUBT).check()
    guide.get_by_label("18 år eller derover").check()
    guide.get_by_text("Det gør din leder", exact=True).click()
    guide.get_by_text("Vil du tage kontakt på et andet tidspunkt?").click()
    guide.get_by_label("På et andet tidspunkt").check()
    guide.get_by_label("Dag", exact=True).select_option("Søndag")
    guide.get_by_label("Klokken").fill("21:00")
    steps = guide.locator(".trk-guide-manager")
    expect(steps.get_by_text("Lukket, åbner mandag kl. 08.00.")).to_be_visible()
    guide.get_by_label("Klokken").fill("20:59")
    expect(steps.get_by_text("Åbent.", exact=False).first).to_be_visible()
    expect(steps.get_by_text("Lukket, åbner mandag kl. 08.00.")).to_have_count(0)


def test_now_is_the_time_in_denmark(guide: Page) -> None:
    guide.clock.set_fixed_time("2026-07-06T05:30:00Z")  # Monday 07.30 in Denmark
    guide.get_by_label(CONCRETE).check()
    guide.get_by_text("Det gør din leder", exact=True).click()
    assert "Åbent." in guide.locator(".trk-guide-manager").inner_text()


def test_on_christmas_day_the_guide_knows_who_is_closed(guide: Page) -> None:
    guide.clock.set_fixed_time("2026-12-25T09:00:00Z")
    guide.get_by_label(CONCRETE).check()
    guide.get_by_text("Det gør din leder", exact=True).click()
    guide.get_by_text("Vil du tage kontakt på et andet tidspunkt?").click()
    steps = guide.locator(".trk-guide-manager")
    expect(steps.get_by_text("Lukket (juledag), åbner mandag kl. 07.00.")).to_be_visible()
    guide.get_by_label("På et andet tidspunkt").check()
    guide.get_by_label("Dag", exact=True).select_option("Mandag")
    expect(steps.get_by_text("Lukket (juledag)")).to_have_count(0)
    guide.get_by_label("Dag", exact=True).select_option("Lørdag")
    expect(steps.get_by_text("Lukket (anden juledag), åbner mandag kl. 07.00.")).to_be_visible()


@pytest.mark.parametrize(
    ("choice", "number"), [("Ja, nogen skal komme nu", "112"), ("Ja, politiet skal vide det i dag", "114")]
)
def test_danger_leads_to_the_call_by_keyboard_alone(guide: Page, choice: str, number: str) -> None:
    """Nobody in danger answers another question first, and no other button comes before the call."""
    guide.get_by_role("radio", name=choice).focus()
    guide.keyboard.press("Space")
    guide.keyboard.press("Tab")
    call = guide.get_by_role("link", name=f"Ring {number} nu")
    expect(call).to_be_focused()
    expect(call).to_have_attribute("href", f"tel:{number}")
    box = call.bounding_box()
    assert box
    assert box["height"] >= 48
    assert _cards(guide) == [f"Ring {number} nu", "Sig det til din leder straks efter"]
    expect(guide.get_by_role("status")).to_have_text(f"Svaret står herunder: Ring {number} nu.")
    expect(guide.get_by_text("Politiet tager over.")).to_be_visible()
    guide.get_by_label(DOUBT).check()
    expect(guide.get_by_role("link", name="Ring")).to_have_count(0)


def test_the_ways_round_the_manager_fold_out(guide: Page) -> None:
    guide.get_by_label(CONCRETE).check()
    guide.get_by_label("16-17 år").check()
    box = guide.locator(".trk-what-if")
    expect(box.get_by_text("Hvis din leder ikke kan nås:")).to_be_hidden()
    box.get_by_text("Hvad hvis …").click()
    for case in ("Hvis din leder ikke kan nås:", "Hvis det er din leder, du er bekymret for:", "Hvis du bliver truet"):
        expect(box.get_by_text(case, exact=True)).to_be_visible()


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
    said = guide.locator(".trk-guide-last > ul").last
    taker = payload["takers"][payload["ages"][0]["id"]]
    words = {
        name: [unescape(re.sub("<[^>]+>", "", one["html"])).replace("{modtager}", taker) for one in payload[name]]
        for name in (after, not_after)
    }
    assert words[after] != words[not_after]
    assert [text.strip() for text in said.locator("li > span:first-child").all_inner_texts()] == words[after]
