"""What the cells of a notebook show, worked out in the build's own process.

A kernel takes two seconds to start and one to read the course, for each notebook; here the course is read once. The
notebooks are the course's own, so they are trusted as much as any other file of it.
"""

from __future__ import annotations

import tempfile
from functools import cache
from typing import Any

import nbformat
from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from IPython.utils.capture import capture_output
from sphinx.util import logging
from traitlets.config import Config

_LOG = logging.getLogger(__name__)


def with_outputs(docname: str, text: str) -> str:
    """A notebook with the outputs of its cells; a cell that fails is a warning."""
    notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    _shell().reset()  # type: ignore[no-untyped-call]
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cell.outputs, result = _outputs(cell.source)
        failure = result.error_before_exec or result.error_in_exec
        if failure is not None:
            _LOG.warning("cellen »%s« kan ikke køres: %s", cell.source.strip(), failure, location=docname)
            break
    return str(nbformat.writes(notebook))  # type: ignore[no-untyped-call]


class _Shown(DisplayHook):
    """Gives what a cell ends with to whom ``display()`` gives, instead of printing it with a number."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        _shell().display_pub.publish(format_dict, md_dict)

    def finish_displayhook(self) -> None:
        pass


@cache
def _shell() -> InteractiveShell:
    # neither a history nor a folder in the author's home
    settings = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
    return InteractiveShell.instance(
        config=settings, displayhook_class=_Shown, ipython_dir=tempfile.mkdtemp(prefix="trekant-")
    )


def _outputs(code: str) -> tuple[list[nbformat.NotebookNode], ExecutionResult]:
    with capture_output() as said:
        result = _shell().run_cell(code)  # type: ignore[no-untyped-call]
    new = nbformat.v4.new_output
    shown = [new("display_data", one.data, metadata=one.metadata or {}) for one in said.outputs]  # type: ignore[no-untyped-call]
    if said.stdout and result.success:
        shown.insert(0, new("stream", name="stdout", text=said.stdout))  # type: ignore[no-untyped-call]
    return shown, result
