"""The course as something one can install, and read without a connection."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from trekant.course.pages.policy import HASHED, POLICY_FOLDER
from trekant.course.words import language
from trekant.players.minify import minified
from trekant.site.chapters.meeting_sheets import FOLDER as SHEETS
from trekant.site.delivery.assets import Assets

ICONS = {
    "icon-192.png": ("192x192", "any"),
    "icon-512.png": ("512x512", "any"),
    "icon-maskable.png": ("512x512", "maskable"),
}
_LEFT_OUT = {".pdf", ".inv"}  # the cards are large, and an opened one is kept by the phone itself
_NOT_KEPT = {"sw.js", "404.html"}
"""A server may well send the page for a missing one as missing, and then nothing at all would be laid down."""
_NOT_READ = (f"{SHEETS}/", f"{POLICY_FOLDER}/")
"""What one prints before a meeting, a seventh more for every phone to fetch, and what servers are told: nobody reads
it there."""


class InstalledLook(NamedTuple):
    """What a phone shows of an installed course: its name, its first page, and the colour around it."""

    title: str
    start: str
    colour: str


def write_offline(folder: Path, assets: Assets, worker: str, shown: InstalledLook) -> None:
    """Write the manifest, and the service worker with the list of what the release holds.

    Args:
        folder: the built site, finished.
        assets: its styles and scripts.
        worker: the text of the service worker.
        shown: what the manifest says.
    """
    _write(folder / "manifest.webmanifest", _manifest(assets.folder, shown))
    files = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
        and not path.name.startswith(".")
        and path.suffix not in _LEFT_OUT
        and path.name not in _NOT_KEPT
        and not path.relative_to(folder).as_posix().startswith(_NOT_READ)
    )
    release = sha256()
    for name in files:
        release.update(name.encode() + b"\0" + sha256((folder / name).read_bytes()).digest())
    head = (
        f"const RELEASE = {json.dumps(release.hexdigest()[:10])};\n"
        f"const HASHED = new RegExp({json.dumps(HASHED.pattern)});\n"
        f"const FILES = {json.dumps(files)};\n"
    )
    _write(folder / "sw.js", head + minified(worker, "sw.js"))


def _manifest(place: str, shown: InstalledLook) -> str:
    return json.dumps(
        {
            "name": shown.title,
            "short_name": shown.title,
            "lang": language(),
            "start_url": shown.start,
            "scope": "./",
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": shown.colour,
            "icons": [
                {"src": f"{place}/{name}", "sizes": sizes, "type": "image/png", "purpose": purpose}
                for name, (sizes, purpose) in ICONS.items()
            ],
        },
        ensure_ascii=False,
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
