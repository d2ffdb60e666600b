"""HTML that is safe to read, in the formgrader and in feedback."""

from __future__ import annotations

from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode

from trekant.grading.assignments.freetext import is_code_block
from trekant.grading.preprocessors.base import Resources


class SanitizeForReading(SanitizeHTML):
    """nbconvert's SanitizeHTML, save for a cell that is a code block from end to end.

    Nothing in a code block can run, and escaping it twice would show a trainer ``&amp;`` for ``&``.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: Resources, cell_index: int
    ) -> tuple[NotebookNode, Resources]:
        """The cell, sanitised."""
        if is_code_block(cell):
            return cell, resources
        return super().preprocess_cell(cell, resources, cell_index)  # type: ignore[no-untyped-call,no-any-return]
