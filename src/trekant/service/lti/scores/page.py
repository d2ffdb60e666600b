"""What trainers see of results that a platform has not taken, and sending them again."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.course.words import _, ngettext
from trekant.service.lti.scores.outbox import Outbox, Pending, ScoreState
from trekant.service.web.guard import ServiceHere, Training

PATH = "/underviser/lms/send-igen"

router = APIRouter(tags=["trainer"], default_response_class=HTMLResponse)


def pending_in_words(one: Pending) -> str:
    """How many results of a platform are not sent, in a sentence, and what it said where it said anything."""
    if one.state is ScoreState.FAILED:
        said = ngettext("{count} resultat kunne ikke sendes.", "{count} resultater kunne ikke sendes.", one.count)
    elif one.state is ScoreState.ASIDE:
        said = ngettext("{count} resultat er lagt til side.", "{count} resultater er lagt til side.", one.count)
    else:
        said = ngettext("{count} resultat venter på at blive sendt.", "{count} resultater venter på at blive sendt.",
                        one.count)  # fmt: skip
    counted = said.format(count=one.count)
    return _("{lms}: {counted} {problem}").format(lms=one.platform, counted=counted, problem=one.problem).rstrip()


def in_trouble(outbox: Outbox) -> list[str]:
    """What a trainer has to know: what was refused, and what waits because a platform does not take it."""
    return [pending_in_words(one) for one in outbox.pending() if one.problem and one.state is not ScoreState.ASIDE]


@router.post(PATH, status_code=303, response_class=RedirectResponse)
def send_scores_again(account: Training, service: ServiceHere) -> Response:
    """Let all that was not taken be sent again now."""
    if Outbox(service.database).send_again():
        service.note(account, "results-sent-again")
    return RedirectResponse("/underviser", 303)
