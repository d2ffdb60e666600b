"""The last step of a build: from what Sphinx wrote to what a web server is given."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from trekant.course.store import CourseError
from trekant.site.delivery import deliver
from trekant.site.offline import ICONS, write_offline
from trekant.site.policy import meta_policy

_THEME_SHEETS = ["furo.css", "furo-extensions.css"]
_WORKER = "assets/sw.js"
_LONGEST = 155
"""Characters of a description, as search engines show it."""


def register(app: Sphinx) -> None:
    """Connect the hooks."""
    app.connect("html-page-context", _described)
    app.connect("build-finished", _release, priority=900)


def _described(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """A description of the page for search engines: how it begins."""
    paragraphs = doctree.findall(nodes.paragraph) if doctree is not None else ()
    first = next((one.astext() for one in paragraphs if isinstance(one.parent, nodes.section)), "")
    words = " ".join(first.split()) or f"{context.get('title', '')}: {app.config.html_title}"
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rsplit(" ", 1)[0].rstrip(",.;:") + " …"
    context["metatags"] = f'{context.get("metatags", "")}<meta name="description" content="{escape(words)}">\n'


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
    assets = deliver(folder, own, [*_THEME_SHEETS, *everywhere], ICONS)
    if not (source / _WORKER).is_file():
        raise CourseError(f"Filen {_WORKER} mangler; hent den igen fra kursets kilde.")
    worker = (source / _WORKER).read_text(encoding="utf-8")
    write_offline(folder, assets, worker, app.config.html_title, start)


def _doorstep(title: str, start: str) -> str:
    """``index.html``: the way to the front page, which lies in a folder."""
    return (
        f'<!doctype html>\n<html lang="da" data-content_root="./">\n<head><meta charset="utf-8">{meta_policy()}\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="refresh" content="0; url={start}">\n<title>{escape(title)}</title>\n</head>\n'
        f'<body><p><a href="{start}">{escape(title)}</a></p></body>\n</html>\n'
    )
