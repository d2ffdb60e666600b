"""A path: who does what, one step after the other."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Circle

from trekant.course.store import Course, read_data
from trekant.course.texts import PathFigure
from trekant.site.figures.layout import FILLS, LINE, SIZE, blank_axes, wrapped, write
from trekant.site.figures.style import PALETTE, canvas

_RADIUS = 0.19
_LEFT = 0.24  # where the circles stand
_TEXT = 0.62
_WRAP = 34
_GAP = 0.2


def draw(course: Course) -> tuple[Figure, str, str]:
    """»Who does what after you call«, from ``assets/figures/efter-opkaldet.yaml``.

    Raises:
        CourseError: the file is missing or has an error.
    """
    data = read_data(course.root, "assets/figures/efter-opkaldet.yaml", PathFigure)
    bodies = [wrapped(step.what, _WRAP) for step in data.steps]
    heights = [LINE * (len(body) + 1) + _GAP for body in bodies]
    total = sum(heights) + 0.1
    with canvas(total) as figure:
        axes = blank_axes(figure, total)
        y = 0.22
        for index, (step, body, height) in enumerate(zip(data.steps, bodies, heights, strict=True)):
            if index < len(heights) - 1:
                start, end = y + _RADIUS + 0.03, y + height - _RADIUS - 0.05
                arrow = {"arrowstyle": "->", "color": PALETTE["soft"], "lw": 1.2}
                axes.annotate("", (_LEFT, end), (_LEFT, start), arrowprops=arrow)
            fill = PALETTE[FILLS[index % len(FILLS)]]
            axes.add_patch(Circle((_LEFT, y), _RADIUS, facecolor=fill, edgecolor=PALETTE["line"]))
            axes.text(_LEFT, y, str(index + 1), size=SIZE, weight="bold", ha="center", va="center")
            write(axes, _TEXT, write(axes, _TEXT, y, [step.who], weight="bold"), body)
            y += height
    return figure, data.title, data.alt
