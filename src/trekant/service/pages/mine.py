"""»Mine afleveringer«: what a participant has handed in, what it came to, and what is kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import HTMLResponse, JSONResponse, Response

from trekant.course.people.retention import days_in_words
from trekant.course.words import _
from trekant.service import grader
from trekant.service.kept.hand_ins import Arrived
from trekant.service.kept.moments import aware
from trekant.service.kept.own_data import export_own
from trekant.service.state import Service
from trekant.service.told import in_full, may_know, words_of
from trekant.service.web.guard import Participating, ServiceHere
from trekant.service.web.problems import ProblemError

ASKED_FOR_DELETION = "asked-for-deletion"
"""What is noted when a participant wants everything deleted; trainers see it on their first page."""

router = APIRouter(tags=["participant"], default_response_class=HTMLResponse)


@router.get("/mine")
def mine(account: Participating, service: ServiceHere) -> Response:
    """What the participant has handed in."""
    code = account.participant or ""
    settings = service.course.settings
    retention = settings.model.retention if settings else None
    page = service.frame.page(
        "mine.html",
        _("Mine afleveringer"),
        account=account,
        rows=[_row(service, one) for one in service.hand_ins.of(code)],
        certificates=[one for one in grader.own_certificates(service.database, code) if one.withdrawn is None],
        answers_kept=days_in_words(retention.answers) if retention and retention.answers else "",
        rest_kept=days_in_words(retention.participants) if retention and retention.participants else "",
    )
    return HTMLResponse(page)


def _row(service: Service, one: Arrived) -> dict[str, object]:
    found = service.quiz(one.quiz)
    if found is None:
        return {"id": one.id, "title": one.quiz, "said": "", "when": aware(one.arrived), "revised": True}
    quiz, _tasks = found
    known = may_know(service.database, quiz)
    revised = quiz.revision != one.revision
    said = "" if revised else words_of(quiz, result_of(service, one).result, known=known)
    return {"id": one.id, "title": quiz.title, "said": said, "when": aware(one.arrived), "revised": revised}


def result_of(service: Service, one: Arrived) -> grader.Earned:
    """What a hand-in came to: by the key as it is now, and where a trainer has given points, by those.

    Raises:
        ProblemError: it is to an edition of the quiz that is no more.
    """
    found = service.quiz(one.quiz)
    if found is None or found[0].revision != one.revision:
        raise ProblemError(404, _("Testen er lavet om, siden du afleverede, så svarene kan ikke vises mere."))
    quiz, tasks = found
    sheet = one.sheet
    marked = grader.mark(sheet, quiz, tasks)
    return grader.outcome(sheet, quiz, marked, _by_trainer(service, one))


def _by_trainer(service: Service, one: Arrived) -> dict[str, float]:
    """The points that a trainer gave this very hand-in, by slot."""
    cells = grader.cells_of(service.database, one.quiz, [one.participant])
    return {
        cell.slot: cell.points
        for cell in cells
        if cell.manual_score is not None and cell.points is not None and cell.handed_in == one.arrived
    }


def own_hand_in(hand_in: str, account: Participating, service: ServiceHere) -> Arrived:
    """A hand-in of the participant who asks; somebody else's is not there.

    Raises:
        ProblemError: there is none.
    """
    found = service.hand_ins.one(hand_in)
    if found is None or found.participant != account.participant:
        raise ProblemError(404)
    return found


Own = Annotated[Arrived, Depends(own_hand_in)]


@router.get("/mine/hent", response_class=JSONResponse)
def own_export(account: Participating, service: ServiceHere) -> Response:
    """Everything that is kept about the participant, to take along."""
    code = account.participant or ""
    person = grader.person(service.database, code)
    certificates = [one.certificate.model_dump(mode="json") for one in grader.own_certificates(service.database, code)]
    everything = {
        "deltager": person.model_dump(mode="json") if person else None,
        "kursusbeviser": certificates,
        **export_own(service.database, code),
    }
    name = f'attachment; filename="mine-afleveringer-{code}.json"'
    return JSONResponse(everything, headers={"Content-Disposition": name})


@router.post("/mine/slet")
def ask_for_deletion(account: Participating, service: ServiceHere) -> Response:
    """Ask the trainer to have it all deleted."""
    service.note(account, ASKED_FOR_DELETION, about=account.participant or "")
    said = _("Du har bedt om, at det, der er gemt om dig, bliver slettet. Den, der står for kurset, kan se det nu.")
    ways = [("/mine", _("Mine afleveringer"))]
    return HTMLResponse(service.frame.page("message.html", _("Det er der bedt om"), said=said, ways=ways))


@router.get("/mine/{hand_in}")
def one_hand_in(own: Own, service: ServiceHere, account: Participating) -> Response:
    """One hand-in, question by question."""
    found = service.quiz(own.quiz)
    if found is None:
        raise ProblemError(404)
    quiz, _tasks = found
    known, outcome = may_know(service.database, quiz), result_of(service, own)
    told = (
        in_full(service.course, quiz, grader.as_feedback(service.course, own.sheet, quiz, outcome)) if known else None
    )
    page = service.frame.page(
        "result.html",
        quiz.title,
        account=account,
        quiz=quiz,
        result=outcome.result,
        said=words_of(quiz, outcome.result, known=known),
        told=told,
        hand_in=own,
    )
    return HTMLResponse(page)


@router.get(
    "/mine/{hand_in}/bevis",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}, 404: {}},
)
def certificate(own: Own, service: ServiceHere) -> Response:
    """The certificate that a hand-in earned, as a PDF."""
    found = service.quiz(own.quiz)
    given = [
        one
        for one in grader.own_certificates(service.database, own.participant)
        if one.withdrawn is None and one.certificate.quiz == own.quiz
    ]
    if not given or found is None:
        raise ProblemError(404, _("Der er intet kursusbevis til den test endnu."))
    content = service.settings.paper.certificate(service.course, found[0], given[-1].certificate, given[-1].check_code)
    name = f'attachment; filename="kursusbevis-{own.quiz}.pdf"'
    return Response(content, media_type="application/pdf", headers={"Content-Disposition": name})
