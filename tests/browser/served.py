"""The built site behind a server like those in ``deploy/``: gzipped, with headers, and able to hold a page back."""

from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path

from tests.patience import PATIENCE
from trekant.site.delivery.serve import HOST, Server, SiteHandler

TEXT = {".html", ".css", ".js", ".json", ".svg", ".webmanifest"}


@lru_cache(maxsize=1024)
def gzipped(path: Path, stamp: int) -> bytes:
    """The file as it is sent."""
    return gzip.compress(path.read_bytes(), 9, mtime=0) if path.suffix in TEXT else path.read_bytes()


def weight(path: Path) -> int:
    """Bytes of the file as it is sent."""
    return len(gzipped(path, path.stat().st_mtime_ns))


class GzipHandler(SiteHandler):
    """Sends text gzipped. A page with ``?hold=N`` comes only as far as N bytes, until ``released`` is set.

    While ``down`` is set, nothing is answered: browsers can only pretend to be offline for pages, not for workers.
    """

    protocol_version = "HTTP/1.1"
    released = threading.Event()
    down = threading.Event()

    def do_GET(self) -> None:  # noqa: N802 - http.server's name for it
        if self.down.is_set():
            self.close_connection = True
            return
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        body = gzipped(path, path.stat().st_mtime_ns)
        hold = self.path.partition("?hold=")[2]
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if path.suffix in TEXT:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        first = body[: int(hold)] if hold else body
        self.wfile.write(first)
        self.wfile.flush()
        if len(first) < len(body):
            self.released.wait(PATIENCE)
            self.wfile.write(body[len(first) :])


class CleanHandler(GzipHandler):
    """A server with clean addresses, as many hosts have them: ``/side.html`` leads to ``/side``."""

    def do_GET(self) -> None:  # noqa: N802 - http.server's name for it
        path, mark, query = self.path.partition("?")
        if path.endswith(".html") and not self.down.is_set():
            self.send_response(301)
            self.send_header("Location", path.removesuffix(".html").removesuffix("index") + mark + query)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if not path.endswith("/") and not Path(path).suffix:
            self.path = f"{path}.html{mark}{query}"
        super().do_GET()


@contextmanager
def served(folder: Path, handler: type[GzipHandler] = GzipHandler) -> Iterator[str]:
    """The address of the folder on a free port."""
    with Server((HOST, 0), partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{server.server_address[1]}"
        GzipHandler.released.set()
        server.shutdown()


def text_up_to(path: Path, size: int) -> str:
    """As much of the page as its first ``size`` gzipped bytes tell."""
    body = gzipped(path, path.stat().st_mtime_ns)[:size]
    return zlib.decompressobj(31).decompress(body).decode(errors="ignore")
