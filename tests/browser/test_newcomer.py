"""The road test: a newcomer with a phone reaches the right advice for each situation in few taps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.newcomer import PHONE, ROADS, Newcomer
from tests.patience import MILLISECONDS
from trekant.course.contact.municipality import Actor
from trekant.course.contact.routing import route
from trekant.course.store import Course

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**PHONE)
    context.set_default_timeout(MILLISECONDS)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", ROADS)
def test_a_newcomer_reaches_the_right_advice(page: Page, address: str, course: Course, name: str) -> None:
    told = ROADS[name]
    newcomer = Newcomer(page)
    newcomer.walk(address, told)
    assert newcomer.taps <= told.most
    advice = route(told.situation, course.municipality)
    first = advice.first
    assert first
    if len(told.taps) == 2:
        assert page.evaluate("document.documentElement.dataset.called") == f"tel:{first.contact.tel}"
        return
    card = page.locator(".trk-guide-card").first
    expect(card).to_contain_text(first.contact.phone or f"Gå til {first.contact.short} nu")
    for step in advice.stage(Actor.MANAGER) if told.situation.age is not None else ():
        expect(page.locator(".trk-guide-manager")).to_contain_text(f"Din leder kontakter {step.contact.name}")
    if name == "no manager":
        for step in advice.steps:
            if step.proviso and step.contact.phone is None:
                row = page.locator(".trk-what-if li", has_text=step.proviso)
                expect(row).to_be_visible()
                expect(row).to_contain_text(step.contact.short)
