"""What stands in the page itself comes with the first answer, under each server's policy, and nothing else runs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.served import GzipHandler, served, weight
from tests.webservers import SERVERS
from trekant.course.pages.policy import headers

pytestmark = pytest.mark.browser

CASES = "notebooks/klub.html"
START = "Start casen"

VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  violations.push(`${violatedDirective} ${blockedURI}`));
"""
LOOK = """() => [
  getComputedStyle(document.body).backgroundColor,
  getComputedStyle(document.querySelector(".trekant-player .trk button")).borderRadius,
  document.body.dataset.theme,
]"""
"""Of every page, of the players, and of the script before the first paint."""


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as found:
        yield found


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page that tells of what its policy refuses, with scripts of a test before its own."""
    context = browser.new_context(locale="da-DK", service_workers="block")

    def open_page(*scripts: str) -> Page:
        page = context.new_page()
        for script in (VIOLATIONS, *scripts):
            page.add_init_script(script)
        return page

    yield open_page
    context.close()


def _look(page: Page) -> list[str]:
    expect(page.get_by_role("button", name=START).first).to_be_visible()
    found: list[str] = page.evaluate(LOOK)
    return found


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name == "own" else [pytest.mark.slow]) for name in SERVERS]
)
def test_under_the_policy_of_each_server_a_page_has_all_of_it_and_runs_nothing_else(
    opened: Callable[..., Page], folder: Path, tmp_path: Path, name: str
) -> None:
    site = tmp_path / "www/kursus"
    shutil.copytree(folder, site)
    page = opened()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    with SERVERS[name](site, "") as server:
        page.goto(f"{server}/{CASES}", wait_until="networkidle")
        look = _look(page)
        assert page.evaluate("violations") == []
        assert not {one for one in asked if one.endswith(".css")} - {"print.css"} and "theme.js" not in asked
        assert look[0] != "rgba(0, 0, 0, 0)" and look[1] != "0px" and look[2] == "auto"
        added = """() => {
          const [script, style] = ["script", "style"].map((name) => document.createElement(name));
          script.textContent = "window.ran = true";
          style.textContent = "body { opacity: 0.5 }";
          document.head.append(script, style);
          return [window.ran, style.sheet];
        }"""
        assert page.evaluate(added) == [None, None]
        page.wait_for_function("violations.length === 4")  # of two things, each refused by the page and by the server


def test_a_server_that_names_those_of_an_earlier_release_leaves_the_page_its_look(
    opened: Callable[..., Page], address: str
) -> None:
    page = opened()
    page.goto(f"{address}/{CASES}")
    meant = _look(page)

    def earlier(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, headers=answer.headers | {name.lower(): value for name, value in headers().items()}
        )

    page.route(f"**/{CASES}", earlier)
    page.reload()
    expect(page.get_by_role("button", name=START).first).to_be_visible()
    page.wait_for_function(f"(meant) => String(({LOOK})()) === String(meant)", arg=meant)
    assert {one.partition(" ")[0] for one in page.evaluate("violations")} == {"style-src-elem", "script-src-elem"}


def test_a_player_starts_while_the_page_is_still_on_its_way(
    opened: Callable[..., Page], folder: Path, address: str
) -> None:
    GzipHandler.released.clear()
    page = opened()
    page.goto(f"{address}/{CASES}?hold={weight(folder / CASES) - 2000}", wait_until="commit")
    expect(page.get_by_role("button", name=START).first).to_be_visible()
    assert page.evaluate("document.readyState") == "loading"
    begun = page.locator(".trekant-started").count()
    GzipHandler.released.set()
    page.wait_for_load_state()
    expect(page.get_by_role("button", name=START)).to_have_count(page.locator(".trekant-player").count())
    assert 0 < begun < page.locator(".trekant-player").count()


def test_the_script_that_comes_first_waits_for_the_one_it_needs(opened: Callable[..., Page], address: str) -> None:
    page = opened()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    held: list[Route] = []
    page.route("**/site.min.js", lambda route: held.append(route))
    with page.expect_response("**/page.vignette.min.js"):
        page.goto(f"{address}/{CASES}", wait_until="commit")
    page.wait_for_function("document.readyState !== 'loading' && globalThis.trekantModules")
    expect(page.locator(".trekant-started")).to_have_count(0)
    held[0].continue_()
    expect(page.get_by_role("button", name=START).first).to_be_visible()
    assert wrong == []


AHEAD = """
let ahead = true;
Object.defineProperty(document, "prerendering", { get: () => ahead });
window.show = () => {
  ahead = false;
  document.dispatchEvent(new Event("prerenderingchange"));
};
window.written = [];
const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (name, value) {
  if (ahead) written.push(name);
  set.call(this, name, value);
};
"""
"""A browser that makes the page ready ahead, until it is told to show it."""


def test_a_page_that_is_made_ready_ahead_writes_nothing_and_begins_when_it_is_shown(
    opened: Callable[..., Page], address: str
) -> None:
    page = opened(AHEAD)
    page.goto(f"{address}/{CASES}", wait_until="networkidle")
    expect(page.locator(".trekant-started")).to_have_count(0)
    assert page.evaluate("[written, localStorage.length]") == [[], 0]
    page.evaluate("localStorage.theme = 'dark'")  # chosen on the page where one still was
    page.evaluate("show()")
    expect(page.get_by_role("button", name=START).first).to_be_visible()
    expect(page.locator("body")).to_have_attribute("data-theme", "dark")
    expect(page.locator("button.menu-button")).to_have_count(1)
    expect(page.locator("html.ahead")).to_have_count(0)


def test_the_next_page_may_be_made_ready_and_no_other(folder: Path) -> None:
    rules = re.compile(r'<script type="speculationrules">')
    for path in folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert bool(rules.search(text)) == bool(re.search(r'class="(?:next-page|onward)"', text)), path
