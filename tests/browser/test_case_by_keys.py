"""A whole case by keys alone, from the page's opening to the end of the case: on the site and in a package."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.portal import put_portal
from tests.browser.reader import reading
from tests.browser.served import served
from tests.patience import wait_until
from trekant.course.store import Course
from trekant.export.package import write_package
from trekant.export.rule import rule_for
from trekant.export.selection import select
from trekant.site.delivery.serve import QuietHandler

CASE = "vasketid"
FAR = 120
"""Presses of a key, more than anything is away on a page."""

FOCUSED = """() => {
  let found = document.activeElement;
  while (found.tagName === "IFRAME") found = found.contentDocument.activeElement;
  const look = (one) => one && found.ownerDocument.defaultView.getComputedStyle(one).outlineStyle !== "none";
  const { top, bottom } = found.getBoundingClientRect();
  return {
    tag: found.tagName, type: found.type ?? "", words: found.textContent.trim(),
    inCase: found.closest(".trekant-player") !== null,
    isSeen: bottom > 0 && top < found.ownerDocument.defaultView.innerHeight,
    isOutlined: look(found) || look(found.closest(".trk-option")) || look(found.closest("label")),
    ended: ![...found.closest(".trekant-player")?.querySelectorAll("button") ?? []].some(
      (one) => one.textContent === "Svar"),
  };
}"""


def _focused(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(FOCUSED)
    return found


def _press(page: Page, key: str) -> dict[str, Any]:
    """Press a key; what has the focus is to be seen, unless it is the page itself."""
    page.keyboard.press(key)
    now = _focused(page)
    assert now["tag"] == "BODY" or (now["isSeen"] and now["isOutlined"]), (key, now)
    return now


def _tab_to(page: Page, *words: str) -> None:
    """Tab through the case to its next button of that name, past what can be chosen, of which the first is."""
    is_chosen = False
    for _ in range(FAR):
        now = _press(page, "Tab")
        if now["inCase"] and now["tag"] == "BUTTON" and now["words"].startswith(words):
            return
        if now["inCase"] and now["type"] in ("radio", "checkbox") and not is_chosen:
            is_chosen = True
            _press(page, "Space")
        if now["inCase"] and now["tag"] == "SELECT":
            _press(page, "ArrowDown")
    raise AssertionError(words)


def _enters(page: Page, *words: str) -> dict[str, Any]:
    """Press a button with Enter; the focus goes on to what comes in its place."""
    _tab_to(page, *words)
    page.keyboard.press("Enter")
    wait_until(lambda: _focused(page)["inCase"] and not _focused(page)["words"].startswith(words), f"after {words}")
    now = _focused(page)
    assert now["isSeen"], now
    return now


def _plays(page: Page) -> int:
    """From the door to the end of the case; how many choices there were."""
    _enters(page, "Start casen")
    for choices in range(1, 12):
        _enters(page, "Svar")
        if _enters(page, "Videre")["ended"]:
            return choices
    raise AssertionError("no end")


def test_on_the_site(browser: Browser, folder: Path, course: Course) -> None:
    with served(folder) as address, reading(browser) as page:
        page.goto(f"{address}/{select(course, folder, case=CASE).start}.html#player-{CASE}")
        assert _plays(page) > 2


@pytest.fixture
def platform(folder: Path, course: Course, tmp_path: Path) -> Iterator[str]:
    chosen = select(course, folder, case=CASE)
    made = write_package(course, folder, chosen, rule_for(chosen, pass_from=1), tmp_path / "case.zip")
    put_portal(tmp_path, made.path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/portal.html"
    server.shutdown()


def test_in_a_package(browser: Browser, platform: str) -> None:
    with reading(browser) as page:
        page.goto(platform)
        page.frame_locator("iframe").frame_locator("iframe").get_by_role("button", name="Start casen").wait_for()
        assert _plays(page) > 2
        wait_until(lambda: page.evaluate("record.values['cmi.core.score.raw'] ?? ''") != "", "the score")
        told = page.evaluate("record")
        is_passed = int(told["values"]["cmi.core.score.raw"]) >= 1
        assert told["values"]["cmi.core.lesson_status"] == ("passed" if is_passed else "failed")
        assert told["faults"] == []
