"""Reading what Moodle's report »Responses« is downloaded as: a CSV with a line for each attempt.

The heads of the columns are in English or Danish, and each question has its text and the response to it in columns of
its own. Who answered is in the file too. It is used here to tell people from each other, and leaves this module as a
number.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from trekant.reports.longform import error_at, outside_text

_QUESTION = re.compile(r"(?:question|spørgsmål)\s*(\d{1,4})")
_RESPONSE = re.compile(r"(?:response|svar|besvarelse|respons)\s*(\d{1,4})")
_EMAIL = re.compile(r"e-?mail.*")
_NAME = re.compile(r".*(?:name|navn).*|id.?num\w*")
_STATE = re.compile(r"state|status|tilstand")

UNFINISHED = (
    *("", "-", "in progress", "overdue", "never submitted", "not started"),
    *("i gang", "igangværende", "overskredet", "aldrig afleveret", "ikke startet"),
)
"""What stands as the state of an attempt that has not been handed in, or where there is none."""

NOTHING = "-"
"""What stands where nothing was answered."""

_AGAIN = "hent rapporten »Besvarelser« (Responses) i Moodle igen som CSV, med hak ved både spørgsmålets tekst og svaret"


@dataclass(frozen=True)
class MoodleResponse:
    """A question as one participant met it in Moodle, and the response; ``number`` is its number in the quiz."""

    participant: str
    number: int
    question: str
    response: str
    line: int
    column: str


@dataclass(frozen=True)
class MoodleDownload:
    """The responses of everybody's first attempt in a file, and how many attempts are left out, and why."""

    responses: tuple[MoodleResponse, ...]
    unfinished: int
    later: int


@dataclass(frozen=True)
class _Columns:
    pairs: Mapping[int, tuple[int, int]]
    """By number of the question, where its text and its response stand."""
    who: tuple[int, ...]
    state: int | None


def read_download(path: Path) -> MoodleDownload:
    """Read a file of responses.

    Raises:
        CourseError: it cannot be used; the sentence names the line, and the column where there is one.
    """
    rows = _rows(path)
    _, names = next(rows, (1, []))
    columns = _columns(path, names)
    people: dict[tuple[str, ...], int] = {}
    found: list[MoodleResponse] = []
    unfinished = later = 0
    for line, cells in rows:
        if len(cells) != len(names):
            said = f"der er {len(cells)} felter, men {len(names)} kolonner; {_AGAIN}"
            raise error_at(path, line, said)
        if columns.state is not None and cells[columns.state].strip().casefold() in UNFINISHED:
            unfinished += 1
            continue
        who = tuple(cells[at].strip().casefold() for at in columns.who) or (str(line),)
        if who in people:
            later += 1
            continue
        people[who] = len(people) + 1
        found += _responses(str(people[who]), line, names, cells, columns)
    if not people:
        raise error_at(path, 1, f"under overskriften er der ingen forsøg, der er afleveret; {_AGAIN}")
    return MoodleDownload(tuple(found), unfinished, later)


def _responses(
    participant: str, line: int, names: list[str], cells: list[str], columns: _Columns
) -> Iterator[MoodleResponse]:
    for number, (question, response) in columns.pairs.items():
        text, said = cells[question].strip(), cells[response].strip()
        if text not in ("", NOTHING):
            said = "" if said == NOTHING else said
            yield MoodleResponse(participant, number, text, said, line, names[response])


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not empty, each with the number that it begins at; a cell may have several lines."""
    text = outside_text(path)
    if text.lstrip()[:1] in ("[", "{", "<"):
        raise error_at(path, 1, f"det er ikke en CSV-fil; {_AGAIN}")
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";\t,", key=head.count), strict=True)
    begun = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begun, cells
            begun = reader.line_num + 1
    except csv.Error:
        raise error_at(path, begun, f"linjen er ikke gyldig CSV, måske er filen gemt om; {_AGAIN}") from None


def _columns(path: Path, names: list[str]) -> _Columns:
    plain = [" ".join(name.split()).casefold() for name in names]
    questions, responses = (_numbered(path, plain, pattern) for pattern in (_QUESTION, _RESPONSE))
    if not responses:
        raise error_at(path, 1, f"kolonnen »Response 1« eller »Svar 1« mangler; {_AGAIN}")
    for number in responses:
        if number not in questions:
            said = f"kolonnen »Question {number}« eller »Spørgsmål {number}« mangler; {_AGAIN}"
            raise error_at(path, 1, said)
    emails = [at for at, name in enumerate(plain) if _EMAIL.fullmatch(name)]
    named = [at for at, name in enumerate(plain) if _NAME.fullmatch(name)]
    return _Columns(
        {number: (questions[number], at) for number, at in sorted(responses.items())},
        tuple(emails or named),
        next((at for at, name in enumerate(plain) if _STATE.fullmatch(name)), None),
    )


def _numbered(path: Path, names: list[str], pattern: re.Pattern[str]) -> dict[int, int]:
    found: dict[int, int] = {}
    for at, name in enumerate(names):
        if match := pattern.fullmatch(name):
            if int(match[1]) in found:
                raise error_at(path, 1, f"kolonnen »{match[0]}« står to gange; {_AGAIN}")
            found[int(match[1])] = at
    return found
