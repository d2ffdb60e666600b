"""Firefox and WebKit for the tests of ``make slow``: where they are, and how to get them on Debian and Ubuntu.

``python -m tests.browser.engines --ensure`` finds them or installs them, and says in Danish what is missing.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.installing import by_apt, ensure, instead_of_apt

FIREFOX_VARIABLE = "TREKANT_FIREFOX"
"""The environment variable that may hold the path of a Firefox."""

FIREFOX = "firefox-esr"
WEBKIT = ("webkit2gtk-driver", "xvfb")
"""The packages; WebKit's browser has no mode without a screen, so it gets one that nobody sees."""

_MINI_BROWSERS = "*/webkit2gtk-4.*/MiniBrowser"


def firefox() -> str | None:
    """The path of a Firefox: TREKANT_FIREFOX, or one that is installed."""
    wished = os.environ.get(FIREFOX_VARIABLE)
    if wished:
        return shutil.which(wished)
    return next((path for name in ("firefox-esr", "firefox") if (path := shutil.which(name))), None)


def webkit_driver() -> str | None:
    """The path of WebKit's WebDriver."""
    return shutil.which("WebKitWebDriver")


def webkit_browser() -> Path | None:
    """The small browser that WebKit's driver starts; of several, the newest."""
    return max(Path("/usr/lib").glob(_MINI_BROWSERS), default=None)


def screen() -> str | None:
    """The path of the X server without a screen."""
    return shutil.which("Xvfb")


def _firefox_problem() -> str | None:
    wished = os.environ.get(FIREFOX_VARIABLE)
    if firefox():
        return None
    return f"{FIREFOX_VARIABLE} peger på »{wished}«, som ikke findes." if wished else "Der er ingen Firefox."


def _webkit_problem() -> str | None:
    found = {"WebKitWebDriver": webkit_driver(), "MiniBrowser": webkit_browser(), "Xvfb": screen()}
    missing = [name for name, path in found.items() if path is None]
    return f"WebKit kan ikke prøves uden {' og '.join(missing)}." if missing else None


def ready() -> int:
    """Report whether both are there, with ``--ensure`` also install them; an exit code."""
    return ensure(
        "Firefox",
        _firefox_problem,
        by_apt(FIREFOX),
        variable=FIREFOX_VARIABLE,
        instead=instead_of_apt(FIREFOX, variable=FIREFOX_VARIABLE, what="stien til en Firefox"),
    ) or ensure("WebKit", _webkit_problem, by_apt(*WEBKIT), instead=instead_of_apt(*WEBKIT))


if __name__ == "__main__":
    raise SystemExit(ready())
