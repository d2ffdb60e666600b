"""Chromium by Playwright behind the same interface: what fails here too is the scenario's or the player's fault."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Error, Page

from tests.browser.engines.driver import Engine, GoneError
from tests.patience import MILLISECONDS


class Chromium(Engine):
    """A Chromium that keeps its back-forward cache, which Playwright else switches off."""

    name = "Chromium"

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context(locale="da-DK", viewport={"width": 1024, "height": 800})
        self._context.set_default_timeout(MILLISECONDS)
        self._pages: dict[str, Page] = {}
        self.tab()

    @property
    def _page(self) -> Page:
        return self._pages[self._shown]

    def open(self, url: str) -> None:
        self._page.goto(url)

    def evaluate(self, expression: str) -> Any:
        try:
            return self._page.evaluate(f"async () => (await ({expression})) ?? null")
        except Error as error:
            if "context" in error.message or "navigat" in error.message:
                raise GoneError(error.message) from None
            raise AssertionError(f"{self.name}: {error.message}") from None

    def click_at(self, x: int, y: int) -> None:
        self._page.mouse.click(x, y)

    def press(self, *keys: str) -> None:
        for key in keys:
            if key.isascii():
                self._page.keyboard.press(key)
            else:  # Playwright's keyboard is American
                self._page.keyboard.insert_text(key)

    def back(self) -> None:
        self._page.evaluate("void history.back()")  # go_back waits for a load, and from the cache there is none

    def tab(self) -> str:
        self._shown = f"tab-{len(self._pages)}"
        self._pages[self._shown] = self._context.new_page()
        return self._shown

    def show(self, tab: str) -> None:
        self._shown = tab
        self._page.bring_to_front()

    def current(self) -> str:
        return self._shown

    def shut(self) -> None:
        self._page.close()

    def quit(self) -> None:
        self._context.close()
