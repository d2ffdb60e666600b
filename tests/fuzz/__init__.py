"""Answer files that nobody in their right mind would hand in, and what may never come of them.

``python -m tests.fuzz 100000`` runs that many; see ``__main__``.
``python -m tests.fuzz.content`` does the same to an author's files.
"""
