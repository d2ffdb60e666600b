"""Notebooks and their cells: nbformat's functions, which have no types, in one place with types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook


def read_notebook(path: Path) -> NotebookNode:
    """A notebook from a file.

    Raises:
        OSError: it cannot be read.
        ValueError: it is not a notebook.
    """
    notebook: NotebookNode = nbformat.read(path, as_version=nbformat.NO_CONVERT)  # type: ignore[no-untyped-call]
    return notebook


def as_text(notebook: NotebookNode) -> str:
    """A notebook as it stands in a file."""
    return f"{nbformat.writes(notebook)}\n"  # type: ignore[no-untyped-call]


def notebook(cells: list[NotebookNode], metadata: dict[str, Any]) -> NotebookNode:
    """A new notebook."""
    made: NotebookNode = new_notebook(cells=cells, metadata=metadata)  # type: ignore[no-untyped-call]
    return made


def markdown(cell_id: str, source: str, metadata: dict[str, Any] | None = None) -> NotebookNode:
    """A new Markdown cell. Its id is given, so that the same notebook comes out every time."""
    cell: NotebookNode = new_markdown_cell(source, id=cell_id, metadata=metadata or {})  # type: ignore[no-untyped-call]
    return cell


def code(
    cell_id: str, source: str, metadata: dict[str, Any] | None = None, outputs: list[NotebookNode] | None = None
) -> NotebookNode:
    """A new code cell."""
    cell: NotebookNode = new_code_cell(  # type: ignore[no-untyped-call]
        source, id=cell_id, metadata=metadata or {}, outputs=outputs or []
    )
    return cell


def shown(html: str, metadata: dict[str, Any]) -> NotebookNode:
    """An output that shows HTML; scoring passes it over."""
    return _output("display_data", data={"text/html": html}, metadata=metadata)


def result(text: str) -> NotebookNode:
    """A cell's result: the one output that nbgrader takes points from."""
    return _output("execute_result", data={"text/plain": text}, metadata={}, execution_count=None)


def _output(kind: str, **fields: Any) -> NotebookNode:
    # not new_output, which proves each one against the schema; that takes longer than to mark the answer
    output: NotebookNode = nbformat.from_dict({"output_type": kind, **fields})  # type: ignore[no-untyped-call]
    return output
