"""Exporting the gradebook so that a submission that could not be graded is not taken for a zero."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student, SubmittedAssignment
from nbgrader.plugins import ExportPlugin
from nbgrader.utils import parse_utc
from traitlets import Bool

from trekant.course.private import make_private, private_files
from trekant.course.tasks.points import as_written
from trekant.course.writing.table import Cell, csv_text
from trekant.grading.folders import TIMESTAMP, Folders
from trekant.grading.marks.result_table import BY_HAND, CANNOT_BE_GRADED, GRADED, NOT_GRADED_YET, NOT_HANDED_IN
from trekant.grading.marks.scores import total
from trekant.grading.nbgrader_tables import FAILED

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "status",
)


class StatusExporter(ExportPlugin):  # type: ignore[misc]
    """nbgrader's CSV with one more column, ``status``; scores stand only where everything is graded."""

    international = Bool(
        False, help="Skriv CSV med komma, punktum i tal og tid i UTC i stedet for den danske form."
    ).tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        """Write the file that ``--to`` names, else ``grades.csv``."""
        destination = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", destination)
        students, assignments = {str(one) for one in self.student}, {str(one) for one in self.assignment}
        rows = (
            self._row(gradebook, assignment, student)
            for assignment in gradebook.assignments
            for student in gradebook.students
            if _wanted(assignment.name, assignments) and _wanted(student.id, students)
        )
        lines = ([row.get(column) for column in COLUMNS] for row in rows)
        text = csv_text(COLUMNS, lines, international=self.international)
        with private_files():
            destination.write_text(text, encoding="utf-8", newline="")
        make_private([destination])  # when it was there before

    def _row(self, gradebook: Gradebook, assignment: Assignment, student: Student) -> dict[str, Cell]:
        submission = find_submission(gradebook, assignment.name, student.id)
        status = submission_status(submission, self._handed_in(assignment.name, student.id))
        row: dict[str, Cell] = {
            "assignment": assignment.name,
            "duedate": assignment.duedate,
            "timestamp": submission.timestamp if submission else None,
            "student_id": student.id,
            "last_name": student.last_name or "",
            "first_name": student.first_name or "",
            "email": student.email or "",
            "max_score": assignment.max_score,
            "status": status,
        }
        if submission and status == GRADED:
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            cells = [(grade, grade.max_score_gradecell) for grade in grades]
            found = total(cells, submission.late_submission_penalty)
            row |= {
                "raw_score": as_written(found.points + found.penalty),
                "late_submission_penalty": as_written(found.penalty),
                "score": as_written(found.points),
            }
        return row

    def _handed_in(self, assignment: str, student: str) -> datetime | None:
        """The time in ``timestamp.txt`` of what lies in ``submitted/``; None when nothing does."""
        coursedir = getattr(self.parent, "coursedir", None)
        if coursedir is None:
            return None
        folder = Folders(Path(coursedir.root)).submission(student, assignment)
        if not folder.is_dir():
            return None
        try:
            handed_in: datetime = parse_utc((folder / TIMESTAMP).read_text(encoding="ascii").strip())
        except (OSError, ValueError, OverflowError):
            return datetime.max  # nbgrader cannot grade it, but handed in it is
        return handed_in


def _wanted(name: str, names: set[str]) -> bool:
    return not names or name in names


def find_submission(gradebook: Gradebook, quiz: str, student: str) -> SubmittedAssignment | None:
    """A participant's submission in the gradebook; None when there is none."""
    try:
        return gradebook.find_submission(quiz, student)
    except MissingEntry:
        return None


def submission_status(submission: SubmittedAssignment | None, handed_in: datetime | None = None) -> str:
    """In words how far a submission is; ``handed_in`` is the time of the one in ``submitted/``, in UTC."""
    if submission is None:
        return NOT_GRADED_YET if handed_in else NOT_HANDED_IN
    if handed_in and submission.timestamp and handed_in != submission.timestamp:
        return NOT_GRADED_YET
    if any(_has_failed(notebook) for notebook in submission.notebooks):
        return CANNOT_BE_GRADED
    return BY_HAND if submission.needs_manual_grade else GRADED


def _has_failed(notebook: Any) -> bool:
    said = any((comment.auto_comment or "").startswith(FAILED) for comment in notebook.comments)
    return said or any(
        grade.cell_type == "code" and grade.auto_score is None and grade.manual_score is None
        for grade in notebook.grades
    )
