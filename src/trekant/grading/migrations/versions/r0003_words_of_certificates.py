"""A check code covers the words on the paper too, from now on; that there is a paper is a column of its own.

Certificates of before keep their codes, and are version 1.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_CERTIFICATE = "trekant_certificate"


def upgrade(quizzes: Path) -> None:
    """Add the columns; what has a name was printed."""
    op.add_column(_CERTIFICATE, sa.Column("version", sa.Integer, nullable=False, server_default="1"))
    for name in ("quiz_title", "course", "owner"):
        op.add_column(_CERTIFICATE, sa.Column(name, sa.Text))
    op.add_column(_CERTIFICATE, sa.Column("printed", sa.DateTime))
    op.execute(sa.text("UPDATE trekant_certificate SET printed = issued WHERE name IS NOT NULL"))
