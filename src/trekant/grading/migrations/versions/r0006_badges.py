"""Badges: the keys that sign them, and which of them count."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade(quizzes: Path) -> None:
    """Make the tables."""
    op.create_table(
        "trekant_badge_key",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("private_pem", sa.Text, nullable=False),
        sa.Column("public_pem", sa.Text, nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
    )
    op.create_table(
        "trekant_badge",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("check_code", sa.String(16)),
        sa.Column("withdrawn", sa.DateTime),
        sa.UniqueConstraint("check_code", "key"),
    )
