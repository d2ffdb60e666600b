"""What a figure is made of: one drawing, or several that stand together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matplotlib.figure import Figure


@dataclass(frozen=True)
class Drawing:
    """A drawing with its words for those who do not see it.

    ``part`` tells the drawings of one figure apart. ``room`` says that the drawing is one of two of the same thing, and
    in how wide a column it is shown.
    """

    figure: Figure
    title: str
    alt: str
    part: str = ""
    room: Literal["", "narrow", "wide"] = ""
