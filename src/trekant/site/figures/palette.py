"""The course's colours as Python sees them: read from ``assets/palette.css``, the one place where they stand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from trekant.course.store import CourseError

PALETTE_FILE = "assets/palette.css"
_COLOUR = re.compile(
    r"--(?P<name>[a-z-]+): var\(--light, (?P<light>#[0-9a-f]{6})\) var\(--dark, (?P<dark>#[0-9a-f]{6})\);"
)
_ONE = re.compile(r"--(?P<name>[a-z-]+): (?P<both>#[0-9a-f]{6});")
_ALIAS = re.compile(r"--(?P<name>[a-z-]+): var\(--(?P<other>[a-z-]+)\);")


class Colour(NamedTuple):
    """A colour in light and in dark, as ``#rrggbb``."""

    light: str
    dark: str


def palette(root: Path) -> dict[str, Colour]:
    """Every colour of the palette by its name, without the two dashes.

    Raises:
        CourseError: the file is missing.
    """
    try:
        text = (root / PALETTE_FILE).read_text(encoding="utf-8")
    except OSError:
        raise CourseError(f"{PALETTE_FILE} kan ikke læses; læg filen med kursets farver tilbage.") from None
    found = {one["name"]: Colour(one["light"], one["dark"]) for one in _COLOUR.finditer(text)}
    found |= {one["name"]: Colour(one["both"], one["both"]) for one in _ONE.finditer(text)}
    return found | {one["name"]: found[one["other"]] for one in _ALIAS.finditer(text) if one["other"] in found}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, »contrast ratio« and »relative luminance«)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
