"""A folder with a platform that takes SCORM 1.2 at its word (``tests/players/lms.js``), and the package it shows."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Locator, expect

from tests.browser.material import ROOT

PLAYERS = ROOT / "tests/players"

_PAGE = """<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Portalen</title>
<link rel="icon" href="data:,">
<style>html, body, iframe { margin: 0; border: 0; width: 100%; height: 100%; display: block }</style>
<script type="module">
import { lms, newcomer } from "./lms.js";
const who = new URLSearchParams(location.search).get("hvem") ?? "47";
const stored = JSON.parse(localStorage.getItem(`portal ${who}`));
window.record = stored ?? newcomer(who);
window.net = { up: true };
window.API = lms(record, net, () => localStorage.setItem(`portal ${who}`, JSON.stringify(record)));
const frame = document.createElement("iframe");
frame.src = "pakke/index.html";
document.body.append(frame);
</script></head><body></body></html>"""


def reach(player: Locator) -> None:
    """Come to an exercise or a case as a reader does: by scrolling, after which it begins."""
    player.scroll_into_view_if_needed()
    expect(player).to_have_class(re.compile("trekant-started"))


def put_portal(place: Path, package: Path, page: str = _PAGE) -> None:
    """Put ``portal.html`` in a folder, with what it needs and the package that it shows."""
    with ZipFile(package) as archive:
        archive.extractall(place / "pakke")
    for name in ("platform.js", "lms.js", "lms2004.js"):
        shutil.copy(PLAYERS / name, place)
    (place / "portal.html").write_text(page, encoding="utf-8")
