"""Numbers as Danish writes them."""

from __future__ import annotations

from trekant.course.text import danish_number

NONE = "–"
"""What stands where a figure is not defined."""


def number(value: float | None, decimals: int = 2) -> str:
    """``0.5`` as »0,50«, with a real minus sign."""
    if value is None:
        return NONE
    return danish_number(value, decimals, whole=True)


def percent(share: float | None, decimals: int = 0) -> str:
    """``0.5`` as »50 procent«."""
    return NONE if share is None else f"{number(100 * share, decimals)} procent"


def short_percent(share: float | None) -> str:
    """``0.5`` as »50 %«, for tables; the space does not break."""
    return NONE if share is None else f"{number(100 * share, 0)}\N{NO-BREAK SPACE}%"


def points(value: float | None) -> str:
    """Points with as many decimals as they need, two at most: »8,5«."""
    return NONE if value is None else danish_number(value)


def people(count: int) -> str:
    """»1 deltager«, »2 deltagere«."""
    return f"{count} deltager" if count == 1 else f"{count} deltagere"
