"""What went wrong for somebody: hand-ins that could not be graded, once more, and results that an LMS does not take."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.course.words import _
from trekant.service.kept.access import Account
from trekant.service.kept.hand_ins import Arrived
from trekant.service.lti.scores.outbox import Outbox, Refused
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


def refused_of(service: Service, account: Account) -> list[tuple[str, str, Refused]]:
    """The results that an LMS does not take, of people whom the trainer sees, with their names and the quizzes'."""
    refused = Outbox(service.database).refused_ones()
    names = {one.code: one.shown for one in seen_by(service, account)} if refused else {}
    titles = {quiz.id: quiz.title for quiz in service.graded_quizzes()}
    found = ((names[one.participant], one) for one in refused if one.participant in names)
    return [(name, titles.get(one.quiz, one.quiz), one) for name, one in found]


@router.post("/lms/laeg-til-side", status_code=303, response_class=RedirectResponse, responses={404: {}})
def put_score_aside(
    account: Training, service: ServiceHere, resultat: Annotated[str, Form(max_length=32)] = ""
) -> Response:
    """Let a result rest that an LMS does not take."""
    found = next((one for _name, _title, one in refused_of(service, account) if one.id == resultat), None)
    if found is None:
        raise ProblemError(404, _("Det resultat er der ikke mere. Se på overblikket igen."))
    if Outbox(service.database).put_aside(found.id):
        service.note(account, "result-put-aside", about=found.participant, quiz=found.quiz)
    return RedirectResponse("/underviser", 303)


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
