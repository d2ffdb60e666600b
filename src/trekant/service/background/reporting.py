"""What the answers to a quiz say of its questions, by command and by page. It brings numpy and nbgrader with it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from trekant.course.store import Course, CourseError
from trekant.grading.gradebook import open_gradebook
from trekant.grading.marks.responses import quiz_responses
from trekant.grading.people.roster import participants
from trekant.reports.page import OnServer, report_page
from trekant.reports.report import Report, analyse
from trekant.reports.write import drawn_for
from trekant.service.background.jobs import JobResult, Tell
from trekant.service.kept.database import Database
from trekant.service.kept.jobs import JobAsked
from trekant.service.web.frame import REPORT, static_name


def quiz_report(
    course: Course, quiz: str, *, latest: bool = False, cohorts: Collection[str] | None = None, hint: str = ""
) -> Report:
    """A quiz analysed, of everybody or of some cohorts: the first attempt of each, or the latest.

    ``hint`` is what to do where there is nothing to analyse.

    Raises:
        CourseError: there is no such quiz, or nothing to analyse.
    """
    only = None
    if cohorts is not None:
        with open_gradebook(course.root) as gradebook:
            only = {one.code for one in participants(gradebook) if one.cohort in cohorts}
    responses = quiz_responses(course, quiz, "latest" if latest else "first", only)
    if not responses.rows:
        raise CourseError(
            " ".join([f"Der er ingen svar på »{quiz}« at regne på.", *filter(None, [hint]), *responses.notes])
        )
    if cohorts is not None:
        named = ", ".join(one or "uden hold" for one in sorted(cohorts))
        responses = responses.model_copy(update={"basis": f"{responses.basis} · hold: {named}"})
    return analyse(responses, course.settings.model.objectives if course.settings else {})


def report_to_show(course: Course, _database: Database, asked: JobAsked, _tell: Tell) -> JobResult:
    """The page of a report, for the service to show.

    Raises:
        CourseError: there is no such quiz, or nothing to analyse.
    """
    report = quiz_report(course, asked.quiz, cohorts=asked.cohorts)
    live = OnServer(static_name(REPORT), f"/underviser/resultater?test={asked.quiz}")
    page = report_page(report, drawn_for(report), date.today(), live)
    return JobResult("", [page.encode()])
