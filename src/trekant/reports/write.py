"""Writing a report into a folder: the page, the tables and the figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from matplotlib.figure import Figure

from trekant.course.store import CourseError
from trekant.reports import tables
from trekant.reports.figures import MADE_BY, as_png, as_svg, distribution, map_of_questions
from trekant.reports.page import report_page
from trekant.reports.report import Report
from trekant.reports.words import people, percent

PAGE = "rapport.html"

_HEAD = 4096
"""Our mark stands in the first so many bytes of a file."""


@dataclass(frozen=True)
class Written:
    """Where the page is, and what is most important, in a few lines."""

    page: Path
    summary: tuple[str, ...]


def write_report(report: Report, folder: Path, today: date | None = None, *, international: bool = False) -> Written:
    """Write everything into the folder, the tables in Danish or in international form.

    What an earlier report left there is replaced; nothing else is touched.

    Raises:
        CourseError: a file of that name is somebody else's, or the folder cannot be written.
    """
    made = {name: text.encode() for name, text in tables.report_tables(report, international=international).items()}
    write_files(made | _drawn(report, today or date.today()), folder, tables.HEADS)
    return Written(folder / PAGE, tuple(_summary(report)))


def write_files(made: Mapping[str, bytes], folder: Path, heads: Mapping[str, tuple[str, ...]]) -> None:
    """Write files into a folder, each whole or not at all; ``heads`` has the first line of each table.

    Raises:
        CourseError: a file of that name is somebody else's, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in made:
            _refuse_foreign(folder / name, heads.get(name, (MADE_BY,)))
        for name, content in made.items():
            new = folder / f".{name}.new"
            new.write_bytes(content)
            new.replace(folder / name)
    except OSError as error:
        raise CourseError(f"Rapporten kan ikke skrives i {folder}: {error.strerror or error}.") from None


def _drawn(report: Report, today: date) -> dict[str, bytes]:
    """The figures as files, and the page that holds them."""
    figures = drawn_for(report)
    made = {PAGE: report_page(report, figures, today).encode()}
    for name, figure in figures.items():
        made |= {f"{name}.svg": as_svg(figure).encode(), f"{name}.png": as_png(figure)}
    return made


def drawn_for(report: Report) -> dict[str, Figure]:
    """The figures of a report."""
    return {"fordeling": distribution(report), "spoergsmaal": map_of_questions(report)}


def _refuse_foreign(path: Path, marks: tuple[str, ...]) -> None:
    if not path.exists():
        return
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not any(mark.encode() in head for mark in marks):
        raise CourseError(f"{path} er ikke lavet af »trekant« og bliver ikke overskrevet. Vælg en mappe med --to.")


def _summary(report: Report) -> list[str]:
    count = report.quiz.number
    lines = [f"{people(count)} har svaret på {report.quiz.questions} spørgsmål."]
    if report.passed is not None and count:
        lines.append(f"{report.passed} bestod ({percent(report.passed / count)}).")
    flagged = sum(bool(question.flags) for question in report.questions)
    lines.append(f"{flagged} spørgsmål bør ses efter." if flagged else "Intet spørgsmål er peget ud.")
    return lines
