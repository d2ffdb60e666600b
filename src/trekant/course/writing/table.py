"""Tables that somebody opens in a spreadsheet: as Danish Excel reads them, or in the international form."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_FORMULA = re.compile("'*[=+\\-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH COMMERCIAL AT}]")

_DENMARK = ZoneInfo("Europe/Copenhagen")

MARK = "\ufeff"
"""What a file in UTF-8 begins with, so that Excel knows that it is."""

Cell = str | float | int | datetime | None
"""Text, a number, a time (without a zone it is UTC), or nothing."""


def csv_text(columns: Iterable[str], lines: Iterable[Iterable[Cell]], *, international: bool = False) -> str:
    """A CSV file, to be written in UTF-8 as it is.

    The Danish form has semicolons, decimal commas, the time in Denmark and a mark at the start; the international form
    has commas, decimal points, times in UTC as ISO 8601 has them, and no mark. No cell of either is run as a formula.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter="," if international else ";", lineterminator="\r\n")
    writer.writerow(columns)
    form = _international if international else _danish
    for line in lines:
        writer.writerow([form(cell) for cell in line])
    return ("" if international else MARK) + file.getvalue()


def _danish(cell: Cell) -> str | int:
    if isinstance(cell, float):
        return repr(cell).replace(".", ",")
    if isinstance(cell, datetime):
        return _aware(cell).astimezone(_DENMARK).strftime("%d-%m-%Y %H:%M")
    return _plain(cell)


def _international(cell: Cell) -> str | int:
    if isinstance(cell, float):
        return repr(cell)
    if isinstance(cell, datetime):
        return _aware(cell).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return _plain(cell)


def _plain(cell: str | int | None) -> str | int:
    if cell is None:
        return ""
    return safe_cell(cell) if isinstance(cell, str) else cell


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def safe_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: what looks like one gets an apostrophe before it.

    A cell from somebody else that begins with one of these characters is run when the file is opened; see OWASP,
    »CSV Injection«.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def plain_cell(cell: str) -> str:
    """What :func:`safe_cell` made the cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
