"""The whole database from a file to another database: every row of every table in one transaction, or none at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, MetaData, NullPool, Table, create_engine, func, insert, inspect, select, text
from sqlalchemy.exc import DataError

from trekant.grading.courses import GradingError
from trekant.grading.errors import telling

Progress = Callable[[int, int], None]

_CHUNK = 1_000
_OF_ALEMBIC = "alembic_version"
"""How the tables end that say of which edition the others are; both databases are of this one."""

_MADE_BY_NBGRADER = "course"
"""A new gradebook has a row of this table, and no other row."""


def move_database(file: Path, url: str, progress: Progress) -> Mapping[str, int]:
    """Copy a gradebook in a file, which is left as it is, to an empty one; both are of this edition.

    Nobody writes in the file meanwhile. ``progress`` is told (done, total), in rows. Returns the rows of each table.

    Raises:
        GradingError: the other one is not empty, a row does not fit there, or one of them cannot be used; nothing has
            changed.
    """
    here, there = create_engine(f"sqlite:///{file}", poolclass=NullPool), create_engine(url, poolclass=NullPool)
    with telling(), _held(here.connect()) as source, there.begin() as target:
        return _move(source, target, progress)


@contextmanager
def _held(connection: Connection) -> Iterator[Connection]:
    """A look at the file in which nobody else writes."""
    with connection.execution_options(isolation_level="AUTOCOMMIT"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield connection
        finally:
            connection.exec_driver_sql("ROLLBACK")


def _move(source: Connection, target: Connection, progress: Progress) -> Mapping[str, int]:
    theirs, ours = _tables(source), _tables(target)
    if unknown := sorted(set(theirs) - set(ours)):
        raise GradingError(f"Karakterbogen har tabeller, kurset ikke kender: {', '.join(unknown)}. Intet er flyttet.")
    _refuse_unless_empty(target, ours)
    for table in reversed(ours.values()):
        target.execute(table.delete())
    counts = {name: _rows(source, table) for name, table in theirs.items()}
    done, total = 0, sum(counts.values())
    for name, table in ours.items():  # a table stands after those that it refers to
        if name in theirs:
            for rows in _read(source, theirs[name]):
                _write(target, table, rows)
                done += len(rows)
                progress(done, total)
    for name, count in counts.items():
        if (found := _rows(target, ours[name])) != count:
            raise GradingError(f"Der er {count} rækker i {name}, men {found} blev flyttet. Intet er ændret; prøv igen.")
    _go_on_counting(target, ours)
    return counts


def _tables(connection: Connection) -> dict[str, Table]:
    found = MetaData()
    found.reflect(connection)
    return {table.name: table for table in found.sorted_tables if not table.name.endswith(_OF_ALEMBIC)}


def _rows(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _refuse_unless_empty(target: Connection, tables: Mapping[str, Table]) -> None:
    full = [name for name, table in tables.items() if name != _MADE_BY_NBGRADER and _rows(target, table)]
    if full:
        raise GradingError(
            f"Der står allerede noget i den nye database: {', '.join(sorted(full))}. Giv kurset en tom, og prøv igen."
        )


def _read(source: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    for part in source.execute(select(table).execution_options(yield_per=_CHUNK)).mappings().partitions():
        yield [dict(row) for row in part]


def _write(target: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    try:
        target.execute(insert(table), rows)
    except DataError as error:
        raise GradingError(
            f"En række i tabellen {table.name} kan ikke stå i den nye database, så intet er flyttet. Send fejlen til "
            f"dem, der laver kurset: {type(error.orig).__name__}."
        ) from error


def _go_on_counting(target: Connection, tables: Mapping[str, Table]) -> None:
    """Let PostgreSQL number what comes next after what has come; SQLite sees for itself."""
    if target.dialect.name != "postgresql":
        return
    for table in tables.values():
        for column in inspect(target).get_columns(table.name):
            if "nextval(" in str(column.get("default")) or column.get("identity"):
                highest = select(func.max(table.c[column["name"]])).scalar_subquery()
                sequence = func.pg_get_serial_sequence(table.name, column["name"])
                target.execute(select(func.setval(sequence, func.coalesce(highest, text("1")), highest.is_not(None))))
