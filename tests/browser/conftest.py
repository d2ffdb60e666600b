"""A browser, and a page with players as the site has it: strict CSP, nothing from elsewhere."""

import functools
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser import chromium
from tests.browser.material import ROOT
from tests.patience import MILLISECONDS
from trekant.cli.site import build_course
from trekant.course.pages.embed import embed
from trekant.course.pages.payload import Payload
from trekant.course.store import Course, load_course
from trekant.players import FOLDER as PLAYERS
from trekant.printing.pdf import CHROMIUM, find_chromium
from trekant.site.build import site_folder
from trekant.site.build_hooks import STYLES
from trekant.site.delivery.serve import server

PAGE = """<!doctype html>
<html lang="da" data-content_root="../"><head><meta charset="utf-8"><title>Prøve</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/css/palette.css">
<link rel="stylesheet" href="/css/players.css"><link rel="stylesheet" href="/css/guide.css">
<script type="module" src="/js/page.js"></script></head>
<body><main><h1>Prøve</h1><h2>Et afsnit</h2>{players}</main></body></html>"""

expect.set_options(timeout=MILLISECONDS)

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"


class Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Quiet."""


class Site:
    """A folder that is served, and pages that are put there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(PLAYERS, folder / "js", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        for path in [*PLAYERS.glob("*.css"), *STYLES.glob("*.css"), ROOT / "assets/palette.css"]:
            kind = folder / path.suffix[1:]
            kind.mkdir(exist_ok=True)
            shutil.copy(path, kind)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def put(self, *payloads: Payload, name: str = "side.html", template: str = PAGE) -> str:
        players = "\n".join(embed(payload) for payload in payloads)
        page = self.folder / name
        # a browser asks whether a page has changed since, in whole seconds
        changed = page.stat().st_mtime + 2 if page.exists() else time.time()
        page.write_text(template.replace("{players}", players), encoding="utf-8")
        os.utime(page, (changed, changed))
        return f"{self.address}/{name}"


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


def _launched(driver: Playwright, without: Sequence[str] = (), *, whole: bool = False) -> Iterator[Browser]:
    path = chromium.find(driver, whole=whole)
    if path is None:
        pytest.fail("Der er ingen Chromium; kør »python -m tests.browser.chromium --ensure«.")
    if find_chromium() is None:  # Playwright's own is in none of the places where the PDF's is looked for
        os.environ[CHROMIUM] = path
    started = chromium.launch(driver, path, without)
    yield started
    started.close()


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    yield from _launched(driver)


@pytest.fixture(scope="session")
def remembering(driver: Playwright) -> Iterator[Browser]:
    """A browser with its back-forward cache, as readers have it: Playwright turns that off."""
    yield from _launched(driver, without=["--disable-back-forward-cache"], whole=True)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = Site(tmp_path_factory.mktemp("side"))
    yield made
    made.server.shutdown()


@pytest.fixture(scope="session")
def course() -> Course:
    return load_course(ROOT)


@pytest.fixture(scope="session")
def folder() -> Path:
    """The built course."""
    build_course(ROOT)
    return site_folder(ROOT)


@pytest.fixture(scope="session")
def pages(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """Where the built course is served, with the headers that it is meant to be served with."""
    with server(folder, 0) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_address[1]}"
        serving.shutdown()


@pytest.fixture
def watched(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Pages that may say nothing to the console and ask no other host."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def open_page(url: str, **options: object) -> Page:
        context = browser.new_context(**{"locale": "da-DK", "viewport": {"width": 1024, "height": 800}, **options})
        context.set_default_timeout(MILLISECONDS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.on(
            "request",
            lambda request: request.url.startswith((site.address, "blob:", "data:")) or said.append(request.url),
        )
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []
