"""What a running service holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from starlette.requests import Request

from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course
from trekant.course.tasks.interaction import Task
from trekant.service.background.watching import GradingProcess
from trekant.service.kept.access import Account, Accounts
from trekant.service.kept.database import Database
from trekant.service.kept.hand_ins import HandIns
from trekant.service.kept.jobs import Jobs
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import AUDIT
from trekant.service.reading import CourseReader
from trekant.service.settings import ServiceSettings
from trekant.service.web.frame import Frame


@dataclass(frozen=True)
class Service:
    """The parts of a running service."""

    settings: ServiceSettings
    database: Database
    accounts: Accounts
    hand_ins: HandIns
    grading: GradingProcess
    frame: Frame
    reader: CourseReader
    jobs: Jobs

    @property
    def course(self) -> Course:
        """The course as its files are now."""
        return self.reader.course

    @property
    def asks_how_sure(self) -> bool:
        """Whether people are asked to share how sure they were when they practised."""
        settings = self.course.settings
        return settings is not None and settings.model.sureness_totals

    def graded_quizzes(self) -> list[Quiz]:
        """The quizzes that are handed in, by title."""
        quizzes = [loaded.model for loaded in self.course.quizzes.values() if loaded.model.use == "graded"]
        return sorted(quizzes, key=lambda quiz: quiz.title)

    def quiz(self, quiz_id: str) -> tuple[Quiz, dict[str, Task]] | None:
        """A quiz that is handed in, and its tasks; None where there is none of the name."""
        loaded = self.course.quizzes.get(quiz_id)
        if loaded is None or loaded.model.use != "graded":
            return None
        return loaded.model, self.reader.tasks(quiz_id)

    def note(self, account: Account, action: str, *, about: str = "", quiz: str = "") -> None:
        """Keep what a trainer or a manager did."""
        self.note_each(account, action, [about], quiz=quiz)

    def note_each(self, account: Account, action: str, about: Sequence[str], *, quiz: str = "") -> None:
        """Keep what a trainer or a manager did with each of some participants."""
        made: dict[str, Any] = {"at": utc_now(), "account": account.id, "action": action, "quiz": quiz}
        if about:
            with self.database.writing() as connection:
                connection.execute(insert(AUDIT), [made | {"about": one} for one in about])


def service_of(request: Request) -> Service:
    """The service that a request came to."""
    found: Service = request.app.state.service
    return found
