"""The steps that make the tables of the service: one after the other, and to the tables as they are described."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from sqlalchemy import create_engine, inspect

from trekant.service.grader import bring_up_to_date
from trekant.service.kept.tables import SERVICE_TABLES
from trekant.service.migrations import HEAD, versions


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
