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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from trekant.grading.courses import GradingError

VERSION_TABLE = "trekant_alembic_version"
HEAD = "0003"
"""The last step. To be told here spares every opening of a gradebook that is up to date from reading alembic."""

_PATIENCE = 60_000
"""How long SQLite waits for another process that upgrades, in milliseconds."""


def upgrade(engine: Engine, quizzes: Path) -> None:
    """Bring our tables up to date; ``quizzes`` is the course's folder, whose files may date what the tables do not.

    Raises:
        GradingError: the gradebook is of a version that is not known here.
        StatementError: the database cannot be written; nothing has changed.
    """
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    with _alone(engine) as connection:
        if _version(connection) != HEAD:
            _run(connection, quizzes)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - ours
    return found


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else upgrades."""
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                key = zlib.crc32(VERSION_TABLE.encode())
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


def _run(connection: Connection, quizzes: Path) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes |= {"connection": connection, "quizzes": quizzes}
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise GradingError(
            "Karakterbogen er fra en nyere udgave af kurset end den, du har her. Hent den nye udgave, og prøv igen."
        ) from error
