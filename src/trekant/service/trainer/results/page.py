"""What comes of a quiz: what a trainer can have made of it, and the work that is under way or was done of late."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.course.words import _
from trekant.service.kept.access import Account
from trekant.service.kept.jobs import JobAsked
from trekant.service.state import Service
from trekant.service.told import may_know
from trekant.service.trainer.people import NONE_OF_THEM, seen_by, values_of
from trekant.service.trainer.results.kinds import KINDS, TITLES, KindOfWork
from trekant.service.trainer.results.reach import Reach, reach_of
from trekant.service.trainer.results.work import WORK, told
from trekant.service.web.guard import ServiceHere, Training
from trekant.service.web.problems import ProblemError

router = APIRouter(prefix="/underviser/resultater", tags=["trainer"], default_response_class=HTMLResponse)

PATH = "/underviser/resultater"
Short = Annotated[str, Query(max_length=120)]


@router.get("", responses={404: {}})
def results_page(account: Training, service: ServiceHere, test: Short = "", hold: Short = "") -> Response:
    """What can be made of a quiz, for everybody whom the trainer sees or for a cohort."""
    quizzes = service.graded_quizzes()
    if not quizzes:
        return HTMLResponse(service.frame.page("trainer/no-quizzes.html", _("Resultater"), here=PATH))
    reach = reach_of(service, account, test, hold)
    titles = {quiz.id: quiz.title for quiz in quizzes}
    page = service.frame.page(
        "trainer/results/page.html",
        _("Resultater"),
        here=PATH,
        quizzes=quizzes,
        quiz=reach.quiz,
        hold=hold,
        cohorts=values_of(seen_by(service, account), "cohort"),
        none_of_them=NONE_OF_THEM,
        everybody=account.cohorts is None,
        refused={kind.name: refusal(service, account, reach, kind) for kind in KINDS.values()},
        jobs=[
            (job, _(TITLES[job.asked.kind]), titles.get(job.asked.quiz, job.asked.quiz), told(job).said)
            for job in service.jobs.of(account.id)
        ],
        work=WORK,
    )
    return HTMLResponse(page)


@router.post("", status_code=303, response_class=RedirectResponse, responses={404: {}, 409: {}})
def begin(
    account: Training,
    service: ServiceHere,
    hvad: Annotated[str, Form(max_length=20)] = "",
    test: Annotated[str, Form(max_length=128)] = "",
    hold: Annotated[str, Form(max_length=120)] = "",
) -> Response:
    """Let something be made that takes a while; the answer leads to where one sees how far it is."""
    kind = KINDS.get(hvad)
    if kind is None or not kind.begun_here:
        raise ProblemError(404)
    reach = reach_of(service, account, test, hold)
    if said := refusal(service, account, reach, kind):
        raise ProblemError(409, said)
    return set_going(service, account, JobAsked(kind=kind.name, quiz=reach.quiz.id, cohorts=reach.cohorts))


def set_going(service: Service, account: Account, asked: JobAsked) -> Response:
    """Ask for work, note who did, and lead to its page."""
    job = service.jobs.ask(account.id, asked)
    service.note(account, f"{asked.kind}-asked", quiz=asked.quiz)
    service.grading.wake()
    return RedirectResponse(f"{WORK}/{job}", 303)


def refusal(service: Service, account: Account, reach: Reach, kind: KindOfWork) -> str:
    """Why a trainer cannot have something made just now; nothing where it can be."""
    if kind.for_everybody and (account.cohorts is not None or reach.cohorts is not None):
        return _("Alle hold bliver rettet om på én gang. Vælg »Alle hold«; har du ikke alle hold, gør en anden det.")
    if kind.for_passing and reach.quiz.pass_mark is None:
        return _("Den test kan man ikke bestå, så der er ingen beviser til den.")
    if kind.for_passing and not may_know(service.database, reach.quiz):
        return _("Vis først deltagerne resultatet. Det gør du på overblikket.")
    return ""
