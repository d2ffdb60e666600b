"""The course as something one can install, and read without a connection."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from trekant.site.delivery import THEME_COLOUR, Assets, slim_script
from trekant.site.policy import HASHED

ICONS = {"icon-192.png": ("192x192", "any"), "icon-512.png": ("512x512", "any"), "icon-maskable.png": ("512x512", "maskable")}
_LEFT_OUT = {".pdf", ".inv"}  # the cards are large, and an opened one is kept by the phone itself


def write_offline(folder: Path, assets: Assets, worker: str, title: str, start: str) -> None:
    """Write the manifest, and the service worker with the list of what the release holds.

    Args:
        folder: the built site, finished.
        assets: its styles and scripts.
        worker: the text of the service worker.
        title: the course's name.
        start: the page that an installed course opens with, e.g. ``book/forside.html``.
    """
    _write(folder / "manifest.webmanifest", _manifest(assets.folder, title, start))
    files = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".") and path.suffix not in _LEFT_OUT and path.name != "sw.js"
    )
    release = sha256()
    for name in files:
        release.update(name.encode() + b"\0" + sha256((folder / name).read_bytes()).digest())
    head = (
        f"const RELEASE = {json.dumps(release.hexdigest()[:10])};\n"
        f"const HASHED = new RegExp({json.dumps(HASHED.pattern)});\n"
        f"const FILES = {json.dumps(files)};\n"
    )
    _write(folder / "sw.js", head + slim_script(worker))


def _manifest(place: str, title: str, start: str) -> str:
    return json.dumps(
        {
            "name": title,
            "short_name": title,
            "lang": "da",
            "start_url": start,
            "scope": "./",
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": THEME_COLOUR,
            "icons": [
                {"src": f"{place}/{name}", "sizes": sizes, "type": "image/png", "purpose": purpose}
                for name, (sizes, purpose) in ICONS.items()
            ],
        },
        ensure_ascii=False,
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
