"""The tables as they were before there were versions; a gradebook may have all of them, some or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def tables() -> dict[str, tuple[sa.Column[Any], ...]]:
    """The columns of each table; new ones at every call, for a column belongs to one table."""
    return {
        "trekant_participant": (
            sa.Column("code", sa.String(128), primary_key=True),
            sa.Column("workplace", sa.String(120), nullable=False),
            sa.Column("cohort", sa.String(120), nullable=False),
            sa.Column("added", sa.DateTime, nullable=False),
            sa.Column("changed", sa.DateTime, nullable=False),
        ),
        "trekant_certificate": (
            sa.Column("check_code", sa.String(16), primary_key=True),
            sa.Column("participant", sa.String(128), nullable=False, index=True),
            sa.Column("quiz", sa.String(128), nullable=False),
            sa.Column("revision", sa.Integer, nullable=False),
            sa.Column("passed_on", sa.Date, nullable=False),
            sa.Column("points", sa.Float, nullable=False),
            sa.Column("maximum", sa.Float, nullable=False),
            sa.Column("handed_in", sa.DateTime, nullable=False),
            sa.Column("issued", sa.DateTime, nullable=False),
            sa.Column("withdrawn", sa.DateTime),
            sa.Column("name", sa.String(120)),
        ),
        "trekant_secret": (
            sa.Column("purpose", sa.String(40), primary_key=True),
            sa.Column("value", sa.String(64)),
        ),
    }


def upgrade(quizzes: Path) -> None:
    """Make what is not there."""
    there = sa.inspect(op.get_bind()).get_table_names()
    for name, columns in tables().items():
        if name not in there:
            op.create_table(name, *columns)
