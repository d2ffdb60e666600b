"""By when a cohort is to hand in a quiz."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "service_deadline",
        sa.Column("cohort", sa.String(120), primary_key=True),
        sa.Column("quiz", sa.String(128), primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
    )
