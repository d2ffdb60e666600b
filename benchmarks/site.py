"""Measures the built site, and beside it the same pages with Jupyter Book's default theme.

Usage: ``python -m benchmarks.site`` at the root, after ``trekant build``; ``--alone`` leaves the default theme out,
which takes some minutes to build, and ``--kinds 15`` visits a page of each kind fifteen times instead, by turns, and
says where the time goes. Weight, requests, requests to other hosts, and the time until one can answer, as it
is and on a phone: 1.6 Mbit/s, 150 ms, the processor four times slower. Other hosts are not asked: what the widgets of
the default theme need from there comes from ``benchmarks/node`` (after ``npm ci``), with no time on the way, and
counts in the weight; without it they never come up. Then the time from a click to the next scene. Prints tables;
nothing here passes or fails.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Browser, Page, Response, Route, sync_playwright

from benchmarks.default_theme import PAGES, from_elsewhere
from benchmarks.default_theme import build as build_default
from tests.browser import chromium
from tests.browser.kinds import KINDS, every_page
from tests.browser.served import served
from trekant.course.pages.embedded import players_in
from trekant.site.build import site_folder

ROOT = Path(__file__).parents[1]
SLOWER = 4
ROUNDS = 5
PATIENCE = 30_000
"""Milliseconds after which a page counts as never ready."""

CLICK_TO_SCENE = """async (button) => {
  const start = performance.now();
  button.click();
  const inPlace = performance.now() - start;
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  return [inPlace, performance.now() - start];
}"""
"""Milliseconds until the next scene stands in the page and has the focus, and until it is painted as well."""


PHONE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}

READY = (
    "article h1, main h1",
    ".trk :is(button, input), .trekant-quiz button, .jupyter-widgets button, .widget-subarea button",
)
"""What one waits for on a page: its title, and where it has a player, a button of it."""


class Measured(NamedTuple):
    """A first visit: bytes gzipped, requests, those to other hosts, and seconds until one can begin.

    ``steps`` are the seconds at which the page had come, at which something was painted, and at which the last script
    had come; the last is 0 on a page that fetches none.
    """

    weight: int
    requests: int
    others: int
    seconds: float | None
    steps: tuple[float, float, float]


def visit(browser: Browser, address: str, name: str, *, phone: bool, ready: str, rate: int = SLOWER) -> Measured:
    """A first visit to a page; ``seconds`` is None when the page never was ready."""
    # the policy is ours, and the default theme cannot live under it
    context = browser.new_context(
        locale="da-DK", service_workers="block", viewport={"width": 412, "height": 823}, bypass_csp=True
    )
    page = context.new_page()
    bodies: list[Response] = []
    others: list[str] = []
    page.route(lambda url: not url.startswith((address, "data:", "blob:")), _answer_for_others)
    page.on("response", lambda response: bodies.append(response))
    page.on("request", lambda one: one.url.startswith((address, "data:", "blob:")) or others.append(one.url))
    if phone:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", PHONE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    page.add_init_script(_WHEN_READY % json.dumps(ready))
    page.goto(f"{address}/{name}", wait_until="networkidle")
    ready_at = page.evaluate(_READY_AT, PATIENCE)
    page.wait_for_load_state("networkidle")  # which may have been idle while the processor was not
    came, painted, script = (step / 1000 for step in page.evaluate(_STEPS))
    weight = sum(len(gzip.compress(one.body(), 9)) for one in bodies if one.ok)
    context.close()
    return Measured(
        weight, len(bodies) + len(others), len(others), ready_at and ready_at / 1000, (came, painted, script)
    )


def _answer_for_others(route: Route) -> None:
    file = from_elsewhere(route.request.url)
    if file:
        route.fulfill(path=file, content_type="text/javascript", headers={"Access-Control-Allow-Origin": "*"})
    else:
        route.abort()


_WHEN_READY = """window.whenReady = new Promise((ready) => {
  const look = () => {
    const shown = [...document.querySelectorAll(%s)].some((one) => one.getClientRects().length);
    if (shown) ready(performance.now());
    else requestAnimationFrame(look);
  };
  look();
})"""

_STEPS = """() => {
  const scripts = performance.getEntriesByType("resource").filter((one) => one.initiatorType === "script"
    || one.name.endsWith(".js"));
  const [painted] = performance.getEntriesByName("first-contentful-paint");
  return [
    performance.getEntriesByType("navigation")[0].responseEnd,
    painted?.startTime ?? 0,
    Math.max(0, ...scripts.map((one) => one.responseEnd)),
  ];
}"""

_READY_AT = "(patience) => Promise.race([window.whenReady, new Promise((late) => setTimeout(late, patience))])"


def compare(browser: Browser, ours: str, theirs: str) -> None:
    """The same pages, ours and with the default theme, which has a module's quiz as text only."""
    print(f"\n{'page':<14}{'':<10}{'KB gz':>8}{'requests':>10}{'elsewhere':>11}{'ready s':>9}{'on a phone':>12}")
    for kind, page in PAGES.items():
        ready = READY[kind == "cases"]
        for who, address in (("ours", ours), ("default", theirs)):
            seen = visit(browser, address, f"{page}.html", phone=False, ready=ready)
            slow = visit(browser, address, f"{page}.html", phone=True, ready=ready)
            times = [f"{one.seconds:.2f}" if one.seconds else "never" for one in (seen, slow)]
            print(
                f"{kind:<14}{who:<10}{seen.weight / 1000:>8.1f}{seen.requests:>10}{seen.others:>11}"
                f"{times[0]:>9}{times[1]:>12}",
                flush=True,
            )


Times = list[tuple[float, float]]


def scene_times(browser: Browser, address: str) -> Times:
    """The times of every click through the first case of a page, slowed down. See ``CLICK_TO_SCENE``."""
    times: Times = []
    for _ in range(ROUNDS):
        page = browser.new_page(locale="da-DK", viewport={"width": 375, "height": 700})
        page.goto(f"{address}/notebooks/klub.html", wait_until="networkidle")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        times += _play(page)
        page.close()
    return times


def _play(page: Page) -> Times:
    case = page.locator(".trekant-player").first
    case.get_by_role("button", name="Start casen").click()  # fetches the case, which the network decides
    case.locator("input, textarea").first.wait_for()
    times: Times = []
    while case.locator("input:visible, textarea:visible").count():
        field = case.locator("input:visible, textarea:visible").first
        if field.evaluate("(el) => el.tagName") == "INPUT":
            field.check()
        times.append(case.locator(".trk-main:visible").last.evaluate(CLICK_TO_SCENE))
        onward = case.get_by_role("button", name="Videre")
        if not onward.count():
            break
        times.append(onward.evaluate(CLICK_TO_SCENE))
    return times


def print_kinds(browser: Browser, address: str, rounds: int) -> None:
    """The median of some visits to a page of each kind, the processor as it is and slowed, and the steps of it.

    The kinds take turns, so that a slow minute of the machine is shared by all of them.
    """
    seen: dict[tuple[str, int], list[Measured]] = {}
    for _ in range(rounds):
        for kind, name in KINDS.items():
            for rate in (1, SLOWER):
                ready = READY[has_player(site_folder(ROOT) / name)]
                one = visit(browser, address, name, phone=True, ready=ready, rate=rate)
                seen.setdefault((kind, rate), []).append(one)
    print(f"{'kind of page':<22}{'slower':>7}{'came':>7}{'painted':>9}{'script':>8}{'ready s':>9}{'of all':>14}")
    for (kind, rate), visits in seen.items():
        times = sorted(one.seconds or PATIENCE / 1000 for one in visits)
        came, painted, script = (statistics.median(steps) for steps in zip(*(one.steps for one in visits), strict=True))
        print(
            f"{kind:<22}{rate:>6}x{came:>7.2f}{painted:>9.2f}{script:>8.2f}{statistics.median(times):>9.2f}"
            f"{times[0]:>8.2f}–{times[-1]:.2f}",
            flush=True,
        )


def has_player(page: Path) -> bool:
    """Whether something is to be pressed on a built page."""
    return any(players_in(page.read_text(encoding="utf-8")))


def main() -> None:
    """Measure and print."""
    with sync_playwright() as playwright, served(site_folder(ROOT)) as address:
        browser = chromium.launch(playwright, chromium.find(playwright) or "")
        if "--kinds" in sys.argv[1:]:
            print_kinds(browser, address, int(sys.argv[sys.argv.index("--kinds") + 1]))
            return
        print(f"{'page':<36}{'KB gzipped':>12}{'requests':>10}{'ready on a phone, s':>21}")
        for name in every_page():
            seen = visit(browser, address, name, phone=True, ready=READY[has_player(site_folder(ROOT) / name)])
            print(f"{name:<36}{seen.weight / 1000:>12.1f}{seen.requests:>10}{seen.seconds or 0:>21.2f}", flush=True)
        if "--alone" not in sys.argv[1:]:
            with TemporaryDirectory() as folder, served(build_default(Path(folder))) as theirs:
                compare(browser, address, theirs)
        times = scene_times(browser, address)
        print(f"\nclick to next scene, processor {SLOWER}x slower, {len(times)} clicks:")
        for number, what in enumerate(("in place, with the focus", "painted")):
            values = sorted(time[number] for time in times)
            print(f"  {what:<26} median {statistics.median(values):>4.0f} ms, largest {values[-1]:>4.0f} ms")


if __name__ == "__main__":
    main()
