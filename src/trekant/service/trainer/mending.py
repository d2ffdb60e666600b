"""Hand-ins that could not be graded: why, and once more."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.service.kept.access import Account
from trekant.service.kept.hand_ins import Arrived
from trekant.service.state import Service
from trekant.service.trainer.people import one_seen_by, seen_by
from trekant.service.web.guard import ServiceHere, Training
from trekant.service.web.problems import ProblemError

router = APIRouter(prefix="/underviser", tags=["trainer"], default_response_class=HTMLResponse)


def failed_of(service: Service, account: Account) -> list[tuple[str, str, Arrived]]:
    """The hand-ins that could not be graded, of people whom the trainer sees, with their names and the quizzes'."""
    failed = service.hand_ins.failed()
    names = {one.code: one.shown for one in seen_by(service, account)} if failed else {}
    titles = {quiz.id: quiz.title for quiz in service.graded_quizzes()}
    return [(names[one.participant], titles.get(one.quiz, one.quiz), one) for one in failed if one.participant in names]


@router.post("/proev-igen", status_code=303, response_class=RedirectResponse, responses={404: {}})
def grade_again(
    account: Training, service: ServiceHere, aflevering: Annotated[str, Form(max_length=32)] = ""
) -> Response:
    """Let a hand-in be graded once more that could not be."""
    one = service.hand_ins.one(aflevering)
    if one is None or aflevering not in {found.id for found in service.hand_ins.failed()}:
        raise ProblemError(404)
    one_seen_by(service, account, one.participant)
    service.hand_ins.try_again(one.id)
    service.note(account, "hand-in-tried-again", about=one.participant, quiz=one.quiz)
    service.grading.wake()
    return RedirectResponse(f"/underviser?test={one.quiz}", 303)
