"""A roster as a spreadsheet saves it: a CSV file, read whole, with every row that cannot be used."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from trekant.course.people.participant import Participant, as_code, has_cpr, in_words
from trekant.course.writing.spelling import UnclearError, decode
from trekant.course.writing.table import plain_cell
from trekant.grading.courses import GradingError

MAX_BYTES = 5 * 1024 * 1024
"""A roster of 3,300 is a third of a MB."""

SHOWN = 100
"""As many problems are told at once."""

FIELDS = {
    "code": "kode",
    "name": "navn",
    "email": "e-mail",
    "workplace": "arbejdssted",
    "cohort": "hold",
    "manager": "leder",
}
"""The fields of Participant, and what they are called on the screen and in files."""

_COLUMNS = {
    "code": ("deltagerkode", "kode", "code", "participant", "id", "studentid"),
    "name": ("navn", "name", "fuldenavn", "fuldtnavn", "fullname"),
    "first": ("fornavn", "firstname", "givenname"),
    "last": ("efternavn", "lastname", "surname"),
    "email": ("email", "mail", "epost", "mailadresse", "emailadresse", "emailaddress"),
    "workplace": ("arbejdssted", "arbejdsplads", "tjenestested", "workplace"),
    "cohort": ("hold", "kursushold", "cohort"),
    "manager": ("leder", "lederensemail", "lederensmail", "ledermail", "lederemail", "manager"),
}
_FIELD_OF = {alias: field for field, aliases in _COLUMNS.items() for alias in aliases}


_NO_CPR = (
    "Der står noget, der ligner et CPR-nummer. Det må ikke være i listen, for koden kan ses af andre, og kurset har "
    "ikke brug for det. Slet det, og lav koder med »trekant participants codes«."
)


@dataclass(frozen=True)
class RosterFile:
    """The participants of a file. ``columns`` are the fields of Participant it has, ``ignored`` its other columns."""

    participants: tuple[Participant, ...]
    columns: frozenset[str]
    ignored: tuple[str, ...]


class RosterError(GradingError):
    """A roster that cannot be used; ``problems`` has a Danish sentence for each thing to mend, with its line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        more = [f"… og {len(problems) - SHOWN} til."] if len(problems) > SHOWN else []
        super().__init__("\n".join([*problems[:SHOWN], *more, "Intet er ændret. Ret filen, og prøv igen."]))


def read_roster(raw: bytes) -> RosterFile:
    """Read a CSV file: with semicolon, comma or tab, in Unicode or Danish Windows-1252, its columns in any order.

    Raises:
        RosterError: there is something to mend in it; all of it is told, and no personal number is repeated.
    """
    if len(raw) > MAX_BYTES:
        raise RosterError([f"Filen er for stor ({len(raw) // 1024 // 1024} MB); højst {MAX_BYTES // 1024 // 1024} MB."])
    problems: list[str] = []
    try:
        text = decode(raw)
    except UnclearError as error:
        raise RosterError([f"{error}."]) from None
    rows = _rows(text, problems)
    line, header = next(rows, (1, []))
    names = _columns(line, header, problems)
    if any(map(has_cpr, header)):
        problems.append(f"Linje {line}: {_NO_CPR}")
    if problems:
        raise RosterError(problems)
    found: dict[str, tuple[int, Participant]] = {}
    for line, row in rows:
        if len(row) > len(header) and any(row[len(header) :]):
            problems.append(f"Linje {line}: Der er {len(row)} felter, men overskriften har {len(header)}.")
            continue
        if forbidden := [cell for cell in zip(header, row, strict=False) if has_cpr(cell[1])]:
            problems += [f"Linje {line}, {column}: {_NO_CPR}" for column, _ in forbidden]
            continue
        one = _participant(line, {name: cell for name, cell in zip(names, row, strict=False) if name}, problems)
        if one is None:
            continue
        if one.code in found:
            problems.append(f"Linje {line}, kode: »{one.code}« står også i linje {found[one.code][0]}.")
        found.setdefault(one.code, (line, one))
    if not found and not problems:
        problems.append("Der er ingen deltagere i filen.")
    if problems:
        raise RosterError(problems)
    ignored = tuple(cell for cell, name in zip(header, names, strict=True) if cell and not name)
    columns = {"name" if name in ("first", "last") else name for name in names if name}
    return RosterFile(tuple(one for _, one in found.values()), frozenset(columns), ignored)


def _rows(text: str, problems: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the line it begins in; Excel's own »sep=« first is passed over."""
    first, _, _ = text.partition("\n")
    separator = first.strip()[4:5] if first.lower().startswith("sep=") else ""
    delimiter = separator or max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins = 1
    try:
        for row in reader:
            cells = [plain_cell(cell.strip(" \t")) for cell in row]
            if any(cells) and not (begins == 1 and separator):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        problems.append(f"Linje {begins}: Resten kan ikke læses; der mangler nok et anførselstegn.")


def _columns(line: int, header: list[str], problems: list[str]) -> list[str]:
    """The field of each column, empty where it is none of ours."""
    names = [_FIELD_OF.get("".join(char for char in cell.casefold() if char.isalnum()), "") for cell in header]
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        both = " og ".join(f"»{cell}«" for cell, field in zip(header, names, strict=True) if field == name)
        problems.append(f"Linje {line}: {both} er den samme oplysning; slet den ene kolonne.")
    if "code" not in names:
        problems.append(
            f"Linje {line}: Kolonnen »kode« mangler. Første linje skal have kolonnernes navne: kode og gerne navn, "
            "e-mail, arbejdssted, hold og leder."
        )
    has_name = {"name", "first", "last"} & set(names)
    for cell in (cell for cell, name in zip(header, names, strict=True) if not name and not has_name):
        if "navn" in cell.casefold():
            problems.append(
                f"Linje {line}: Kolonnen »{cell}« kendes ikke; kald den navn, eller del den i fornavn og efternavn."
            )
    if "name" in names and {"first", "last"} & set(names):
        problems.append(f"Linje {line}: Navnet står både i en kolonne og delt i to; slet det ene.")
    return names


def _participant(line: int, cells: dict[str, str], problems: list[str]) -> Participant | None:
    if "first" in cells or "last" in cells:
        cells["name"] = f"{cells.pop('first', '')} {cells.pop('last', '')}".strip()
    cells["code"] = as_code(cells.get("code", ""))
    said = [] if cells["code"] else [f"Linje {line}, {FIELDS['code']}: feltet er tomt."]
    try:
        one = Participant.model_validate(cells)
    except ValidationError as error:
        for detail in error.errors():
            field = str(detail["loc"][0])
            if cells[field]:
                said.append(f"Linje {line}, {FIELDS[field]}: {in_words(detail)}.")
    problems += said
    return None if said else one
