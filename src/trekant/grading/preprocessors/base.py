"""What our preprocessors have in common."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from trekant.course.store import CourseError
from trekant.grading.courses import GradingError
from trekant.grading.gradebook import COURSE_ID, mark_failed

Resources = Mapping[str, Any]

FOR = "trekant"
"""The metadata key of an output that says whom it is for."""

PARTICIPANT, TRAINER = "participant", "trainer"


class SubmissionPreprocessor(NbGraderPreprocessor):  # type: ignore[misc]
    """A change to a submission's notebook. When it cannot be made, the gradebook says why."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Make the change.

        Raises:
            CourseError: it cannot be made. nbgrader logs it and goes on with the next submission.
        """
        try:
            return self.change(nb, resources), resources
        except CourseError as error:
            self._mark_failed(resources, str(error))
            raise
        except Exception as error:
            # not foreseen, but it must not leave points behind either
            reason = f"Der skete en uventet fejl ({type(error).__name__}); se loggen."
            self._mark_failed(resources, reason)
            raise GradingError(reason) from error

    def change(self, nb: NotebookNode, resources: Resources) -> NotebookNode:
        """The changed notebook.

        Raises:
            CourseError: the change cannot be made.
        """
        raise NotImplementedError

    def _mark_failed(self, resources: Resources, reason: str) -> None:
        where = resources["nbgrader"]
        with Gradebook(where["db_url"], COURSE_ID) as gradebook:
            mark_failed(gradebook, where["assignment"], where["student"], reason)


def folder_of(resources: Resources) -> Path:
    """The folder that the notebook lies in: ``…/<participant>/<quiz>``."""
    return Path(resources["metadata"]["path"]).absolute()


def slot_of(cell: NotebookNode) -> str | None:
    """The slot that a cell is the grade cell of."""
    nbgrader = cell.metadata.get("nbgrader", {})
    return nbgrader.get("grade_id") if nbgrader.get("grade") else None
