"""Who may ask for what. What somebody may not see is answered as if it was not there.

What waits for nothing is a coroutine here: FastAPI sends every plain function to another thread, which costs more.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from trekant.course.words import N_, _
from trekant.service.kept.access import Account, Role
from trekant.service.state import Service, service_of
from trekant.service.web.problems import ProblemError, wants_page

SIGN_IN, SIGN_OUT = "/logind", "/logud"
LTI_LOGIN, LTI_LAUNCH = "/lti/login", "/lti/launch"

FROM_ELSEWHERE = frozenset({LTI_LOGIN, LTI_LAUNCH})
"""Where other sites send people to by a form. No cookie counts there: what is sent has to prove itself."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

FOREIGN = N_("Det kom fra en anden hjemmeside end kursets. Gå til kurset, og prøv igen derfra.")


async def _here(request: Request) -> Service:
    return service_of(request)


ServiceHere = Annotated[Service, Depends(_here)]


def cookie_name(service: Service) -> str:
    """The name of the cookie; the prefix makes browsers refuse it from anywhere but this very host by TLS."""
    return "__Host-trekant" if service.settings.secure else "trekant"


def set_session(response: Response, service: Service, token: str) -> None:
    """Give a browser its session; no script can read it, and no other site's page sends it."""
    secure = service.settings.secure
    response.set_cookie(cookie_name(service), token, httponly=True, secure=secure, samesite="lax", path="/")


def token_of(request: Request, service: Service) -> str:
    """What the browser holds of a session, if anything."""
    return request.cookies.get(cookie_name(service), "")


def refuse_foreign(request: Request) -> None:
    """Refuse what another site's page lets a browser send (cross-site request forgery).

    Browsers say where a page is from that sends something (Fetch Metadata, and Origin before that); what says nothing
    is no browser, and holds no cookie of anybody's.

    Raises:
        ProblemError: it is from elsewhere.
    """
    if request.method in _SAFE or request.url.path in FROM_ELSEWHERE:
        return
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        own = site in ("same-origin", "none")
    else:
        own = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not own:
        raise ProblemError(403, _(FOREIGN))


def where_from(request: Request) -> str:
    """Where something comes from: of IPv6 the network, since a single machine has all the addresses of one."""
    host = request.client.host if request.client else ""
    try:
        known = ip_address(host)
    except ValueError:
        return host
    return str(known.ipv4_mapped or known.exploded[:19]) if isinstance(known, IPv6Address) else host


def who_asks(request: Request, service: ServiceHere) -> Account | None:
    """Whoever is signed in."""
    token = token_of(request, service)
    return service.accounts.of_session(token) if token else None


Asking = Annotated[Account | None, Depends(who_asks)]


class SignInFirstError(Exception):
    """A page is for people who are signed in; ``address`` is where one does that."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def _signed_in(request: Request, account: Account | None) -> Account:
    if account is not None:
        return account
    if request.method == "GET" and wants_page(request):
        raise SignInFirstError(f"{SIGN_IN}?videre={quote(request.url.path)}")
    raise ProblemError(401)


async def a_participant(request: Request, account: Asking) -> Account:
    """A participant who is signed in.

    Raises:
        ProblemError: nobody is, or somebody who is none.
    """
    return as_participant(request, account)


def as_participant(request: Request, account: Account | None) -> Account:
    """Whoever asks, if that is a participant.

    Raises:
        ProblemError: nobody is signed in, or somebody who is none.
    """
    found = _signed_in(request, account)
    if found.participant is None:
        raise ProblemError(403, _("Her afleverer deltagere. Du er logget ind som {name}.").format(name=found.name))
    return found


async def a_trainer(request: Request, account: Asking) -> Account:
    """A trainer who is signed in; for everybody else the page is not there.

    Raises:
        ProblemError: nobody is, or somebody who is none.
    """
    found = _signed_in(request, account)
    if found.role is not Role.TRAINER:
        raise ProblemError(404)
    return found


async def a_manager(request: Request, account: Asking) -> Account:
    """A manager who is signed in; for everybody else the page is not there.

    Raises:
        ProblemError: nobody is, or somebody who is none.
    """
    found = _signed_in(request, account)
    if found.role is not Role.MANAGER:
        raise ProblemError(404)
    return found


Participating = Annotated[Account, Depends(a_participant)]
Training = Annotated[Account, Depends(a_trainer)]
Managing = Annotated[Account, Depends(a_manager)]
