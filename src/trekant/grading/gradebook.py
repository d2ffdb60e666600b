"""The gradebook: opening it, who is on the roster, and marking what could not be graded."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import Comment, Gradebook, MissingEntry, Student

from trekant.grading.folders import Folders

COURSE_ID = "trekant"
URL_VARIABLE = "TREKANT_GRADEBOOK"
"""The environment variable that may hold the SQLAlchemy URL of another database."""

FAILED = "Kunne ikke rettes:"
"""How the comment begins that says why a submission could not be graded."""


def gradebook_url(quizzes: Path) -> str:
    """The SQLAlchemy URL of the gradebook."""
    return os.environ.get(URL_VARIABLE) or f"sqlite:///{(quizzes / 'gradebook.db').resolve()}"


@contextmanager
def open_gradebook(root: Path) -> Iterator[Gradebook]:
    """The gradebook of the course in ``root``; it is made if it is not there."""
    scripts_on_path()
    with Gradebook(gradebook_url(Folders.of(root).quizzes), COURSE_ID) as gradebook:
        yield gradebook


def scripts_on_path() -> None:
    """Let nbgrader find ``alembic``, which it starts to make a new gradebook.

    It lies beside Python, and that folder is not searched when the environment is not activated.
    """
    here = str(Path(sys.executable).parent)
    folders = os.environ.get("PATH", "").split(os.pathsep)
    if here not in folders:
        os.environ["PATH"] = os.pathsep.join([here, *folders])


def roster(gradebook: Gradebook) -> set[str]:
    """The codes of everybody who may hand in."""
    return {code for (code,) in gradebook.db.query(Student.id)}


def forget_scores(gradebook: Gradebook, quiz: str, student: str) -> None:
    """Take back what an earlier grading found, so that a grading that fails leaves no old points behind.

    The trainer's own scores stay.
    """
    _reset(gradebook, quiz, student, None)


def mark_failed(gradebook: Gradebook, quiz: str, student: str, reason: str) -> None:
    """Mark a submission as one that could not be graded: no points, awaiting the trainer, with the reason.

    Does nothing when the gradebook does not know the submission.
    """
    _reset(gradebook, quiz, student, f"{FAILED} {reason}")


def _reset(gradebook: Gradebook, quiz: str, student: str, failure: str | None) -> None:
    try:
        submission = gradebook.find_submission(quiz, student)
    except MissingEntry:
        return
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            grade.auto_score, grade.needs_manual_grade = None, True
        for comment in notebook.comments:
            if (comment.auto_comment or "").startswith(FAILED):
                comment.auto_comment = None
        if failure and notebook.grades:
            # a quiz without free text has no comments of its own
            comment = next(iter(notebook.comments), None) or Comment(cell=notebook.grades[0].cell, notebook=notebook)
            comment.auto_comment = failure
            gradebook.db.add(comment)
    gradebook.db.commit()
