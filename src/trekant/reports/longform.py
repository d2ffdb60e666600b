"""Reading anybody's answers: a CSV with a row for each participant and question.

The columns ``participant``, ``question``, ``fraction`` and ``points``, in any order, beside any others; comma or
semicolon (or tab) between them, and in the latter decimal commas too. ``fraction`` is the share of the points that
the answer earned, -1 to 1, and empty where nothing was answered; ``points`` is the question's maximum. A participant
and question without a row count as not answered.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from trekant.course.outside import OutsideError, read_outside
from trekant.course.quizzes.response import AskedQuestion, Response, Responses
from trekant.course.store import CourseError

COLUMNS = ("participant", "question", "fraction", "points")
MAX_BYTES = 500 * 1024 * 1024
"""Ten million answers."""

MAX_POINTS, MIN_POINTS = 1e6, 1e-6
"""What a question may be worth, when it is not worth nothing: enough for any test, and safe to calculate with."""

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,2})?")


def read_responses(path: Path) -> Responses:
    """Read a file of answers.

    Raises:
        CourseError: it cannot be used; the sentence names the line.
    """
    rows: dict[tuple[str, str], Response] = {}
    lines: dict[tuple[str, str], int] = {}
    points: dict[str, tuple[float, int]] = {}
    for line, cells in _cells(path):
        row = _row(path, line, cells)
        key = row.participant, row.question
        if key in rows:
            said = f"deltageren »{key[0]}« har allerede et svar på »{key[1]}« i linje {lines[key]}; slet det ene"
            raise error_at(path, line, said)
        worth, before = points.setdefault(row.question, (row.points, line))
        if worth != row.points:
            said = f"»{row.question}« giver her {row.points:g} point, men {worth:g} i linje {before}; de skal være ens"
            raise error_at(path, line, said)
        rows[key], lines[key] = row, line
    people = sorted({participant for participant, _ in rows})
    if not people:
        raise CourseError(f"{path.name} har ingen svar; der skal stå mindst en linje under overskriften.")
    blank = [
        Response(participant=one, question=question, fraction=None, points=worth)
        for one in people
        for question, (worth, _) in points.items()
        if (one, question) not in rows
    ]
    questions = tuple(AskedQuestion(id=question) for question in points)
    return Responses(
        title=path.stem, basis=f"Svarene i {path.name}", questions=questions, rows=(*rows.values(), *blank)
    )


def _cells(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line that is not empty, as its number and its cells by column."""
    text = outside_text(path)
    head = text.split("\n", 1)[0]
    delimiter = max(";\t,", key=head.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        for name in COLUMNS:
            if names.count(name) != 1:
                said = "mangler" if name not in names else "står to gange"
                raise error_at(path, 1, f"kolonnen »{name}« {said}; den første linje skal have {', '.join(COLUMNS)}")
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(names):
                said = f"der er {len(cells)} felter, men {len(names)} kolonner; se efter tegnet »{delimiter}« i et felt"
                raise error_at(path, reader.line_num, said)
            yield reader.line_num, dict(zip(names, (cell.strip() for cell in cells), strict=True))
    except csv.Error:
        raise error_at(
            path, reader.line_num, "linjen er ikke gyldig CSV; se efter anførselstegn, der mangler"
        ) from None


def outside_text(path: Path) -> str:
    """The text of a file from somebody else, with plain line feeds.

    Raises:
        CourseError: it cannot be read, or is not text in UTF-8.
    """
    try:
        return read_outside(path, MAX_BYTES).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise CourseError(f"{path.name} er ikke gemt som UTF-8; gem den igen som »CSV UTF-8«.") from None
    except OutsideError as error:
        raise CourseError(f"{path}: {error}.") from None


def _row(path: Path, line: int, cells: dict[str, str]) -> Response:
    for name in ("participant", "question", "points"):
        if not cells[name]:
            raise error_at(path, line, f"»{name}« er tomt")
    fraction = _number(path, line, "fraction", cells["fraction"]) if cells["fraction"] else None
    if fraction is not None and not -1 <= fraction <= 1:
        said = f"»fraction« er {cells['fraction']}, men skal ligge mellem -1 og 1: andelen af spørgsmålets point"
        raise error_at(path, line, said)
    points = _number(path, line, "points", cells["points"])
    if points and not MIN_POINTS <= points <= MAX_POINTS:
        said = f"»points« er {cells['points']}, men skal være det højeste, spørgsmålet kan give: 0 eller et tal over 0"
        raise error_at(path, line, said)
    return Response(participant=cells["participant"], question=cells["question"], fraction=fraction, points=points)


def _number(path: Path, line: int, name: str, text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise error_at(path, line, f"»{name}« er »{text[:40]}«, som ikke er et tal")
    return float(text.replace(",", "."))


def error_at(path: Path, line: int, said: str) -> CourseError:
    """What is wrong in a line of a file, and what to do, as a sentence; ``said`` has no full stop."""
    # what is quoted is somebody else's, and a terminal obeys control characters
    plain = "".join(char if char.isprintable() else " " for char in said)
    return CourseError(f"{path.name}, linje {line}: {plain}.")
