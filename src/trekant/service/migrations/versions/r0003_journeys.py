"""People on their way to another service to sign in there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make their table."""
    hashed = sa.String(64)
    op.create_table(
        "service_journey",
        sa.Column("state", hashed, primary_key=True),
        sa.Column("way", sa.String(12), nullable=False),
        sa.Column("browser", hashed, nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("verifier", sa.String(64), nullable=False),
        sa.Column("onward", sa.String(500), nullable=False),
        sa.Column("begun", sa.DateTime, nullable=False, index=True),
    )
