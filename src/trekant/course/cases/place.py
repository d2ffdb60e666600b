"""The picture of a place: a few shapes in the palette's colours, and never anybody in it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from trekant.course.base import FieldError, Model, Slug, Text

WIDTH, HEIGHT = 520, 80
"""What a picture is drawn on. A phone shows the middle of it, from about 70 to 450."""
MAX_BYTES = 3_000
"""What a picture may weigh as it stands in a page."""

Number = Annotated[float, Field(ge=-WIDTH, le=2 * WIDTH)]
Drawn = Annotated[str, StringConstraints(pattern=r"^[MmLlHhVvCcSsQqTtAaZz0-9 .-]+$")]
"""What an SVG path is made of, and nothing that could end an attribute."""


class Paint(StrEnum):
    """A colour of the palette: ``one`` is ``--fig-one``."""

    INK = "ink"
    SOFT = "soft"
    LINE = "line"
    PAPER = "paper"
    ONE = "one"
    TWO = "two"
    THREE = "three"
    FOUR = "four"


class Shape(Model):
    """One of three shapes, filled or as a line ``width`` wide.

    ``rect`` is x, y, width, height and perhaps how round its corners are; ``circle`` is x, y and radius.
    """

    rect: tuple[Number, ...] | None = Field(default=None, min_length=4, max_length=5)
    circle: tuple[Number, ...] | None = Field(default=None, min_length=3, max_length=3)
    path: Drawn | None = None
    fill: Paint | None = None
    stroke: Paint | None = None
    width: float = Field(default=2, gt=0, le=20)

    @model_validator(mode="after")
    def _is_one_and_is_seen(self) -> Shape:
        if sum(one is not None for one in (self.rect, self.circle, self.path)) != 1:
            raise FieldError("en figur er enten »rect«, »circle« eller »path«; skriv netop én af dem")
        if self.fill is None and self.stroke is None:
            raise FieldError("figuren har ingen farve; skriv »fill«, »stroke« eller begge")
        return self

    def svg(self) -> str:
        """The shape as an element."""
        paint = f' fill="var(--fig-{self.fill})"' if self.fill else ""
        if self.stroke:
            width = "" if self.width == 2 else f' stroke-width="{self.width:g}"'
            paint += f' stroke="var(--fig-{self.stroke})"{width}'
        if self.path is not None:
            return f'<path d="{self.path}"{paint}/>'
        name, names = ("rect", "x y width height rx") if self.rect else ("circle", "cx cy r")
        numbers = zip(names.split(), self.rect or self.circle or (), strict=False)
        where = "".join(f' {field}="{number:g}"' for field, number in numbers if number)
        return f"<{name}{where}{paint}/>"


class Place(Model):
    """A place where cases happen; ``name`` tells authors what is drawn."""

    id: Slug
    name: Text
    shapes: tuple[Shape, ...] = Field(min_length=1)

    def svg(self) -> str:
        """The picture as an ``<svg>`` element, for the eye only: the case says in words where one is."""
        # colours as attributes, for the policy of the pages forbids styles in elements
        return (
            f'<svg class="trk-place" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMid slice" fill="none"'
            ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
            f"{''.join(shape.svg() for shape in self.shapes)}</svg>"
        )
