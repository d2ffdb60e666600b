"""The steps that make the tables of the service: one after the other, and to the tables as they are described."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Column, MetaData, create_engine, insert, inspect, select

from tests.upgrade import first_service_tables
from trekant.service.grader import bring_up_to_date
from trekant.service.kept.tables import SERVICE_TABLES
from trekant.service.migrations import HEAD, VERSION_TABLE, versions


def test_each_step_follows_the_one_before() -> None:
    files = sorted(Path(versions.__path__[0]).glob("r*.py"))
    steps = [import_module(f"{versions.__name__}.{path.stem}") for path in files]
    numbers = [step.revision for step in steps]
    assert numbers == [path.stem[1:5] for path in files]
    assert [step.down_revision for step in steps] == [None, *numbers[:-1]]
    assert len(set(numbers)) == len(numbers) and numbers[-1] == HEAD


def test_the_steps_make_the_tables_that_are_described(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'service.db'}"
    bring_up_to_date(url)
    made = inspect(create_engine(url))
    for table in SERVICE_TABLES.tables.values():
        found = {column["name"]: column["nullable"] for column in made.get_columns(table.name)}
        assert found == {column.name: column.nullable for column in table.columns}, table.name


def test_what_the_first_tables_held_is_still_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'service.db'}"
    first_service_tables(url)
    engine, first = create_engine(url), MetaData()
    first.reflect(engine)
    tables = [table for table in first.sorted_tables if table.name != VERSION_TABLE]
    with engine.begin() as connection:
        for table in tables:
            rows = [{column.name: _value(column, row) for column in table.columns} for row in (1, 2)]
            connection.execute(insert(table), rows)
        before = {table.name: connection.execute(select(table)).all() for table in tables}
    bring_up_to_date(url)
    with engine.connect() as connection:
        assert {table.name: connection.execute(select(table)).all() for table in tables} == before
    assert len(before) == 6 and {len(rows) for rows in before.values()} == {2}


def _value(column: Column[Any], row: int) -> Any:
    values = {str: f"{column.name[:8]}-{row}", int: row, float: row / 2, bool: row == 1, bytes: b"%d" % row}
    return (values | {datetime: datetime(2026, 11, row)})[column.type.python_type]
