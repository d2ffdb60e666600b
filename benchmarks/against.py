"""Measures the built site against an earlier build of it, page by page in turn.

Usage: ``python -m benchmarks.against FOLDER`` at the root, after ``trekant build``; FOLDER is the earlier build's
``_build/html``. A page of each kind that both have is visited ``ROUNDS`` times as on a phone (see ``benchmarks.site``),
the two builds in turn, so that what else the machine does meets both alike: read the ratio and not the seconds.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.site import READY, ROOT, Measured, has_player, visit
from tests.browser import chromium
from tests.browser.kinds import KINDS
from tests.browser.served import served
from trekant.site.build import site_folder

ROUNDS = 7


def main(earlier: Path) -> None:
    """Measure and print."""
    print(f"{'page':<32}{'KB then':>9}{'now':>7}{'ready then, s':>15}{'now':>7}{'now/then':>10}")
    pages = [page for page in KINDS.values() if (earlier / page).is_file()]
    ours = site_folder(ROOT)
    with sync_playwright() as playwright, served(earlier) as then, served(ours) as now:
        browser = chromium.launch(playwright, chromium.find(playwright) or "")
        for page in pages:
            ready = READY[has_player(ours / page)]
            seen: dict[str, list[Measured]] = {then: [], now: []}
            for address in (then, now) * ROUNDS:
                seen[address].append(visit(browser, address, page, phone=True, ready=ready))
            before, after = (statistics.median(one.seconds or 0 for one in seen[address]) for address in (then, now))
            weights = [seen[address][-1].weight / 1000 for address in (then, now)]
            print(
                f"{page:<32}{weights[0]:>9.1f}{weights[1]:>7.1f}{before:>15.2f}{after:>7.2f}{after / before:>10.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
