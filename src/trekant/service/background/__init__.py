"""Grading in the background: the process that grades, and the thread that starts it."""
