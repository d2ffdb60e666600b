"""Points without running a cell."""

from __future__ import annotations

from nbformat import NotebookNode

from trekant.grading.assignments.answer_html import for_participant, for_trainer
from trekant.grading.assignments.marker import Marker, hash_answers, hash_key, put_marker
from trekant.grading.assignments.notebooks import code, result, shown
from trekant.grading.courses import GradingError
from trekant.grading.folders import ANSWERS
from trekant.grading.intake.submission import Marked, mark_folder, read_regular
from trekant.grading.preprocessors.base import (
    FOR,
    PARTICIPANT,
    TRAINER,
    Resources,
    SubmissionPreprocessor,
    folder_of,
    slot_of,
)


class ScoreFromBank(SubmissionPreprocessor):
    """Give each grade cell its points, by the banks, and show the trainer what they are for.

    nbgrader gives full marks to a grade cell that shows no number, so every one of them gets exactly one.
    """

    def change(self, nb: NotebookNode, resources: Resources) -> NotebookNode:
        """The notebook with outputs.

        Raises:
            CourseError: the answers, the banks or the notebook's cells do not fit together.
        """
        folder = folder_of(resources)
        slots = {marked.slot.id: marked for marked in mark_folder(folder)}
        if [slot_of(cell) for cell in nb.cells if slot_of(cell)] != list(slots):
            raise GradingError("Opgaven har andre spørgsmål end testen; lav opgaven igen, og ret så.")
        cells = []
        for cell in nb.cells:
            marked = slots.get(slot_of(cell) or "")
            if marked is not None:
                cells += scored_cells(cell, marked)
            else:
                cells.append(cell)
        nb.cells = cells
        key = hash_key((marked.slot, marked.task) for marked in slots.values())
        put_marker(nb, Marker(hash_answers(read_regular(folder / ANSWERS)), key))
        return nb


def scored_cells(cell: NotebookNode, marked: Marked) -> list[NotebookNode]:
    """A grade cell with its points and what they are for: the cell itself, and for free text one above it.

    Raises:
        GradingError: the cell is not the slot's.
    """
    by_hand = marked.task.kind.by_hand
    if float(cell.metadata.nbgrader.points) != marked.slot.points or (cell.cell_type == "markdown") != by_hand:
        raise GradingError(f"Opgavens {marked.slot.id} passer ikke til testen; lav opgaven igen, og ret så.")
    points = None if marked.points is None else repr(marked.points)
    return cells_with(cell, marked.slot.id, for_participant(marked), for_trainer(marked), points)


def cells_with(cell: NotebookNode, slot: str, participant: str, trainer: str, points: str | None) -> list[NotebookNode]:
    """A grade cell with what it shows the participant and the trainer (HTML), and its points as text."""
    outputs = [shown(participant, {FOR: PARTICIPANT}), shown(trainer, {FOR: TRAINER})]
    if points is None:
        # Markdown has no outputs, so they stand in a cell of their own above the answer
        return [code(f"{slot}-om", "", outputs=outputs), cell]
    cell.outputs = [*outputs, result(points)]
    return [cell]
