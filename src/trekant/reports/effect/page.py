"""An effect as a page, a table and a figure, written into a folder."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Template
from markupsafe import Markup
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from trekant.course.base import Moment
from trekant.course.contact.clock import danish_date
from trekant.course.writing.table import Cell, csv_text
from trekant.reports.effect.analysis import Difference, Effect, ObjectiveEffect
from trekant.reports.effect.words import NAMES, cautions, figure_in_words, interval, signed, summary, verdict
from trekant.reports.figures import FILL, INK, LINE, MADE_BY, SOFT, WARM, as_png, as_svg, inline_svg, report_canvas
from trekant.reports.flags import FEW_ANSWERS, TOO_FEW
from trekant.reports.rendering import report_templates
from trekant.reports.write import Written, write_files

PAGE, TABLE = "effekt.html", "effekt.csv"

COLUMNS = (
    "objective",
    *(f"{moment}_{name}" for moment in Moment for name in ("number", "mean")),
    *(f"{moment}_{name}" for moment in (Moment.AFTER, Moment.LATER) for name in ("paired", "change", "low", "high")),
)
"""Of the table: numbers of participants, shares, and differences of shares since before; empty where not shown."""

ALL = "all"
"""What stands in the place of an objective in the line of them all."""

_MARKERS = {Moment.BEFORE: ("s", SOFT, 0.13), Moment.AFTER: ("o", FILL, 0.0), Moment.LATER: ("D", WARM, -0.13)}
"""Told apart by shape as well as by colour, and a little above or below the line, so that none hides another."""

_ACROSS = 52
"""So many characters of a line's words stand side by side in the figure."""


def write_effect(
    found: Effect, folder: Path, words: str, today: date | None = None, *, international: bool = False
) -> Written:
    """Write the page, the table and the figure; ``words`` say what of the participants the figures are about.

    Raises:
        CourseError: a file of that name is somebody else's, or the folder cannot be written.
    """
    drawn = figure(found)
    made = {
        PAGE: effect_page(found, drawn, words, today or date.today()).encode(),
        TABLE: csv_text(COLUMNS, map(_cells, found.lines), international=international).encode(),
        "effekt.svg": as_svg(drawn).encode(),
        "effekt.png": as_png(drawn),
    }
    write_files(made, folder, {TABLE: (";".join(COLUMNS), ",".join(COLUMNS))})
    return Written(folder / PAGE, tuple(summary(found)))


def _cells(line: ObjectiveEffect) -> Iterator[Cell]:
    yield line.objective.value if line.objective else ALL
    for one in line.measured.values():
        yield from (one.number, one.mean)
    for change in line.changes.values():
        yield from (change.number, change.mean, change.low, change.high)


def effect_page(found: Effect, drawn: Figure, words: str, today: date) -> str:
    """The page: no script, no other file, no name of a participant."""
    return _template().render(
        effect=found,
        words=words,
        names=NAMES,
        signed=signed,
        interval=interval,
        verdicts=[verdict(found, moment) for moment in found.whole.changes],
        cautions=list(cautions(found)),
        # matplotlib's own output, the text in it escaped
        figure=Markup(inline_svg(drawn, "effekt", figure_in_words(found))),  # noqa: S704
        today=danish_date(today),
        made_by=MADE_BY,
        few=FEW_ANSWERS,
        too_few=TOO_FEW,
        table=_shown,
    )


def _shown(found: Effect, moment: Moment) -> list[tuple[ObjectiveEffect, Difference]]:
    return [(line, line.changes[moment]) for line in found.lines]


@cache
def _template() -> Template:
    return report_templates().get_template("effekt.html")


def figure(found: Effect) -> Figure:
    """The mean shares of each line, before, after and later, under the line's words."""
    lines = found.lines
    with report_canvas(0.75 + 0.78 * len(lines)) as made:
        axes = made.add_subplot()
        for place, line in enumerate(lines):
            words = textwrap.fill(line.words, _ACROSS)
            axes.annotate(
                words, (0, -place), xytext=(0, 11), textcoords="offset points", color=INK, fontsize=9, va="bottom"
            )
            axes.plot([0, 1], [-place, -place], color=LINE, linewidth=1, zorder=1)
            for moment, one in line.measured.items():
                if one.mean is not None:
                    marker, colour, above = _MARKERS[moment]
                    label = NAMES[moment] if line is found.whole else None
                    axes.scatter(
                        [one.mean],
                        [above - place],
                        marker=marker,
                        color=colour,
                        s=55,
                        linewidths=0,
                        zorder=2,
                        label=label,
                    )
        axes.set_xlim(-0.02, 1.02)
        axes.set_ylim(-len(lines) + 0.6, 0.75)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.0f} %"))
        axes.set_xlabel("andel af pointene")
        axes.tick_params(length=0)
        made.legend(loc="outside upper left", ncols=3, frameon=False, labelcolor=INK, handletextpad=0.2)
    return made
