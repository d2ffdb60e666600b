"""Grading everybody once more when a key was put right: first what it would change, and then, as it was seen, it."""

from __future__ import annotations

from trekant.course.store import Course, CourseError
from trekant.course.words import _, ngettext
from trekant.grading.batch import grade
from trekant.grading.batch.foresight import foresee
from trekant.grading.courses import graded_quiz
from trekant.grading.marks.shifts import Foresight
from trekant.service.background.certifying import settle_awards
from trekant.service.background.jobs import JobResult, Tell
from trekant.service.kept.database import Database
from trekant.service.kept.jobs import JobAsked, Jobs
from trekant.service.told import may_know


def foresee_points(course: Course, _database: Database, asked: JobAsked, tell: Tell) -> JobResult:
    """What would change, for the trainer to see.

    Raises:
        CourseError: nobody can be graded.
    """
    found = foresee(course, asked.quiz, tell)
    return JobResult(_counted(len(found.shifts)), [found.model_dump_json().encode()])


def change_points(course: Course, database: Database, asked: JobAsked, tell: Tell) -> JobResult:
    """Grade everybody again, and give and withdraw certificates by what they have then.

    Raises:
        CourseError: nobody can be graded, or something else would change than what the trainer has seen.
    """
    seen = seen_in(database, asked.follows)
    # of a run that was killed some of it is done already
    if seen is None or not set(foresee(course, asked.quiz).shifts) <= set(seen.shifts):
        raise CourseError(_("Noget er ændret, siden du så, hvad der ville ske, og intet er rettet om. Se det igen."))
    grade(course, asked.quiz, everything=True, progress=tell)
    quiz, _tasks = graded_quiz(course, asked.quiz)
    if quiz.pass_mark is not None and not quiz.measures and may_know(database, quiz):
        settle_awards(course, asked.quiz)
    count = len(seen.shifts)
    said = ngettext("Alle er rettet om. {count} fik andre point.", "Alle er rettet om. {count} fik andre point.", count)
    return JobResult(said.format(count=count), [seen.model_dump_json().encode()])


def seen_in(database: Database, job: str) -> Foresight | None:
    """What a job foresaw; None when it is gone again."""
    content = b"".join(Jobs(database).parts(job))
    return Foresight.model_validate_json(content) if content else None


def _counted(count: int) -> str:
    if not count:
        return _("Ingen får andre point.")
    return ngettext("{count} får andre point.", "{count} får andre point.", count).format(count=count)
