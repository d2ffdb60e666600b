"""How sure people were, from »Mit forløb« to the trainer's page: in a real browser, on the real service."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.audit import walk
from tests.browser.material import ROOT
from tests.browser.reader import press, reading
from tests.browser.test_progress import violations
from tests.browser.test_service import sign_in, sign_in_as_trainer
from tests.service.process import Started, started_course
from trekant.course.pages.progress import practice_questions
from trekant.course.store import load_course

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OWN = "/book/mit-forloeb.html"
TOTALS = "/underviser/oevelser"
PUT = """([id, revision, share]) => {
  const results = [{ at: "2026-11-20T09:00:00.000Z", share, sure: "sure" }];
  localStorage.setItem(`trekant:result:question:${id}:${revision}`, JSON.stringify(results));
}"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    with started_course(tmp_path_factory.mktemp("sikker")) as running:
        yield running


def practised(page: Page, service: Started) -> None:
    """»Mit forløb« of one who was sure of two questions about whom to contact, and wrong about one of them."""
    found = [one for one in practice_questions(load_course(ROOT)).items() if one[1]["objective"] == "contact"]
    page.goto(service.address + "/book/privatliv.html")
    for share, (name, question) in zip((0, 1), found, strict=False):
        page.evaluate(PUT, [name, question["revision"], share])
    page.goto(service.address + OWN)
    expect(page.get_by_role("heading", name="Må dine tal tælle med?")).to_be_visible()


def test_five_say_yes_and_the_trainer_sees_what_they_are_sure_of_and_wrong_about(
    browser: Browser, service: Started
) -> None:
    with reading(browser) as trainer:
        sign_in_as_trainer(trainer, service)
        for number in range(5):
            trainer.goto(service.address + TOTALS)
            expect(trainer.get_by_role("cell", name="færre end fem har sagt ja")).to_have_count(7)
            narrow = {"width": 375, "height": 667}
            with reading(browser, viewport=narrow) as page:
                practised(page, service)
                if number == 0:
                    assert violations(page) == []
                yes = page.get_by_role("button", name="Ja, send tallene")
                yes.focus()
                page.keyboard.press("Enter")
                expect(page.get_by_text("Tak. Dine tal er med.")).to_be_focused()
        trainer.goto(service.address + TOTALS)
        expect(trainer.get_by_role("row").nth(1)).to_contain_text("Du ved, hvem du kontakter")
        first = trainer.get_by_role("row").filter(has_text="Du ved, hvem du kontakter")
        expect(first).to_contain_text("5 personer, 10 svar")
        wrong = first.get_by_role("cell").first
        expect(wrong).to_have_text("50\N{NO-BREAK SPACE}%", use_inner_text=True)
        assert walk(trainer)[1] == []
        trainer.set_viewport_size(narrow)
        expect(wrong).to_have_text("Sikker og forkert: 50\N{NO-BREAK SPACE}%", use_inner_text=True)
        assert walk(trainer, narrow=True)[1] == []
        trainer.get_by_role("listitem").filter(has_text="Du ved, hvem du kontakter").get_by_role("link").first.click()
        expect(trainer.get_by_role("button", name="Vis på møde").first).to_be_visible()


def test_one_says_no_is_not_asked_again_changes_ones_mind_and_takes_it_back(browser: Browser, service: Started) -> None:
    with reading(browser) as page:
        sign_in(page, service)
        practised(page, service)
        asked = []
        page.on("request", lambda request: asked.append(request) if "sureness" in request.url else None)
        press(page, "Nej tak")
        expect(page.get_by_text("Der bliver ikke sendt noget.")).to_be_focused()
        page.reload()
        page.get_by_text("Du har sagt nej").click()
        assert not asked
        press(page, "Ja, send tallene")
        expect(page.get_by_text("Tak. Dine tal er med.")).to_be_visible()
        assert "cookie" not in asked[0].all_headers(), "it is not told who is signed in"
        page.reload()
        press(page, "Fortryd, og slet tallene")
        expect(page.get_by_text("Dine tal er slettet på serveren.")).to_be_focused()
        assert [one.method for one in asked] == ["PUT", "DELETE"]
