"""What the scenarios ask of an engine: open, evaluate, click, type, press a key, go back, another tab."""

from __future__ import annotations

import json
import subprocess
import time
from abc import ABC, abstractmethod
from typing import Any

from tests.patience import MILLISECONDS

ASKED = MILLISECONDS / 1000
"""Seconds until something that never comes counts as hanging."""

KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Space": " ",
    "ArrowUp": "\ue013",
    "ArrowDown": "\ue015",
}
"""The keys in WebDriver's code."""

FIND = """async (kind, name, scope) => {
  const css = { button: "button,summary", link: "a[href]", field: "input,textarea,select", any: "*" }[kind] ?? kind;
  const words = (text) => (text ?? "").replace(/\\s+/g, " ").trim();
  const named = (one) => words(one.labels?.length ? [...one.labels].map((label) => label.textContent).join(" ")
    : one.getAttribute("aria-label") ?? one.textContent);
  const inside = scope ? document.querySelector(scope) : document;
  const shown = [...(inside?.querySelectorAll(css) ?? [])].filter((one) => one.getClientRects().length);
  const found = shown.find((one) => named(one) === name) ?? shown.find((one) => named(one).includes(name));
  if (!found) return null;
  found.scrollIntoView({ block: "center", behavior: "instant" });
  const before = found.getBoundingClientRect();
  await new Promise((later) => setTimeout(later, 30));
  const box = found.getBoundingClientRect();
  if (!found.isConnected || box.x !== before.x || box.y !== before.y) return null;
  const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
  const there = document.elementFromPoint(x, y);
  const hit = found.contains(there) || [...(found.labels ?? [])].some((label) => label.contains(there));
  return { x, y, hit, focused: document.activeElement === found };
}"""
"""Where something with a name is, as a person sees it; scrolled to, and whether a click there would reach it.

Nothing as long as it moves: a click would go where it was.
"""


class GoneError(Exception):
    """The page went away, or is not there yet, while it was asked."""


class Engine(ABC):
    """One browser with one profile of its own."""

    name: str

    @abstractmethod
    def open(self, url: str) -> None:
        """Go there in the tab that is shown, and wait until it has loaded."""

    @abstractmethod
    def evaluate(self, expression: str) -> Any:
        """The value of an expression of JavaScript, by way of JSON.

        Raises:
            GoneError: there was no page to ask.
        """

    @abstractmethod
    def click_at(self, x: int, y: int) -> None:
        """Press and let go of the mouse there, in CSS pixels of the window."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys one after the other: names of ``KEYS``, or single characters."""

    @abstractmethod
    def back(self) -> None:
        """Go back as the button of the browser does."""

    @abstractmethod
    def tab(self) -> str:
        """Open a tab and show it; its name."""

    @abstractmethod
    def show(self, tab: str) -> None:
        """Show a tab."""

    @abstractmethod
    def current(self) -> str:
        """The name of the tab that is shown."""

    @abstractmethod
    def shut(self) -> None:
        """Close the tab that is shown; another must be shown next."""

    @abstractmethod
    def quit(self) -> None:
        """End the browser."""

    def until(self, condition: str, what: str = "") -> Any:
        """Wait until an expression is true; its value."""
        end, value = time.monotonic() + ASKED, None
        while time.monotonic() < end:
            try:
                value = self.evaluate(condition)
            except GoneError:
                value = None
            if value not in (None, False, 0, ""):  # an element comes as {}
                return value
            time.sleep(0.03)
        raise AssertionError(f"{self.name}: {what or condition} kom ikke. Siden viser:\n{self.text()[:3000]}")

    def find(self, kind: str, name: str, scope: str = "") -> dict[str, Any]:
        """Wait until a button, link, field or any CSS selector with that text is there; where it is."""
        asked = ", ".join(map(json.dumps, (kind, name, scope)))
        return dict(self.until(f"({FIND})({asked})", f"{kind} »{name}« {scope}".strip()))

    def click(self, kind: str, name: str, scope: str = "") -> None:
        """Click it with the mouse, and see that nothing lies over it."""
        place = self.find(kind, name, scope)
        assert place["hit"], f"{self.name}: noget dækker {kind} »{name}«"
        self.click_at(place["x"], place["y"])

    def reach(self, kind: str, name: str, scope: str = "", *, most: int = 60) -> None:
        """Move the focus to it with the tab key alone."""
        for _ in range(most):
            if self.find(kind, name, scope)["focused"]:
                return
            self.press("Tab")
        raise AssertionError(f"{self.name}: {kind} »{name}« kan ikke nås med tabulatoren")

    def sees(self, *texts: str, scope: str = "body") -> None:
        """Wait until the page shows all of these."""
        asked = f"(document.querySelector({json.dumps(scope)})?.innerText ?? '')"
        for text in texts:
            self.until(f"{asked}.includes({json.dumps(text)})", f"»{text}« i {scope}")

    def lacks(self, text: str, scope: str = "body") -> None:
        """Wait until the page no longer shows it."""
        self.until(
            f"!(document.querySelector({json.dumps(scope)})?.innerText ?? '').includes({json.dumps(text)})",
            f"at »{text}« forsvandt",
        )

    def text(self) -> str:
        """All that the page shows."""
        try:
            return str(self.evaluate("document.body?.innerText ?? ''"))
        except GoneError:
            return "(ingen side)"


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program that may not want to."""
    process.terminate()
    try:
        process.wait(ASKED)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def click_actions(x: int, y: int) -> list[dict[str, Any]]:
    """A click, as WebDriver and WebDriver BiDi write it."""
    mouse = [
        {"type": "pointerMove", "x": x, "y": y, "duration": 0},
        {"type": "pointerDown", "button": 0},
        {"type": "pointerUp", "button": 0},
    ]
    return [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": mouse}]


def key_actions(keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Keys one after the other, as WebDriver and WebDriver BiDi write them."""
    codes = [KEYS.get(key, key) for key in keys]
    strokes = [{"type": kind, "value": code} for code in codes for kind in ("keyDown", "keyUp")]
    return [{"type": "key", "id": "keyboard", "actions": strokes}]
