"""A service that people come to by a browser, within the process of the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn

from tests.patience import wait_until
from tests.service.conftest import a_service
from trekant.service.app import make_app
from trekant.service.start import listen_on
from trekant.service.state import Service


@contextmanager
def serving(root: Path, site: Path, url: str, port: int) -> Iterator[Service]:
    """The service of a course in the frame of a built site, on the first free port from one on; it grades nothing."""
    with listen_on("127.0.0.1", port) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        service = a_service(root, site, url, address)
        server = uvicorn.Server(uvicorn.Config(make_app(service), log_level="warning", lifespan="off"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        wait_until(lambda: server.started, "the service")
        try:
            yield service
        finally:
            server.should_exit = True
            thread.join()
            service.database.close()
