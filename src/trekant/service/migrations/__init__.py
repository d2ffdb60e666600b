"""The steps that bring the tables of the service up to date; the gradebook's own stand in ``grading/migrations``."""

from __future__ import annotations

VERSION_TABLE = "service_alembic_version"
HEAD = "0013"
"""The last step."""
