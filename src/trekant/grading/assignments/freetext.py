"""A participant's free text, as it stands in a notebook: inert, whatever it holds.

An indented code block is the one form of Markdown in which nothing means anything: no HTML, no link, no
formula, no heading. It begins before anything else can be recognised, because every line of it is indented.
"""

from __future__ import annotations

import textwrap

from nbformat import NotebookNode

from trekant.course.writing.text import REPLACEMENT, printable

WIDTH = 100
"""A code block does not wrap by itself; this many characters fit beside the score in the formgrader."""

_INDENT = "    "


def code_block(text: str) -> str:
    """Free text as an indented code block; empty when nothing in it can be read."""
    lines: list[str] = []
    for line in text.splitlines():
        lines += textwrap.wrap(printable(line.expandtabs(4)), WIDTH) or [""]
    block = "\n".join(_INDENT + line if line else "" for line in lines).strip("\n")
    return block if block.replace(REPLACEMENT, "").strip() else ""


def is_code_block(cell: NotebookNode) -> bool:
    """Whether a cell is Markdown that is nothing but an indented code block."""
    lines = cell.source.split("\n")
    return (
        cell.cell_type == "markdown"
        and lines[0].startswith(_INDENT)
        and all(not line.strip() or line.startswith(_INDENT) for line in lines)
        and "\r" not in cell.source
    )
