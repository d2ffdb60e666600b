"""From a matplotlib figure to SVG that fits in the page.

Matplotlib writes ``style`` attributes and fixed colours. A page with a strict Content-Security-Policy drops such
attributes, and fixed colours do not follow the reader's light or dark theme. So styles become presentation
attributes, and the colours of the palette become classes.
"""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as ET

import matplotlib as mpl
from matplotlib.figure import Figure

from trekant.site.figures.style import PALETTE

_SVG = "http://www.w3.org/2000/svg"
_NAMES = {colour: name for name, colour in PALETTE.items()}
_REFERENCE = re.compile(r'(?:href="#|url\(#)([^")]+)')
_FONT = re.compile(r"^(?:(?P<weight>bold|\d+) )?(?P<size>[\d.]+)px ")

ET.register_namespace("", _SVG)


def to_svg(figure: Figure, name: str, title: str, alt: str) -> str:
    """The figure as an ``<svg>`` element.

    Args:
        figure: drawn in the colours of the palette only.
        name: unique on the page; goes into the ids.
        title: the accessible name.
        alt: the accessible description: everything that the figure says.
    """
    buffer = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    root = ET.fromstring(buffer.getvalue())  # noqa: S314 - matplotlib's own output
    for metadata in root.findall(f"{{{_SVG}}}metadata") + root.findall(f"{{{_SVG}}}defs/{{{_SVG}}}style/.."):
        root.remove(metadata)
    used = set(_REFERENCE.findall(buffer.getvalue()))
    for element in root.iter():
        _plain(element)
        if element.get("id") not in used:
            # matplotlib numbers its groups anew in every figure: two figures on a page would share ids
            element.attrib.pop("id", None)
    root.attrib.pop("height", None)
    root.attrib.pop("width", None)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    for tag, text in (("desc", alt), ("title", title)):
        element = ET.Element(f"{{{_SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(0, element)
    return ET.tostring(root, encoding="unicode")


def _plain(element: ET.Element) -> None:
    declarations = [part.partition(":") for part in element.attrib.pop("style", "").split(";") if ":" in part]
    for key, _, value in declarations:
        _set(element, key.strip(), value.strip())
    for key in ("fill", "stroke"):
        colour = element.attrib.get(key, "").lower()
        if colour in _NAMES:
            del element.attrib[key]
            classes = [*element.attrib.get("class", "").split(), f"fig-{key}-{_NAMES[colour]}"]
            element.set("class", " ".join(classes))


def _set(element: ET.Element, key: str, value: str) -> None:
    if key == "font":
        # the family is the page's; size and weight are the figure's
        match = _FONT.match(value)
        if match:
            element.set("font-size", match["size"])
            if match["weight"]:
                element.set("font-weight", match["weight"])
    elif key.startswith("font-") or key in ("fill", "stroke", "opacity", "text-anchor") or key.startswith("stroke-"):
        element.set(key, value.removesuffix("px"))
