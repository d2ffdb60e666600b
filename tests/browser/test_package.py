"""The package as a learner meets it, in a platform that takes SCORM 1.2 at its word (``tests/players/lms.js``)."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.portal import put_portal
from tests.browser.reader import reading
from tests.browser.served import gzipped
from trekant.course.store import Course
from trekant.export.package import write_package
from trekant.export.rule import rule_for
from trekant.export.selection import select
from trekant.site.delivery.serve import QuietHandler


@pytest.fixture(scope="module")
def platform(folder: Path, course: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a platform with the package of the whole course is served."""
    place = tmp_path_factory.mktemp("portal")
    chosen = select(course, folder)
    made = write_package(course, folder, chosen, rule_for(chosen, pass_from=10, answers=True), place / "kursus.zip")
    put_portal(place, made.path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=str(place)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/portal.html"
    server.shutdown()


def _told(page: Page) -> Any:
    return page.evaluate("record")


def _heading(inner: FrameLocator, words: str) -> None:
    expect(inner.locator("h1")).to_contain_text(words)


def test_one_reads_plays_leaves_and_comes_back_to_the_very_scene(browser: Browser, platform: str) -> None:
    with reading(browser) as page:
        page.goto(platform)
        outer = page.frame_locator("iframe")
        inner = outer.frame_locator("iframe")
        _heading(inner, "Når du bliver bekymret")
        assert _told(page)["values"]["cmi.core.lesson_status"] == "incomplete"
        for words in ("Hvem går du til", "Hvad er radikalisering", "Forebyggelsestrekanten"):
            outer.get_by_role("button", name="Næste").click()
            _heading(inner, words)
        case = inner.locator("#player-bane-fem")
        case.get_by_role("button", name="Start casen").click()
        case.get_by_role("radio").first.check()
        case.get_by_role("button", name="Svar", exact=True).click()
        case.get_by_role("button", name="Videre").click()
        expect(case.locator(".trk-eyebrow")).to_contain_text("valg 2")
        scene = case.get_by_role("heading").inner_text()
        # the guide is one press away, and so is the way back from it
        outer.get_by_role("button", name="Hvem kontakter jeg?").click()
        _heading(inner, "Hvem kontakter jeg?")
        outer.get_by_role("button", name="Tilbage til, hvor du var").click()
        expect(case.get_by_role("heading", name=scene)).to_be_visible()

        page.reload()
        expect(case.locator(".trk-eyebrow")).to_contain_text("valg 2")
        expect(case.get_by_role("heading", name=scene)).to_be_visible()
        outer.get_by_role("button", name="Gem og luk").click()
        expect(outer.get_by_text("Dit forløb er gemt. Nu kan du lukke vinduet.")).to_be_focused()
        told = _told(page)
        assert told["faults"] == [] and told["finished"] == 2
        assert page.evaluate("Object.keys(localStorage)") == ["portal 47"], (
            "nothing of the learner is left in the browser"
        )

        page.goto(f"{platform}?hvem=48")
        _heading(inner, "Når du bliver bekymret")
        expect(inner.locator(".tick")).to_have_count(0)
        assert _told(page)["values"]["cmi.suspend_data"] == "1~~~~"


def test_what_was_done_without_a_connection_comes_to_the_platform_later(browser: Browser, platform: str) -> None:
    with reading(browser) as page:
        page.goto(f"{platform}?hvem=49")
        outer = page.frame_locator("iframe")
        inner = outer.frame_locator("iframe")
        _heading(inner, "Når du bliver bekymret")
        outer.get_by_role("button", name="Næste").click()
        _heading(inner, "Hvem går du til")
        page.evaluate("net.up = false")
        question = inner.locator('.trekant-player[data-player="question"]').first
        question.locator("button.trk-option").first.click()
        expect(outer.get_by_role("status")).to_contain_text("svarer ikke")
        assert _told(page)["interactions"] == []
        page.reload()
        _heading(inner, "Hvem går du til")
        expect(outer.get_by_role("status")).to_contain_text("Dit forløb er gemt")
        told = _told(page)
        [interaction] = told["interactions"]
        assert interaction["id"].startswith("question-") and interaction["result"] in ("correct", "wrong")
        assert told["faults"] == []


@pytest.mark.parametrize("wanted", [{}, {"case": "cykelnoeglen"}])
def test_the_first_page_is_light(folder: Path, course: Course, tmp_path: Path, wanted: dict[str, str]) -> None:
    """With all that it loads before one presses anything."""
    chosen = select(course, folder, **wanted)
    made = write_package(course, folder, chosen, rule_for(chosen), tmp_path / "kursus.zip")
    with ZipFile(made.path) as archive:
        archive.extractall(tmp_path)
    start = tmp_path / f"{chosen.start}.html"
    text = start.read_text(encoding="utf-8")
    asked = re.findall(r'<(?:script|link)\b[^>]*?\s(?:src|href)="([^"]+\.(?:js|css))"', text)
    loaded = {Path(one).name for one in asked}
    assert "site.min.js" in loaded and not any("launch" in one for one in loaded)
    own = [tmp_path / name for name in ("index.html", "scorm/launch.js")]
    beside = [path for name in loaded for path in tmp_path.rglob(name)]
    weight = sum(len(gzipped(path, 0)) for path in [*own, start, *beside])
    assert weight < 40_000, (weight, loaded)
