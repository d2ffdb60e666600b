"""The tables of ours in the gradebook, brought from whatever version they are to this one when it is opened.

nbgrader has a version table of its own in the same database; ours stands beside it and is about our tables alone. A
gradebook from before there was any version is one without that table: the first step makes what is missing of it.
Everything is done in one transaction, so an upgrade that fails changes nothing, and under a lock, so of two processes
that open the gradebook at once the second finds the work done.

A new step is a file in ``versions/`` that changes the tables as ``own_tables`` describes them, and :data:`HEAD` is its
number. A step never uses ``own_tables``: that goes on changing, and the step must do what it did.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from trekant.grading.courses import GradingError

VERSION_TABLE = "trekant_alembic_version"
HEAD = "0006"
"""The last step. To be told here spares every opening of a gradebook that is up to date from reading alembic."""

_PATIENCE = 60_000
"""How long SQLite waits for another process that upgrades, in milliseconds."""


@dataclass(frozen=True)
class Steps:
    """The steps of some tables: their folder, the table that holds how far one has come, and the last of them.

    ``given`` is what ``env.py`` in the folder finds in its configuration's attributes, beside the connection.
    """

    folder: Path
    version_table: str
    head: str
    given: Mapping[str, Any] = field(default_factory=dict)


def upgrade(engine: Engine, quizzes: Path) -> None:
    """Bring the gradebook's tables up to date; ``quizzes`` is the course's folder, whose files date what is old.

    Raises:
        GradingError: the gradebook is of a version that is not known here.
        StatementError: the database cannot be written; nothing has changed.
    """
    run_steps(engine, Steps(Path(__file__).parent, VERSION_TABLE, HEAD, {"quizzes": quizzes}))


def run_steps(engine: Engine, steps: Steps) -> None:
    """Bring some tables up to date, unless they are.

    Raises:
        GradingError: they are of a version that is not known here.
        StatementError: the database cannot be written; nothing has changed.
    """
    with engine.connect() as connection:
        if _version(connection, steps) == steps.head:
            return
    with _alone(engine, steps) as connection:
        if _version(connection, steps) != steps.head:
            _run(connection, steps)


def _version(connection: Connection, steps: Steps) -> str | None:
    if not inspect(connection).has_table(steps.version_table):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {steps.version_table}"))  # noqa: S608 - ours
    return found


@contextmanager
def _alone(engine: Engine, steps: Steps) -> Iterator[Connection]:
    """A transaction in which nobody else upgrades."""
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                key = zlib.crc32(steps.version_table.encode())
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
            yield connection
        return
    # the driver begins a transaction at the first change of a row, and not at that of a table: so it is told to
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {_PATIENCE}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT")


def _run(connection: Connection, steps: Steps) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(steps.folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes |= {"connection": connection, **steps.given}
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise GradingError(
            "Karakterbogen er fra en nyere udgave af kurset end den, du har her. Hent den nye udgave, og prøv igen."
        ) from error
