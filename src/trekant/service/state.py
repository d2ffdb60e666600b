"""What a running service holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from starlette.requests import Request

from trekant.course.files import Saved, when_saved
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, load_course
from trekant.course.tasks.interaction import Task
from trekant.service.background.watching import GradingProcess
from trekant.service.kept.access import Account, Accounts
from trekant.service.kept.database import Database
from trekant.service.kept.hand_ins import HandIns
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import AUDIT
from trekant.service.settings import ServiceSettings
from trekant.service.web.frame import Frame

_COURSE = ("assets/course.yaml", "assets/municipalities/*.yaml", "book/*.md", "quizzes/**/*.yaml")
"""What the service uses of the course."""


@dataclass(frozen=True)
class Service:
    """The parts of a running service."""

    settings: ServiceSettings
    database: Database
    accounts: Accounts
    hand_ins: HandIns
    grading: GradingProcess
    frame: Frame

    @property
    def course(self) -> Course:
        """The course as its files are now."""
        root = self.settings.root
        return _read(root, when_saved({root: _COURSE}))

    def graded_quizzes(self) -> list[Quiz]:
        """The quizzes that are handed in, by title."""
        quizzes = [loaded.model for loaded in self.course.quizzes.values() if loaded.model.use == "graded"]
        return sorted(quizzes, key=lambda quiz: quiz.title)

    def quiz(self, quiz_id: str) -> tuple[Quiz, dict[str, Task]] | None:
        """A quiz that is handed in, and its tasks; None where there is none of the name."""
        loaded = self.course.quizzes.get(quiz_id)
        if loaded is None or loaded.model.use != "graded":
            return None
        return loaded.model, _tasks(self.course.root, when_saved({self.course.root: _COURSE}), quiz_id)

    def note(self, account: Account, action: str, *, about: str = "", quiz: str = "") -> None:
        """Keep what a trainer or a manager did."""
        self.note_each(account, action, [about], quiz=quiz)

    def note_each(self, account: Account, action: str, about: Sequence[str], *, quiz: str = "") -> None:
        """Keep what a trainer or a manager did with each of some participants."""
        made: dict[str, Any] = {"at": utc_now(), "account": account.id, "action": action, "quiz": quiz}
        if about:
            with self.database.writing() as connection:
                connection.execute(insert(AUDIT), [made | {"about": one} for one in about])


@lru_cache(maxsize=2)
def _read(root: Path, saved: Saved) -> Course:
    del saved  # only there so that another one makes another entry
    return load_course(root)


@lru_cache(maxsize=32)
def _tasks(root: Path, saved: Saved, quiz_id: str) -> dict[str, Task]:
    course = _read(root, saved)
    return course.tasks(course.quiz(quiz_id))


def service_of(request: Request) -> Service:
    """The service that a request came to."""
    found: Service = request.app.state.service
    return found
