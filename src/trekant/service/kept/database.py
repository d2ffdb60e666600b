"""The database: one engine, and transactions that read or write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session

_PATIENCE = 30
"""How long SQLite waits for another that writes, in seconds; grading writes a hundred submissions at a time."""

_WRITES = {"writes": True}


class Database:
    """The service's and the gradebook's database.

    SQLite keeps a journal of its own (WAL), so that nobody who reads waits for one who writes, and flushes it to the
    disk at every commit: what has been committed is there after a power cut.
    """

    def __init__(self, url: str) -> None:
        self.engine = _sqlite(url) if url.startswith("sqlite") else create_engine(url, pool_pre_ping=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that changes nothing."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed at the end, and undone when something fails."""
        with self.engine.connect().execution_options(**_WRITES) as connection, connection.begin():
            yield connection

    @contextmanager
    def session(self) -> Iterator[HeldSession]:
        """What the gradebook's own functions ask for; they commit themselves."""
        with Session(self.engine.execution_options(**_WRITES)) as session:
            yield HeldSession(session)

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


class HeldSession:
    """A session as nbgrader's ``Gradebook`` holds it."""

    def __init__(self, session: Session) -> None:
        self.db = session


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": _PATIENCE, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver would begin transactions in its own way
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # one that reads first and writes then would be refused when another has written in between
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
