"""What grading everybody once more would change: found by doing it, in transactions that are undone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine

from trekant.course.store import Course
from trekant.grading.batch.lock import folder_lock, gradebook_lock
from trekant.grading.batch.rows import save_results
from trekant.grading.batch.run import GradedOne, GradingRun, Progress, silent
from trekant.grading.batch.setup import Setup, prepare
from trekant.grading.errors import telling
from trekant.grading.folders import Folders
from trekant.grading.gradebook import open_gradebook, roster
from trekant.grading.marks.shifts import Foresight, Shift
from trekant.grading.marks.standings import GradedAs, Standing, exact_standings

_MARKED = (GradedAs.TO_READ, GradedAs.DONE)


def foresee(course: Course, quiz: str, progress: Progress = silent) -> Foresight:
    """What ``grade`` with ``everything`` would change for those who have points already; nothing is changed.

    Raises:
        CourseError: nobody can be graded.
    """
    with folder_lock(Folders.of(course.root)), telling(), open_gradebook(course.root) as gradebook:
        setup = prepare(course, quiz, gradebook)
        with gradebook_lock(gradebook.engine, quiz):
            run = _Foreseeing(setup, gradebook.engine)
            run.run(roster(gradebook), progress)
            return Foresight(quiz=setup.quiz.id, shifts=tuple(run.shifts))


class _Foreseeing(GradingRun):
    """A run that saves nothing; a hundred at a time, so that nobody waits long who hands in meanwhile."""

    def __init__(self, setup: Setup, engine: Engine) -> None:
        super().__init__(setup, engine, everything=True, only=None)
        self.shifts: list[Shift] = []

    def _save(self, batch: Sequence[GradedOne]) -> None:
        codes = [one.submission.student for one in batch]
        if not codes:
            return
        with self._engine.connect() as connection, connection.begin() as undone:
            before = exact_standings(connection, self._setup.quiz, codes)
            save_results(connection, self._setup, [one.result for one in batch])
            after = exact_standings(connection, self._setup.quiz, codes)
            undone.rollback()
        found = (_shift(code, before.get(code), after.get(code)) for code in codes)
        self.shifts += [one for one in found if one is not None]


def _shift(code: str, before: Standing | None, after: Standing | None) -> Shift | None:
    if before is None or after is None or before.state not in _MARKED or after.state not in _MARKED:
        return None
    if (before.points, before.passed) == (after.points, after.passed):
        return None
    return Shift(participant=code, before=before.points, after=after.points, passed=before.passed, passes=after.passed)
