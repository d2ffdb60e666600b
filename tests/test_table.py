"""Tables: a Danish spreadsheet gets numbers as numbers and times as times, and runs nothing."""

from __future__ import annotations

import csv
import io
import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spreadsheet import table
from trekant.course.writing.table import csv_text, plain_cell, safe_cell

CELLS = st.text(st.sampled_from("=+-@\t\r\n'aø;,\"1 ＝＠"), max_size=8)


@given(st.lists(CELLS, min_size=1, max_size=4), st.booleans())
def test_no_text_is_run_and_all_of_it_comes_back(cells: list[str], international: bool) -> None:
    text = csv_text(["x"] * len(cells), [cells], international=international)
    rows = list(
        csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter="," if international else ";")
    )
    assert not [cell for cell in rows[1] if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"))]
    assert [plain_cell(cell) for cell in rows[1]] == cells


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_a_number_also_below_zero(number: float) -> None:
    [row] = table(csv_text(["x", "y"], [[number, None]]))
    assert row["y"] == "" and "." not in row["x"] and not row["x"].startswith("'")
    assert math.isclose(float(row["x"].replace(",", ".")), number)


@pytest.mark.parametrize(
    ("moment", "danish", "iso"),
    [
        (datetime(2026, 11, 20, 9), "20-11-2026 10:00", "2026-11-20T09:00:00Z"),  # nbgrader's are UTC without a zone
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "02-07-2026 01:30", "2026-07-01T23:30:00Z"),
    ],
)
def test_a_time_is_denmarks_or_iso(moment: datetime, danish: str, iso: str) -> None:
    assert table(csv_text(["t"], [[moment]])) == [{"t": danish}]
    assert csv_text(["t"], [[moment]], international=True) == f"t\r\n{iso}\r\n"


def test_what_was_made_safe_is_made_so_once() -> None:
    assert safe_cell("-1") == "'-1" and safe_cell("a-1") == "a-1" and plain_cell("'Åse'") == "'Åse'"
