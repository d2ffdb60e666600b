"""Pieces that several figures are made of. Lengths are inches, y from the top."""

from __future__ import annotations

import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from trekant.site.figures.style import PALETTE, WIDTH

SIZE = 12  # points; 14 px on a phone of 375 px
LINE = 0.2
FILLS = ("one", "two", "three", "four")
"""The palette's light fills, in the order in which figures use them."""


def blank_axes(figure: Figure, height: float) -> Axes:
    """Axes over the whole figure in inches, without frame."""
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(height, 0))
    axes.axis("off")
    return axes


def wrapped(text: str, characters: int) -> list[str]:
    """The text in lines of at most so many characters."""
    return textwrap.wrap(text, characters) or [""]


def write(axes: Axes, x: float, y: float, lines: list[str], *, weight: str = "normal", size: float = SIZE) -> float:
    """Write lines from the baseline of the first; returns the y after the last."""
    for line in lines:
        axes.text(x, y, line, size=size, weight=weight, va="center", color=PALETTE["ink"])
        y += LINE
    return y
