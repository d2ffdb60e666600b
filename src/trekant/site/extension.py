"""The Sphinx extension: the course's directives, roles and figures, on furo."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from trekant.site import build_hooks, language, paper
from trekant.site.chapters import case_list, directives, introductions, meeting_sheets, roles, statement
from trekant.site.delivery import release
from trekant.site.frame import aloud, calls, corrections, editions, menu, share
from trekant.site.search import finding


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx, which from now on speaks the language of the course."""
    language.speak_in_the_build(app)
    roles.register(app)
    directives.register(app)
    introductions.register(app)
    calls.register(app)
    aloud.register(app)
    case_list.register(app)
    meeting_sheets.register(app)
    editions.register(app)
    menu.register(app)
    build_hooks.register(app)
    share.register(app)
    statement.register(app)
    corrections.register(app)
    finding.register(app)
    paper.register(app)
    release.register(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
