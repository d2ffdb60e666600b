"""What a reader does in one of our players, in any engine."""

from __future__ import annotations

import json

from tests.browser.engines.driver import Engine


def option(engine: Engine, value: str) -> None:
    """Choose in a case, whose options have the ids of the author."""
    engine.click(f".trk-option:has([value={value}]) input", "")


def rate(engine: Engine, row: str, degree: str) -> None:
    """Choose a degree in the row of a rating."""
    engine.until(
        "[...document.querySelectorAll('.trk-rating')].some((one) =>"
        f" one.querySelector('legend').textContent.includes('Du tager {row}') && (one.dataset.row = {json.dumps(row)}))"
    )
    engine.click("field", degree, f"[data-row={row}]")


def box(kind: str) -> str:
    """The question of that kind."""
    return f".trk-question:has(.trk-kind-{kind})"


def chosen(engine: Engine) -> list[str]:
    """The options that are chosen, as they are shown."""
    found = engine.evaluate(
        "[...document.querySelectorAll('.trk-option:has(:checked)')].map((one) => one.textContent.split(' med ')[0])"
    )
    return list(found)
