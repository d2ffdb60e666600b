"""The weeks of two people, to be compared: what was different when, how much at once, and what explains it."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon
from matplotlib.path import Path

from trekant.course.store import Course, read_data
from trekant.course.writing.texts import Seen, Timelines, Weeks
from trekant.site.figures.drawing import Drawing
from trekant.site.figures.layout import FILLS, LINE, SIZE, blank_axes, fitted, width_of, write
from trekant.site.figures.style import PALETTE, WIDTH, canvas

_LEFT, _RIGHT = 0.08, WIDTH - 0.08
_BAR = 0.14  # how high a bar is when it has grown
_SEEN = 0.46  # a text and its bar
_HEADING = 0.3
_CELL = 0.15  # a change in a week, in the columns at the foot
_PAD = 0.12


def draw(course: Course) -> tuple[Drawing, ...]:
    """A drawing a person from ``assets/figures/uger.yaml``, row beside row of the same height.

    Raises:
        CourseError: the file is missing or has an error.
    """
    data = read_data(course.root, "assets/figures/uger.yaml", Timelines)
    size = _measured(data)
    drawings = []
    for number, person in enumerate(data.people, start=1):
        with canvas(size.height) as figure:
            _Drawn(blank_axes(figure, size.height), data, size).person(person)
        drawings.append(Drawing(figure, person.title, person.alt, part=str(number)))
    return tuple(drawings)


@dataclass(frozen=True)
class _Size:
    """Heights that both drawings have: lines or changes where one of them needs most. ``height`` is in inches."""

    told: int
    rows: tuple[int, ...]
    explanation: int
    cells: int
    height: float


def _measured(data: Timelines) -> _Size:
    told = max(len(_lines(person.told)) for person in data.people)
    rows = tuple(
        max(max(1, len(row.seen)) for row in rows) for rows in zip(*(one.rows for one in data.people), strict=True)
    )
    explanation = max(len(_explanation(person)) for person in data.people)
    cells = max(_at_once(person, week) for person in data.people for week in range(1, data.weeks + 1))
    height = (
        LINE * (told + 1)
        + 0.36
        + sum(_HEADING + _SEEN * count for count in rows)
        + (_HEADING + LINE * explanation + 2 * _PAD)
        + (_HEADING + _CELL * cells + LINE + 0.12)
    )
    return _Size(told, rows, explanation, cells, height)


def _lines(text: str) -> list[str]:
    return fitted(text, _RIGHT - _LEFT)


def _explanation(person: Weeks) -> list[str]:
    return fitted(person.explanation, _RIGHT - _LEFT - 2 * _PAD)


def _at_once(person: Weeks, week: int) -> int:
    return sum(seen.first <= week <= seen.last for row in person.rows for seen in row.seen)


@dataclass(frozen=True)
class _Drawn:
    """Draws from the top down; every method takes the y where it begins and gives the y where it ended."""

    axes: Axes
    data: Timelines
    size: _Size

    def person(self, person: Weeks) -> None:
        y = write(self.axes, _LEFT, 0.14, [person.name], weight="bold", size=SIZE + 1) + 0.02
        write(self.axes, _LEFT, y, _lines(person.told))
        y = self._weeks(y + LINE * self.size.told + 0.06)
        for row, fill, count in zip(person.rows, FILLS, self.size.rows, strict=False):
            below = self._heading(y, row.name)
            for place, seen in enumerate(row.seen):
                self._seen(below + place * _SEEN, seen, fill)
            if row.unchanged:
                write(self.axes, _LEFT, below + 0.1, [row.unchanged])
                self._rule(below + 0.29, "dotted")
            y = below + count * _SEEN
        self._cells(self._why(y, person), person)

    def _x(self, week: float) -> float:
        """Where the week begins."""
        return _LEFT + (week - 1) * (_RIGHT - _LEFT) / self.data.weeks

    def _weeks(self, y: float) -> float:
        for week in range(1, self.data.weeks + 1):
            name = f"{self.data.week} {week}" if week == 1 else str(week)
            self.axes.text(self._x(week + 0.5), y, name, size=SIZE - 1, ha="center", va="center")
        self._rule(y + 0.14, "solid")
        return y + 0.2

    def _heading(self, y: float, text: str) -> float:
        write(self.axes, _LEFT, y + 0.13, [text], weight="bold")
        return y + _HEADING

    def _rule(self, y: float, style: str) -> None:
        self.axes.plot([_LEFT, _RIGHT], [y, y], color=PALETTE["line"], lw=1, ls=style)

    def _seen(self, y: float, seen: Seen, fill: str) -> None:
        """The text begins with its bar where there is room to the right, else it ends with the figure."""
        start, end = self._x(seen.first), self._x(seen.last + 1)
        fits = start + width_of(seen.what) <= _RIGHT
        write(self.axes, start if fits else _RIGHT, y + 0.08, [seen.what], align="left" if fits else "right")
        foot = y + 0.22 + _BAR
        before, after = (_BAR, 0.0) if seen.fades else (0.3 * _BAR, _BAR)
        full = start if seen.fades else min(end, self._x(seen.first + 2))
        corners = [(start, foot), (start, foot - before), (full, foot - _BAR), (end, foot - after), (end, foot)]
        self.axes.add_patch(Polygon(corners, facecolor=PALETTE[fill], edgecolor=PALETTE["ink"], lw=0.8))

    def _why(self, y: float, person: Weeks) -> float:
        y = self._heading(y, self.data.why)
        inner = LINE * self.size.explanation
        box = FancyBboxPatch(
            (_LEFT + 0.04, y + 0.04),
            _RIGHT - _LEFT - 0.08,
            inner + 0.02,
            boxstyle="round,pad=0.04",
            facecolor=PALETTE["four" if person.explained else "paper"],
            edgecolor=PALETTE["ink"],
            ls="solid" if person.explained else "dashed",
            lw=0.8,
        )
        self.axes.add_patch(box)
        write(self.axes, _LEFT + _PAD, y + 0.15, _explanation(person))
        return y + inner + 2 * _PAD

    def _cells(self, y: float, person: Weeks) -> None:
        """A column a week, a cell a change, in the colours of the rows, and how many they are."""
        foot = self._heading(y, self.data.together) + LINE + _CELL * self.size.cells
        cells: dict[str, list[Path]] = {}
        for week in range(1, self.data.weeks + 1):
            top, left, right = foot, self._x(week) + 0.04, self._x(week + 1) - 0.04
            for row, fill in zip(person.rows, FILLS, strict=False):
                for _ in (seen for seen in row.seen if seen.first <= week <= seen.last):
                    corners = [(left, top), (right, top), (right, top - _CELL), (left, top - _CELL), (left, top)]
                    cells.setdefault(fill, []).append(Path(corners, closed=True))
                    top -= _CELL
            count = str(_at_once(person, week))
            self.axes.text(self._x(week + 0.5), top - 0.1, count, size=SIZE - 1, ha="center", va="center")
        for fill, paths in cells.items():
            look = {"facecolor": PALETTE[fill], "edgecolor": PALETTE["ink"], "lw": 0.8}
            self.axes.add_patch(PathPatch(Path.make_compound_path(*paths), **look))
        self._rule(foot, "solid")
