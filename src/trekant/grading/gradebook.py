"""The gradebook: opening it, who is on the roster, and marking what could not be graded."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Select, select, update
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from trekant.course.private import make_private, private_files
from trekant.course.writing.text import printable
from trekant.grading.courses import GradingError
from trekant.grading.errors import telling
from trekant.grading.folders import Folders
from trekant.grading.gradebook_url import URL_VARIABLE, gradebook_url
from trekant.grading.migrations import upgrade
from trekant.grading.nbgrader_tables import FAILED

COURSE_ID = "trekant"


@contextmanager
def open_gradebook(root: Path, url: str | None = None) -> Iterator[Gradebook]:
    """The gradebook of the course in ``root``, or the one at ``url``; it is made if need be, and brought up to date.

    Raises:
        GradingError: it is of a later version, or cannot be reached, read or written, now or before it is closed.
    """
    scripts_on_path()
    folders = Folders.of(root)
    with telling():
        try:
            with private_files():
                gradebook = Gradebook(url or gradebook_url(folders.quizzes), COURSE_ID)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError):
            said = f"Adressen på karakterbogen i {URL_VARIABLE} er forkert, eller maskinen mangler det, den kræver."
            raise GradingError(said) from None
        with gradebook:
            gradebook.db.rollback()  # what nbgrader asked leaves a transaction open, and SQLite waits for it to end
            upgrade(gradebook.engine, folders.quizzes)
            make_private(folders.personal())
            yield gradebook


def scripts_on_path() -> None:
    """Let nbgrader find ``alembic``, which it starts to make a new gradebook.

    It lies beside Python, and that folder is not searched when the environment is not activated.
    """
    here = str(Path(sys.executable).parent)
    folders = os.environ.get("PATH", "").split(os.pathsep)
    if here not in folders:
        os.environ["PATH"] = os.pathsep.join([here, *folders])


def roster(gradebook: Gradebook, only: Collection[str] | None = None) -> set[str]:
    """The codes of everybody who may hand in; with ``only`` of those of these who may."""
    codes = gradebook.db.query(Student.id)
    return {code for (code,) in (codes if only is None else codes.filter(Student.id.in_(only)))}


def forget_scores(gradebook: Gradebook, quiz: str, student: str) -> None:
    """Take back what an earlier grading found, so that a grading that fails leaves no old points behind.

    The trainer's own scores and comments stay.
    """
    mine = submitted_notebook(quiz, student)
    scores = update(Grade).where(Grade.notebook_id.in_(mine)).values(auto_score=None, needs_manual_grade=True)
    comments = update(Comment).where(Comment.notebook_id.in_(mine)).values(auto_comment=None)
    for statement in (scores, comments):
        gradebook.db.execute(statement, execution_options={"synchronize_session": False})
    gradebook.db.commit()


def mark_failed(gradebook: Gradebook, quiz: str, student: str, reason: str) -> None:
    """Mark a submission as one that could not be graded: no points, awaiting the trainer, with the reason.

    Does nothing when the gradebook does not know the submission.
    """
    forget_scores(gradebook, quiz, student)
    try:
        notebook = gradebook.find_submission_notebook(quiz, quiz, student)
    except MissingEntry:
        return
    # a quiz without free text has no comments of its own; the first by name, since a database has them in any order
    comment = min(notebook.comments, key=_cell_name, default=None)
    comment = comment or Comment(cell=min(notebook.grades, key=_cell_name).cell, notebook=notebook)
    comment.auto_comment = f"{FAILED} {printable(reason)}"
    gradebook.db.add(comment)
    gradebook.db.commit()


def _cell_name(row: Grade | Comment) -> str:
    return str(row.cell.name)


def submitted_notebook(quiz: str, student: str) -> Select[tuple[str]]:
    """The id of the notebook of a participant's submission; an assignment has one notebook, named as the quiz."""
    return (
        select(SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == quiz, SubmittedAssignment.student_id == student)
    )
