"""A gradebook with all that is in it, moved from SQLite to PostgreSQL: so one course that is graded serves both."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import MetaData, create_engine, insert, select, text

from trekant.grading.gradebook import open_gradebook
from trekant.grading.gradebook_url import URL_VARIABLE, gradebook_url


def moved(root: Path, url: str) -> None:
    """Copy the gradebook of a course into an empty database, row by row."""
    before = create_engine(gradebook_url(root / "quizzes"))
    with pytest.MonkeyPatch.context() as at:
        at.setenv(URL_VARIABLE, url)
        with open_gradebook(root):
            pass
    after, tables = create_engine(url), MetaData()
    tables.reflect(after)
    with before.connect() as reading, after.begin() as writing:
        for table in tables.sorted_tables:
            writing.execute(text(f'TRUNCATE "{table.name}" CASCADE'))
        for table in tables.sorted_tables:
            if rows := [dict(row) for row in reading.execute(select(table)).mappings()]:
                writing.execute(insert(table), rows)
        for table in tables.sorted_tables:
            numbered = table.primary_key.columns.get("id")
            if numbered is not None and numbered.server_default is not None:
                taken = f"SELECT setval(pg_get_serial_sequence(:name, 'id'), max(id)) FROM \"{table.name}\""
                writing.execute(text(taken), {"name": table.name})
    before.dispose()
    after.dispose()
