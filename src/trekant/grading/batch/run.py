"""Grading everybody who has handed in a quiz.

What it costs is spent where it is different for each participant: reading the answers, adding up the points, three
files, fifteen rows. A hundred at a time are marked, written aside, saved in the gradebook in one transaction, and then
moved in. A run that is killed in between loses at most what was done with those hundred, and the next run finds them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from trekant.course.quizzes.answers import AnswerFileError, KeptSheet
from trekant.course.store import Course
from trekant.course.writing.text import printable
from trekant.grading.batch.files import GradedFolders
from trekant.grading.batch.journal import Journal
from trekant.grading.batch.known import count_needing_a_person, whole_submissions
from trekant.grading.batch.lock import folder_lock, gradebook_lock
from trekant.grading.batch.report import Change, GradeReport, Trouble
from trekant.grading.batch.rows import GradedSubmission, points_now, save_results
from trekant.grading.batch.setup import Setup, prepare
from trekant.grading.batch.submitted import (
    Submission,
    SubmissionState,
    find_students,
    graded_before,
    marker_of,
    read_submission,
    state_of,
)
from trekant.grading.courses import GradingError
from trekant.grading.errors import telling
from trekant.grading.folders import ANSWERS, Folders
from trekant.grading.gradebook import open_gradebook, roster
from trekant.grading.preprocessors.use_release_notebook import free_text

BATCH = 100
"""Submissions a transaction: so many that a commit costs little, so few that they take little memory and time."""

Progress = Callable[[int, int], None]
Tell = Callable[[GradeReport], None]


def grade(
    course: Course,
    quiz: str,
    *,
    everything: bool = False,
    only: Collection[str] | None = None,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> GradeReport:
    """Grade every submission to the quiz in ``submitted/`` that is new or changed; with ``everything`` all of them.

    With ``only`` nobody but these participants is looked at, and whoever the gradebook has something later of than lies
    here is left alone: it came in on another machine.

    ``progress`` is told how many of how many submissions have been seen to. Nothing a participant sent is executed.
    ``tell`` is given the report; not until it has returned it is forgotten whose points changed, so that a run that is
    killed before that leaves them to the next.

    Raises:
        CourseError: nobody can be graded, or the run had to stop; what was not reached is as it was.
    """
    return Grader(course).grade(quiz, everything=everything, only=only, progress=progress, tell=tell)


class Grader:
    """Grades a course again and again, as hand-ins come. It gets ready once, and anew when something has changed."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._ready: Setup | None = None

    def grade(
        self,
        quiz: str,
        *,
        everything: bool = False,
        only: Collection[str] | None = None,
        progress: Progress | None = None,
        tell: Tell | None = None,
    ) -> GradeReport:
        """As :func:`grade`."""
        course = self.course
        with folder_lock(Folders.of(course.root)), telling(), open_gradebook(course.root) as gradebook:
            self._ready = setup = prepare(course, quiz, gradebook, self._ready)
            with gradebook_lock(gradebook.engine, quiz):
                run = GradingRun(setup, gradebook.engine, everything, only)
                report = run.run(roster(gradebook, only), progress or silent)
                if tell:
                    tell(report)
                run.close()
                return report


def silent(done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class GradedOne:
    """A submission that has been marked; ``notebook`` is None when that failed."""

    submission: Submission
    result: GradedSubmission
    notebook: str | None = None


def _failed(submission: Submission, reason: str) -> GradedOne:
    # it may hold what somebody wrote, and half characters cannot be kept
    return GradedOne(
        submission, GradedSubmission(submission.student, submission.timestamp, {}, failed=printable(reason))
    )


class GradingRun:
    """One run over a quiz, and what it has come to so far."""

    def __init__(self, setup: Setup, engine: Engine, everything: bool, only: Collection[str] | None) -> None:
        self._setup, self._engine, self._everything, self._only = setup, engine, everything, only
        self._whole: dict[str, datetime | None] = {}
        self._writer, self._files = setup.writer, GradedFolders(setup)
        self._unchanged = self._key_changed = self._graded = self._earlier = self._regraded = 0
        self._journal = Journal(setup.folders.quizzes / "autograded", setup.quiz.id)
        self._refused: list[Trouble] = []
        self._failed: list[Trouble] = []

    def run(self, codes: set[str], progress: Progress) -> GradeReport:
        """Grade; ``codes`` are the participants on the roster."""
        with self._engine.connect() as connection:
            self._whole = whole_submissions(connection, self._setup.cells, self._only)
        students = find_students(self._setup, self._only)
        waiting: list[GradedOne] = []
        self._files.clear()
        try:
            for number, student in enumerate(students, start=1):
                if student not in codes:
                    self._refuse(student)
                elif self._is_to_be_graded(submission := read_submission(self._setup, student)):
                    waiting.append(self._mark(submission))
                if len(waiting) == BATCH or number == len(students):
                    self._save(waiting)
                    waiting = []
                if number % BATCH == 0 or number == len(students):
                    progress(number, len(students))
        finally:
            self._files.clear()
        return self._report()

    def close(self) -> None:
        """The report has been told."""
        self._journal.close()

    def _refuse(self, student: str) -> None:
        said = f"Deltageren »{printable(student)}« står ikke på deltagerlisten, så besvarelsen er ikke rettet."
        self._refused.append(Trouble(student, said))

    def _is_to_be_graded(self, submission: Submission) -> bool:
        state, known = state_of(submission, self._setup), self._whole.get(submission.student)
        if self._only is not None and known and submission.timestamp and submission.timestamp < known:
            return False
        if state is SubmissionState.NEW or known != submission.timestamp:
            return True
        if not submission.still_fits(self._setup):
            self._earlier += 1  # graded by what held then; there is no key to grade it by any more
            return False
        if self._everything:
            self._regraded += state is SubmissionState.KEY_CHANGED
            return True
        self._unchanged += 1
        self._key_changed += state is SubmissionState.KEY_CHANGED
        return False

    def _mark(self, submission: Submission) -> GradedOne:
        setup, student = self._setup, submission.student
        try:
            sheet = submission.sheet(setup)
            graded = [
                self._writer.grade(slot, setup.tasks[slot.question], sheet.answers.get(slot.question))
                for slot in setup.slots(sheet.drawn_by)
            ]
        except AnswerFileError as error:
            return _failed(submission, f"{student}/{setup.quiz.id}/{ANSWERS} kan ikke rettes: {error}.")
        except GradingError as error:
            return _failed(submission, str(error))
        marked = [one for one, _ in graded]
        unanswered = frozenset(one.slot.id for one in marked if one.points is None and not free_text(one))
        points = {one.slot.id: one.points for one in marked} | {slot: setup.unanswered[slot] for slot in unanswered}
        result = GradedSubmission(student, submission.timestamp, points, unanswered, self._new_answers(sheet))
        notebook = self._writer.write({one.slot.id: text for one, text in graded}, marker_of(submission, setup))
        return GradedOne(submission, result, notebook)

    def _new_answers(self, sheet: KeptSheet) -> frozenset[str]:
        """The slots whose answer is not the one that was graded last."""
        before = graded_before(self._setup, sheet.participant, self._whole.get(sheet.participant))
        known = before.answers if before and before.revision == sheet.revision else None
        return frozenset(
            slot.id
            for slot in self._setup.slots(sheet.drawn_by)
            if known is None or known.get(slot.question) != sheet.answers.get(slot.question)
        )

    def _save(self, batch: Sequence[GradedOne]) -> None:
        """Save some submissions: all of them in the gradebook, or none."""
        if not batch:
            return
        for one in batch:
            if one.notebook is not None:
                submission = one.submission
                self._files.stage(submission.student, one.notebook, submission.content, submission.stamp)
        with self._engine.begin() as connection:
            points = save_results(connection, self._setup, [one.result for one in batch])
            self._journal.note({one: old for one, (old, new) in points.items() if old is not None and old != new})
        for one in batch:
            student = one.submission.student
            if one.notebook is None:
                self._files.remove(student)
                self._failed.append(Trouble(student, printable(one.result.failed or "")))
                continue
            self._files.move_in(student)
            self._graded += 1

    def _report(self) -> GradeReport:
        with self._engine.connect() as connection:
            by_hand = count_needing_a_person(connection, self._setup.cells)
            changed = self._changed(connection)
        return GradeReport(
            quiz=self._setup.quiz.id,
            graded=self._graded,
            unchanged=self._unchanged,
            key_changed=self._key_changed,
            regraded=self._regraded,
            earlier=self._earlier,
            changed=changed,
            needs_manual=by_hand,
            refused=tuple(self._refused),
            failed=tuple(self._failed),
        )

    def _changed(self, connection: Connection) -> tuple[Change, ...]:
        before = self._journal.before
        now: dict[str, float | None] = {}
        students = sorted(before)
        for start in range(0, len(students), BATCH):
            now |= points_now(connection, self._setup.cells, students[start : start + BATCH])
        changes = [(one, before[one], after) for one, after in now.items()]
        return tuple(Change(one, old, new) for one, old, new in changes if new is not None and old != new)
