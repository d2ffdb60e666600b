"""Without a connection: the course can be read, says that it is a copy, and is never older than the last release."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.served import CleanHandler, GzipHandler, served
from trekant.course.pages.policy import POLICY_FOLDER
from trekant.players import FOLDER as PLAYERS
from trekant.site.delivery.assets import Assets
from trekant.site.delivery.in_page import hold, note_policy
from trekant.site.delivery.offline import InstalledLook, write_offline

pytestmark = [pytest.mark.browser, pytest.mark.slow]

IN_PLACE = """async (release) => {
  for (;;) {
    const names = await caches.keys();
    const { active, waiting, installing } = await navigator.serviceWorker.ready;
    const settled = active?.state === "activated" && !waiting && !installing;
    if (settled && names.length === 1 && names[0].endsWith(release)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}"""
"""Waits until the worker of a release is the one in charge, and the only one with a copy."""


@pytest.fixture
def place(folder: Path, tmp_path: Path) -> Iterator[Path]:
    """The first release, in a folder below the root of its server."""
    shutil.copytree(folder, tmp_path / "kursus")
    (tmp_path / POLICY_FOLDER).symlink_to("kursus/" + POLICY_FOLDER)  # where the server looks for it
    GzipHandler.down.clear()
    yield tmp_path / "kursus"
    GzipHandler.down.clear()


@pytest.fixture(params=[GzipHandler])
def page(browser: Browser, place: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The front page, with the course laid down; behind another server where a test asks for one."""
    context: BrowserContext = browser.new_context(locale="da-DK")
    with served(place.parent, request.param) as address:
        found = context.new_page()
        found.goto(f"{address}/kursus/book/forside.html")
        found.evaluate(IN_PLACE, _release(place))
        yield found
        context.close()


def _release(place: Path) -> str:
    return (place / "sw.js").read_text(encoding="utf-8").split('"')[1]


def _release_anew(place: Path) -> None:
    """A second release: another word in the glossary, another stylesheet."""
    [old] = place.glob("_static/v-*")
    files = {path.name: path.read_bytes() for path in old.iterdir()}
    files["page.css"] += b"h1{outline:0}"
    assets = Assets(files)
    for name, content in files.items():
        (old / name).write_bytes(content)
    old.rename(place / assets.folder)
    for path in place.rglob("*.html"):
        text = path.read_text(encoding="utf-8").replace(f"_static/{old.name}", assets.folder)
        if held := re.search(r'data-href="([^"]*/)page\.css"', text):
            text = hold(text, held[1], files, [])
        path.write_text(text.replace("<h1>Ordliste", "<h1>Ny ordliste"), encoding="utf-8")
    note_policy(place)
    worker = (PLAYERS / "sw.js").read_text(encoding="utf-8")
    write_offline(place, assets, worker, InstalledLook("Kursus", "book/forside.html", "#000000"))


def test_every_page_and_case_can_be_read_without_a_connection(page: Page) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    GzipHandler.down.set()
    page.goto(page.url.replace("forside", "kontakt"))  # a page that was never opened
    page.get_by_text("Du er offline. Siden er fra").wait_for()
    assert page.get_by_role("group", name="Haster det?").is_visible()
    page.goto(page.url.replace("book/kontakt", "notebooks/nettet"))
    page.get_by_role("button", name="Start casen").first.click()
    page.locator(".trk-eyebrow").first.wait_for()
    GzipHandler.down.clear()
    page.reload()
    page.get_by_role("heading", level=1).wait_for()
    assert page.locator(".offline-note").count() == 0
    assert said == []


@pytest.mark.parametrize("page", [GzipHandler, CleanHandler], indirect=True, ids=["files", "clean addresses"])
def test_without_a_connection_a_page_opens_whatever_its_address(page: Page) -> None:
    top = page.url.partition("/book")[0]
    GzipHandler.down.set()
    for address in ("book/ordliste.html", "book/ordliste", "", "index.html"):
        page.goto(f"{top}/{address}")
        page.get_by_text("Du er offline. Siden er fra").wait_for()
        heading = "Ordliste" if "ordliste" in address else "Når du bliver bekymret"
        assert page.get_by_role("heading", level=1).inner_text().startswith(heading)


def test_the_page_for_a_missing_one_keeps_nothing_from_being_laid_down(page: Page, place: Path) -> None:
    """Servers send it as missing, and then the worker would never be there."""
    assert (place / "404.html").is_file()
    assert "404.html" not in (place / "sw.js").read_text(encoding="utf-8")


def test_a_new_release_shows_at_once_and_nothing_of_the_old_is_left(page: Page, place: Path) -> None:
    before = next(place.glob("_static/v-*")).name
    _release_anew(place)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page.url.replace("forside", "ordliste"))
    assert page.get_by_role("heading", level=1).inner_text().startswith("Ny ordliste")
    assert asked and not [url for url in asked if before in url]
    page.evaluate(IN_PLACE, _release(place))
    GzipHandler.down.set()
    page.reload()
    page.get_by_text("Du er offline").wait_for()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Ny ordliste")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).outlineStyle") == "none"
    assert not [url for url in asked if before in url]


def test_an_author_sees_the_page_that_was_just_saved(page: Page, place: Path) -> None:
    """Before the worker has heard of any new release."""
    path = place / "book/ordliste.html"
    for word in ("Første", "Anden"):
        path.write_text(path.read_text(encoding="utf-8").replace("<h1>", f"<h1>{word} "), encoding="utf-8")
        page.goto(page.url.rpartition("/")[0] + "/ordliste.html")
        assert page.get_by_role("heading", level=1).inner_text().startswith(word)


def test_a_course_in_a_folder_can_be_read_and_shows_whom_to_contact(browser: Browser, place: Path) -> None:
    context = browser.new_context(locale="da-DK")
    found = context.new_page()
    violations: list[str] = []
    found.on("console", lambda message: violations.append(message.text))
    found.goto((place / "book/kontakt.html").as_uri())
    found.get_by_role("group", name="Haster det?").get_by_label("Ja, nogen skal komme nu").check()
    assert found.locator(".trk-guide-card").first.is_visible()
    found.goto((place / "notebooks/nettet.html").as_uri())
    assert found.locator(".trekant-fallback").first.is_visible()
    assert found.get_by_text("Du har åbnet kurset fra en mappe").first.is_visible()
    assert violations == []
    context.close()
