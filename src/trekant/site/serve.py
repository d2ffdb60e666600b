"""The built site on this machine, for a look: a plain file server on loopback."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from trekant.site.policy import ASK_AGAIN, FOREVER, HASHED, HEADERS

HOST = "127.0.0.1"
NOT_FOUND = "404.html"
"""The page that a site shows where it has none, at its top."""


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves the files of a folder and says nothing."""

    # Windows may have another type for .js in its registry, and browsers then refuse the module.
    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".webmanifest": "application/manifest+json",
    }

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page when there is nothing at the address."""
        page = Path(self.directory) / NOT_FOUND
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a line a file tells the reader of the terminal nothing."""


class Server(ThreadingHTTPServer):
    """Says nothing of a browser that hung up before it had everything."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what went wrong, unless it is that nobody listens any more."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class SiteHandler(QuietHandler):
    """Serves the built site with the headers that a web server ought to send; see ``deploy/``."""

    def end_headers(self) -> None:
        """Add the headers of the policy, and how long the file may be kept."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", FOREVER if HASHED.search(self.path) else ASK_AGAIN)
        super().end_headers()


def server(folder: Path, port: int, attempts: int = 50) -> ThreadingHTTPServer:
    """A server for the folder on the port, or on the first free one after it.

    Raises:
        OSError: none of the ports is free.
    """
    return listen(partial(SiteHandler, directory=str(folder)), port, attempts)


def listen(handler: Callable[..., BaseHTTPRequestHandler], port: int, attempts: int = 50) -> ThreadingHTTPServer:
    """A server with a handler of one's own on the port, or on the first free one after it.

    Raises:
        OSError: none of the ports is free.
    """
    for candidate in range(port, port + attempts):
        try:
            return Server((HOST, candidate), handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise OSError(errno.EADDRINUSE, f"portene {port}-{port + attempts - 1} er alle optaget")
