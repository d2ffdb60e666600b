"""Everything that grading leaves behind, without what differs between two runs by itself: to be compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.api import Base, Gradebook

from trekant.grading.gradebook import open_gradebook

Contents = dict[tuple[Any, ...], dict[str, Any]]
"""Rows by table and name; every column but the ids, which are random."""

_NAMES = {"course": ("id",), "student": ("id",), "base_cell": ("name", "type")}
"""What a row is called among those that belong to the same; ``name`` where nothing is said."""


def contents(root: Path) -> Contents:
    """Every row of every table of the gradebook of the course in ``root``."""
    with open_gradebook(root) as gradebook:
        return _contents(gradebook)


def _contents(gradebook: Gradebook) -> Contents:
    tables = Base.metadata.sorted_tables
    rows = {table.name: gradebook.db.execute(table.select()).mappings().all() for table in tables}
    by_id = {name: {row["id"]: row for row in found} for name, found in rows.items()}
    keys = {table.name: {column.name: _refers_to(column) for column in table.columns} for table in tables}

    def name(table: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """What a row is called: its own name, and the names of the rows it belongs to."""
        owners = [(column, owner) for column, owner in keys[table].items() if owner and row[column] is not None]
        own = [row[column] for column in _NAMES.get(table, ("name",)) if column in row]
        return (*(part for column, owner in owners for part in name(owner, by_id[owner][row[column]])), *own)

    made: Contents = {}
    for table, found in rows.items():
        for row in found:
            called = (table, *name(table, row))
            assert called not in made, f"{called} stands there twice"
            values = {column: value for column, value in row.items() if column != "id" and not keys[table][column]}
            made[called] = {column: _plain(value) for column, value in values.items()}
    return made


def _refers_to(column: Any) -> str | None:
    return next((str(key.column.table.name) for key in column.foreign_keys), None)


def _plain(value: Any) -> Any:
    return str(value) if hasattr(value, "isoformat") else value


def files(root: Path, step: str = "autograded") -> dict[str, Any]:
    """The files of a step by their path; notebooks as what they say, everything else as bytes."""
    top = root / "quizzes" / step
    found = {path.relative_to(top).as_posix(): path for path in top.rglob("*") if path.is_file()}
    return {
        name: json.loads(path.read_bytes()) if path.suffix == ".ipynb" else path.read_bytes()
        for name, path in found.items()
    }


def differences(ours: Mapping[Any, Any], theirs: Mapping[Any, Any]) -> list[str]:
    """Where two of those differ, one line each; at most ten."""
    names = sorted({*ours, *theirs}, key=str)
    return [
        f"{name}: {ours.get(name)!r:.500} is not {theirs.get(name)!r:.500}"
        for name in names
        if ours.get(name) != theirs.get(name)
    ][:10]
