"""What a page may weigh on a first visit, and what it may do: a page that grows over it fails here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from tests.browser.kinds import KINDS, every_page
from tests.browser.served import GzipHandler, served, weight
from trekant.course.pages.policy import inline_of, meta_policy, named_in, page_policy, source_of

WHOLE = 40_000
"""Bytes of a page with all that it loads, gzipped."""
BEFORE_FIRST_PAINT = 14_000
"""Bytes, gzipped, that are enough to paint the first screen: what a new connection brings in one round trip."""

_STYLE = re.compile(r'<link ((?:[^>]* )?rel="stylesheet"[^>]*?) href="([^"?]+)')
_SCRIPT = re.compile(r'<script([^>]*?) src="([^"?]+)')
_HELD = re.compile(r'<style data-href="[^"]*/([^"/]+)">')
_ICON = re.compile(r'<link rel="shortcut icon" href="([^"?]+)')

PAINTED = """() => {
  const painted = performance.getEntriesByName("first-contentful-paint").length > 0;
  const full = document.querySelector("article")?.getBoundingClientRect().bottom >= innerHeight;
  const all = document.readyState === "complete";
  return painted && (full || all) && document.querySelector("h1").getClientRects().length > 0 && document.readyState;
}"""
"""Truthy when the first screen is painted and full, with how much of the page has come."""


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as found:
        yield found


def _file(folder: Path, page: str, reference: str) -> Path:
    return folder / reference.lstrip("/") if reference.startswith("/") else (folder / page).parent / reference


def _loaded(folder: Path, page: str) -> list[Path]:
    """The files of a first visit, the page itself first."""
    text = (folder / page).read_text(encoding="utf-8")
    named = [name for _, name in _STYLE.findall(text) + _SCRIPT.findall(text)] + _ICON.findall(text)
    return [folder / page, *(_file(folder, page, name) for name in named)]


def _awaited(folder: Path, page: str) -> list[Path]:
    """The styles and scripts that the first paint waits for."""
    text = (folder / page).read_text(encoding="utf-8")
    head, _, body = text.partition("<body")
    styles = [name for attributes, name in _STYLE.findall(head) if 'media="print"' not in attributes]
    first_lines = body[:400]  # a script further down is met when the first screen is there
    scripts = [
        name for attributes, name in _SCRIPT.findall(head + first_lines) if not re.search("defer|async", attributes)
    ]
    return [_file(folder, page, name) for name in styles + scripts]


@pytest.mark.parametrize("page", every_page())
def test_a_page_with_all_that_it_loads_stays_within_its_weight(folder: Path, page: str) -> None:
    weights = {path.name: weight(path) for path in _loaded(folder, page)}
    assert sum(weights.values()) <= WHOLE, weights


@pytest.mark.parametrize(
    ("sheet", "held"),
    [("figures.css", "figure.course-figure"), ("tables.css", "table, pre"), ("lists.css", ".workplaces, .case-list")],
)
def test_the_look_of_what_few_pages_have_is_loaded_by_them_and_by_no_other(folder: Path, sheet: str, held: str) -> None:
    having, loading = set(), set()
    for page in every_page():
        if BeautifulSoup((folder / page).read_text(encoding="utf-8"), "html.parser").select(held):
            having.add(page)
        if sheet in _HELD.findall((folder / page).read_text(encoding="utf-8")):
            loading.add(page)
    assert having == loading and 0 < len(having) < len(every_page()) / 4


@pytest.mark.browser
@pytest.mark.parametrize("page", every_page())
def test_the_first_screen_is_painted_from_what_one_round_trip_brings(
    browser: Browser, folder: Path, address: str, page: str
) -> None:
    room = BEFORE_FIRST_PAINT - sum(map(weight, _awaited(folder, page)))
    GzipHandler.released.clear()
    context = browser.new_context(viewport={"width": 412, "height": 823}, service_workers="block")
    found = context.new_page()
    found.goto(f"{address}/{page}?hold={room}", wait_until="commit")
    state = found.wait_for_function(PAINTED).json_value()
    GzipHandler.released.set()
    context.close()
    assert state == "loading" or weight(folder / page) <= room


@pytest.mark.browser
@pytest.mark.parametrize("page", KINDS.values(), ids=KINDS)
def test_a_page_keeps_to_its_policy_and_keeps_nothing_of_the_reader(
    browser: Browser, folder: Path, address: str, page: str
) -> None:
    context = browser.new_context(locale="da-DK")
    found = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    found.on("console", lambda message: said.append(message.text))
    found.on("request", lambda request: asked.append(request.url))
    found.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => console.log(event.violatedDirective, event.blockedURI))"
    )
    found.goto(f"{address}/{page}", wait_until="networkidle")
    assert said == []
    expected = {path.resolve() for path in _loaded(folder, page)}
    files = {(folder / url.removeprefix(address).lstrip("/").partition("?")[0]).resolve() for url in asked}
    assert {path for path in files if path.suffix != ".json"} <= expected, "the weight above misses a file"
    assert all(url.startswith((address, "data:")) for url in asked)
    assert context.cookies() == []
    context.close()


_IN_PAGE = re.compile(r"<(style|script)(?![^>]* src=)([^>]*)>(.*?)</\1>", re.S)


def test_every_page_has_the_policy_and_it_lets_through_what_stands_in_the_page_and_nothing_else(folder: Path) -> None:
    assert "unsafe" not in page_policy(inline_of(folder))
    for path in folder.rglob("*.html"):
        head, _, body = path.read_text(encoding="utf-8").partition("</head>")
        held = [one for one in _IN_PAGE.findall(head + body) if "application/json" not in one[1]]
        inline = named_in(head)
        assert re.search(r"<head>\s*<meta charset[^>]*>" + re.escape(meta_policy(inline)), head), path
        for kind, sources in zip(("style", "script"), inline, strict=True):
            assert set(sources) == {source_of(text) for tag, _, text in held if tag == kind}, path
            assert set(sources) <= {*inline_of(folder).styles, *inline_of(folder).scripts}, path
    assert sum(map(len, inline_of(folder))) <= 10, "each is the same on all pages"


def test_everything_that_a_page_loads_lies_at_a_path_of_its_own_content(folder: Path) -> None:
    [place] = folder.glob("_static/v-*")
    for path in folder.rglob("*.html"):
        page = path.relative_to(folder).as_posix()
        for file in _loaded(folder, page)[1:]:
            assert file.resolve().parent == place.resolve(), f"{page}: {file}"
