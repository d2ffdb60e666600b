"""The first tables: accounts, sessions, hand-ins, and what trainers did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    code, hashed, own = sa.String(128), sa.String(64), sa.String(32)
    op.create_table(
        "service_account",
        sa.Column("id", own, primary_key=True),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("participant", code, unique=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("email", sa.String(120), nullable=False),
        sa.Column("subject", sa.String(255), unique=True),
        sa.Column("cohorts", sa.Text),
        sa.Column("secret", hashed, unique=True),
        sa.Column("secret_made", sa.DateTime),
        sa.Column("revoked", sa.DateTime),
        sa.Column("created", sa.DateTime, nullable=False),
    )
    op.create_table(
        "service_session",
        sa.Column("token", hashed, primary_key=True),
        sa.Column("account", own, nullable=False, index=True),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("expires", sa.DateTime, nullable=False, index=True),
    )
    op.create_table(
        "service_wrong_code",
        sa.Column("address", hashed, primary_key=True),
        sa.Column("minute", sa.Integer, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_table(
        "service_hand_in",
        sa.Column("id", own, primary_key=True),
        sa.Column("participant", code, nullable=False),
        sa.Column("quiz", code, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("fingerprint", hashed, nullable=False),
        sa.Column("arrived", sa.DateTime, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("points", sa.Float),
        sa.Column("maximum", sa.Float, nullable=False),
        sa.Column("pending", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("claimed", sa.DateTime),
        sa.Column("problem", sa.Text),
        sa.UniqueConstraint("participant", "quiz", "fingerprint"),
    )
    op.create_index("ix_service_hand_in_waiting", "service_hand_in", ["state", "quiz", "arrived"])
    op.create_table(
        "service_released",
        sa.Column("quiz", code, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("account", own, nullable=False),
    )
    op.create_table(
        "service_audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("account", own, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("about", code, nullable=False),
        sa.Column("quiz", code, nullable=False),
    )
