"""How alembic runs our steps: in the transaction that it is given, and with our version table."""

from __future__ import annotations

from alembic import context

from trekant.grading.migrations import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
context.run_migrations(quizzes=context.config.attributes["quizzes"])
