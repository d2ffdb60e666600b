"""How alembic runs the steps: in the transaction that it is given, and with a version table of our own."""

from __future__ import annotations

from alembic import context

from trekant.service.migrations import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
context.run_migrations()
