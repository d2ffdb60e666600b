"""»Mine afleveringer«: what a participant has handed in, what it came to, and what is kept."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import HTMLResponse, JSONResponse, Response

from trekant.course.people.retention import days_in_words
from trekant.course.words import _
from trekant.service import given, grader
from trekant.service.kept.hand_ins import Arrived
from trekant.service.kept.moments import aware
from trekant.service.kept.own_data import export_own
from trekant.service.state import Service
from trekant.service.told import in_full, may_know, words_of
from trekant.service.web.attached import CHANGED, attached, attached_certificate
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
        leads=_leads(service, code),
        answers_kept=days_in_words(retention.answers) if retention and retention.answers else "",
        rest_kept=days_in_words(retention.participants) if retention and retention.participants else "",
    )
    return HTMLResponse(page)


def _leads(service: Service, code: str) -> bool:
    """Whether the participant is also somebody's manager, who is somebody else to sign in as."""
    found = grader.person(service.database, code)
    if found is None or not found.email:
        return False
    with service.database.reading() as connection:
        return grader.leads_somebody(connection, found.email)


def _row(service: Service, one: Arrived) -> dict[str, object]:
    found = service.quiz(one.quiz)
    if found is None:
        return {"id": one.id, "title": one.quiz, "when": aware(one.arrived), "revised": True}
    quiz, _tasks = found
    known = may_know(service.database, quiz)
    row = {"id": one.id, "title": quiz.title, "when": aware(one.arrived), "revised": quiz.revision != one.revision}
    if row["revised"]:
        return row
    result = _counted(service, one, _cells(service, one)).result
    return row | {
        "said": words_of(quiz, result, known=known),
        "certificate": known and result.passed and grader.certificate_of(service.database, one.participant, quiz),
    }


def _counted(service: Service, one: Arrived, cells: list[grader.GradedCell]) -> grader.Earned:
    """What a hand-in came to: by the key as it is now, and where a trainer has given points, by those.

    Raises:
        ProblemError: it is to an edition of the quiz that is no more.
    """
    found = service.quiz(one.quiz)
    if found is None or found[0].revision != one.revision:
        raise ProblemError(404, _("Testen er lavet om, siden du afleverede, så svarene kan ikke vises mere."))
    quiz, tasks = found
    sheet = one.sheet
    by_trainer = {one.slot: one.points for one in cells if one.manual_score is not None and one.points is not None}
    return grader.outcome(sheet, quiz, grader.mark_sheet(sheet, quiz, tasks), by_trainer)


def _cells(service: Service, one: Arrived) -> list[grader.GradedCell]:
    """What the gradebook has of this very hand-in, once it is graded."""
    cells = grader.cells_of(service.database, one.quiz, one.participant)
    return [cell for cell in cells if cell.handed_in == one.arrived]


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
        "badges": [asdict(one) for one in given.own_badges(service.database, code)],
        **export_own(service.database, code),
    }
    content = json.dumps(everything, ensure_ascii=False).encode()
    return attached(content, f"mine-afleveringer-{code}.json", "application/json")


@router.post("/mine/slet")
def ask_for_deletion(account: Participating, service: ServiceHere) -> Response:
    """Ask the trainer to have it all deleted."""
    service.note(account, ASKED_FOR_DELETION, about=account.participant or "")
    said = _("Du har bedt om, at det, der er gemt om dig, bliver slettet. Den, der står for kurset, kan se det nu.")
    ways = [("/mine", _("Mine afleveringer"))]
    return HTMLResponse(service.frame.page("message.html", _("Du har bedt om at få det slettet"), said=said, ways=ways))


@router.get("/mine/{hand_in}")
def one_hand_in(own: Own, service: ServiceHere, account: Participating) -> Response:
    """One hand-in, question by question."""
    found = service.quiz(own.quiz)
    if found is None:
        raise ProblemError(404)
    quiz, _tasks = found
    cells = _cells(service, own)
    known, outcome = may_know(service.database, quiz), _counted(service, own, cells)
    comments = {cell.slot: cell.comment for cell in cells}
    feedback = grader.as_feedback(service.course, own.sheet, quiz, outcome, comments)
    page = service.frame.page(
        "result.html",
        quiz.title,
        account=account,
        quiz=quiz,
        result=outcome.result,
        said=words_of(quiz, outcome.result, known=known),
        told=in_full(service.course, quiz, feedback) if known else None,
        hand_in=own,
        certificate=grader.certificate_of(service.database, own.participant, quiz),
        changed=_(CHANGED),
    )
    return HTMLResponse(page)


@router.get(
    "/mine/{hand_in}/bevis",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}, 404: {}, 409: {}},
)
def certificate(own: Own, service: ServiceHere) -> Response:
    """The certificate that a hand-in earned, as a PDF."""
    found = service.quiz(own.quiz)
    given = grader.certificate_of(service.database, own.participant, found[0]) if found else None
    if not given or not found:
        raise ProblemError(404, _("Der er intet kursusbevis til den test endnu."))
    return attached_certificate(service, found[0], given, own.quiz)
