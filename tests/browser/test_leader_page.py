"""From the roster's column to the manager's own page: in a real browser, on the real service."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.audit import walk
from tests.browser.reader import reading, sign_out, submit
from tests.browser.test_service import sign_in_as_trainer
from tests.service.process import Started, started_course

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PEOPLE = ("Åse Holm", "Yusuf Dahl", "Birthe Overgaard-Christensen", "Noor Said", "Viggo Lund", "Maja Bøgh")
ROSTER = "\n".join(
    ["kode;navn;hold;leder", *(f"p-{number};{name};forår;lene@a.dk" for number, name in enumerate(PEOPLE))]
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    with started_course(tmp_path_factory.mktemp("ledere")) as running:
        yield running


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_manager_is_let_in_and_every_page_of_the_way_can_be_used_by_all(
    browser: Browser, service: Started, scheme: str
) -> None:
    with reading(browser, color_scheme=scheme, viewport={"width": 375, "height": 800}) as page:
        problems = []
        sign_in_as_trainer(page, service)
        page.goto(f"{service.address}/underviser/deltagere")
        file = {"name": "l.csv", "mimeType": "text/csv", "buffer": ROSTER.encode()}
        page.get_by_label("CSV-fil fra et regneark").set_input_files([file])
        submit(page, "Hent ind")
        submit(page, "Brug listen")
        page.goto(f"{service.address}/underviser/ledere")
        problems += walk(page)[1]
        page.get_by_role("checkbox", name="Vælg lene@a.dk").check()
        submit(page, "Lav kort til de valgte")
        problems += walk(page)[1]
        code = page.locator(".secret").inner_text()
        page.goto(f"{service.address}/underviser/ledere")
        sign_out(page)
        page.goto(f"{service.address}/logind")
        page.get_by_label("Din kode til at logge ind").fill(code)
        submit(page, "Log ind")
        page.wait_for_url("**/leder")
        expect(page.get_by_text("0 af 6 har afleveret")).to_be_visible()
        problems += walk(page)[1]
        page.get_by_label("Navn").fill("åse")
        submit(page, "Vis")
        expect(page.get_by_role("row")).to_have_count(2)
        page.keyboard.press("Tab")
        problems += walk(page)[1]
        assert problems == []
