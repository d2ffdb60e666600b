"""The last step of a build: from what Sphinx wrote to what a web server is given."""

from __future__ import annotations

from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from trekant.course.pages.policy import meta_policy
from trekant.course.words import language
from trekant.players import FOLDER as PLAYERS
from trekant.site.delivery.assets import MODULES, deliver
from trekant.site.delivery.in_page import note_policy
from trekant.site.delivery.offline import ICONS, InstalledLook, write_offline
from trekant.site.figures.palette import palette

_WORKER = PLAYERS / "sw.js"
"""The service worker."""
_ASKED_FOR = ("aloud.css", "meeting.css")
"""Stylesheets that a script asks for when it needs them."""


def register(app: Sphinx) -> None:
    """Connect the hook."""
    app.connect("build-finished", _release, priority=900)


def _release(app: Sphinx, error: Exception | None) -> None:
    """Make the written pages ready for a web server, and for readers without a connection."""
    if error is not None or app.builder.format != "html":
        return
    folder, source = Path(app.outdir), Path(app.srcdir)
    start = f"{app.config.root_doc}.html"
    (folder / "index.html").write_text(_doorstep(app.config.html_title, start), encoding="utf-8")
    places = [source / name for name in app.config.html_static_path]
    own = {path.name: path for place in places for path in (place.iterdir() if place.is_dir() else [place])}
    own |= {path.relative_to(PLAYERS).as_posix(): path for name in MODULES for path in (PLAYERS / name).glob("*.js")}
    everywhere = [name for name, attributes in app.config.html_css_files if "media" not in attributes]
    files = {name: path for name, path in own.items() if path.is_file()}
    assets = deliver(folder, files, everywhere, [*ICONS, *_ASKED_FOR])
    note_policy(folder)
    worker = _WORKER.read_text(encoding="utf-8")
    colour = palette(source)["course-head"].light
    write_offline(folder, assets, worker, InstalledLook(app.config.html_title, start, colour))


def _doorstep(title: str, start: str) -> str:
    """``index.html``: the way to the front page, which lies in a folder."""
    return (
        f'<!doctype html>\n<html lang="{language()}" data-content_root="./">\n'
        f'<head><meta charset="utf-8">{meta_policy()}\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="refresh" content="0; url={start}">\n<link rel="icon" href="_static/favicon.svg">\n'
        f"<title>{escape(title)}</title>\n</head>\n"
        f'<body><p><a href="{start}">{escape(title)}</a></p></body>\n</html>\n'
    )
