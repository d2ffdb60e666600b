"""Signing out, and the files that the service's own pages need."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from trekant.course.pages.policy import FOREVER
from trekant.service.web.frame import STATIC, static_name
from trekant.service.web.guard import SIGN_OUT, ServiceHere, cookie_name, token_of
from trekant.service.web.problems import ProblemError

router = APIRouter(tags=["own"])


_LEADING_ON: dict[int | str, dict[str, Any]] = {200: {"content": {"text/html": {}}}}


@router.post(SIGN_OUT, status_code=303, response_class=RedirectResponse, responses=_LEADING_ON)
def sign_out(request: Request, service: ServiceHere) -> Response:
    """End the session, and go to the front page, or to where one has signed in to sign out there too."""
    if token := token_of(request, service):
        service.accounts.end_session(token)
    elsewhere = (one.sign_out(request, service) for one in request.app.state.sign_ins)
    answer: Response = next((one for one in elsewhere if one), RedirectResponse("/", 303))
    answer.delete_cookie(cookie_name(service), path="/", secure=service.settings.secure, httponly=True, samesite="lax")
    return answer


@router.get("/tjeneste/{version}/{name}", response_class=FileResponse, include_in_schema=False)
def own_file(version: str, name: str) -> Response:
    """A style sheet or a script of the service's own pages."""
    if name not in STATIC or static_name(name) != f"/tjeneste/{version}/{name}":
        raise ProblemError(404)
    return FileResponse(STATIC[name], headers={"Cache-Control": FOREVER})
