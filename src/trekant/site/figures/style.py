"""One style for all figures.

The colours are stand-ins: ``svg.py`` replaces each by a class, and the style sheet gives the class its colour in
light, dark and print. The hues are those of Okabe & Ito's colour-blind-safe palette (blue, orange, vermilion,
green), in light shades that dark text reads well on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

PALETTE = {
    "ink": "#1b2730",
    "soft": "#4a5a66",
    "line": "#8696a0",
    "paper": "#fdfcfa",
    "one": "#cfe6f4",
    "two": "#fbe3b5",
    "three": "#f6cfba",
    "four": "#cdebdd",
}
"""Name of the colour class by stand-in colour; every fill and stroke of a figure is one of them."""

WIDTH = 4.6
"""Inches. Narrow, so that the text is still 12 px on a phone of 375 px."""

_RC: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "trekant",
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": PALETTE["ink"],
    "figure.facecolor": "none",
}


@contextmanager
def canvas(height: float) -> Iterator[Figure]:
    """An empty figure in the course's style; ``height`` in inches. No pyplot, so nothing global is touched."""
    with mpl.rc_context(_RC):
        yield Figure(figsize=(WIDTH, height))
