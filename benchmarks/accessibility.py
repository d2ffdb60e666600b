"""Hands every state of every player on every page to axe, in the whole product of settings, and counts.

Usage: ``python -m benchmarks.accessibility [--thorough] [PAGE…]`` at the root, after ``trekant build``. Every page at
1280 and 320 px, with text at 100 and 200 %, with every rule of WCAG 2.2 A and AA and of best practice, in light and in
dark (a theme changes colours only, so contrast is what is measured in both). Contrast is measured for whatever is
painted in a new way; ``--thorough`` measures it in every state anew, which takes five times as long. The tests run a
part of this, and say which.
"""

from __future__ import annotations

import sys
import threading
import time

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.audit import large_text, places, walk
from tests.browser.material import ROOT
from tests.patience import MILLISECONDS
from trekant.site.build import site_folder
from trekant.site.delivery.serve import server

SETTINGS = [(width, large) for width in (1280, 320) for large in (False, True)]


def main(pages: list[str], *, thorough: bool) -> int:
    """Print a line a page and setting, and the sums; returns the number of violations."""
    states = found = 0
    with sync_playwright() as playwright, server(site_folder(ROOT), 0) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{serving.server_address[1]}"
        browser = chromium.launch(playwright, chromium.find(playwright) or "")
        for name in pages:
            for width, large in SETTINGS:
                started = time.monotonic()
                page = browser.new_page(locale="da-DK", viewport={"width": width, "height": 800})
                page.set_default_timeout(MILLISECONDS)
                page.goto(f"{address}/{name}", wait_until="networkidle")
                if large:
                    large_text(page)
                number, problems = walk(page, thorough=thorough)
                page.close()
                states, found = states + number, found + len(problems)
                setting = f"{width} px, {200 if large else 100} %"
                took = time.monotonic() - started
                print(
                    f"{name:36} {setting:14} {number:4} states {len(problems):3} violations {took:6.1f} s", flush=True
                )
                for problem in dict.fromkeys(problems):
                    print(f"    {problem}")
        browser.close()
        serving.shutdown()
    print(f"{states} states, each in light and dark: {found} violations")
    return found


if __name__ == "__main__":
    asked = sys.argv[1:]
    named = [one for one in asked if not one.startswith("-")]
    raise SystemExit(main(named or places(), thorough="--thorough" in asked) > 0)
