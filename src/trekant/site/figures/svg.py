"""From a matplotlib figure to SVG that fits in the page.

Matplotlib writes ``style`` attributes and fixed colours. A page with a strict Content-Security-Policy drops such
attributes, and fixed colours do not follow the reader's light or dark theme. So styles become presentation
attributes, and the colours of the palette become classes. What says nothing is left out: groups of one, words for what
is so anyhow, and the third decimal.
"""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as ET

import matplotlib as mpl

from trekant.site.figures.drawing import Drawing
from trekant.site.figures.style import PALETTE

_SVG = "http://www.w3.org/2000/svg"
_NAMES = {colour: name for name, colour in PALETTE.items()}
_REFERENCE = re.compile(r'(?:href="#|url\(#)([^")]+)')
_NUMBER = re.compile(r"-?\d+\.\d+")
_SAID_ANYHOW = {("text-anchor", "start"), ("stroke-linejoin", "miter"), ("version", "1.1")}
_UNTURNED = "rotate(-0 "
_FONT = re.compile(r"^(?:(?P<weight>bold|\d+) )?(?P<size>[\d.]+)px ")

ET.register_namespace("", _SVG)


def to_svg(drawing: Drawing, name: str) -> str:
    """The drawing as an ``<svg>`` element; its title is the accessible name, its ``alt`` the description.

    Args:
        drawing: in the colours of the palette only.
        name: of the figure, unique on the page; goes into the ids.
    """
    name = "-".join(filter(None, (name, drawing.part, drawing.room)))
    buffer = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        drawing.figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    root = ET.fromstring(buffer.getvalue())  # noqa: S314 - matplotlib's own output
    for metadata in root.findall(f"{{{_SVG}}}metadata") + root.findall(f"{{{_SVG}}}defs/{{{_SVG}}}style/.."):
        root.remove(metadata)
    used = set(_REFERENCE.findall(buffer.getvalue()))
    for element in root.iter():
        _plain(element)
        if element.get("id") not in used:
            # matplotlib numbers its groups anew in every figure: two figures on a page would share ids
            element.attrib.pop("id", None)
        _shorter(element)
    _unpack(root)
    root.attrib.pop("height", None)
    root.attrib.pop("width", None)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    if drawing.room:
        root.set("class", f"figure-{drawing.room}")
    for tag, text in (("desc", drawing.alt), ("title", drawing.title)):
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


def _shorter(element: ET.Element) -> None:
    """Write an element's numbers with one decimal, a fifteenth of a pixel where a figure is widest."""
    for key, value in list(element.attrib.items()):
        if (key, value) in _SAID_ANYHOW or value.startswith(_UNTURNED):
            del element.attrib[key]
        elif key in {"d", "x", "y", "transform", "points"}:
            element.set(key, " ".join(_NUMBER.sub(_rounded, value).split()))
    if element.tag not in (f"{{{_SVG}}}text", f"{{{_SVG}}}tspan") and not (element.text or "").strip():
        element.text = None
    element.tail = None if not (element.tail or "").strip() else element.tail


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match[0]):.1f}".removesuffix(".0")


def _unpack(parent: ET.Element) -> None:
    """Take what a group without a word of its own holds out of it, and leave out what is not painted."""
    kept: list[ET.Element] = []
    for element in list(parent):
        _unpack(element)
        kept += list(element) if element.tag == f"{{{_SVG}}}g" and not element.attrib else [element]
    parent[:] = [one for one in kept if not _unseen(one)]


def _unseen(element: ET.Element) -> bool:
    unpainted = element.get("fill") == "none" and not ({"stroke", "class", "id"} & element.attrib.keys())
    return unpainted and element.tag == f"{{{_SVG}}}path"


def _set(element: ET.Element, key: str, value: str) -> None:
    if key == "font":
        # the family is the page's; size and weight are the figure's
        match = _FONT.match(value)
        if match:
            element.set("font-size", match["size"])
            if match["weight"]:
                element.set("font-weight", match["weight"])
    elif key == "font-family":
        pass  # the page's too
    elif key.startswith("font-") or key in ("fill", "stroke", "opacity", "text-anchor") or key.startswith("stroke-"):
        element.set(key, value.removesuffix("px"))
