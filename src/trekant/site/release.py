"""The last step of a build: from what Sphinx wrote to what a web server is given."""

from __future__ import annotations

from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from trekant.course.store import CourseError
from trekant.site.delivery import deliver
from trekant.site.offline import ICONS, Shown, write_offline
from trekant.site.palette import palette
from trekant.site.policy import meta_policy

_WORKER = "assets/sw.js"


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
    folders = [source / name for name in app.config.html_static_path]
    own = [path for folder in folders for path in folder.iterdir() if path.is_file()]
    everywhere = [name for name, attributes in app.config.html_css_files if "media" not in attributes]
    assets = deliver(folder, own, everywhere, ICONS)
    if not (source / _WORKER).is_file():
        raise CourseError(f"Filen {_WORKER} mangler; hent den igen fra kursets kilde.")
    worker = (source / _WORKER).read_text(encoding="utf-8")
    colour = palette(source)["course-head"].light
    write_offline(folder, assets, worker, Shown(app.config.html_title, start, colour))


def _doorstep(title: str, start: str) -> str:
    """``index.html``: the way to the front page, which lies in a folder."""
    return (
        f'<!doctype html>\n<html lang="da" data-content_root="./">\n<head><meta charset="utf-8">{meta_policy()}\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="refresh" content="0; url={start}">\n<link rel="icon" href="_static/favicon.svg">\n'
        f"<title>{escape(title)}</title>\n</head>\n"
        f'<body><p><a href="{start}">{escape(title)}</a></p></body>\n</html>\n'
    )
