"""The Sphinx extension: the course's directives, roles and figures, on furo."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from trekant.site import build_hooks, directives, finding, printing, roles


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    roles.register(app)
    directives.register(app)
    build_hooks.register(app)
    finding.register(app)
    printing.register(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
