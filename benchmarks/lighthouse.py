"""Runs Lighthouse, as a phone, on a page of each kind: ``python -m benchmarks.lighthouse`` after ``trekant build``.

It needs Node 20 or newer, and once ``npm ci`` in ``benchmarks/node``. Prints the four figures of each page, and what
keeps a figure from 100. Nothing here passes or fails.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.kinds import KINDS
from tests.browser.served import served
from trekant.site.build import site_folder

ROOT = Path(__file__).parents[1]
NODE = ROOT / "benchmarks/node"
LIGHTHOUSE = NODE / "node_modules/.bin/lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def run(url: str, browser: str) -> dict[str, Any]:
    """Lighthouse's report on a page."""
    command = [
        str(LIGHTHOUSE), url, "--quiet", "--output=json", "--output-path=stdout",
        f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": browser}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def failures(report: dict[str, Any], category: str) -> list[str]:
    """The audits that cost a category its points."""
    named = [one["id"] for one in report["categories"][category]["auditRefs"] if one["weight"]]
    audits = report["audits"]
    low = [audits[name] for name in named if audits[name]["score"] is not None and audits[name]["score"] < 1]
    return [f"{audit['id']} {audit.get('displayValue', '')}".strip() for audit in low]


def main() -> None:
    """Measure and print."""
    if not LIGHTHOUSE.exists():
        sys.exit(f"Kør først »npm ci« i {NODE}.")
    with sync_playwright() as playwright:
        browser = chromium.find(playwright)
    if browser is None:
        sys.exit("Der er ingen Chromium; kør »python -m tests.browser.chromium --ensure«.")
    wanted = {kind: page for kind, page in KINDS.items() if not sys.argv[1:] or kind in sys.argv[1:]}
    with served(site_folder(ROOT)) as address:
        print(f"{'page':<40}" + "".join(f"{name:>16}" for name in CATEGORIES))
        for kind, page in wanted.items():
            report = run(f"{address}/{page}", browser)
            scores = [round(100 * report["categories"][name]["score"]) for name in CATEGORIES]
            print(f"{kind:<40}" + "".join(f"{score:>16}" for score in scores), flush=True)
            for name, score in zip(CATEGORIES, scores, strict=True):
                if score < 100:
                    print(f"    {name}: {'; '.join(failures(report, name))}")


if __name__ == "__main__":
    main()
