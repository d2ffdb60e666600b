"""When somebody last got a mail of a kind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "service_reminder",
        sa.Column("participant", sa.String(128), primary_key=True),
        sa.Column("manager", sa.String(120), primary_key=True),
        sa.Column("kind", sa.String(12), primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
    )
