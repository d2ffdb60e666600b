"""The rows of the gradebook: what ``nbgrader autograde`` writes for one submission, for a hundred at a time.

The tables are nbgrader's (``nbgrader.api``), and so are the rows: those of ``Gradebook.add_submission``, with the
values of our SaveScores and nbgrader's AssignLatePenalties. Only the way is another: a few statements for many rows,
in one transaction, in place of some forty queries and ten commits a submission.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from nbgrader.api import Comment, Grade, SubmittedAssignment, SubmittedNotebook, new_uuid
from sqlalchemy import Connection, Row, Table, select

from trekant.course.tasks.points import as_written
from trekant.grading.batch.many import add_rows, change_rows
from trekant.grading.batch.setup import Cells, Setup
from trekant.grading.marks.scores import total, written_score
from trekant.grading.nbgrader_tables import FAILED
from trekant.grading.preprocessors.save_scores import NO_ANSWER

_SUBMISSION: Table = SubmittedAssignment.__table__
_NOTEBOOK: Table = SubmittedNotebook.__table__
_GRADE: Table = Grade.__table__
_COMMENT: Table = Comment.__table__

_Lists = dict[Table, list[dict[str, Any]]]


@dataclass(frozen=True)
class GradedSubmission:
    """What was found for one submission. ``points`` by slot, None where a person has to read.

    ``unanswered`` are the free texts that nobody wrote; ``new_answers`` the slots whose answer is another one than
    when it was graded last. ``failed`` is why there are no points at all.
    """

    student: str
    timestamp: datetime | None
    points: dict[str, float | None]
    unanswered: frozenset[str] = frozenset()
    new_answers: frozenset[str] = frozenset()
    failed: str | None = None


class _Grade(NamedTuple):
    """A grade as it is about to be written."""

    auto_score: float | None
    manual_score: float | None
    extra_credit: float | None


@dataclass
class _Known:
    """A submission's rows as they are in the gradebook; grades, and the ids of comments, by cell id."""

    notebook: str
    extension: timedelta | None = None
    penalty: float | None = None
    grades: dict[str, Row[Any]] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)


@dataclass
class _Rows:
    """The rows to write, by table; those to change have their id as ``row``."""

    add: _Lists = field(default_factory=lambda: {table: [] for table in (_SUBMISSION, _NOTEBOOK, _GRADE, _COMMENT)})
    change: _Lists = field(default_factory=lambda: {table: [] for table in (_NOTEBOOK, _GRADE, _COMMENT)})

    def put(self, table: Table, row: str | None, notebook: str, cell: str, values: dict[str, Any]) -> None:
        if row is None:
            self.add[table].append({"id": new_uuid(), "notebook_id": notebook, "cell_id": cell} | values)
        else:
            self.change[table].append({"row": row} | values)

    def add_submission(self, cells: Cells, result: GradedSubmission, notebook: str, penalty: float | None) -> None:
        submission = new_uuid()
        whose = {"assignment_id": cells.assignment, "student_id": result.student, "timestamp": result.timestamp}
        self.add[_SUBMISSION].append({"id": submission} | whose)
        paper = {"notebook_id": cells.notebook, "assignment_id": submission, "late_submission_penalty": penalty}
        self.add[_NOTEBOOK].append({"id": notebook} | paper)

    def run(self, connection: Connection) -> None:
        for table, rows in self.add.items():
            add_rows(connection, table, rows)
        for table, rows in self.change.items():
            change_rows(connection, table, rows)


def save_results(
    connection: Connection, setup: Setup, results: Sequence[GradedSubmission]
) -> dict[str, tuple[float | None, float]]:
    """Write the results in the connection's transaction; the points of each participant before and after.

    Points are what the export shows: the trainer's own where there are any, less the penalty for handing in late.
    Before is None for who had none.

    Raises:
        StatementError: the gradebook cannot be written; then the transaction is to be rolled back.
        GradingError: the rule on late submissions failed.
    """
    _set_timestamps(connection, setup.cells, results)
    known = _known(connection, setup.cells, [result.student for result in results])
    rows = _Rows()
    points = {result.student: _write(rows, setup, result, known.get(result.student)) for result in results}
    rows.run(connection)
    return points


def points_now(connection: Connection, cells: Cells, students: Sequence[str]) -> dict[str, float | None]:
    """The points that participants have, as in :func:`save`."""
    return {student: _points(cells, rows) for student, rows in _known(connection, cells, students).items()}


def _set_timestamps(connection: Connection, cells: Cells, results: Sequence[GradedSubmission]) -> None:
    """Set the times of those that are there. It goes first: SQLite then keeps other writers out until the end."""
    rows = [{"row": result.student, "timestamp": result.timestamp} for result in results if result.timestamp]
    mine = _SUBMISSION.c.assignment_id == cells.assignment
    change_rows(connection, _SUBMISSION, rows, by="student_id", only=mine)


def _known(connection: Connection, cells: Cells, students: Sequence[str]) -> dict[str, _Known]:
    """The rows of those that the gradebook has a submission from, by participant."""
    submissions = (
        select(_SUBMISSION.c.student_id, _SUBMISSION.c.extension, _NOTEBOOK.c.id, _NOTEBOOK.c.late_submission_penalty)
        .join(_NOTEBOOK, _NOTEBOOK.c.assignment_id == _SUBMISSION.c.id)
        .where(_SUBMISSION.c.assignment_id == cells.assignment, _SUBMISSION.c.student_id.in_(students))
    )
    known = {
        student: _Known(notebook, extension, penalty)
        for student, extension, notebook, penalty in connection.execute(submissions)
    }
    notebooks = {one.notebook: one for one in known.values()}
    grades = select(_GRADE).where(_GRADE.c.notebook_id.in_(notebooks)).with_for_update()
    for grade in connection.execute(grades):
        notebooks[grade.notebook_id].grades[grade.cell_id] = grade
    comments = select(_COMMENT.c.id, _COMMENT.c.notebook_id, _COMMENT.c.cell_id)
    for comment in connection.execute(comments.where(_COMMENT.c.notebook_id.in_(notebooks))):
        notebooks[comment.notebook_id].comments[comment.cell_id] = comment.id
    return known


def _write(rows: _Rows, setup: Setup, result: GradedSubmission, there: _Known | None) -> tuple[float | None, float]:
    """Note what is to be written for one submission; its points before and after."""
    known = there or _Known(new_uuid())
    grades, score = [], 0.0
    for slot, cell in setup.cells.grades.items():
        old, found = known.grades.get(cell), result.points.get(slot)
        grade = _Grade(found, old and old.manual_score, old and old.extra_credit)
        grades.append((grade, setup.cells.maxima[slot]))
        values = {"auto_score": found, "needs_manual_grade": _needs_a_person(old, found, slot in result.new_answers)}
        rows.put(_GRADE, old and old.id, known.notebook, cell, values)
        score += written_score(grade)
    for cell, text in _comments(setup.cells, result, known).items():
        rows.put(_COMMENT, known.comments.get(cell), known.notebook, cell, {"auto_comment": text})
    penalty = known.penalty
    if result.timestamp and not result.failed:
        penalty = setup.penalties.penalty(result.student, score, result.timestamp, known.extension)
    if there:
        rows.change[_NOTEBOOK].append({"row": known.notebook, "late_submission_penalty": penalty})
    else:
        rows.add_submission(setup.cells, result, known.notebook, penalty)
    return _points(setup.cells, known), as_written(total(grades, penalty).points)


def _needs_a_person(old: Row[Any] | None, found: float | None, new_answer: bool) -> bool:
    """Whether a cell awaits the trainer. Points that a trainer gave stand, but for another answer.

    nbgrader asks the trainer to look again at every cell with points of his own whenever it grades.
    """
    if old is None or old.manual_score is None:
        return found is None
    return bool(new_answer or old.auto_score != found or old.needs_manual_grade)


def _points(cells: Cells, known: _Known) -> float | None:
    grades = list(known.grades.values())
    by_hand = {cells.grades[slot] for slot in cells.solutions}
    if not grades or any(
        grade.auto_score is None and grade.manual_score is None and grade.cell_id not in by_hand for grade in grades
    ):
        return None
    maxima = {cell: cells.maxima[slot] for slot, cell in cells.grades.items()}
    return as_written(total(((grade, maxima[grade.cell_id]) for grade in grades), known.penalty).points)


def _comments(cells: Cells, result: GradedSubmission, known: _Known) -> dict[str, str | None]:
    """What is said of a submission without a person, by cell id; None takes back what was said before."""
    said: dict[str, str | None] = dict.fromkeys(known.comments)
    said |= {cell: NO_ANSWER if slot in result.unanswered else None for slot, cell in cells.solutions.items()}
    if result.failed:
        # a quiz without free text has no comments of its own
        said[next(iter([*cells.solutions.values(), *cells.grades.values()]))] = f"{FAILED} {result.failed}"
    return said
