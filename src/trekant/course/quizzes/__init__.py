"""Quizzes: the draw, what is frozen and opaque, what is handed in, and what it gave."""
