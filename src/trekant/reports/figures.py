"""The two figures of a report, drawn by matplotlib; in words they stand in ``alt``, and as tables on the page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from trekant.reports.flags import LOW_DISCRIMINATION
from trekant.reports.report import BINS, Report
from trekant.reports.words import number, percent

INK, SOFT, LINE, FILL, WARM, PAPER = "#1b2730", "#4a5a66", "#c3ccd2", "#5b93ad", "#a5521b", "#fdfcfa"
"""Every colour of a figure is one of these; the page gives them other values in the dark."""

MADE_BY = "trekant report"
"""What our own figures are known by, so that nobody else's are overwritten."""

WIDTH = 4.6
"""Inches. Narrow, so that the text can still be read on a phone."""

LABELS = 12
"""So many points in a figure can be named before the names cover each other."""

_RC: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "trekant",
    "font.family": "DejaVu Sans",
    "font.size": 10.5,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "figure.facecolor": PAPER,
    "axes.facecolor": "none",
}


@contextmanager
def report_canvas(height: float) -> Iterator[Figure]:
    """An empty figure; ``height`` in inches. No pyplot, so nothing global is touched."""
    with mpl.rc_context(_RC):
        yield Figure(figsize=(WIDTH, height), layout="constrained")


def distribution(report: Report) -> Figure:
    """How many got how large a share of the points."""
    with report_canvas(2.5) as figure:
        axes = figure.add_subplot()
        axes.bar([at + 0.5 for at in range(BINS)], report.bins, width=0.88, color=FILL, linewidth=0)
        axes.set_xlim(0, BINS)
        axes.set_xticks(range(0, BINS + 1, 2), [f"{10 * at} %" for at in range(0, BINS + 1, 2)])
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        axes.set_xlabel("andel af pointene")
        axes.set_ylabel("deltagere")
        axes.tick_params(length=0)
        if report.pass_mark is not None:
            axes.axvline(report.pass_mark * BINS, color=WARM, linewidth=1.5, linestyle=(0, (4, 3)))
            axes.annotate(
                "bestået herfra",
                (report.pass_mark * BINS, 1.0),
                xycoords=("data", "axes fraction"),
                xytext=(0, 3),
                textcoords="offset points",
                ha="center",
                va="bottom",
                color=WARM,
            )
    return figure


def distribution_in_words(report: Report) -> str:
    """The figure for those who do not see it."""
    parts = [f"{10 * at} til {10 * at + 10} procent: {count}" for at, count in enumerate(report.bins) if count]
    mark = "" if report.pass_mark is None else f" Grænsen for at bestå er {percent(report.pass_mark)}."
    return f"Søjler: antal deltagere efter andel af pointene. {'; '.join(parts) or 'Ingen deltagere'}.{mark}"


def map_of_questions(report: Report) -> Figure:
    """Each question by how easy it is and how well it goes with the rest; those pointed out are named."""
    with report_canvas(3.1) as figure:
        axes = figure.add_subplot()
        axes.axhspan(-100, LOW_DISCRIMINATION, color=LINE, alpha=0.35, linewidth=0)
        axes.axhline(0, color=SOFT, linewidth=0.8)
        shown = _shown(report)
        for flagged, colour, marker in ((False, FILL, "o"), (True, WARM, "D")):
            points = [(x, y) for _, x, y, is_flagged in shown if is_flagged is flagged]
            if points:
                across, up = zip(*points, strict=True)
                axes.scatter(across, up, color=colour, marker=marker, s=30, linewidths=0)
        named = _named(report, shown)
        for name, x, y, _ in shown:
            if name in named:
                axes.annotate(name, (x, y), xytext=(5, 3), textcoords="offset points", color=INK, fontsize=9)
        axes.set_xlim(-0.03, 1.06)
        lowest = min([-20.0, *(y - 8 for _, _, y, _ in shown)])
        axes.set_ylim(lowest, max([60.0, *(y + 8 for _, _, y, _ in shown)]))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.0f} %"))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value / 100, 1)))
        axes.set_xlabel("løsningsprocent: let er til højre")
        axes.set_ylabel("skelneevne")
        axes.tick_params(length=0)
    return figure


def _shown(report: Report) -> list[tuple[str, float, float, bool]]:
    """Number, facility, discrimination and whether it is pointed out, of each question that has both."""
    found = []
    for question in report.questions:
        facility, index = question.figures.facility_index, question.figures.discrimination_index
        if facility is not None and index is not None:
            found.append((str(question.number), facility, index, bool(question.flags)))
    return found


def _named(report: Report, shown: list[tuple[str, float, float, bool]]) -> set[str]:
    """The questions that get their number beside them: as many as there is room for, the gravest in any case."""
    flagged = {name for name, _, _, is_flagged in shown if is_flagged}
    if len(shown) <= LABELS:
        return {name for name, _, _, _ in shown}
    if len(flagged) <= LABELS:
        return flagged
    numbers = {question.asked.id: str(question.number) for question in report.questions}
    return {numbers[flag.question] for flag in report.first}


def map_in_words(report: Report) -> str:
    """The figure for those who do not see it."""
    shown = _shown(report)
    below = [name for name, _, index, _ in shown if index < 0]
    low = [name for name, _, index, _ in shown if 0 <= index < LOW_DISCRIMINATION]
    missing = len(report.questions) - len(shown)
    return " ".join(
        [
            f"Punkter: {len(shown)} spørgsmål efter løsningsprocent og skelneevne.",
            f"Under nul ligger {_listed(below)}.",
            f"Mellem nul og 0,20 ligger {_listed(low)}.",
            f"{missing} spørgsmål mangler, fordi alle fik det samme." if missing else "",
        ]
    ).strip()


def _listed(names: list[str]) -> str:
    return f"spørgsmål {', '.join(names)}" if names else "ingen"


def as_png(figure: Figure) -> bytes:
    """The figure as a picture of 1,380 pixels across."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=300, metadata={"Software": MADE_BY})
    return file.getvalue()


def as_svg(figure: Figure) -> str:
    """The figure as a file."""
    file = io.StringIO()
    with mpl.rc_context(_RC):
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": MADE_BY})
    return file.getvalue()


def inline_svg(figure: Figure, name: str, alt: str) -> str:
    """The figure as an ``<svg>`` in a page, without a background; ``name`` keeps its ids apart from the others'."""
    figure.patch.set_visible(False)
    text = as_svg(figure)
    figure.patch.set_visible(True)
    body = text[text.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.S)
    body = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{name}-", body)
    body = re.sub(r' (?:width|height)="[\d.]+pt"', "", body, count=2)
    # a policy that forbids styles in the page forbids those in it too, and attributes say the same
    body = re.sub(r"<style.*?</style>", "", body, flags=re.S)
    body = re.sub(r'style="([^"]*)"', lambda found: _as_attributes(found[1]), body)
    quoted = alt.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    lines = 'stroke-linejoin="round" stroke-linecap="butt"'
    return body.replace("<svg", f'<svg role="img" aria-label="{quoted}" {lines}', 1).strip()


def _as_attributes(style: str) -> str:
    said = (one.partition(":") for one in style.split(";") if ":" in one)
    return " ".join(f'{name.strip()}="{value.strip()}"' for name, _, value in said)
