"""One style for all figures.

A figure is drawn with stand-ins: ``svg.py`` replaces each by a class, and ``assets/palette.css`` gives the class
its colour in light, dark and print. So no colour stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

PALETTE = {
    name: f"#{number:06x}"
    for number, name in enumerate(("ink", "soft", "line", "paper", "one", "two", "three", "four"), start=1)
}
"""Name of the colour class (``--fig-<name>`` in the palette) by its stand-in; every fill and stroke is one of them."""

WIDTH = 4.0
"""Inches. Narrow, so that the text is 14 px on a phone of 375 px."""

_RC: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "trekant",
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": PALETTE["ink"],
    "figure.facecolor": "none",
}


@contextmanager
def canvas(height: float, width: float = WIDTH) -> Iterator[Figure]:
    """An empty figure in the course's style, in inches. No pyplot, so nothing global is touched."""
    with mpl.rc_context(_RC):
        yield Figure(figsize=(width, height))
