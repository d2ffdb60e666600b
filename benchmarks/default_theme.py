"""The same pages with Jupyter Book's default theme and ipywidgets' own embedding, to measure ours against.

Built in a temporary folder: the configuration without our theme, styles and extension's delivery, and the notebooks run
by kernels, so that each case is a live widget that html-manager brings up.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = {"text page": "book/ordliste", "module": "book/trekanten", "cases": "notebooks/jobcenter"}
"""What is built and measured: name and page."""

_NODE = ROOT / "benchmarks/node/node_modules"
_ELSEWHERE = (
    (re.compile(r"/require(\.min)?\.js"), "requirejs/require.js"),
    (
        re.compile(r"/@jupyter-widgets/html-manager@[^/]*/dist/embed-amd\.js"),
        "@jupyter-widgets/html-manager/dist/embed-amd.js",
    ),
    (re.compile(r"/anywidget@[^/]*/dist/index\.js"), "anywidget/dist/index.js"),
)
"""What such a page fetches from other hosts before a widget can be used, and the same file of ours."""

_INTEGRITY = re.compile(r' integrity="[^"]*"')

_CONFIG = """title: Når du bliver bekymret
author: ""
only_build_toc_files: true
execute: {execute_notebooks: force, timeout: -1}
parse: {myst_enable_extensions: [colon_fence, deflist, attrs_inline]}
sphinx:
  local_extensions: {plain: "."}
  config: {language: da}
"""
_PLAIN = '''"""Our roles and directives without our theme."""
from trekant.site.chapters import directives
from trekant.site.chapters import introductions as opening
from trekant.site.chapters import roles

def setup(app):
    for module in (roles, directives, opening):
        module.register(app)
    return {"parallel_read_safe": True}
'''


def build(folder: Path) -> Path:
    """Build the pages with the default theme in the folder; returns where they stand."""
    for name in ("assets", "book", "editions", "notebooks", "quizzes"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.db*", "source", "release"))
    toc = "\n".join(f"  - file: {page}" for page in list(PAGES.values())[1:])
    first = next(iter(PAGES.values()))
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: {first}\nchapters:\n{toc}\n", encoding="utf-8")
    (folder / "_config.yml").write_text(_CONFIG, encoding="utf-8")
    (folder / "plain.py").write_text(_PLAIN, encoding="utf-8")
    for notebook in (folder / "notebooks").glob("*.ipynb"):
        text = notebook.read_text(encoding="utf-8")
        # the widget itself, not the HTML that our widgets lay beside it
        text = text.replace("from trekant.widgets import roads, vignette", _WIDGETS)
        notebook.write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", str(folder), "-q"]
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)
    built = folder / "_build/html"
    for page in built.rglob("*.html"):
        # the files that stand in for those of other hosts are the same libraries, but not the same bytes
        page.write_text(_INTEGRITY.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")
    return built


_WIDGETS = (
    "from trekant.widgets import players, roads, vignette; "
    "players._Player._repr_mimebundle_ = players.anywidget.AnyWidget._repr_mimebundle_"
)


def from_elsewhere(url: str) -> Path | None:
    """The file of ``benchmarks/node`` (``npm ci``) that stands in for an address of another host."""
    path = next((_NODE / name for pattern, name in _ELSEWHERE if pattern.search(url)), None)
    return path if path and path.is_file() else None
