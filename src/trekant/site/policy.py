"""What a page may load and do: nothing from elsewhere, and no script or style that stands in the page itself."""

from __future__ import annotations

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
)
"""The Content-Security-Policy of every page. ``data:`` is for the icons in furo's stylesheet."""

HEADERS = {
    # a <meta> cannot say who may frame the page
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
"""What a server sends with every page; ``deploy/`` has it for nginx and Caddy."""

FOREVER = f"public, max-age={365 * 24 * 3600}, immutable"
"""For files with a hash of their content in the path."""

ASK_AGAIN = "no-cache"
"""For everything else: kept, but asked for anew each time, so that no page is older than the release."""
