"""Feedback without the key."""

from __future__ import annotations

import re

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List

from trekant.grading.preprocessors.base import FOR, PARTICIPANT, Resources

_NUMBER = re.compile(r"\d+(\.\d+)?(e-\d+)?")


class HideKeys(NbGraderPreprocessor):  # type: ignore[misc]
    """Keep only what is known to be for the participant; an output that nobody has marked goes out too."""

    # nbconvert configures this in every preprocessor, and NbGraderPreprocessor leaves it out of the configuration
    display_data_priority: List[list[str]] = List().tag(config=True)

    def preprocess_cell(self, cell: NotebookNode, resources: Resources, index: int) -> tuple[NotebookNode, Resources]:
        """The cell without the outputs that are for the trainer."""
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if _is_for_participant(output)]
        return cell, resources


def _is_for_participant(output: NotebookNode) -> bool:
    if output.output_type == "execute_result":
        return set(output.data) == {"text/plain"} and bool(_NUMBER.fullmatch(output.data["text/plain"]))
    return bool(output.output_type == "display_data" and output.metadata.get(FOR) == PARTICIPANT)
