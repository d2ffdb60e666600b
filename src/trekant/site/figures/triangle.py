"""The prevention triangle: who each level is for, what it does, and who is responsible (fact ``trekant``)."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from trekant.course.store import Course, read_data
from trekant.course.texts import Triangle, TriangleLevel
from trekant.site.figures.layout import LINE, SIZE, blank_axes, wrapped, write
from trekant.site.figures.style import PALETTE, WIDTH, canvas

_FILLS = ("three", "two", "one")
_TRIANGLE = 2.2  # inches; x and y below are inches too, y from the top
_WRAP = 35  # characters across the figure


def draw(course: Course) -> tuple[Figure, str, str]:
    """The figure, its title and its alternative text.

    Raises:
        CourseError: ``assets/figures/trekant.yaml`` is missing or has an error.
    """
    data = read_data(course.root, "assets/figures/trekant.yaml", Triangle)
    blocks = [_lines(level) for level in data.levels]
    height = _TRIANGLE + sum(map(_height, blocks))
    with canvas(height) as figure:
        axes = blank_axes(figure, height)
        y = _TRIANGLE
        for place, (level, block) in enumerate(zip(data.levels, blocks, strict=True)):
            _band(axes, place, level.name)
            _block(axes, y, place, level.name, block)
            y += _height(block)
    return figure, data.title, data.alt


def _band(axes: Axes, place: int, name: str) -> None:
    """A third of the triangle, with its name beside it: the top is too narrow to hold one."""
    centre, slope, gap = WIDTH * 0.31, WIDTH * 0.31 / _TRIANGLE, 0.03
    upper, lower = place * _TRIANGLE / 3 + gap, (place + 1) * _TRIANGLE / 3 - gap
    corners = [
        (centre - upper * slope, upper),
        (centre + upper * slope, upper),
        (centre + lower * slope, lower),
        (centre - lower * slope, lower),
    ]
    axes.add_patch(Polygon(corners, closed=True, facecolor=PALETTE[_FILLS[place]], edgecolor=PALETTE["line"], lw=1))
    middle, start = (upper + lower) / 2, WIDTH * 0.64
    axes.plot([centre + middle * slope + 0.06, start - 0.06], [middle, middle], color=PALETTE["line"], lw=0.8)
    axes.text(start, middle, name, weight="bold", size=SIZE + 1, va="center")


def _lines(level: TriangleLevel) -> list[list[str]]:
    """What there is to say of a level, each piece in lines."""
    pieces = (("Hvem", level.who), ("Hvad", level.what), ("Ansvar", level.responsible))
    return [wrapped(f"{label}: {words}", _WRAP) for label, words in pieces]


def _height(block: list[list[str]]) -> float:
    return 0.36 + LINE * (sum(map(len, block)) + 1)


def _block(axes: Axes, top: float, place: int, name: str, block: list[list[str]]) -> None:
    """What there is to say of a level, under the triangle."""
    y = top + 0.16
    axes.add_patch(Rectangle((0.02, y + 0.04), 0.18, 0.18, facecolor=PALETTE[_FILLS[place]], edgecolor=PALETTE["line"]))
    y = write(axes, 0.3, y + 0.13, [name], weight="bold", size=SIZE + 1) + 0.04
    for lines in block:
        y = write(axes, 0.3, y, lines) + 0.03
