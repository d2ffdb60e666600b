"""The package as a learner meets it, in a platform that takes SCORM 1.2 at its word (``tests/players/lms.js``)."""

from __future__ import annotations

import functools
import gzip
import posixpath
import re
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.portal import put_portal, reach
from tests.browser.reader import reading
from tests.browser.test_budget import WHOLE
from trekant.course.store import Course
from trekant.export.manifest import SCORM_12
from trekant.export.package import LAUNCH, files_of, write_package
from trekant.export.pages import FOLDER
from trekant.export.rule import rule_for
from trekant.export.selection import Selection, select
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
        reach(case)
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


def test_one_whose_attempt_is_over_is_told_that_nothing_more_is_kept(browser: Browser, platform: str) -> None:
    """To Moodle an attempt is over when one has failed, and it shows it again as it stood."""
    with reading(browser) as page:
        page.goto(platform)
        outer = page.frame_locator("iframe")
        _heading(outer.frame_locator("iframe"), "Når du bliver bekymret")
        expect(outer.get_by_role("status")).to_be_empty()
        over = '{ ...record, values: { ...record.values, "cmi.core.lesson_mode": "review" } }'
        page.evaluate(f"localStorage.setItem('portal 48', JSON.stringify({over}))")
        page.goto(f"{platform}?hvem=48")
        expect(outer.get_by_role("status")).to_contain_text("gemmer ikke, hvad du laver nu")
        outer.get_by_role("button", name="Gem og luk").click()
        expect(outer.get_by_text("Nu kan du lukke vinduet.", exact=True)).to_be_focused()


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
        reach(question)
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


def test_a_platform_that_says_yes_without_a_connection_gets_it_later_too(browser: Browser, platform: str) -> None:
    """As the API of a real Moodle does."""
    with reading(browser, expected="ERR_INTERNET_DISCONNECTED") as page:
        page.goto(f"{platform}?hvem=50")
        outer = page.frame_locator("iframe")
        inner = outer.frame_locator("iframe")
        _heading(inner, "Når du bliver bekymret")
        outer.get_by_role("button", name="Næste").click()
        _heading(inner, "Hvem går du til")
        questions = inner.locator('.trekant-player[data-player="question"]')
        reach(questions.nth(1))
        for is_left, number in ((False, 0), (True, 1)):
            page.evaluate("Object.assign(net, { up: false, lies: true })")
            page.context.set_offline(True)
            questions.nth(number).locator("button.trk-option").first.click()
            expect(outer.get_by_role("status")).to_contain_text("svarer ikke")
            assert len(_told(page)["interactions"]) == number
            assert len(page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('trekant:'))")) == 1
            if is_left:
                # the frame goes as a window that is closed does: it says what it has, and hears yes
                page.evaluate("document.querySelector('iframe').remove()")
                assert len(_told(page)["interactions"]) == number
            page.evaluate("net.up = true")
            page.context.set_offline(False)
            if is_left:
                page.reload()
            expect(outer.get_by_role("status")).to_contain_text("Dit forløb er gemt")
            assert len(_told(page)["interactions"]) == number + 1
            assert page.evaluate("Object.keys(localStorage)") == ["portal 50"]
        assert _told(page)["faults"] == []


def test_exercises_come_when_somebody_is_there_and_stay_text_until_they_can(browser: Browser, platform: str) -> None:
    """The scripts of a chapter are a third of its first page."""
    script = re.compile(r"/page\.question\.quiz\.")
    with reading(browser, expected="ERR_FAILED") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.route(script, lambda route: route.abort())
        page.goto(f"{platform}?hvem=51")
        outer = page.frame_locator("iframe")
        inner = outer.frame_locator("iframe")
        _heading(inner, "Når du bliver bekymret")
        outer.get_by_role("button", name="Næste").click()
        _heading(inner, "Hvem går du til")
        page.wait_for_load_state("networkidle")
        assert not [one for one in asked if script.search(one) or "print" in one]

        # who comes into the frame by keys is somebody; what then does not come is there to be read
        question = inner.locator('.trekant-player[data-player="question"]').first
        inner.get_by_role("link", name="Gå til indholdet").focus()
        expect(question.get_by_text("Øvelsen kunne ikke hentes.")).to_be_visible()
        expect(question.locator(".trekant-fallback li").first).to_be_visible()
        assert [one for one in asked if script.search(one)] and [one for one in asked if "print" in one]
        page.unroute(script)
        question.get_by_role("button", name="Prøv igen").press("Enter")
        expect(question.locator("button.trk-option").first).to_be_visible()
        expect(inner.get_by_text("Øvelsen kunne ikke hentes.")).to_have_count(0)
        expect(question).to_be_focused()
        # the next chapter is the same, and one that is opened at a place on it has its exercises at once
        place = question.get_attribute("id")
        page.goto(platform.replace("portal.html", f"pakke/book/hvem-og-hvornaar.html#{place}"))
        expect(page.locator(f"#{place} button.trk-option").first).to_be_in_viewport()


_LOADED = re.compile(r'<(?:script|link)\b[^>]*?\s(?:src|href)="([^"]+)"')


def _first_page(course: Course, folder: Path, chosen: Selection) -> dict[str, int]:
    """What comes before one presses anything, by name, with the bytes of each as it is sent."""
    files = files_of(course, folder, chosen, rule_for(chosen), SCORM_12)
    start = f"{chosen.start}.html"
    asked = _LOADED.findall(files[start].decode())
    beside = {posixpath.normpath(posixpath.join(posixpath.dirname(start), one)) for one in asked}
    loaded = [LAUNCH, f"{FOLDER}/launch.js", start, *(one for one in beside if not one.endswith(".html"))]
    return {name: len(gzip.compress(files[name], 9, mtime=0)) for name in loaded}


def test_the_first_page_of_every_package_is_light(folder: Path, course: Course) -> None:
    """As heavy as a page of the site may be; the icon and the styles of print are not among what a frame loads."""
    whole = select(course, folder)
    chosen = [
        whole,
        *(select(course, folder, module=one) for one in whole.modules),
        *(select(course, folder, case=one) for one in course.vignettes),
    ]
    weights = {one.id: _first_page(course, folder, one) for one in chosen}
    assert len(weights) > 40 and all(any("site.min.js" in name for name in one) for one in weights.values())
    heavy = {name: one for name, one in weights.items() if sum(one.values()) >= WHOLE}
    assert heavy == {}
