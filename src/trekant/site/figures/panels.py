"""Panels: groups that stand side by side in meaning, one under the other on the page."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.patches import FancyBboxPatch

from trekant.course.store import Course, read_data
from trekant.course.writing.texts import Panels
from trekant.site.figures.drawing import Drawing
from trekant.site.figures.layout import FILLS, LINE, blank_axes, fitted, write
from trekant.site.figures.style import PALETTE, WIDTH, canvas

_PAD = 0.16
_GAP = 0.14
_UNDER_NAME = 0.08
_HANGING = 0.13  # what a bullet takes; spaces at the start of a line are nothing in SVG
_ACROSS = WIDTH - 2 * _PAD  # inches that a text has


def draw_from(name: str) -> Callable[[Course], tuple[Drawing, ...]]:
    """A function that draws the panels of ``assets/figures/<name>.yaml``."""

    def draw(course: Course) -> tuple[Drawing, ...]:
        data = read_data(course.root, f"assets/figures/{name}.yaml", Panels)
        bodies = [[fitted(text, _ACROSS - _HANGING) for text in panel.lines] for panel in data.panels]
        titles = [fitted(panel.name, _ACROSS, weight="bold") for panel in data.panels]
        counts = [len(title) + sum(map(len, body)) for title, body in zip(titles, bodies, strict=True)]
        heights = [2 * _PAD + LINE * (count + 0.2) + _UNDER_NAME / 2 for count in counts]
        total = sum(heights) + _GAP * (len(heights) - 1) + 0.04
        with canvas(total) as figure:
            axes = blank_axes(figure, total)
            y = 0.02
            for index, (title, body, height) in enumerate(zip(titles, bodies, heights, strict=True)):
                box = FancyBboxPatch(
                    (0.06, y + 0.06),
                    WIDTH - 0.12,
                    height - 0.12,
                    boxstyle="round,pad=0.04",
                    facecolor=PALETTE[FILLS[index % len(FILLS)]],
                    edgecolor=PALETTE["line"],
                )
                axes.add_patch(box)
                below = write(axes, _PAD, y + _PAD + 0.06, title, weight="bold") + _UNDER_NAME
                for lines in body:
                    write(axes, _PAD, below, ["·"])
                    below = write(axes, _PAD + _HANGING, below, lines)
                y += height + _GAP
        return (Drawing(figure, data.title, data.alt),)

    return draw
