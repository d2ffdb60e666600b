"""The course's figures, drawn by matplotlib from the course's data, one module a figure."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.figure import Figure

from trekant.course.store import Course
from trekant.site.figures import hours, panels, path, triangle
from trekant.site.figures.svg import to_svg

FIGURES: dict[str, Callable[[Course], tuple[Figure, str, str]]] = {
    "trekant": triangle.draw,
    "tegn": panels.draw_from("tegn"),
    "efter-opkaldet": path.draw,
    "aabningstider": hours.draw,
    "handlingsplan": panels.draw_from("handlingsplan"),
    "organisation": panels.draw_from("organisation"),
}
"""Each figure by its name: a function from the course to the figure, its title and its alternative text."""


def figure_svg(name: str, course: Course) -> str:
    """A figure as inline SVG: text as text, colours as classes, a title and a description.

    Raises:
        KeyError: there is no figure of that name.
        CourseError: the figure's data are missing.
    """
    figure, title, alt = FIGURES[name](course)
    return to_svg(figure, name, title, alt)
