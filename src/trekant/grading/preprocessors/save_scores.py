"""nbgrader's SaveAutoGrades, in Danish."""

from __future__ import annotations

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import SaveAutoGrades

from trekant.grading.preprocessors.base import Resources

NO_ANSWER = "Intet svar."


class SaveScores(SaveAutoGrades):  # type: ignore[misc]
    """Save the points, and say in Danish where a text was not answered: participants read it."""

    def _add_comment(self, cell: NotebookNode, resources: Resources) -> None:
        comment = self.gradebook.find_comment(
            cell.metadata["nbgrader"]["grade_id"], self.notebook_id, self.assignment_id, self.student_id
        )
        unanswered = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
        comment.auto_comment = NO_ANSWER if unanswered else None
        self.gradebook.db.commit()
