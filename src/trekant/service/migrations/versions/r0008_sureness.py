"""How sure people were when they practised, without names, and what it adds up to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

NUMBERS = ("sure_wrong", "sure_right", "think", "guess")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "service_sureness",
        sa.Column("sender", sa.String(64), primary_key=True),
        sa.Column("objective", sa.String(20), primary_key=True),
        *(sa.Column(name, sa.Integer, nullable=False) for name in NUMBERS),
        sa.Column("added", sa.Boolean, nullable=False),
        sa.Column("waits", sa.Boolean, nullable=False),
        sa.Column("expires", sa.Date, nullable=False, index=True),
    )
    op.create_table(
        "service_sureness_total",
        sa.Column("objective", sa.String(20), primary_key=True),
        sa.Column("people", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in NUMBERS),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("expires", sa.Date, nullable=False),
    )
