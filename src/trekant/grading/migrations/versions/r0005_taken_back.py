"""A certificate that a trainer withdraws stays so, until a trainer gives it back."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade(quizzes: Path) -> None:
    """Add the column; what was withdrawn until now, something newer took the place of."""
    op.add_column("trekant_certificate", sa.Column("taken_back", sa.DateTime))
