"""Cells of a table that somebody opens in a spreadsheet."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def safe_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: what looks like one gets an apostrophe before it.

    A cell from somebody else that begins with one of these characters is run when the file is opened; see OWASP,
    »CSV Injection«.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def plain_cell(cell: str) -> str:
    """What :func:`safe_cell` made the cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
