"""The page where a phone votes at a meeting. Its code stands behind a ``#``, and so in no log; ``vote.js`` takes it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from trekant.course.words import _
from trekant.service.kept.meetings import LETTERS
from trekant.service.web.guard import ServiceHere
from trekant.service.web.meetings import PATH, give_cookie

router = APIRouter(tags=["players"], default_response_class=HTMLResponse)


@router.get(PATH)
def where_phones_vote(request: Request, service: ServiceHere) -> Response:
    """The page where a phone votes, with the cookie it is known by."""
    page = HTMLResponse(service.frame.page("vote.html", _("Stem på mødet"), letters=LETTERS))
    give_cookie(request, page, service)
    return page
