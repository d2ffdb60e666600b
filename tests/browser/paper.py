"""Reading a printed page back: which words lie outside what the paper shows."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.etree import ElementTree

POINTS_A_MM = 72 / 25.4
LEFT_MM = 17
"""The margin at the sides, as assets/css/print.css has it."""
SLACK = 1.5
"""Points that a letter may reach over the edge of its box."""


def sticking_out(path: Path) -> list[str]:
    """The words that reach into the margin at the side, where the paper cuts them."""
    told = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True).stdout
    out = []
    for number, page in enumerate(ElementTree.fromstring(told).iter("{*}page"), start=1):
        edge, width = LEFT_MM * POINTS_A_MM, float(page.attrib["width"])
        for word in page.iter("{*}word"):
            left, right = float(word.attrib["xMin"]), float(word.attrib["xMax"])
            if left < edge - SLACK or right > width - edge + SLACK:
                out.append(f"side {number}: {word.text}")
    return out
