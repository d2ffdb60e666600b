"""From the notebook to the gradebook."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import BaseCell, Comment, Grade, Gradebook
from sqlalchemy import Select, select, update

from trekant.grading.courses import GradingError
from trekant.grading.gradebook import COURSE_ID, submitted_notebook
from trekant.grading.preprocessors.base import Resources, SubmissionPreprocessor

NO_ANSWER = "Intet svar."


class SaveScores(SubmissionPreprocessor):
    """Save what nbgrader's SaveAutoGrades saves, all of it or nothing, and with words in Danish.

    A trainer's own score is never changed, but has to be looked at again.
    """

    def change(self, nb: NotebookNode, resources: Resources) -> NotebookNode:
        """Leave the notebook as it is, and save its points and comments in one transaction."""
        where = resources["nbgrader"]
        mine = submitted_notebook(where["assignment"], where["student"])
        graded = {cell.metadata.nbgrader.grade_id: cell for cell in nb.cells if utils.is_grade(cell)}
        with Gradebook(where["db_url"], COURSE_ID) as gradebook:
            grades = gradebook.db.execute(_of(Grade, mine, Grade.manual_score)).all()
            if {name for _, name, _ in grades} != graded.keys():
                raise GradingError("Opgaven har andre spørgsmål end karakterbogen; lav opgaven igen, og ret så.")
            gradebook.db.execute(
                update(Grade), [{"id": id_, **_score(graded[name], manual)} for id_, name, manual in grades]
            )
            comments = gradebook.db.execute(_of(Comment, mine)).all()
            texts = [{"id": id_, **_comment(graded[name])} for id_, name in comments if utils.is_solution(graded[name])]
            if texts:
                gradebook.db.execute(update(Comment), texts)
            gradebook.db.commit()
        return nb


def _of(table: Any, notebook: Select[tuple[str]], *columns: Any) -> Select[Any]:
    """The id and the cell's name of each row that belongs to a submission."""
    joined = select(table.id, BaseCell.name, *columns).join(BaseCell, BaseCell.id == table.cell_id)
    return joined.where(table.notebook_id.in_(notebook))


def _score(cell: NotebookNode, manual_score: float | None) -> dict[str, Any]:
    auto_score, _ = utils.determine_grade(cell)
    return {"auto_score": auto_score, "needs_manual_grade": manual_score is not None or auto_score is None}


def _comment(cell: NotebookNode) -> dict[str, Any]:
    unanswered = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
    return {"auto_comment": NO_ANSWER if unanswered else None}
