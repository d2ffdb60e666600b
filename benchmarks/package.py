"""Times a SCORM package as a platform opens it: ``python -m benchmarks.package`` at the root, after ``trekant build``.

The package of the whole course, of a module and of a case, in a frame of the tests' strict platform: weight of the zip,
what comes over the wire until the first page stands there, and the seconds until its heading and its first button are
there, as it is and on the phone of ``benchmarks.site``. Nothing here passes or fails.
"""

from __future__ import annotations

import statistics
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Response, sync_playwright

from benchmarks.site import PHONE, SLOWER
from tests.browser import chromium
from tests.browser.portal import put_portal
from tests.browser.served import GzipHandler, served
from trekant.course.store import load_course
from trekant.export.package import write_package
from trekant.export.rule import rule_for
from trekant.export.selection import select
from trekant.site.build import site_folder

ROOT = Path(__file__).parents[1]
ROUNDS = 5
PACKAGES = {"whole course": {}, "a module": {"module": "hvem-og-hvornaar"}, "a case": {"case": "cykelnoeglen"}}


class Platform(GzipHandler):
    """A platform's own pages have no policy of ours."""

    def end_headers(self) -> None:
        """End them, without those of the site."""
        SimpleHTTPRequestHandler.end_headers(self)


def opened(browser: Browser, address: str, *, phone: bool) -> tuple[int, int, float, float | None]:
    """Bytes and requests until it is quiet, and seconds until the first heading and the first button are there.

    A reader who waits for neither scrolls to the first exercise as soon as the heading is there.
    """
    context = browser.new_context(locale="da-DK", viewport={"width": 412, "height": 823})
    page = context.new_page()
    came: list[Response] = []
    page.on("response", lambda response: came.append(response))
    if phone:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", PHONE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"{address}/portal.html")
    course = page.frame_locator("iframe").frame_locator("iframe")
    course.locator("h1").wait_for()
    heading = page.evaluate("performance.now()") / 1000
    page.wait_for_load_state("networkidle")
    weight = sum(int(one.header_value("content-length") or 0) for one in came if one.ok)
    requests = len(came)
    button = None
    if course.locator(".trekant-player").count():
        there = page.evaluate("performance.now()") / 1000
        course.locator(".trekant-player").first.scroll_into_view_if_needed()
        course.locator(".trk button:visible").first.wait_for()
        button = heading + page.evaluate("performance.now()") / 1000 - there
    context.close()
    return weight, requests, heading, button


def main() -> None:
    """Measure and print."""
    course = load_course(ROOT)
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = chromium.launch(playwright, chromium.find(playwright) or "")
        print(
            f"{'package':<16}{'zip KB':>8}{'first page KB':>15}{'requests':>10}{'heading s':>11}{'button':>8}", end=""
        )
        print(f"{'heading on a phone':>20}{'button':>8}")
        for name, wanted in PACKAGES.items():
            place = Path(folder, name.replace(" ", "-"))
            place.mkdir()
            chosen = select(course, site_folder(ROOT), **wanted)
            made = write_package(course, site_folder(ROOT), chosen, rule_for(chosen), place / "pakke.zip")
            put_portal(place, made.path)
            with served(place, Platform) as address:
                seen = {
                    phone: [opened(browser, address, phone=phone) for _round in range(ROUNDS)]
                    for phone in (False, True)
                }
            weight, requests, _, _ = seen[False][0]
            print(f"{name:<16}{made.size / 1000:>8.0f}{weight / 1000:>15.1f}{requests:>10}", end="")
            for phone, (to_heading, to_button) in ((False, (11, 8)), (True, (20, 8))):
                print(f"{statistics.median(one[2] for one in seen[phone]):>{to_heading}.2f}", end="")
                buttons = [one[3] for one in seen[phone] if one[3] is not None]
                print(f"{statistics.median(buttons) if buttons else 0:>{to_button}.2f}", end="")
            print(flush=True)


if __name__ == "__main__":
    main()
