"""Pages and the states of their players, looked at by axe. Used by the tests and by ``benchmarks/accessibility.py``."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

from tests.browser.danish import english
from tests.browser.kinds import every_page
from trekant.players import modules
from trekant.players.bundle import bundle

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_NAMES = {"score.js": "fraction", "road.js": "decision, follow"}
STATES = (Path(__file__).parent / "states.js").read_text(encoding="utf-8")

_PAINTED: set[int] = set()
"""What contrast has been measured of, from one page to the next."""


def roads() -> str:
    """What is walked by: the players' own, or the same where the page has no player; in the language that is spoken."""
    return bundle(list(_NAMES), modules()).replace("document.currentScript.src", '""') + "".join(
        f'const {{ {names} }} = trekantModules["./{name}"];' for name, names in _NAMES.items()
    )


ROADS = roads()


def places() -> list[str]:
    """What is audited: every page, what a search finds, and the page for what is not there."""
    return [*every_page(), "search.html?q=politi", "search.html?q=qqqq", "404.html"]


def walk(page: Page, **options: Any) -> tuple[int, list[str]]:
    """Play the page's players through all their states; how many there were, and what is wrong with them.

    Wrong is what axe finds, what does not fit the window, and English in what is said.

    Options are those of ``Audit`` in ``states.js``: ``themes`` (the first gets every rule, the others contrast) and
    ``narrow`` (only what a narrow window may break).
    """
    asked = options | {"painted": list(_PAINTED)}
    result = page.evaluate(f"async (options) => {{ {AXE}; {ROADS}; {STATES}; return walkPage(options); }}", asked)
    _PAINTED.update(result["painted"])
    return result["states"], result["problems"] + [f"engelsk: {text}" for text in english(result["words"])]


def large_text(page: Page) -> None:
    """Text at twice its size, as a reader's own setting makes it."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")


def wide_text(page: Page) -> None:
    """Text with the room between letters, words, lines and paragraphs that a reader may ask for (WCAG 1.4.12)."""
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
                word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
            document.adoptedStyleSheets = [sheet];
        }"""
    )
