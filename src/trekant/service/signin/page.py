"""The page where one signs in, with a part for every way, and where one goes from there."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.course.words import _
from trekant.service.kept.access import Account, Role
from trekant.service.state import Service
from trekant.service.web.guard import set_session

FIRST_PAGE = {Role.PARTICIPANT: "/mine", Role.TRAINER: "/underviser", Role.MANAGER: "/leder"}
"""Where one comes when one went nowhere in particular."""


def sign_in_page(
    service: Service, request: Request, account: Account | None, *, status: int = 200, **values: Any
) -> Response:
    """The page; ``said`` is what went wrong on another way than by code, ``another`` that one may be somebody else."""
    given = {"wrong": "", "typed": "", "onward": "", "said": "", "another": False, "account": account, **values}
    page = service.frame.page("signin.html", _("Log ind"), ways=request.app.state.sign_ins, **given)
    return HTMLResponse(page, status)


def signed_in(service: Service, account: Account, onward: str = "") -> Response:
    """Begin a session, and go where one wanted to go."""
    answer = RedirectResponse(onward or FIRST_PAGE[account.role], 303)
    set_session(answer, service, service.accounts.begin_session(account))
    return answer


def leads_to_people(onward: str) -> bool:
    """Whether one is on the way to the manager's page."""
    return onward.partition("?")[0] == FIRST_PAGE[Role.MANAGER]


def local_path(given: str) -> str:
    """A path of this very service, or nothing: an address elsewhere is no place to send people who sign in."""
    own = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable()
    return given if own else ""
