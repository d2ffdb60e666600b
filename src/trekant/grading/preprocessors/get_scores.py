"""nbgrader's GetGrades, and what the trainer has not read yet.

Its step for one cell is private, and extended here. Tried with nbgrader 0.9.6.
"""

from __future__ import annotations

from nbformat import NotebookNode
from nbgrader.preprocessors import GetGrades

from trekant.course import words
from trekant.course.writing.text import number_in_words
from trekant.grading.preprocessors.base import Resources


class GetScores(GetGrades):  # type: ignore[misc]
    """Put the points into the notebook, and say where they are still to come: a 0 there is no 0."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """The notebook with points; ``resources["nbgrader"]["waiting"]`` when they are not all there.

        The page that is made of it has no other way to the words of the course's language: they go along as ``said``.
        """
        nb, resources = super().preprocess(nb, resources)
        resources["nbgrader"]["waiting"] = any(cell.metadata.get("nbgrader", {}).get("waiting") for cell in nb.cells)
        resources["nbgrader"]["said"] = {"text": words._, "number": number_in_words, "language": words.language()}
        return nb, resources

    def _get_score(self, cell: NotebookNode, resources: Resources) -> None:
        super()._get_score(cell, resources)
        grade = self.gradebook.find_grade(
            cell.metadata.nbgrader["grade_id"], self.notebook_id, self.assignment_id, self.student_id
        )
        cell.metadata.nbgrader["waiting"] = grade.needs_manual_grade
