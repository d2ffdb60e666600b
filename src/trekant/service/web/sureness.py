"""What »Mit forløb« sends of how sure somebody was, who has said yes to that: numbers by objective, and no more.

Nobody is signed in to it. The page leaves out the cookie that says who somebody is, and a cookie that comes all the
same is not looked at.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header
from pydantic import Field
from starlette.requests import Request

from trekant.course.base import Model, Objective
from trekant.course.words import N_, _
from trekant.service.kept.sureness import HowSure, SurenessTotals
from trekant.service.signin.tries import WrongCodes
from trekant.service.state import Service
from trekant.service.web.api import problems
from trekant.service.web.guard import ServiceHere, where_from
from trekant.service.web.problems import ProblemError
from trekant.service.web.sizes import at_most

MOST_NEW = 60
"""So many browsers may begin to send from an address in a minute; a whole meeting may be behind one."""

MOST_BYTES = 4096
"""What a page sends is a tenth of that."""

NOT_HERE = N_("Her bliver der ikke samlet tal for, hvor sikre folk er.")
TOO_MANY = N_("Der er sendt mange tal herfra det sidste minut. Vent et minut, og prøv igen.")

router = APIRouter(prefix="/api/sureness", tags=["players"], route_class=at_most(MOST_BYTES))

Token = Annotated[
    str,
    Header(
        alias="Sureness-Token",
        pattern="^[0-9a-f]{32}$",
        description="What the browser has made by chance, to change or take back what it has sent",
    ),
]


class SurenessSent(Model):
    """How sure somebody was, by objective; what is not named is nothing."""

    objectives: dict[Objective, HowSure] = Field(max_length=len(Objective))


@router.put("", status_code=204, responses=problems(404, 413, 429))
def send_sureness(request: Request, given: SurenessSent, service: ServiceHere, token: Token) -> None:
    """Keep what a browser sends, in the place of all that it has sent before."""
    if not service.asks_how_sure:
        raise ProblemError(404, _(NOT_HERE))
    kept = SurenessTotals(service.database)
    if not kept.has(token):
        _count(service, where_from(request))
    if not kept.replace(token, given.objectives):
        raise ProblemError(429, _(TOO_MANY))


def _count(service: Service, address: str) -> None:
    """Count a browser that is new here.

    Raises:
        ProblemError: many have come from its address of late.
    """
    came = WrongCodes(service.database, what="sureness", most=MOST_NEW)
    if came.too_many(address):
        raise ProblemError(429, _(TOO_MANY))
    came.note(address)


@router.delete("", status_code=204)
def take_sureness_back(service: ServiceHere, token: Token) -> None:
    """Delete what a browser has sent."""
    SurenessTotals(service.database).take_back(token)
