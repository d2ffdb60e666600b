"""What a page may load and do: nothing from elsewhere, and no script or style that stands in the page itself."""

from __future__ import annotations

import re
from pathlib import Path

from trekant.course.pages.site_config import configured
from trekant.course.store import CourseError

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
)
"""The Content-Security-Policy of every page."""


def meta_policy() -> str:
    """The policy as a page carries it, for servers that send no headers, and for files."""
    return f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'


SELF = "'self'"
"""Who may show the course in a frame, when the configuration says nothing: pages of the same server."""

FRAMING = "trekant_frame_ancestors"
"""The line of ``_config.yml`` (below ``sphinx: config:``) that says who may: the sources of ``frame-ancestors``."""

_SOURCE = r"('self'|https?://[^\s;,\"']+)"
_SOURCES = re.compile(rf"'none'|\*|{_SOURCE}( {_SOURCE})*")


def headers(framing: str = SELF) -> dict[str, str]:
    """What a server sends with every page; ``deploy/`` has it for nginx and Caddy.

    Args:
        framing: who may show the course in a frame, which a ``<meta>`` cannot say.
    """
    return {
        "Content-Security-Policy": f"{POLICY}; frame-ancestors {framing}",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }


def framing(root: Path) -> str:
    """Who may frame the course, as its configuration says.

    Raises:
        CourseError: the line holds something that is no source, or the file cannot be read.
    """
    said = configured(root, FRAMING)
    if said is None:
        return SELF
    if not isinstance(said, str) or not _SOURCES.fullmatch(said):
        raise CourseError(
            f"_config.yml: »{FRAMING}« er »{said}«; skriv \"'self'\", \"'none'\" eller de adresser, der må vise kurset "
            "i en ramme, med mellemrum imellem, for eksempel \"'self' https://intranet.kommune.dk\"."
        )
    return said


HASHED = re.compile(r"/_static/(v-[0-9a-f]{10}/|(cases|quizzes|practice)/.*\.[0-9a-f]{8}\.json$)")
"""The paths with a hash of the content in them. Python and JavaScript read the pattern alike."""

FOREVER = f"public, max-age={365 * 24 * 3600}, immutable"
"""How long a browser may keep what lies at a hashed path."""

ASK_AGAIN = "no-cache"
"""For everything else: kept, but asked for anew each time, so that no page is older than the release."""
