"""Grading everybody once more, when the trainer has seen what that changes."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.course.words import _
from trekant.service.kept.jobs import JobAsked
from trekant.service.trainer.results.page import set_going
from trekant.service.trainer.results.work import WORK, OwnJob
from trekant.service.web.guard import ServiceHere, Training
from trekant.service.web.problems import ProblemError

router = APIRouter(prefix=WORK, tags=["trainer"], default_response_class=HTMLResponse)


@router.post("/{job}/ret-om", status_code=303, response_class=RedirectResponse, responses={404: {}, 409: {}})
def grade_everybody_again(own: OwnJob, account: Training, service: ServiceHere) -> Response:
    """Let everything be done that a job foresaw."""
    if own.asked.kind != "foresee" or account.cohorts is not None:
        raise ProblemError(404)
    if not own.fetchable:
        raise ProblemError(409, _("Det er for længe siden, du så, hvad der ville ske. Se det igen."))
    return set_going(service, account, JobAsked(kind="regrade", quiz=own.asked.quiz, follows=own.id))
