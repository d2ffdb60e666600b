"""A path: who does what, one step after the other."""

from __future__ import annotations

from matplotlib.patches import Circle

from trekant.course.store import Course, read_data
from trekant.course.writing.texts import PathFigure
from trekant.site.figures.drawing import Drawing
from trekant.site.figures.layout import FILLS, LINE, SIZE, blank_axes, fitted, write
from trekant.site.figures.style import PALETTE, WIDTH, canvas

_RADIUS = 0.19
_LEFT = 0.24  # where the circles stand
_TEXT = 0.62
_ACROSS = WIDTH - _TEXT - 0.06
_GAP = 0.2


def draw(course: Course) -> tuple[Drawing, ...]:
    """»Who does what after you call«, from ``assets/figures/efter-opkaldet.yaml``.

    Raises:
        CourseError: the file is missing or has an error.
    """
    data = read_data(course.root, "assets/figures/efter-opkaldet.yaml", PathFigure)
    bodies = [fitted(step.what, _ACROSS) for step in data.steps]
    names = [fitted(step.who, _ACROSS, weight="bold") for step in data.steps]
    heights = [LINE * (len(name) + len(body)) + _GAP for name, body in zip(names, bodies, strict=True)]
    total = sum(heights) + 0.1
    with canvas(total) as figure:
        axes = blank_axes(figure, total)
        y = 0.22
        for index, (name, body, height) in enumerate(zip(names, bodies, heights, strict=True)):
            if index < len(heights) - 1:
                start, end = y + _RADIUS + 0.03, y + height - _RADIUS - 0.05
                arrow = {"arrowstyle": "->", "color": PALETTE["soft"], "lw": 1.2}
                axes.annotate("", (_LEFT, end), (_LEFT, start), arrowprops=arrow)
            fill = PALETTE[FILLS[index % len(FILLS)]]
            axes.add_patch(Circle((_LEFT, y), _RADIUS, facecolor=fill, edgecolor=PALETTE["line"]))
            axes.text(_LEFT, y, str(index + 1), size=SIZE, weight="bold", ha="center", va="center")
            write(axes, _TEXT, write(axes, _TEXT, y, name, weight="bold"), body)
            y += height
    return (Drawing(figure, data.title, data.alt),)
