"""Begin a grading without the points of an earlier one."""

from __future__ import annotations

from nbformat import NotebookNode
from nbgrader.api import Gradebook

from trekant.grading.gradebook import COURSE_ID, forget_scores
from trekant.grading.preprocessors.base import Resources, SubmissionPreprocessor


class ForgetScores(SubmissionPreprocessor):
    """Take the points of an earlier grading back, so that what fails or is cut short shows as not graded."""

    def change(self, nb: NotebookNode, resources: Resources) -> NotebookNode:
        """Leave the notebook as it is, and reset the gradebook."""
        where = resources["nbgrader"]
        with Gradebook(where["db_url"], COURSE_ID) as gradebook:
            forget_scores(gradebook, where["assignment"], where["student"])
        return nb
