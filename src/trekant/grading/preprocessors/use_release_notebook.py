"""Nothing of a submitted notebook is used: the release notebook takes its place."""

from __future__ import annotations

from nbformat import NotebookNode

from trekant.course.store import find_root
from trekant.grading.assignments.freetext import code_block
from trekant.grading.assignments.notebooks import read_notebook
from trekant.grading.courses import GradingError
from trekant.grading.folders import Folders
from trekant.grading.intake.submission import Marked, mark_folder
from trekant.grading.preprocessors.base import Resources, SubmissionPreprocessor, folder_of, slot_of


class UseReleaseNotebook(SubmissionPreprocessor):
    """Grade the notebook that was handed out, with the participant's free text in its manual cells."""

    def change(self, nb: NotebookNode, resources: Resources) -> NotebookNode:
        """The release notebook; of the participant there is only inert text in it.

        Raises:
            CourseError: there is no release notebook, or the answers cannot be used.
        """
        folder = folder_of(resources)
        release = Folders.of(find_root(folder)).release_notebook(resources["nbgrader"]["assignment"])
        if not release.is_file():
            raise GradingError(f"Opgaven mangler ({release.name} i release/); lav den igen, og ret så.")
        ours = read_notebook(release)
        texts = {marked.slot.id: free_text(marked) for marked in mark_folder(folder) if marked.task.kind.by_hand}
        for cell in ours.cells:
            # a cell that is left alone gives 0 points by itself, which is what no answer is worth
            cell.source = texts.get(slot_of(cell) or "") or cell.source
        return ours


def free_text(marked: Marked) -> str:
    """The participant's free text as inert Markdown; empty when there is none."""
    return code_block(marked.answer) if isinstance(marked.answer, str) else ""
