"""Long work that trainers ask for, and what it made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    own = sa.String(32)
    op.create_table(
        "service_job",
        sa.Column("id", own, primary_key=True),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("account", own, nullable=False, index=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("state", sa.String(8), nullable=False, index=True),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("claimed", sa.DateTime),
        sa.Column("ended", sa.DateTime),
    )
    op.create_table(
        "service_job_part",
        sa.Column("job", own, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
