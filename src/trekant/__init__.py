"""The engine of the course: builds it, plays it, grades it.

Imports run one way: ``course`` <- ``site widgets grading`` <- ``cli``.
"""

__version__ = "0.1.0"
