"""Buttons in the frames of learning platforms, so that one works again after a window was closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table, and let somebody on the way know by which button."""
    op.create_table(
        "service_lti_window",
        sa.Column("button", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(32), nullable=False),
        sa.Column("onward", sa.String(500), nullable=False),
        sa.Column("pressed", sa.DateTime, nullable=False, index=True),
    )
    op.add_column("service_lti_journey", sa.Column("button", sa.String(64), nullable=False, server_default=""))
