"""Numbers that a report may not have: as everything else writes them, and a dash where one is not defined."""

from __future__ import annotations

from trekant.course.writing.text import danish_number, danish_percent

NONE = "–"
"""What stands where a figure is not defined."""


def number(value: float | None, decimals: int = 2) -> str:
    """``0.5`` as »0,50«, with a real minus sign."""
    return NONE if value is None else danish_number(value, decimals, whole=True)


def percent(share: float | None) -> str:
    """``0.5`` as »50 procent«."""
    return NONE if share is None else danish_percent(share)


def short_percent(share: float | None) -> str:
    """``0.5`` as »50 %«, for tables; the space does not break."""
    return NONE if share is None else danish_percent(share, "\N{NO-BREAK SPACE}%")


def points_in_words(value: float | None) -> str:
    """Points with as many decimals as they need, two at most: »8,5«."""
    return NONE if value is None else danish_number(value)


def people(count: int) -> str:
    """»1 deltager«, »2 deltagere«."""
    return f"{count} deltager" if count == 1 else f"{count} deltagere"
