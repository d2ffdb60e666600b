"""Grading with nbgrader: the assignments, what is handed in, and the points.

Nothing that a participant sends is ever executed, and of what they send only a checked answer file is kept.
"""

from trekant.grading.assignments.cell import points

__all__ = ["points"]
