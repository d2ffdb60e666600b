"""The engine of the course: builds it, plays it, grades it.

Imports run one way: ``course players`` <- ``site printing widgets grading reports`` <- ``cli``.
"""

__version__ = "0.1.0"
