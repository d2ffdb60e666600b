"""Measures the built site: weight and requests of every page, and the time from click to next scene.

Usage: ``python -m benchmarks.site`` at the root, after ``trekant build``. The phone profile slows the processor down
four times. Prints a table; nothing here passes or fails.
"""

from __future__ import annotations

import gzip
import re
import statistics
import threading
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium
from trekant.site.build import site_folder
from trekant.site.serve import server

ROOT = Path(__file__).parents[1]
SLOWER = 4
ROUNDS = 5

CLICK_TO_SCENE = """async (button) => {
  const start = performance.now();
  button.click();
  const inPlace = performance.now() - start;
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  return [inPlace, performance.now() - start];
}"""
"""Milliseconds until the next scene stands in the page and has the focus, and until it is painted as well."""


def pages() -> list[str]:
    """Every page of the contents."""
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    return [f"{name}.html" for name in re.findall(r"(?:file|root): (\S+)", toc)] + ["search.html"]


def weigh(browser: Browser, address: str, name: str) -> tuple[int, int]:
    """Gzipped bytes and requests of a first visit."""
    page = browser.new_page(locale="da-DK")
    bodies: list[bytes] = []
    page.on("response", lambda response: bodies.append(response.body()))
    page.goto(f"{address}/{name}", wait_until="networkidle")
    page.close()
    return sum(len(gzip.compress(body, 9)) for body in bodies), len(bodies)


Times = list[tuple[float, float]]


def scene_times(browser: Browser, address: str) -> Times:
    """The times of every click through the first case of a page, slowed down. See ``CLICK_TO_SCENE``."""
    times: Times = []
    for _ in range(ROUNDS):
        page = browser.new_page(locale="da-DK", viewport={"width": 375, "height": 700})
        page.goto(f"{address}/notebooks/klub-og-nettet.html", wait_until="networkidle")
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


def main() -> None:
    """Measure and print."""
    with sync_playwright() as playwright, server(site_folder(ROOT), 8200) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{serving.server_address[1]}"
        browser = chromium.launch(playwright, chromium.find(playwright))
        print(f"{'page':<36}{'KB gzipped':>12}{'requests':>10}")
        for name in pages():
            weight, requests = weigh(browser, address, name)
            print(f"{name:<36}{weight / 1000:>12.1f}{requests:>10}")
        times = scene_times(browser, address)
        print(f"\nclick to next scene, processor {SLOWER}x slower, {len(times)} clicks:")
        for number, what in enumerate(("in place, with the focus", "painted")):
            values = sorted(time[number] for time in times)
            print(f"  {what:<26} median {statistics.median(values):>4.0f} ms, largest {values[-1]:>4.0f} ms")
        serving.shutdown()


if __name__ == "__main__":
    main()
