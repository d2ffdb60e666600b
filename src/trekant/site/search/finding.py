"""The two pages that help a reader who has not found it: the search, and the page that is not there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import sphinx.search
from docutils import nodes
from sphinx.application import Sphinx

from trekant.course.contact.guide import CONTACT_PAGE
from trekant.course.words import N_, _
from trekant.site.content import course_of
from trekant.site.delivery.serve import NOT_FOUND
from trekant.site.search.index import SearchEntry, entries, search_index

GROUPS = {"contact": N_("Kontakt"), "page": N_("Kapitler"), "case": N_("Cases"), "term": N_("Ordliste")}
"""The groups of what can be found, in the order they are shown."""

_STEMMER = "danish-stemmer.js"
_INDEX = "search-index.json"
_LINK = re.compile(
    r'(?P<name>\b(?:href|src|action|data-content_root|data-index))="(?!#|/|[a-z]+:)(?:\./)?(?P<to>[^"]*)"'
)


def register(app: Sphinx) -> None:
    """Connect the hooks."""
    app.connect("builder-inited", _without_sphinx_search)
    app.connect("html-collect-pages", _pages)
    app.connect("html-page-context", _files)
    app.connect("build-finished", _from_anywhere)


def _without_sphinx_search(app: Sphinx) -> None:
    app.builder.search = False  # type: ignore[attr-defined]  # its index and its page; ours are in search_index.py


Collected = tuple[str, dict[str, Any], str]


def _pages(app: Sphinx) -> Iterator[Collected]:
    """The two pages as Sphinx wants them: name, context, template."""
    course = course_of(app)
    statics = Path(app.outdir) / "_static"
    _write_stemmer(statics)
    everything = entries(course, app.env)
    index = json.dumps(search_index(course, everything), ensure_ascii=False, separators=(",", ":")).encode()
    (statics / _INDEX).write_bytes(index)
    found = [entry for entry in everything if entry.group != "page" or not entry.where]
    context = {
        "title": _("Søg"),
        "description": _("Søg efter et ord, et navn eller et telefonnummer: kontakter, kapitler, cases og ordliste."),
        "index": f"_static/{_INDEX}?v={sha256(index).hexdigest()[:8]}",
        "groups": _grouped(found),
        "contact_page": CONTACT_PAGE,
    }
    yield "search", context, "search.html"
    yield (
        NOT_FOUND.removesuffix(".html"),
        {
            "title": _("Siden findes ikke"),
            "description": _("Adressen fører ikke til noget i kurset."),
        },
        NOT_FOUND,
    )


def _files(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the two pages what they need, and no other page."""
    if template in ("search.html", NOT_FOUND):
        app.add_css_file("search.css")
    if template == "search.html":
        app.add_js_file(_STEMMER, defer="defer")
        app.add_js_file("search.js", type="module")


def _grouped(found: list[SearchEntry]) -> list[tuple[str, str, list[SearchEntry]]]:
    """The entries by group: its name, its title, what is in it."""
    return [(name, _(GROUPS[name]), list(some)) for name, some in groupby(found, lambda entry: entry.group)]


def _write_stemmer(statics: Path) -> None:
    """Sphinx' Danish stemmer, which Sphinx itself would lay out only for its own search, as one file."""
    source = Path(sphinx.search.__file__).parent / "minified-js"
    parts = [(source / name).read_text(encoding="utf-8") for name in ("base-stemmer.js", _STEMMER)]
    (statics / _STEMMER).write_text("\n".join(parts), encoding="utf-8")


def _from_anywhere(app: Sphinx, error: Exception | None) -> None:
    """Let the links of the missing page begin at the root: a server shows it at any address, however deep.

    The root is the path of ``html_baseurl``, or ``/``.
    """
    page = Path(app.outdir) / NOT_FOUND
    if error is None and page.is_file():
        root = urlsplit(app.config.html_baseurl).path.rstrip("/") + "/"
        page.write_text(rooted(page.read_text(encoding="utf-8"), root), encoding="utf-8")


def rooted(html: str, root: str) -> str:
    """The page with its relative addresses made absolute.

    Args:
        html: a page of the site's top folder.
        root: the path that the site stands at, e.g. ``/`` or ``/kurser/bekymret/``.
    """
    return _LINK.sub(lambda link: f'{link["name"]}="{root}{link["to"]}"', html)
