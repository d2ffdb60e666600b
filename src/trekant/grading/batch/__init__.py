"""Batch grading: everybody who has handed in a quiz, in one go, with nbgrader's own rows and notebooks."""

from trekant.grading.batch.report import Change, GradeReport
from trekant.grading.batch.run import Grader, grade

__all__ = ["Change", "GradeReport", "Grader", "grade"]
