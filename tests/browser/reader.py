"""What a reader does: has a page open, and presses its buttons."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.patience import MILLISECONDS


@contextmanager
def reading(browser: Browser, expected: str | None = None, **options: object) -> Iterator[Page]:
    """A page that may say nothing to the console, but what has the ``expected`` words in it."""
    context = browser.new_context(**{"locale": "da-DK", "viewport": {"width": 1280, "height": 900}, **options})
    context.set_default_timeout(MILLISECONDS)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    said = [one for one in said if expected is None or expected not in one]
    assert said == [], said


def press(page: Page, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).click()


def submit(page: Page, name: str) -> None:
    """Press the button of a form and await the page that answers; a page asked for before that may break it off."""
    with page.expect_navigation():
        press(page, name)


def sign_out(page: Page) -> None:
    """Sign out, and await the front page: the site's address leads on to it."""
    press(page, "Log ud")
    page.wait_for_url("**/book/forside.html")


def give_code(page: Page, code: str, onward: str) -> None:
    """Give a participant's code and press the button; one that has no check character is asked for twice."""
    page.get_by_label("Deltagerkode").fill(code)
    press(page, onward)
    page.get_by_label("Skriv koden igen").fill(code)
    press(page, onward)
