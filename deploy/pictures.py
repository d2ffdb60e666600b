"""The README's pictures: the front page and a case as one meets it, 1280 pixels wide. ``make pictures``."""

from __future__ import annotations

import io
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium
from trekant.cli.site import build_course
from trekant.site.build import site_folder
from trekant.site.delivery.serve import server

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "pictures"
WIDTH, HEIGHT = 1280, 800
COLOURS = 64
"""So many are enough for flat colours and text, and make a picture a fifth of its weight."""
CASE = "notebooks/begynd-skole.html"


def _keep(page: Page, name: str) -> None:
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / name, optimize=True)


def take(address: str, page: Page) -> None:
    """Take both pictures of the course that is served at the address."""
    page.goto(f"{address}/book/forside.html", wait_until="networkidle")
    _keep(page, "front-page.png")
    page.goto(f"{address}/{CASE}", wait_until="networkidle")
    page.locator(".trekant-player").get_by_role("button").first.click()
    page.locator(".trekant-player").evaluate("player => scrollTo(0, player.getBoundingClientRect().top + scrollY - 90)")
    _keep(page, "case.png")


if __name__ == "__main__":
    build_course(ROOT)
    with sync_playwright() as playwright, server(site_folder(ROOT), 0) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        browser = chromium.launch(playwright, chromium.find(playwright) or "chromium")
        context = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT},
            locale="da-DK",
            reduced_motion="reduce",
            service_workers="block",
        )
        take(f"http://127.0.0.1:{serving.server_address[1]}", context.new_page())
        browser.close()
        serving.shutdown()
