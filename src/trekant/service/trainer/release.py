"""Letting participants know how a quiz went that tells its result when it is released, and taking that back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from sqlalchemy import delete, insert
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.course.words import _
from trekant.service import grader
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import RELEASED
from trekant.service.told import AT_ONCE
from trekant.service.trainer.passed import settle_certificates
from trekant.service.web.guard import ServiceHere, Training
from trekant.service.web.problems import ProblemError

router = APIRouter(prefix="/underviser", tags=["trainer"], default_response_class=HTMLResponse)


@router.post("/resultat", status_code=303, response_class=RedirectResponse, responses={403: {}, 404: {}})
def release(
    account: Training,
    service: ServiceHere,
    test: Annotated[str, Form(max_length=128)] = "",
    vis: Annotated[str, Form(max_length=3)] = "",
) -> Response:
    """Let everybody know how a quiz went, and give those who passed their certificate; or hide it again."""
    quiz = next((one for one in service.graded_quizzes() if one.id == test and one.result != AT_ONCE), None)
    if quiz is None:
        raise ProblemError(404)
    if account.cohorts is not None:
        raise ProblemError(
            403, _("Resultatet vises for alle hold på én gang. Det gør en underviser, der har alle hold.")
        )
    with service.database.writing() as connection:
        connection.execute(delete(RELEASED).where(RELEASED.c.quiz == quiz.id))
        if vis:
            connection.execute(insert(RELEASED).values(quiz=quiz.id, at=utc_now(), account=account.id))
    service.note(account, "result-released" if vis else "result-hidden", quiz=quiz.id)
    if vis:
        settle_certificates(service, quiz, list(grader.standings_of(service.database, quiz)))
    return RedirectResponse(f"/underviser?test={quiz.id}", 303)
