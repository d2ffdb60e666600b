"""What the cells of a notebook show, worked out in the build's own process.

A kernel takes two seconds to start and one to read the course, for each notebook; here the course is read once. The
notebooks are the course's own, so they are trusted as much as any other file of it.
"""

from __future__ import annotations

import tempfile
from functools import cache

import nbformat
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from IPython.utils.capture import capture_output
from sphinx.application import Sphinx
from sphinx.util import logging
from traitlets.config import Config

_LOG = logging.getLogger(__name__)


def fill_outputs(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put in the outputs of a notebook that Sphinx is about to parse; a cell that fails is a warning."""
    if not app.env.doc2path(docname).endswith(".ipynb"):
        return
    notebook = nbformat.reads(source[0], as_version=4)
    _shell().reset()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cell.outputs, result = _outputs(cell.source)
        failure = result.error_before_exec or result.error_in_exec
        if failure is not None:
            _LOG.warning("cellen »%s« kan ikke køres: %s", cell.source.strip(), failure, location=docname)
            break
    source[0] = nbformat.writes(notebook)


@cache
def _shell() -> InteractiveShell:
    # neither a history nor a folder in the author's home
    settings = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
    return InteractiveShell(config=settings, ipython_dir=tempfile.mkdtemp(prefix="trekant-"))


def _outputs(code: str) -> tuple[list[nbformat.NotebookNode], ExecutionResult]:
    with capture_output() as said:
        result = _shell().run_cell(code)
    shown = [nbformat.v4.new_output("display_data", one.data, metadata=one.metadata or {}) for one in said.outputs]
    if said.stdout and result.success:
        shown.insert(0, nbformat.v4.new_output("stream", name="stdout", text=said.stdout))
    return shown, result
