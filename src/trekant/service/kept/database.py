"""The database: one engine, and transactions that read or write."""

from __future__ import annotations

import math
import time
import zlib
from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, PoolProxiedConnection, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from trekant.service.kept.moments import utc_now

_PATIENCE = 30
"""How long SQLite waits for another that writes, in seconds; grading writes a hundred submissions at a time."""

CONNECTIONS = 16
"""So many stay open; those beyond are closed again, and opening one costs as much as a hand-in."""

_FRESH = 1.0
"""Seconds within which a connection that was just used is not asked whether it still is one."""

_ALL: dict[str, Any] = {"pool_size": CONNECTIONS, "hide_parameters": True}
"""What an error says goes into a log: never with the values that were written, for they are about people."""

_WRITES = {"writes": True}

_LOCK = text("SELECT pg_advisory_xact_lock(:key)")
_NOW = text("SELECT timezone('utc', clock_timestamp())")

_MOST_KEPT = 16
"""So many things that were made of the database are kept."""

Made = TypeVar("Made")


class Database:
    """The service's and the gradebook's database.

    SQLite keeps a journal of its own (WAL), so that nobody who reads waits for one who writes, and flushes it to the
    disk at every commit: what has been committed is there after a power cut.
    """

    def __init__(self, url: str) -> None:
        in_a_file = url.startswith("sqlite")
        self.engine = _sqlite(url) if in_a_file else _server(url)
        # a server that reads one row needs no transaction around it, which would be three messages instead of one
        self._reads = self.engine if in_a_file else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        # SQLite lets those who write wait by trying again and again, and the last to come may well be the first
        self._turn: AbstractContextManager[Any] = Lock() if in_a_file else nullcontext()
        self._made: dict[Hashable, tuple[int, Any]] = {}
        self._watching: PoolProxiedConnection | None = None
        self._alone = Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """What changes nothing; in SQLite a transaction, in PostgreSQL each statement sees what is there by then."""
        with self._reads.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed at the end, and undone when something fails."""
        connecting = self.engine.connect().execution_options(**_WRITES)
        with self._turn, connecting as connection, connection.begin():
            yield connection

    @contextmanager
    def session(self) -> Iterator[HeldSession]:
        """What the gradebook's own functions ask for; they commit themselves."""
        with self._turn, Session(self.engine.execution_options(**_WRITES)) as session:
            yield HeldSession(session)

    def unless_changed(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made of the database, once more as long as nobody has written to it since; else it is made anew.

        SQLite says at once whether anybody has, in this process or another. PostgreSQL does not, and is fast enough
        to be asked each time.
        """
        mark = self._mark()
        before = self._made.get(key)
        if mark is not None and before is not None and before[0] == mark:
            found: Made = before[1]
            return found
        made = make()
        if mark is not None:
            if len(self._made) >= _MOST_KEPT:
                self._made.clear()
            self._made[key] = mark, made
        return made

    def _mark(self) -> int | None:
        """A number that another commit changes; it is asked for on a connection that itself writes nothing."""
        if self.engine.dialect.name != "sqlite":
            return None
        with self._alone:
            if self._watching is None:
                self._watching = self.engine.raw_connection()
            cursor = self._watching.cursor()
            cursor.execute("PRAGMA data_version")
            row = cursor.fetchone()
            cursor.close()
        return int(row[0]) if row else None

    def close(self) -> None:
        """Let go of all connections."""
        if self._watching is not None:
            self._watching.close()
            self._watching = None
        self.engine.dispose()


def alone(connection: Connection, what: str) -> None:
    """Let two of the same wait for each other; in SQLite whoever writes is alone anyhow."""
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"key": zlib.crc32(what.encode())})


def insert_into(connection: Connection, table: Table) -> Any:
    """An insert that can say what happens where the row is there already, which each database has in its own words."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


def now_of(connection: Connection) -> datetime:
    """Now by the clock of the database, which several machines share."""
    if connection.dialect.name != "postgresql":
        return utc_now()
    moment: datetime = connection.execute(_NOW).scalar_one()
    return moment


class HeldSession:
    """A session as nbgrader's ``Gradebook`` holds it."""

    def __init__(self, session: Session) -> None:
        self.db = session


def _server(url: str) -> Engine:
    engine = create_engine(url, **_ALL)

    @event.listens_for(engine, "checkin")
    def _used(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info["used"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _look(connection: Any, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        # the server may have been away; to ask at every use would cost as much as what is then asked
        if time.monotonic() - record.info.get("used", math.inf) < _FRESH:
            return
        try:
            alive = engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error:
            alive = False
        if not alive:
            raise DisconnectionError

    return engine


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": _PATIENCE, "check_same_thread": False}, **_ALL)

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
