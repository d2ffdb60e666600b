"""What the players ask the service, as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import JSONResponse

from trekant.course.quizzes.answers import MAX_BYTES, AnswerFileError, KeptSheet, read_sheet
from trekant.course.words import _, capital
from trekant.service import grader
from trekant.service.accepting import Accepted, accept
from trekant.service.kept.moments import aware
from trekant.service.kept.tables import SURENESS_KEPT
from trekant.service.state import Service
from trekant.service.told import words_of
from trekant.service.web.guard import Asking, ServiceHere, as_participant, who_asks
from trekant.service.web.problems import MEDIA_TYPE, ProblemError

router = APIRouter(prefix="/api", tags=["players"])

AT_ONCE = 4
"""So many hand-ins a process takes at a time. One interpreter works at one of them; were more let in, a few would wait
for it ten times as long as the rest."""

_TURNS = RunVar[CapacityLimiter]("hand-ins at a time")


class ProblemDetails(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The answers of a route that tell of something that went wrong, for its description."""
    schema = {"$ref": "#/components/schemas/ProblemDetails"}
    return {
        status: {"description": "problem", "model": ProblemDetails, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


class About(BaseModel):
    """What the service can do, and who asks."""

    signed_in: bool
    participant: str | None = Field(description="The participant's code, of who has one")
    name: str = Field(description="What the one who is signed in is called here; empty for nobody")
    sign_in: str = Field(description="Where one signs in")
    sureness_days: int = Field(
        description="How many days it keeps how sure somebody was when practising; 0 where it takes nothing of it"
    )


class Receipt(BaseModel):
    """That a hand-in is kept, and what it came to, as far as the participant may know it now."""

    id: str
    arrived: datetime
    again: bool = Field(description="The same answers were here already")
    page: str = Field(description="Where it is told in full")
    said: str = Field(description="What it came to, in words")
    passed: bool | None = Field(description="None where that is not known yet, or there is nothing to pass")
    certificate: str | None = Field(description="Where the certificate is")


@router.get("/service")
def about(account: Asking, service: ServiceHere) -> About:
    """What the service can do, and who asks."""
    return About(
        signed_in=account is not None,
        participant=account.participant if account else None,
        name=(account.participant or account.name) if account else "",
        sign_in="/logind",
        sureness_days=SURENESS_KEPT.days if service.asks_how_sure else 0,
    )


async def _body(request: Request) -> bytes | ProblemError:
    """What was sent, or why it may not be: it is no JSON, or too large; of that not more is read than shows it.

    That is told afterwards, to those who may send anything.
    """
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        return ProblemError(415)
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > MAX_BYTES:
            return ProblemError(413)
    return bytes(found)


SHEET = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"type": "object", "description": "An answer file"}}},
    }
}


@router.post(
    "/hand-ins",
    status_code=201,
    responses={200: {"model": Receipt}, **problems(400, 401, 403, 404, 409, 413, 415, 503)},
    openapi_extra=SHEET,
)
async def hand_in(request: Request, service: ServiceHere) -> JSONResponse:
    """Hand in a quiz. The answer goes out when it is durably kept; the same answers again are no second hand-in."""
    # to be sent to another thread once, and not once for who asks and again for what is asked, is felt at a deadline
    return await to_thread.run_sync(_hand_in, request, service, await _body(request), limiter=_turns())


def _turns() -> CapacityLimiter:
    """What hand-ins wait for; pages do not, and wait for none of them."""
    found = _TURNS.get(None)
    if found is None:
        found = CapacityLimiter(AT_ONCE)
        _TURNS.set(found)
    return found


def _hand_in(request: Request, service: Service, body: bytes | ProblemError) -> JSONResponse:
    account = as_participant(request, who_asks(request, service))
    if isinstance(body, ProblemError):
        raise body
    accepted = _accepted(account.participant or "", service, body)
    return JSONResponse(_receipt(accepted).model_dump(mode="json"), 201 if accepted.new else 200)


def _accepted(participant: str, service: ServiceHere, body: bytes) -> Accepted:
    """The sheet, taken in when it is the participant's own."""
    try:
        sheet = read_sheet(body)
        quiz_and_tasks = service.quiz(sheet.quiz)
        if quiz_and_tasks is None:
            raise ProblemError(404, _("Der er ingen test, der hedder »{quiz}«.").format(quiz=sheet.quiz))
        if sheet.participant != participant:
            said = _(
                "Du er logget ind som {me}, men svarene hører til koden {code}. Skift kode på siden, og prøv igen."
            )
            raise ProblemError(409, said.format(me=participant, code=sheet.participant))
        if not grader.on_roster(service.database, participant):
            raise ProblemError(403, _("Du står ikke på deltagerlisten mere. Spørg den, der står for kurset."))
        quiz, tasks = quiz_and_tasks
        return accept(service, KeptSheet.model_construct(**dict(sheet)), quiz, tasks)
    except AnswerFileError as error:
        raise ProblemError(400, f"{capital(str(error))}.") from None


def _receipt(accepted: Accepted) -> Receipt:
    page = f"/mine/{accepted.arrived.id}"
    return Receipt(
        id=accepted.arrived.id,
        arrived=aware(accepted.arrived.arrived),
        again=not accepted.new,
        page=page,
        said=words_of(accepted.quiz, accepted.result, known=accepted.known),
        passed=accepted.passed,
        certificate=f"{page}/bevis" if accepted.certified else None,
    )
