"""What the build needs beside roles and directives: furo set up, and the players where they are used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _ as sphinx_words

from trekant.course import words
from trekant.course.pages.policy import FRAMING, SELF
from trekant.course.pages.progress import progress_page
from trekant.players import FOLDER as PLAYERS
from trekant.site.content import course_of, outdated
from trekant.site.delivery.player_files import clear_away, put_aside
from trekant.site.templates import FOLDER as TEMPLATES

STYLES = Path(__file__).parent / "styles"
_IN_THE_FOOT = ("book/privatliv", "book/kilder", "book/was")


def register(app: Sphinx) -> None:
    """Connect the hooks."""
    # Jupyter Book reads this value, which an extension that this course leaves out would have added.
    app.add_config_value("comments_config", {}, "env")
    app.add_config_value(FRAMING, SELF, "")  # for whoever serves the site: trekant.course.pages.policy
    app.connect("config-inited", _engine, priority=100)  # before Sphinx reads the names of styles and scripts
    app.connect("config-inited", _plain_theme_options, priority=900)
    app.connect("config-inited", _no_search_for_sources, priority=100)  # before the contents are read
    app.connect("config-inited", _only_the_contents, priority=910)
    app.connect("env-get-outdated", outdated)
    app.connect("source-read", _with_outputs)
    app.connect("env-updated", _drop_widget_manager)
    app.connect("html-page-context", _frame, priority=900)  # after furo's own
    app.connect("html-page-context", _styles)
    app.connect("html-page-context", _players)
    app.connect("html-page-context", _trimmed, priority=900)
    app.connect("build-finished", _take_down)


def _engine(app: Sphinx, config: Config) -> None:
    """What every course has from the engine; its own styles, which have the palette, come first."""
    config.templates_path = [*config.templates_path, str(TEMPLATES)]
    config.html_static_path = [*config.html_static_path, str(STYLES), str(PLAYERS)]
    config.html_css_files = [*config.html_css_files, "course.css"]
    config.html_js_files = [*config.html_js_files, ("site.js", {"type": "module"})]
    config.html_sidebars = {"**": ["sidebar/search.html", "sidebar/menu.html"]}


def _plain_theme_options(app: Sphinx, config: Config) -> None:
    # Jupyter Book fills in options of its own theme, which furo does not know.
    config.html_theme_options = {}


def _no_search_for_sources(app: Sphinx, config: Config) -> None:
    """Keep Jupyter Book from looking for files to leave out: it walks through all folders, answers and libraries too.

    With an environment in the course's folder that takes as long as reading the course.
    """
    config.external_toc_exclude_missing = False


def _only_the_contents(app: Sphinx, config: Config) -> None:
    """Build what the contents name and nothing else, as ``only_build_toc_files`` promises."""
    contents = config.external_site_map
    names = sorted({*contents, *contents.globs()})  # with their endings or without
    config.include_patterns = [pattern for name in names for pattern in (name, f"{name}.*")]


def _with_outputs(app: Sphinx, docname: str, source: list[str]) -> None:
    """Work out a notebook before it is parsed."""
    if app.env.doc2path(docname).endswith(".ipynb"):
        from trekant.site.notebooks import with_outputs  # half a second to load, and most builds read none

        source[0] = with_outputs(docname, source[0])


def _drop_widget_manager(app: Sphinx, env: Any) -> None:
    """Take out the scripts that MyST-NB adds for widgets: 1.1 MB from other hosts; the players need none."""
    for metadata in env.nb_metadata.values():
        scripts = metadata.get("js_files", {})
        for name in [name for name in scripts if name.startswith("ipywidgets_")]:
            del scripts[name]


_FOLDERS = ("book", "notebooks", "quizzes", "editions/*/book")


def _take_down(app: Sphinx, error: Exception | None) -> None:
    """Remove pages whose source is gone: Sphinx leaves them, and they would be found and read. So with their data."""
    if error is not None or app.builder.format != "html":
        return
    for folder in _FOLDERS:
        for page in Path(app.outdir).glob(f"{folder}/*.html"):
            if page.relative_to(app.outdir).with_suffix("").as_posix() not in app.env.found_docs:
                page.unlink()
    clear_away(Path(app.outdir))


_UNUSED = {"documentation_options.js", "doctools.js", "sphinx_highlight.js", "translations.js"}
"""Sphinx' scripts for its own search, which the course does not use: 5 KB and four requests on every page."""


_FUROS = {"pygments.css", "furo.css", "furo-extensions.css", "furo.js", "furo-extensions.js"}
"""furo's look and buttons and the colours of code, 15 KB gzipped: the course has its own, in ``styles`` and
``site.js``."""


def _trimmed(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Leave out the files that a page has no use for."""

    def needed(file: Any) -> bool:
        name = Path(str(getattr(file, "filename", file) or "")).name
        return name not in _FUROS | _UNUSED and not name.startswith("mystnb.")  # its look of code cells: none are shown

    for kind in ("css_files", "script_files"):
        context[kind] = [file for file in context[kind] if needed(file)]


def _frame(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """What the page's head and foot show beside the text."""
    context |= {"_": _said, "language": words.language()}
    titles = course_of(app).pages
    context["foot_links"] = [(name, titles[name]) for name in _IN_THE_FOOT if name in titles]


def _said(message: str) -> str:
    """A word of a template in the language of the course; those of furo's templates are in Sphinx' catalogue."""
    said = words._(message)
    return said if said != message else str(sphinx_words(message))


_SOME_PAGES = {
    "figures.css": re.compile(r'class="course-figure"'),
    "tables.css": re.compile(r"<(?:table|pre|code)\b"),
    "lists.css": re.compile(r'class="(?:subtitle|go-on|workplaces|module-list|case-list)'),
}
"""Stylesheets that only some pages need, by what such a page holds."""
_AFTER_THE_SHARED = 900


def _styles(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Load the look of figures, tables and lists where there are such."""
    for name, holds in _SOME_PAGES.items():
        if holds.search(context.get("body", "")):
            app.add_css_file(name, priority=_AFTER_THE_SHARED)


def _players(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Load the players on pages that hold one, and only there."""
    body = context.get("body", "")
    if 'class="months-case"' in body:
        app.add_js_file("months-case.js", type="module")
    if "trekant-player" in body:
        progress = progress_page(course_of(app))
        context["body"] = put_aside(Path(app.outdir), context["content_root"], body, progress)
        app.add_css_file("players.css")
        if page == progress or 'data-player="refresher"' in body:
            app.add_css_file("progress.css")
        if 'data-player="contact-guide"' in body:
            app.add_css_file("guide.css")
        app.add_js_file("page.js", type="module")
