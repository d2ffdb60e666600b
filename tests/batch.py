"""What the tests of batch grading share: the whole state of a gradebook and of the graded folders, to compare."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import text

from tests.grading import QUIZ
from trekant.course.store import load_course
from trekant.grading.batch import GradeReport
from trekant.grading.batch import grade as grade_quiz
from trekant.grading.gradebook import open_gradebook

_SUBMISSIONS = """
    FROM submitted_assignment s JOIN submitted_notebook n ON n.assignment_id = s.id
    JOIN assignment a ON a.id = s.assignment_id
"""
_QUERIES = (
    f"SELECT a.name, s.student_id, s.timestamp, s.extension, n.flagged, n.late_submission_penalty {_SUBMISSIONS}",
    "SELECT a.name, s.student_id, c.name, c.type, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade"
    f"{_SUBMISSIONS} JOIN grade g ON g.notebook_id = n.id JOIN base_cell c ON c.id = g.cell_id",
    "SELECT a.name, s.student_id, c.name, c.type, m.auto_comment, m.manual_comment"
    f"{_SUBMISSIONS} JOIN comment m ON m.notebook_id = n.id JOIN base_cell c ON c.id = m.cell_id",
    "SELECT id, first_name, last_name, email FROM student",
    "SELECT 'rows', (SELECT count(*) FROM submitted_assignment), (SELECT count(*) FROM submitted_notebook),"
    "(SELECT count(*) FROM grade), (SELECT count(*) FROM comment)",
)

Dump = list[list[tuple[Any, ...]]]


def dump(root: Path) -> Dump:
    """Everything in the gradebook that a submission has, without the random ids."""
    with open_gradebook(root) as gradebook:
        return [sorted((tuple(row) for row in gradebook.db.execute(text(query))), key=repr) for query in _QUERIES]


def tree(root: Path) -> dict[str, tuple[int, bytes]]:
    """Mode and content of every file among the graded."""
    top = root / "quizzes/autograded"
    files = (path for path in top.rglob("*") if path.is_file())
    return {path.relative_to(top).as_posix(): (path.stat().st_mode, path.read_bytes()) for path in files}


def state(root: Path) -> tuple[Dump, dict[str, tuple[int, bytes]]]:
    return dump(root), tree(root)


def grade(root: Path, *, everything: bool = False) -> GradeReport:
    return grade_quiz(load_course(root), QUIZ, everything=everything)


def score_by_hand(root: Path, student: str, slot: str, points: float | None, comment: str | None = None) -> None:
    """What the formgrader does when a trainer gives points."""
    with open_gradebook(root) as gradebook:
        grade = gradebook.find_grade(slot, QUIZ, QUIZ, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        if comment:
            gradebook.find_comment(slot, QUIZ, QUIZ, student).manual_comment = comment
        gradebook.db.commit()
