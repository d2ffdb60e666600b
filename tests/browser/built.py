"""The built site behind the policy that it is meant to run under: no script and no style but its own files."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page

from trekant.site.serve import QuietHandler, listen

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)


class StrictHandler(QuietHandler):
    """As ``trekant serve``, with the policy."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address that the folder is served at."""
    with listen(partial(StrictHandler, directory=str(folder)), 0) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_address[1]}"
        serving.shutdown()


@contextmanager
def reading(browser: Browser, **options: object) -> Iterator[Page]:
    """A page that may say nothing to the console."""
    context = browser.new_context(**{"locale": "da-DK", "viewport": {"width": 1280, "height": 900}, **options})
    context.set_default_timeout(5000)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []
