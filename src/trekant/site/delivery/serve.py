"""The built site on this machine, for a look: a plain file server on loopback."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from urllib.parse import unquote, urlsplit

from trekant.course.pages.policy import ASK_AGAIN, FOREVER, HASHED, SELF, headers, inline_of

HOST = "127.0.0.1"
NOT_FOUND = "404.html"
"""The page that a site shows where it has none, at its top."""


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves the files of a folder, lists none of them, and says nothing."""

    # Windows may have another type for .js in its registry, and browsers then refuse the module.
    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".webmanifest": "application/manifest+json",
    }

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Find the file; a folder without a page, and a path that no file can have, are nothing that is there."""
        if "\0" in unquote(self.path):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def list_directory(self, path: str | PathLike[str]) -> None:
        """Answer that there is nothing."""
        self.send_error(HTTPStatus.NOT_FOUND)

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


AnyServer = TypeVar("AnyServer", bound=Server)


class SiteHandler(QuietHandler):
    """Serves the built site with the headers that a web server ought to send; see ``deploy/``."""

    framing = SELF
    _found = False

    def send_response(self, code: int, message: str | None = None) -> None:
        """Remember whether there is anything that may be kept."""
        self._found = code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
        super().send_response(code, message)

    def end_headers(self) -> None:
        """Add the headers of the policy, and how long the file may be kept."""
        for name, value in headers(self.framing, inline_of(Path(self.directory))).items():
            self.send_header(name, value)
        forever = self._found and HASHED.search(urlsplit(self.path).path)
        self.send_header("Cache-Control", FOREVER if forever else ASK_AGAIN)
        super().end_headers()


def server(folder: Path, port: int, attempts: int = 50, framing: str = SELF) -> ThreadingHTTPServer:
    """A server for the folder on the port, or on the first free one after it.

    Args:
        folder: the built site.
        port: the first one that is tried.
        attempts: how many ports are tried.
        framing: who may show the site in a frame.

    Raises:
        OSError: none of the ports is free.
    """
    handler = type("Handler", (SiteHandler,), {"framing": framing})
    return listen(partial(handler, directory=str(folder)), port, Server, attempts)


def listen(
    handler: Callable[..., BaseHTTPRequestHandler], port: int, kind: type[AnyServer], attempts: int = 50
) -> AnyServer:
    """A server with a handler of one's own on the port, or on the first free one after it.

    Raises:
        OSError: none of the ports is free.
    """
    for candidate in range(port, port + attempts):
        try:
            return kind((HOST, candidate), handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise OSError(errno.EADDRINUSE, f"portene {port}-{port + attempts - 1} er alle optaget")
