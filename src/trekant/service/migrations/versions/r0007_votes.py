"""Votes with phones at a meeting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "service_meeting",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("leader", sa.String(64), nullable=False),
        sa.Column("address", sa.String(64), nullable=False, index=True),
        sa.Column("begun", sa.DateTime, nullable=False, index=True),
        sa.Column("question", sa.Integer, nullable=False),
        sa.Column("options", sa.Integer, nullable=False),
        sa.Column("several", sa.Boolean, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
    )
    op.create_table(
        "service_vote",
        sa.Column("meeting", sa.String(32), primary_key=True),
        sa.Column("phone", sa.String(64), primary_key=True),
        sa.Column("question", sa.Integer, nullable=False),
        sa.Column("letters", sa.String(26), nullable=False),
    )
