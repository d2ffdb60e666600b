"""Signing in by a personal link or a sign-in code: a secret that the trainer hands out.

The link is the page where one signs in with the code behind a ``#``. That part of an address no browser sends, so the
code stands in no log, and what looks at links in mails before people do signs nobody in.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.course.people.sign_in_codes import as_sign_in_code
from trekant.course.words import N_, _
from trekant.service.kept.access import Account, Role
from trekant.service.signin.tries import WrongCodes
from trekant.service.state import Service
from trekant.service.web.guard import SIGN_IN, Asking, ServiceHere, set_session

SLIP = N_("Der er en tastefejl i koden. Den har 16 tegn i fire grupper. Se efter på det kort, du har fået.")
NOBODYS = N_("Koden gælder ikke, eller ikke mere. Spørg den, du fik den af, om en ny.")
WAIT = N_("Der er tastet for mange forkerte koder herfra. Vent et minut, og prøv igen.")

FIRST_PAGE = {Role.PARTICIPANT: "/mine", Role.TRAINER: "/underviser", Role.MANAGER: "/leder"}
"""Where one comes when one went nowhere in particular."""


class SignInByCode:
    """Signs in whoever has a code."""

    name = "code"

    def router(self) -> APIRouter:
        """The page where one signs in, and what its form sends."""
        router = APIRouter(tags=["sign-in"], default_response_class=HTMLResponse)
        router.add_api_route(SIGN_IN, sign_in_page, methods=["GET"])
        router.add_api_route(SIGN_IN, sign_in, methods=["POST"], responses={303: {}, 400: {}, 429: {}})
        return router

    def sign_out(self, back: str) -> None:
        """Nothing is to be done elsewhere."""


def sign_in_page(request: Request, service: ServiceHere, account: Asking, videre: str = "") -> Response:
    """The page where one signs in."""
    return _page(service, request, account, onward=local_path(videre))


def sign_in(
    request: Request,
    service: ServiceHere,
    account: Asking,
    code: Annotated[str, Form(max_length=200)] = "",
    videre: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Sign in with a code."""
    onward, address = local_path(videre), request.client.host if request.client else ""
    tries = WrongCodes(service.database)
    if tries.too_many(address):
        return _page(service, request, account, onward=onward, wrong=_(WAIT), typed=code, status=429)
    meant = as_sign_in_code(code)
    if meant is None:
        return _page(service, request, account, onward=onward, wrong=_(SLIP), typed=code, status=400)
    found = service.accounts.by_secret(meant)
    if found is None:
        tries.note(address)
        return _page(service, request, account, onward=onward, wrong=_(NOBODYS), typed=code, status=400)
    return signed_in(service, found, onward)


def signed_in(service: Service, account: Account, onward: str = "") -> Response:
    """Begin a session, and go where one wanted to go."""
    answer = RedirectResponse(onward or FIRST_PAGE[account.role], 303)
    set_session(answer, service, service.accounts.begin_session(account))
    return answer


def local_path(given: str) -> str:
    """A path of this very service, or nothing: an address elsewhere is no place to send people who sign in."""
    own = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable()
    return given if own else ""


def _page(service: Service, request: Request, account: Account | None, *, status: int = 200, **values: Any) -> Response:
    ways = [f"signin-{one.name}.html" for one in request.app.state.sign_ins]
    given = {"wrong": "", "typed": "", "account": account, "ways": ways, **values}
    return HTMLResponse(service.frame.page("signin.html", _("Log ind"), **given), status)
