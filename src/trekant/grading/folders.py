"""Where things lie on the trainer's side: ``quizzes/`` is an nbgrader course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ANSWERS = "svar.json"
"""The name of an answer file in a submission."""

TIMESTAMP = "timestamp.txt"
"""nbgrader's file with the time of handing in; it is what tells a finished folder from one that is not."""

INCOMING, REPLACED = ".incoming", ".replaced"
"""Folders in ``submitted/``: what is being written, and what something newer took the place of."""


PERSONAL = (
    *("gradebook.db*", "grades*.csv", "sletninger.log", ".grading.lock"),
    *("source", "inbox", "submitted", "autograded", "feedback", "certificates", "reports"),
)
"""Patterns in ``quizzes/``; ``.gitignore`` has them too."""


def timestamp_text(moment: datetime) -> str:
    """The time of handing in as it stands in ``timestamp.txt``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC\n")


@dataclass(frozen=True)
class Folders:
    """The folders of a course's quizzes; ``quizzes`` is the root of the nbgrader course."""

    quizzes: Path

    @classmethod
    def of(cls, root: Path) -> Folders:
        """The folders of the course in ``root``."""
        return cls(root / "quizzes")

    @property
    def gradebook(self) -> Path:
        """The gradebook, where it is a file of the course's own."""
        return (self.quizzes / "gradebook.db").resolve()

    def source(self, quiz: str) -> Path:
        """The assignment as we write it."""
        return self.quizzes / "source" / quiz

    def release(self, quiz: str) -> Path:
        """The assignment as participants get it."""
        return self.quizzes / "release" / quiz

    def release_notebook(self, quiz: str) -> Path:
        """The notebook that participants get, and the only one that is ever graded."""
        return self.release(quiz) / f"{quiz}.ipynb"

    @property
    def submitted(self) -> Path:
        """What is handed in. Folders with a dot first are out of nbgrader's sight."""
        return self.quizzes / "submitted"

    def submission(self, student: str, quiz: str) -> Path:
        """A participant's submission."""
        return self.submitted / student / quiz

    def feedback(self, student: str, quiz: str) -> Path:
        """What a participant is told; nbgrader's own feedback lies in the same place."""
        return self.quizzes / "feedback" / student / quiz / f"{quiz}.html"

    def certificate(self, student: str, quiz: str) -> Path:
        """A participant's certificate."""
        return self.certificates / quiz / f"{student}.pdf"

    @property
    def certificates(self) -> Path:
        """The certificates, by quiz."""
        return self.quizzes / "certificates"

    def personal(self) -> Iterator[Path]:
        """What is about people, or holds keys: files, and folders whose whole content is."""
        for name in PERSONAL:
            yield from self.quizzes.glob(name)
