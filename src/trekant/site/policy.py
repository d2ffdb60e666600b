"""What a page may load and do: nothing from elsewhere, and no script or style that stands in the page itself."""

from __future__ import annotations

import re

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
)
"""The Content-Security-Policy of every page. ``data:`` is for the icons in furo's stylesheet."""


def meta_policy() -> str:
    """The policy as a page carries it, for servers that send no headers, and for files."""
    return f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'


HEADERS = {
    # a <meta> cannot say who may frame the page
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
"""What a server sends with every page; ``deploy/`` has it for nginx and Caddy."""

HASHED = re.compile(r"/_static/(v-[0-9a-f]{10}/|(cases|quizzes)/.*\.[0-9a-f]{8}\.json$)")
"""The paths with a hash of the content in them. Python and JavaScript read the pattern alike."""

FOREVER = f"public, max-age={365 * 24 * 3600}, immutable"
"""How long a browser may keep what lies at a hashed path."""

ASK_AGAIN = "no-cache"
"""For everything else: kept, but asked for anew each time, so that no page is older than the release."""
