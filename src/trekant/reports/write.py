"""Writing a report into a folder: the page, the tables and the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trekant.course.store import CourseError
from trekant.reports import tables
from trekant.reports.figures import MADE_BY, as_png, as_svg, distribution, map_of_questions
from trekant.reports.page import page
from trekant.reports.report import Report
from trekant.reports.words import people, percent

PAGE = "rapport.html"

_DRAWN = ("fordeling.svg", "fordeling.png", "spoergsmaal.svg", "spoergsmaal.png")

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
    made = {name: text.encode() for name, text in tables.tables(report, international=international).items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in (*made, *_DRAWN, PAGE):
            _refuse_foreign(folder / name)
        for name, content in (made | _drawn(report, today or date.today())).items():
            new = folder / f".{name}.new"
            new.write_bytes(content)
            new.replace(folder / name)
    except OSError as error:
        raise CourseError(f"Rapporten kan ikke skrives i {folder}: {error.strerror or error}.") from None
    return Written(folder / PAGE, tuple(_summary(report)))


def _drawn(report: Report, today: date) -> dict[str, bytes]:
    """The figures as files, and the page that holds them."""
    figures = {"fordeling": distribution(report), "spoergsmaal": map_of_questions(report)}
    made = {PAGE: page(report, figures, today).encode()}
    for name, figure in figures.items():
        made |= {f"{name}.svg": as_svg(figure).encode(), f"{name}.png": as_png(figure)}
    return made


def _refuse_foreign(path: Path) -> None:
    if not path.exists():
        return
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not any(mark.encode() in head for mark in tables.HEADS.get(path.name, (MADE_BY,))):
        raise CourseError(
            f"{path} er ikke lavet af »trekant report« og bliver ikke overskrevet. Vælg en mappe med --to."
        )


def _summary(report: Report) -> list[str]:
    count = report.quiz.number
    lines = [f"{people(count)} har svaret på {report.quiz.questions} spørgsmål."]
    if report.passed is not None and count:
        lines.append(f"{report.passed} bestod ({percent(report.passed / count)}).")
    flagged = sum(bool(question.flags) for question in report.questions)
    lines.append(f"{flagged} spørgsmål bør ses efter." if flagged else "Intet spørgsmål er peget ud.")
    return lines
