"""The Sphinx extension: the course's directives, roles and figures, on furo."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from trekant.site import (
    build_hooks,
    corrections,
    directives,
    finding,
    opening,
    printing,
    release,
    roles,
    share,
    statement,
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    roles.register(app)
    directives.register(app)
    opening.register(app)
    build_hooks.register(app)
    share.register(app)
    statement.register(app)
    corrections.register(app)
    finding.register(app)
    printing.register(app)
    release.register(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
