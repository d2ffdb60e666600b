"""Learning platforms that open the course by LTI 1.3, and what people have opened from them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

SAID = sa.String(255)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "service_lti_platform",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("issuer", SAID, nullable=False),
        sa.Column("client_id", SAID, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("deployments", "auth_login_url", "token_url")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("token_audience", "key_set_url")),
        *(sa.Column(name, sa.Boolean, nullable=False) for name in ("trusts_email", "makes_trainers")),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.UniqueConstraint("issuer", "client_id"),
    )
    op.create_table(
        "service_lti_invitation",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("host", SAID, nullable=False),
        *(sa.Column(name, sa.Boolean, nullable=False) for name in ("trusts_email", "makes_trainers")),
        sa.Column("made", sa.DateTime, nullable=False, index=True),
    )
    op.create_table(
        "service_lti_key",
        sa.Column("kid", sa.String(64), primary_key=True),
        sa.Column("private_key", sa.Text, nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("retired", sa.DateTime),
    )
    op.create_table(
        "service_lti_journey",
        sa.Column("state", sa.String(64), primary_key=True),
        *(sa.Column(name, sa.String(64), nullable=False) for name in ("nonce", "browser")),
        *(sa.Column(name, sa.String(32), nullable=False) for name in ("platform", "account")),
        sa.Column("onward", sa.String(500), nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("begun", sa.DateTime, nullable=False, index=True),
    )
    _make_launches()


def _make_launches() -> None:
    op.create_table(
        "service_lti_launch",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("participant", sa.String(128), nullable=False),
        *(sa.Column(name, SAID, nullable=False) for name in ("link", "subject", "deployment", "context")),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("lineitem", "lineitems", "scopes", "memberships")),
        sa.Column("seen", sa.DateTime, nullable=False),
        sa.UniqueConstraint("platform", "participant", "link"),
    )
    op.create_index("ix_service_lti_launch_subject", "service_lti_launch", ["platform", "subject"])
