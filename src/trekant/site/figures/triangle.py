"""The prevention triangle: in each band who it is for, who helps, and an example (fact ``trekant``)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from trekant.course.store import Course, read_data
from trekant.course.writing.texts import Triangle, TriangleLevel
from trekant.site.figures.drawing import Drawing
from trekant.site.figures.layout import LINE, SIZE, blank_axes, width_of
from trekant.site.figures.style import PALETTE, WIDTH, canvas

_FILLS = ("three", "two", "one")
_WIDE = 7.4  # inches, across a column
_EDGE = 0.04  # between what is drawn and the figure
_SIDE = 0.1  # between a text and the side of its band
_PAD = 0.12  # above and below what stands in a band
_STEP = 0.05  # how finely a place for a line, and the triangle's height, are looked for


def draw(course: Course) -> tuple[Drawing, ...]:
    """The triangle for a wide column, its texts within its sides, and for a phone, where the bands go across.

    Raises:
        CourseError: ``assets/figures/trekant.yaml`` is missing or has an error.
    """
    data = read_data(course.root, "assets/figures/trekant.yaml", Triangle)
    laid = _across(data.levels, WIDTH)
    height = laid.tops[-1] + 2 * _EDGE
    with canvas(height) as narrow:
        axes = blank_axes(narrow, height)
        for top, foot in pairwise(laid.tops):
            corner, across, down = (_EDGE, top + _EDGE), WIDTH - 2 * _EDGE, foot - top
            axes.add_patch(Rectangle(corner, across, down, fc=PALETTE["paper"], ec=PALETTE["ink"], lw=1))
        _bands(axes, laid.tops, WIDTH, edge="none")
        _write(axes, laid.lines, WIDTH)
    laid = _in_triangle(data.levels, _WIDE)
    height = laid.tops[-1] + 2 * _EDGE
    with canvas(height, _WIDE) as wide:
        axes = blank_axes(wide, height, _WIDE)
        _bands(axes, laid.tops, _WIDE, edge=PALETTE["ink"])
        _write(axes, laid.lines, _WIDE)
    return (
        Drawing(narrow, data.title, data.alt, room="narrow"),
        Drawing(wide, data.title, data.alt, room="wide"),
    )


@dataclass(frozen=True)
class _Line:
    """A line of text, by the y of its middle below the tip."""

    text: str
    y: float
    size: float = SIZE
    weight: str = "normal"


@dataclass(frozen=True)
class _Laid:
    """Where everything stands below the tip: the lines, and where each band begins and the last one ends."""

    lines: tuple[_Line, ...]
    tops: tuple[float, ...]


def _across(levels: tuple[TriangleLevel, ...], width: float) -> _Laid:
    """Bands as wide as the figure: on a phone a triangle that held its texts would be all tip."""
    return _laid(levels, least=width - 2 * _EDGE, widens=0)


def _in_triangle(levels: tuple[TriangleLevel, ...], width: float) -> _Laid:
    """The lowest triangle that holds the texts: the higher it is, the more room each of its bands has."""
    base, height = width - 2 * _EDGE, width / 2
    while (laid := _laid(levels, least=0, widens=base / height)).tops[-1] > height:
        height += _STEP
    return _Laid(laid.lines, (*laid.tops[:-1], height))


def _laid(levels: tuple[TriangleLevel, ...], *, least: float, widens: float) -> _Laid:
    """The texts from the tip down.

    Args:
        levels: from the tip down.
        least: inches that a line has at the tip.
        widens: inches that it has more, an inch further down.
    """
    lines: list[_Line] = []
    tops = [0.0]

    def fill(text: str, y: float, size: float = SIZE, weight: str = "normal") -> float:
        """Break a text into lines, going down to where the next word has room; gives the y of the line after."""
        words = text.split()
        while words:
            room = least + widens * (y - LINE / 2) - 2 * _SIDE
            count = len(words)
            while count and width_of(" ".join(words[:count]), size=size, weight=weight) > room:
                count -= 1
            if not count:
                y += _STEP
                continue
            lines.append(_Line(" ".join(words[:count]), y, size, weight))
            words, y = words[count:], y + LINE
        return y

    for level in levels:
        y = fill(level.name, tops[-1] + _PAD + LINE / 2, SIZE + 1, "bold")
        for text in (level.who, level.responsible, level.example):
            y = fill(text, y + LINE / 4)
        tops.append(y - LINE / 2 + _PAD)
    return _Laid(tuple(lines), tuple(tops))


def _bands(axes: Axes, tops: tuple[float, ...], width: float, *, edge: str) -> None:
    centre, half = width / 2, (width / 2 - _EDGE) / tops[-1]
    for fill, (top, foot) in zip(_FILLS, pairwise(tops), strict=True):
        corners = [(-half * top, top), (half * top, top), (half * foot, foot), (-half * foot, foot)]
        placed = [(centre + x, y + _EDGE) for x, y in corners]
        axes.add_patch(Polygon(placed, closed=True, facecolor=PALETTE[fill], edgecolor=edge, lw=1))


def _write(axes: Axes, lines: tuple[_Line, ...], width: float) -> None:
    for line in lines:
        look = {"color": PALETTE["ink"], "ha": "center", "va": "center"}
        axes.text(width / 2, line.y + _EDGE, line.text, look, size=line.size, weight=line.weight)
