"""Writing many rows: in PostgreSQL by one statement that is given all of them as JSON, in SQLite row by row in one go.

PostgreSQL answers every row of a statement that is run many times, and that is half of what such rows cost.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, Text, bindparam, cast, column, func, insert, select, update
from sqlalchemy.dialects.postgresql import JSON

Rows = Sequence[dict[str, Any]]
"""Rows by column; all of them have the same columns."""

_ROW = "row"


def add_rows(connection: Connection, table: Table, rows: Rows) -> None:
    """Add rows, if there are any."""
    if rows and connection.dialect.name == "postgresql":
        connection.execute(_adding(table, tuple(rows[0])), _as_json(rows))
    elif rows:
        connection.execute(insert(table), rows)


def change_rows(
    connection: Connection, table: Table, rows: Rows, *, by: str = "id", only: ColumnElement[bool] | None = None
) -> None:
    """Change rows, if there are any: ``row`` is which one, by the column ``by``; none but those of ``only``."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        changing, given = _changing(table, tuple(rows[0]), by), _as_json(rows)
        connection.execute(changing if only is None else changing.where(only), given)
    else:
        one = update(table).where(table.c[by] == bindparam(_ROW))
        connection.execute(one if only is None else one.where(only), rows)


def _as_json(rows: Rows) -> dict[str, str]:
    # Python would write NaN too, which is no JSON; no points and no penalty is one
    return {"all_rows": json.dumps(rows, default=datetime.isoformat, allow_nan=False)}


@cache
def _adding(table: Table, names: tuple[str, ...]) -> Any:
    return insert(table).from_select(list(names), select(*_given(table, {name: name for name in names}).c))


@cache
def _changing(table: Table, names: tuple[str, ...], by: str) -> Any:
    given = _given(table, {name: by if name == _ROW else name for name in names})
    new = {name: given.c[name] for name in names if name != _ROW}
    return update(table).where(table.c[by] == given.c[_ROW]).values(new)


def _given(table: Table, names: dict[str, str]) -> Any:
    """The rows that are given, as a table to select from; by name the column of the table that has the same type."""
    columns = [column(name, table.c[like].type) for name, like in names.items()]
    rows = cast(bindparam("all_rows", type_=Text), JSON)
    return func.json_to_recordset(rows).table_valued(*columns, name="given").render_derived(with_types=True)
