"""From a learning platform to a test that is handed in, in a window and from a frame on another site."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.reader import press, reading
from tests.browser.test_service import PAGE, QUIZ, answer_all, hand_in, show_all
from tests.service.lms import Lms, an_lms
from tests.service.process import started_course
from trekant.course.people.codes import new_codes
from trekant.course.people.participant import Participant
from trekant.grading.gradebook_url import gradebook_url
from trekant.service.grader import put_on_roster
from trekant.service.kept.database import Database
from trekant.service.lti.platforms import Platforms

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEST = f"/lti/aabn/test/{QUIZ}"


@pytest.fixture(scope="module")
def lms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lms]:
    """A platform that opens the course, and whose people stand on the roster."""
    folder = tmp_path_factory.mktemp("lti")
    with an_lms() as made, started_course(folder) as running:
        made.service = running.address
        database = Database(gradebook_url(folder / "kursus/quizzes"))
        emails = ("ana@fjordby.example", "bo@fjordby.example")
        people = zip(new_codes(2), emails, strict=True)
        put_on_roster(database, [Participant(code=code, name=email[:3], email=email) for code, email in people])
        Platforms(database).add(made.platform(trusts_email=True))
        database.close()
        yield made


def in_frame(lms: Lms, page: Page, address: str) -> None:
    """A page of the platform shows an address in a frame."""
    page.goto(f"{lms.issuer}/frame?{urlencode({'src': address})}")


def test_one_press_in_the_platform_leads_to_the_test_and_it_is_handed_in(browser: Browser, lms: Lms) -> None:
    with reading(browser) as page:
        page.goto(lms.start("sub-ana", lms.service + TEST))
        expect(page).to_have_url(f"{lms.service}{PAGE}#player-{QUIZ}")
        _take(page)


def test_in_a_frame_one_more_press_opens_a_window_also_when_it_was_closed_and_there_it_is_handed_in(
    browser: Browser, lms: Lms
) -> None:
    with reading(browser, viewport={"width": 375, "height": 800}) as page:
        asked = lms.asked.count("/auth")
        in_frame(lms, page, lms.start("sub-bo", lms.service + TEST))
        button = page.frame_locator("iframe").get_by_role("link", name="Åbn kurset i et nyt vindue")
        expect(button).to_be_visible()
        assert page.context.cookies() == [], "nothing is kept in a frame"
        with page.context.expect_page() as opened:
            button.click()
        expect(opened.value).to_have_url(f"{lms.service}{PAGE}#player-{QUIZ}")
        opened.value.close()
        with page.context.expect_page() as opened:
            button.click()
        expect(opened.value).to_have_url(f"{lms.service}{PAGE}#player-{QUIZ}")
        assert lms.asked.count("/auth") == asked + 1, "a platform answers once"
        _take(opened.value)


def _take(page: Page) -> None:
    show_all(page)
    answer_all(page)
    hand_in(page)
    expect(page.get_by_text("Du har bestået")).to_be_visible()
    page.get_by_role("link", name="Se det hele").click()
    expect(page.get_by_role("heading", name="Dine svar")).to_be_visible()


def test_a_teacher_picks_in_the_platforms_frame_what_is_to_stand_there(browser: Browser, lms: Lms) -> None:
    with reading(browser) as page:
        in_frame(lms, page, lms.start("sub-tine", chooses=True))
        frame = page.frame_locator("iframe")
        for head in ("Moduler", "Cases", "Tests"):
            expect(frame.get_by_role("group", name=head)).to_be_visible()
        frame.locator(f'input[value="{TEST}"]').check()
        frame.locator('input[value^="/lti/aabn/module/"]').first.check()
        frame.get_by_role("button", name="Læg det ind").click()
        expect(frame.get_by_text("Lagt ind", exact=True)).to_be_visible()
        module, test = lms.chosen.pop()["https://purl.imsglobal.org/spec/lti-dl/claim/content_items"]
        assert test["url"] == lms.service + TEST and "/lti/aabn/module/" in module["url"]
        page.goto(module["url"])
        expect(page.locator("article h1")).to_contain_text(module["title"])


def test_a_stranger_is_told_so_and_signs_in_by_code(browser: Browser, lms: Lms) -> None:
    with reading(browser, expected="status of 40") as page:
        page.goto(lms.start("sub-fremmed", lms.service + TEST))
        expect(page.get_by_role("alert")).to_contain_text("du står ikke på deltagerlisten")
        page.get_by_label("Din kode til at logge ind").fill("forkert")
        press(page, "Log ind")
        expect(page.get_by_text("Der er en tastefejl i koden")).to_be_visible()
