"""The points that a trainer gave, read from the gradebook in one query."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from nbgrader.api import Assignment, Grade, GradeCell, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select

from trekant.grading.folders import Folders
from trekant.grading.gradebook import open_gradebook
from trekant.grading.gradebook_url import gradebook_url


def manual_scores(root: Path, quiz: str) -> dict[tuple[str, str], tuple[datetime | None, float]]:
    """What the trainer gave, by participant and slot: when it was handed in (UTC, without zone), and the points.

    An answer that still waits to be read is not there. Where there is no gradebook none is made.
    """
    file = gradebook_url(Folders.of(root).quizzes).removeprefix("sqlite:///")
    if "://" not in file and not Path(file).exists():
        return {}
    wanted = (
        select(SubmittedAssignment.student_id, GradeCell.name, SubmittedAssignment.timestamp, Grade.manual_score)
        .select_from(Grade)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(GradeCell, GradeCell.id == Grade.cell_id)
        .where(Assignment.name == quiz, Grade.manual_score.is_not(None), Grade.needs_manual_grade.is_(False))
    )
    with open_gradebook(root) as gradebook:
        return {(row[0], row[1]): (row[2], row[3]) for row in gradebook.db.execute(wanted)}
