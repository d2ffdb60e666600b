"""Answer files that nobody in their right mind would hand in, and what may never come of them.

``python -m tests.fuzz 100000`` runs that many; see ``__main__``.
"""
