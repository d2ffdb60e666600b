"""Signing in by a personal link or a sign-in code: a secret that the trainer hands out.

The link is the page where one signs in with the code behind a ``#``. That part of an address no browser sends, so the
code stands in no log, and what looks at links in mails before people do signs nobody in.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from trekant.course.people.sign_in_codes import as_sign_in_code
from trekant.course.words import N_, _
from trekant.service.signin.page import local_path, sign_in_page, signed_in
from trekant.service.signin.tries import WAIT, WrongCodes
from trekant.service.state import Service
from trekant.service.web.guard import SIGN_IN, Asking, ServiceHere, where_from

SLIP = N_("Der er en tastefejl i koden. Den har 16 tegn i fire grupper. Se efter på det kort, du har fået.")
NOBODYS = N_("Koden gælder ikke, eller ikke mere. Spørg den, du fik den af, om en ny.")


class SignInByCode:
    """Signs in whoever has a code."""

    name = "code"

    def router(self) -> APIRouter:
        """The page where one signs in, and what its form sends."""
        router = APIRouter(tags=["sign-in"], default_response_class=HTMLResponse)
        router.add_api_route(SIGN_IN, where_one_signs_in, methods=["GET"])
        router.add_api_route(SIGN_IN, sign_in, methods=["POST"], responses={303: {}, 400: {}, 429: {}})
        return router

    def sign_out(self, request: Request, service: Service) -> None:
        """Nothing is to be done elsewhere."""


def where_one_signs_in(request: Request, service: ServiceHere, account: Asking, videre: str = "") -> Response:
    """The page where one signs in."""
    return sign_in_page(service, request, account, onward=local_path(videre))


def sign_in(
    request: Request,
    service: ServiceHere,
    account: Asking,
    code: Annotated[str, Form(max_length=200)] = "",
    videre: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Sign in with a code."""
    onward, address = local_path(videre), where_from(request)
    tries = WrongCodes(service.database)
    if tries.too_many(address):
        return sign_in_page(service, request, account, onward=onward, wrong=_(WAIT), typed=code, status=429)
    meant = as_sign_in_code(code)
    if meant is None:
        return sign_in_page(service, request, account, onward=onward, wrong=_(SLIP), typed=code, status=400)
    found = service.accounts.by_secret(meant)
    if found is None:
        tries.note(address)
        return sign_in_page(service, request, account, onward=onward, wrong=_(NOBODYS), typed=code, status=400)
    return signed_in(service, found, onward)
