"""Pieces that several figures are made of. Lengths are inches, y from the top."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from trekant.site.figures.style import PALETTE, WIDTH

SIZE = 12  # points; 14 px on a phone of 375 px
LINE = 0.2
FILLS = ("one", "two", "three", "four")
"""The palette's light fills, in the order in which figures use them."""


def blank_axes(figure: Figure, height: float, width: float = WIDTH) -> Axes:
    """Axes over the whole figure in inches, without frame."""
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    return axes


def width_of(text: str, *, size: float = SIZE, weight: str = "normal") -> float:
    """Inches that the text takes in DejaVu Sans, which is wider than the fonts that readers have."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    width: float = TextToPath().get_text_width_height_descent(text, font, ismath=False)[0]
    return width / 72


def fitted(text: str, width: float, *, size: float = SIZE, weight: str = "normal") -> list[str]:
    """The text in lines of at most so many inches; a word that is wider has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size=size, weight=weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def write(
    axes: Axes, x: float, y: float, lines: list[str], *, weight: str = "normal", size: float = SIZE, align: str = "left"
) -> float:
    """Write lines from the baseline of the first; returns the y after the last."""
    for line in lines:
        axes.text(x, y, line, size=size, weight=weight, va="center", ha=align, color=PALETTE["ink"])
        y += LINE
    return y
