"""One participant: how far in each quiz, what was handed in and when, and what the trainer can do."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from trekant.course.words import _
from trekant.service.kept.moments import aware
from trekant.service.trainer.people import one_seen_by
from trekant.service.trainer.progress import WORDS, progress_of
from trekant.service.trainer.roster import PATH, with_code
from trekant.service.web.guard import ServiceHere, Training

router = APIRouter(prefix=PATH, tags=["trainer"], default_response_class=HTMLResponse)


@router.get("/{code}", responses={404: {}})
def person_page(code: str, account: Training, service: ServiceHere) -> Response:
    """One participant."""
    one = one_seen_by(service, account, code)
    titles = {quiz.id: quiz.title for quiz in service.graded_quizzes()}
    page = service.frame.page(
        "trainer/person.html",
        one.shown,
        here=PATH,
        one=one,
        steps=[(quiz, found, _(WORDS[found.step])) for quiz, found in progress_of(service, one)],
        hand_ins=[(aware(sent.arrived), titles.get(sent.quiz, sent.quiz)) for sent in service.hand_ins.of(one.code)],
        can_sign_in=one.code in with_code(service, [one.code]),
    )
    return HTMLResponse(page)
