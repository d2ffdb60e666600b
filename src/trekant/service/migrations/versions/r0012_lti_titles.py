"""What a course in a learning platform is called."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the column; it is empty until somebody opens the course from there again."""
    op.add_column("service_lti_launch", sa.Column("title", sa.String(255), nullable=False, server_default=""))
