"""Which rosters were fetched from an LMS and not from a file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the column; what waits to be confirmed just now is taken as before."""
    made = sa.Column("from_lms", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("service_import", made)
