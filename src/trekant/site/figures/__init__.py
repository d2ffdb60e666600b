"""The course's figures, drawn by matplotlib from the course's data, one module a figure."""

from __future__ import annotations

from collections.abc import Callable

from trekant.course.store import Course
from trekant.site.figures import hours, panels, path, timelines, triangle
from trekant.site.figures.drawing import Drawing
from trekant.site.figures.svg import to_svg

FIGURES: dict[str, Callable[[Course], tuple[Drawing, ...]]] = {
    "trekant": triangle.draw,
    "tegn": panels.draw_from("tegn"),
    "uger": timelines.draw,
    "efter-opkaldet": path.draw,
    "aabningstider": hours.draw,
    "handlingsplan": panels.draw_from("handlingsplan"),
    "organisation": panels.draw_from("organisation"),
}
"""Each figure by its name: a function from the course to its drawings."""


def figure_svg(name: str, course: Course) -> str:
    """A figure as inline SVG: text as text, colours as classes, a title and a description.

    Raises:
        KeyError: there is no figure of that name.
        CourseError: the figure's data are missing.
    """
    return "".join(to_svg(drawing, name) for drawing in FIGURES[name](course))
