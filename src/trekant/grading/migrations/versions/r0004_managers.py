"""Who leads a participant, by e-mail address; of those who are there already nobody knows yet."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade(quizzes: Path) -> None:
    """Add the column."""
    op.add_column("trekant_participant", sa.Column("manager", sa.String(120), nullable=False, server_default=""))
