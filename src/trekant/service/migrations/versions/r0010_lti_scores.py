"""What is to be told to the gradebooks of learning platforms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table, and let what somebody has opened be found at every hand-in."""
    op.create_table(
        "service_lti_score",
        *(sa.Column(name, sa.String(32), primary_key=name == "id", nullable=False) for name in ("id", "platform")),
        *(sa.Column(name, sa.String(128), nullable=False) for name in ("participant", "quiz")),
        sa.Column("points", sa.Float),
        sa.Column("maximum", sa.Float, nullable=False),
        sa.Column("stamp", sa.DateTime, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("due", sa.DateTime, nullable=False),
        sa.Column("claimed", sa.DateTime),
        sa.Column("problem", sa.String(200), nullable=False),
    )
    op.create_index("ix_service_lti_launch_participant", "service_lti_launch", ["participant", "name"])
    op.create_index("ix_service_lti_score_due", "service_lti_score", ["state", "due"])
