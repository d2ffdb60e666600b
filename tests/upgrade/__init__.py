"""A course folder as it was left by the code of 4f8afc6, the last one without migrations: to be taken into use.

The course is the fictional one, and so are its people. Ana handed in twice and has a certificate; bo did not pass;
cilla waits for the trainer; dan's clock stood in 2020, and so his certificate is of that year. ``quizzes/`` holds the
gradebook (as SQL), what was handed in and what was graded; the rest of the course comes from ``tests/fictional``.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, MetaData, String, Table, create_engine, text

from trekant.service.migrations import VERSION_TABLE
from trekant.service.migrations.versions import r0001_first_tables

HERE = Path(__file__).parent
TESTS = HERE.parent

TAKEN_IN = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""When the files of the old course were written, by their own times; git keeps none, so they are set here."""


def old_course(target: Path) -> Path:
    """Put the old course into the folder ``target``, which is made."""
    shutil.copytree(TESTS / "fictional", target)
    shutil.copytree(HERE / "quizzes", target / "quizzes", dirs_exist_ok=True)
    shutil.copy(TESTS.parent / "quizzes" / "nbgrader_config.py", target / "quizzes")
    script = target / "quizzes" / "gradebook.sql"
    with sqlite3.connect(target / "quizzes" / "gradebook.db") as gradebook:
        gradebook.executescript(script.read_text(encoding="utf-8"))
    gradebook.close()
    script.unlink()
    for path in (target / "quizzes").rglob("*"):
        os.utime(path, (TAKEN_IN.timestamp(), TAKEN_IN.timestamp()))
    return target


def first_service_tables(url: str) -> None:
    """Make the service's tables as they first were, in a database that has none."""
    engine = create_engine(url)
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_tables.upgrade()
        Table(VERSION_TABLE, MetaData(), Column("version_num", String(32), primary_key=True)).create(connection)
        connection.execute(text(f"INSERT INTO {VERSION_TABLE} VALUES ('{r0001_first_tables.revision}')"))
    engine.dispose()
