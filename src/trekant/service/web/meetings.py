"""What a wall and its phones ask the service, as JSON. Nobody is signed in: see ``kept/meetings.py``.

Both ask again and again, the wall often and phones seldom, and nothing is held open: so it is of no matter which
process answers, what stands in front of it, or that a phone slept. A vote is sent when it is given, and so it is on the
wall as soon as that asks next.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Header
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from trekant.course.base import Model
from trekant.course.words import N_, _
from trekant.service.kept.meetings import LETTERS, Joining, Meetings, Wall, as_meeting_code
from trekant.service.kept.tables import MEETING_LASTS
from trekant.service.signin.tries import WAIT, WrongCodes
from trekant.service.state import Service
from trekant.service.web.api import problems
from trekant.service.web.guard import ServiceHere, where_from
from trekant.service.web.problems import ProblemError
from trekant.service.web.qr import qr_of
from trekant.service.web.sizes import at_most

PATH = "/stem"
"""The page where phones vote."""

MOST_WRONG = 60
"""So many wrong codes may come from an address in a minute; a whole meeting may be behind one, and mistypes."""

MOST_BYTES = 1000
"""So much may be sent here at a time; the longest vote takes a tenth of it."""

TOO_MANY = N_("Der er for mange møder i gang. Brug håndsoprækning, eller prøv igen om lidt.")
OVER = N_("Mødet er slut, eller koden passer ikke. Se på skærmen, og skriv koden igen.")
FULL = N_("Der er ikke plads til flere telefoner i mødet. Ræk hånden op i stedet.")
NO_COOKIE = N_(
    "Telefonen siger nej til cookies, og så kan den ikke stemme. Tillad cookies på siden, eller ræk hånden op i stedet."
)
TOO_LATE = N_("Spørgsmålet er lukket. Vent på det næste.")


router = APIRouter(prefix="/api/meetings", tags=["players"], route_class=at_most(MOST_BYTES))

Secret = Annotated[str, Header(max_length=64, description="What the wall got when the meeting was opened")]


class OpenedMeeting(BaseModel):
    """A meeting that has begun."""

    code: str = Field(description="What phones are told")
    secret: str = Field(description="What the wall alone holds")
    address: str = Field(description="Where phones go")
    picture: str = Field(description="That address with the code as a QR code (SVG)")


class Votes(BaseModel):
    """What has been voted on what is asked now."""

    phones: int
    voted: int
    votes: Mapping[str, int] = Field(description="How many for each letter that has any")


class OnPhone(Wall):
    """What a phone sees."""

    mine: str = Field(description="The letters of its own vote; empty before it has any")


class Vote(Model):
    """A vote: the question, and the letters of what is chosen in their order; none takes it back."""

    question: int = Field(ge=0, le=10_000)
    letters: str = Field(max_length=len(LETTERS))


def phone_cookie(service: Service) -> str:
    """The name of the cookie by which a phone is the same one when it comes again."""
    return "__Host-trekant-telefon" if service.settings.secure else "trekant-telefon"


def give_cookie(request: Request, response: Response, service: Service) -> None:
    """Give a phone what it is known by, or let it keep what it has, for as long as a meeting lasts."""
    token = _token(request, service) or secrets.token_urlsafe(16)
    lasts, secure = round(MEETING_LASTS.total_seconds()), service.settings.secure
    response.set_cookie(
        phone_cookie(service), token, max_age=lasts, httponly=True, secure=secure, samesite="lax", path="/"
    )


@router.post("", status_code=201, responses=problems(429))
def open_meeting(request: Request, service: ServiceHere) -> OpenedMeeting:
    """Open a meeting where phones can vote."""
    opened = Meetings(service.database).open(where_from(request))
    if opened is None:
        raise ProblemError(429, _(TOO_MANY))
    page = f"{service.settings.address}{PATH}"
    picture = str(qr_of(f"{page}#{opened.code}", grows=True))
    return OpenedMeeting(code=opened.code, secret=opened.secret, address=page, picture=picture)


@router.put("/{code}", status_code=204, responses=problems(404, 413))
def show(code: str, wall: Wall, service: ServiceHere, meeting_secret: Secret = "") -> None:
    """The wall shows something else now: a question with so many options, or none."""
    if not Meetings(service.database).show(as_meeting_code(code), meeting_secret, wall):
        raise ProblemError(404, _(OVER))


@router.get("/{code}/votes", responses=problems(404))
def votes(code: str, service: ServiceHere, meeting_secret: Secret = "") -> Votes:
    """What has been voted, for the wall."""
    found = Meetings(service.database).tally(as_meeting_code(code), meeting_secret)
    if found is None:
        raise ProblemError(404, _(OVER))
    return Votes(phones=found.phones, voted=found.voted, votes=found.votes)


@router.delete("/{code}", status_code=204)
def close(code: str, service: ServiceHere, meeting_secret: Secret = "") -> None:
    """End a meeting, with all that was voted."""
    Meetings(service.database).close(as_meeting_code(code), meeting_secret)


@router.post("/{code}/phones", responses=problems(403, 404, 409, 429))
def join(request: Request, response: Response, code: str, service: ServiceHere) -> OnPhone:
    """Take part with a phone, which is known by the cookie that the page for phones gave it."""
    meant, address, token = as_meeting_code(code), where_from(request), _token(request, service)
    if not token:  # it would have a row and no way to vote
        raise ProblemError(403, _(NO_COOKIE))
    tries = WrongCodes(service.database, what="meeting", most=MOST_WRONG)
    if tries.too_many(address):
        raise ProblemError(429, _(WAIT))
    how = Meetings(service.database).join(meant, token)
    if how is Joining.NO_SUCH:
        tries.note(address)
        raise ProblemError(404, _(OVER))
    if how is Joining.FULL:
        raise ProblemError(409, _(FULL))
    give_cookie(request, response, service)
    return _seen(service, meant, token)


@router.get("/{code}", responses=problems(404))
def look(request: Request, code: str, service: ServiceHere) -> OnPhone:
    """What is voted on now, and this phone's own vote."""
    return _seen(service, as_meeting_code(code), _token(request, service))


@router.put("/{code}/vote", responses=problems(404, 409, 413))
def vote(request: Request, code: str, given: Vote, service: ServiceHere) -> OnPhone:
    """Vote with this phone; the last vote counts."""
    meant, token = as_meeting_code(code), _token(request, service)
    wall = Meetings(service.database).vote(meant, token, given.question, given.letters)
    if wall is None:
        _seen(service, meant, token)  # a meeting that is over is told as that
        raise ProblemError(409, _(TOO_LATE))
    return OnPhone(**wall.model_dump(), mine=given.letters)


def _seen(service: Service, code: str, token: str) -> OnPhone:
    found = Meetings(service.database).seen_from(code, token)
    if found is None:
        raise ProblemError(404, _(OVER))
    wall, mine = found
    return OnPhone(**wall.model_dump(), mine=mine)


def _token(request: Request, service: Service) -> str:
    return request.cookies.get(phone_cookie(service), "")[:64]
