"""Signing in by an identity provider as people do it: with a browser, from our page to its page and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.audit import walk
from tests.patience import MILLISECONDS, wait_until
from tests.service.conftest import a_service
from tests.service.identity import CLIENT, GROUP, SECRET, Front, provider
from trekant.course.people.participant import Participant
from trekant.grading.gradebook_url import gradebook_url
from trekant.service.app import make_app
from trekant.service.grader import put_on_roster
from trekant.service.kept.access import ensure_participants
from trekant.service.signin import settings as says
from trekant.service.signin.ways import sign_ins_from
from trekant.service.start import listen_on, personal_link
from trekant.service.state import Service

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ANA = Participant(code="ana", name="Ana", email="ana@fjordby.example", manager="lene@fjordby.example")


@dataclass
class Open:
    """A service that people come to, and the provider."""

    address: str
    service: Service
    front: Front
    context: BrowserContext

    def page(self) -> Page:
        return self.context.new_page()

    def there(self, page: Page, name: str) -> None:
        """Sign in on the provider's page."""
        expect(page).to_have_url(re.compile(re.escape(self.front.issuer)))
        page.locator("#username").fill(name)
        page.locator("#password").fill(name)
        page.locator("form:has(#password) button[type=submit]").click()


@pytest.fixture
def opened(released: Path, folder: Path, tmp_path: Path, browser: Browser) -> Iterator[Open]:
    with listen_on("127.0.0.1", 8230) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with provider(tmp_path / "udbyder", f"{address}/logind/oidc/retur") as front:
            service = a_service(released, folder, gradebook_url(released / "quizzes"), address)
            ana = Participant(code="ana", name="Ana", email="ana@fjordby.example", manager="lene@fjordby.example")
            put_on_roster(
                service.database, [ana, Participant(code="bo", name="Bo", manager="en-anden@fjordby.example")]
            )
            client = {says.ISSUER: front.issuer, says.CLIENT_ID: CLIENT, says.CLIENT_SECRET: SECRET}
            ways = sign_ins_from(client | {says.TRAINER_GROUP: GROUP})
            server = uvicorn.Server(uvicorn.Config(make_app(service, ways), log_level="warning"))
            thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
            thread.start()
            wait_until(lambda: server.started, "the service")
            context = browser.new_context(locale="da-DK")
            context.set_default_timeout(MILLISECONDS)
            # the provider's own page asks for its looks elsewhere
            context.route(lambda url: "127.0.0.1" not in url and "localhost" not in url, lambda route: route.abort())
            yield Open(address, service, front, context)
            context.close()
            server.should_exit = True
            thread.join()


def test_there_and_back_and_out_again(opened: Open) -> None:
    page = opened.page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if opened.address in page.url else None)
    page.goto(f"{opened.address}/mine")
    page.get_by_role("link", name="Log ind med din arbejdskonto").click()
    opened.there(page, "ana")
    expect(page).to_have_url(f"{opened.address}/mine")
    expect(page.get_by_text("Du er logget ind med deltagerkoden ana.")).to_be_visible()
    cookies = {cookie["name"]: cookie for cookie in opened.context.cookies(f"{opened.address}/logud")}
    assert all(cookies[name]["httpOnly"] for name in ("trekant", "trekant-rejse", "trekant-oidc"))
    page.get_by_role("button", name="Log ud").click()
    expect(page).to_have_url(re.compile(f"^{re.escape(opened.address)}/(?!log)"))
    assert any(asked.startswith("/logout?") for asked in opened.front.asked)
    page.goto(f"{opened.address}/logind")
    page.get_by_role("link", name="Log ind med din arbejdskonto").click()
    expect(page.locator("#password")).to_be_visible()  # it has let go of one, too
    assert said == []


def test_a_trainer_comes_to_the_trainers_pages(opened: Open) -> None:
    page = opened.page()
    page.goto(f"{opened.address}/logind")
    page.get_by_role("link", name="Log ind med din arbejdskonto").click()
    opened.there(page, "tine")
    expect(page).to_have_url(f"{opened.address}/underviser")


def test_a_manager_comes_to_the_people_of_their_own_and_to_no_more_and_out_again(opened: Open) -> None:
    page = opened.page()
    page.goto(f"{opened.address}/leder")
    page.get_by_role("link", name="Log ind med din arbejdskonto").click()
    opened.there(page, "lene")
    expect(page).to_have_url(f"{opened.address}/leder")
    expect(page.get_by_role("rowheader")).to_have_text(["Ana"])
    assert walk(page)[1] == []
    for closed in ("/underviser", "/mine"):
        answered = page.request.get(opened.address + closed)
        assert answered.status in (403, 404) and "Ana" not in answered.text()
    page.get_by_role("button", name="Log ud").click()
    expect(page).to_have_url(re.compile(f"^{re.escape(opened.address)}/(?!log|leder)"))
    assert any(asked.startswith("/logout?") for asked in opened.front.asked)
    page.goto(f"{opened.address}/leder")
    expect(page.get_by_role("link", name="Log ind med din arbejdskonto")).to_be_visible()


def test_who_leads_nobody_any_more_sees_nobody(opened: Open) -> None:
    page = opened.page()
    page.goto(f"{opened.address}/leder")
    page.get_by_role("link", name="Log ind med din arbejdskonto").click()
    opened.there(page, "lene")
    expect(page.get_by_role("rowheader")).to_have_text(["Ana"])
    put_on_roster(opened.service.database, [ANA.model_copy(update={"manager": "en-anden@fjordby.example"})])
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Ana", exact=True)).to_have_count(0)


def test_a_stranger_is_told_so_and_can_be_somebody_else(opened: Open) -> None:
    page = opened.page()
    page.goto(f"{opened.address}/logind")
    page.get_by_role("link", name="Log ind med din arbejdskonto").click()
    opened.there(page, "fremmed")
    expect(page.get_by_role("alert")).to_contain_text("du står ikke på deltagerlisten")
    expect(page.get_by_label("Din kode til at logge ind")).to_be_visible()
    page.get_by_role("link", name="Brug en anden konto").click()
    opened.there(page, "ana")
    expect(page).to_have_url(f"{opened.address}/mine")


def test_the_way_back_opens_once_and_in_the_browser_that_left(opened: Open, browser: Browser) -> None:
    page, backs = opened.page(), []
    page.on("request", lambda request: backs.append(request.url) if "/retur?" in request.url else None)
    page.goto(f"{opened.address}/logind/oidc")
    opened.there(page, "ana")
    expect(page).to_have_url(f"{opened.address}/mine")
    page.goto(backs[0])
    expect(page.get_by_role("alert")).to_contain_text("Prøv igen")
    left = opened.page()
    left.route("**/retur?*", lambda route: route.abort())
    left.goto(f"{opened.address}/logind/oidc?anden=ja")
    with left.expect_request("**/retur?*") as asked:
        opened.there(left, "ana")
    stranger = browser.new_context(locale="da-DK")
    victim = stranger.new_page()
    victim.goto(asked.value.url)
    expect(victim.get_by_role("alert")).to_contain_text("du begyndte i en anden browser")
    victim.goto(f"{opened.address}/mine")
    expect(victim).to_have_url(f"{opened.address}/logind?videre=/mine")
    stranger.close()


def test_with_the_provider_down_one_signs_in_by_code(opened: Open) -> None:
    account = ensure_participants(opened.service.database, ["ana"])["ana"]
    code = opened.service.accounts.new_codes([account])[account]
    opened.front.down = True
    page = opened.page()
    page.goto(f"{opened.address}/logind")
    page.get_by_role("link", name="Log ind med din arbejdskonto").click()
    expect(page.get_by_role("alert")).to_contain_text("svarer ikke lige nu")
    page.get_by_label("Din kode til at logge ind").fill(code)
    page.get_by_role("button", name="Log ind").click()
    expect(page).to_have_url(f"{opened.address}/mine")
    assert personal_link(opened.service, code).endswith(code)
