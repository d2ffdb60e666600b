"""A Chromium for the tests, the PDF and whatever else needs a browser: where it is, and how to get one.

``python -m tests.browser.chromium --ensure`` finds one or installs it, and says in Danish what is missing.
"""

import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from tests.browser import driver
from tests.installing import by_apt, ensure, instead_of_apt

SHELL = "chromium-headless-shell"
"""Chromium without what is around a page: the same engine, and a page costs a third of the time."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find(playwright: Playwright, *, whole: bool = False) -> str | None:
    """The path of a Chromium: TREKANT_CHROMIUM, one that is installed, or Playwright's own.

    ``whole`` asks for one that also does what only a whole browser does, such as keeping a page to come back to.
    """
    wished = os.environ.get("TREKANT_CHROMIUM")
    if wished:
        return shutil.which(wished)
    names = NAMES if whole else (SHELL, *NAMES)
    installed = next((path for name in names if (path := shutil.which(name))), None)
    own = playwright.chromium.executable_path
    return installed or (own if Path(own).exists() else None)


def launch(playwright: Playwright, path: str, without: Sequence[str] = ()) -> Browser:
    """Start it, without some of Playwright's own flags if wished; as root it does not run in its own sandbox."""
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=path, args=FLAGS + sandbox, ignore_default_args=list(without))


def _problem() -> str | None:
    """Why no Chromium starts, as a Danish sentence; None when one does."""
    with sync_playwright() as playwright:
        path, whole = find(playwright), find(playwright, whole=True)
        if path is None or whole is None:
            wished = os.environ.get("TREKANT_CHROMIUM")
            return f"TREKANT_CHROMIUM peger på »{wished}«, som ikke findes." if wished else "Der er ingen Chromium."
        try:
            launch(playwright, path).close()
        except Error as error:
            missing = sorted(set(re.findall(r"lib[\w.+-]+\.so[.\d]*", error.message)))
            if missing:
                return f"Chromium ({path}) mangler systembiblioteker: {', '.join(missing)}."
            return f"Chromium ({path}) kan ikke starte: {error.message.splitlines()[0]}"
    return None


if __name__ == "__main__":
    raise SystemExit(
        driver.ready()
        or ensure(
            "Chromium",
            _problem,
            [
                [[sys.executable, "-m", "playwright", "install", "chromium"]],
                *by_apt(SHELL, "chromium"),
                *by_apt("chromium"),
            ],
            variable="TREKANT_CHROMIUM",
            instead=instead_of_apt("chromium", variable="TREKANT_CHROMIUM", what="stien til en Chromium eller Chrome"),
        )
    )
