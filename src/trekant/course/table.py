"""Cells of a table that somebody opens in a spreadsheet."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: what looks like one gets an apostrophe before it.

    A cell from somebody else that begins with one of these characters is run when the file is opened; see OWASP,
    »CSV Injection«.
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
