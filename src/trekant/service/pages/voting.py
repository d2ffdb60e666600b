"""The page where a phone votes at a meeting. Its code stands behind a ``#``, and so in no log; ``vote.js`` takes it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from trekant.course.words import _
from trekant.service.kept.meetings import LETTERS
from trekant.service.web.guard import ServiceHere
from trekant.service.web.meetings import PATH

router = APIRouter(tags=["players"], default_response_class=HTMLResponse)


@router.get(PATH)
def where_phones_vote(service: ServiceHere) -> Response:
    """The page where a phone votes."""
    return HTMLResponse(service.frame.page("vote.html", _("Stem på mødet"), letters=LETTERS))
