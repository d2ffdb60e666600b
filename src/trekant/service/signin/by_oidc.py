"""Signing in by the organisation's own identity provider, which speaks OpenID Connect.

One leaves by a link and not by a form: the policy of our pages lets forms lead nowhere else, redirects included.
"""

from __future__ import annotations

import logging
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.course.words import N_, _
from trekant.service.kept.access import LASTS
from trekant.service.signin.journeys import NOT_BEGUN, NOT_DONE, Journeys, mark_traveller, new_traveller, traveller_of
from trekant.service.signin.page import leads_to_people, local_path, sign_in_page, signed_in
from trekant.service.signin.provider import Claims, Provider, ProviderDownError, ProviderRefusedError
from trekant.service.signin.recognising import NotRecognisedError, Told, recognise
from trekant.service.signin.settings import OidcSettings
from trekant.service.state import Service
from trekant.service.web.guard import SIGN_IN, SIGN_OUT, ServiceHere

log = logging.getLogger("trekant.service")

LEAVE = f"{SIGN_IN}/oidc"
RETURN = f"{LEAVE}/retur"

DOWN = N_("{name} svarer ikke lige nu. Prøv igen om lidt, eller log ind med din kode.")
REFUSED = N_("Svaret fra {name} kan ikke bruges. Prøv igen, eller log ind med din kode, og sig det til it-afdelingen.")

_MOST = 3500
"""So long a token is kept, in characters; browsers keep cookies of up to four kilobytes."""


class SignInByOidc:
    """Signs in whoever the provider knows, and who is on the roster or in the group of trainers."""

    name = "oidc"

    def __init__(self, settings: OidcSettings) -> None:
        self._settings, self._provider = settings, Provider(settings)

    @property
    def label(self) -> str:
        """What one signs in with, as the button says it."""
        return self._settings.label or _("din arbejdskonto")

    def router(self) -> APIRouter:
        """The way to the provider, and back."""
        router = APIRouter(tags=["sign-in"], default_response_class=HTMLResponse)
        router.add_api_route(LEAVE, self.leave, methods=["GET"], responses={303: {}, 503: {}})
        router.add_api_route(RETURN, self.back, methods=["GET"], responses={303: {}, 400: {}, 403: {}, 503: {}})
        return router

    def leave(self, request: Request, service: ServiceHere, videre: str = "", anden: str = "") -> Response:
        """Go to the provider to sign in; ``anden`` asks it for another account than the one it has signed in."""
        browser = traveller_of(request, service) or new_traveller()
        journey = Journeys(service.database, self.name).begin(browser, local_path(videre)[:500])
        try:
            address = self._provider.where_to_sign_in(journey, _back(service), another=bool(anden))
        except ProviderDownError as error:
            return self._down(service, request, error)
        answer = RedirectResponse(address, 303)
        mark_traveller(answer, service, browser)
        return answer

    def back(
        self, request: Request, service: ServiceHere, state: str = "", code: str = "", iss: str = "", error: str = ""
    ) -> Response:
        """Come back from the provider."""
        journey = Journeys(service.database, self.name).end(traveller_of(request, service), state)
        if journey is None:
            return self._again(service, request, _(NOT_BEGUN), 400)
        if error or not code:
            return self._again(service, request, _(NOT_DONE), 400, onward=journey.onward)
        try:
            vouched = self._provider.vouches(journey, code, _back(service), iss)
            account = recognise(service, self._told(vouched.claims, journey.onward))
        except ProviderDownError as problem:
            return self._down(service, request, problem)
        except ProviderRefusedError as problem:
            log.warning("what the OIDC provider answered was refused: %s", problem)
            return self._again(service, request, _(REFUSED).format(name=self._named()), 400, onward=journey.onward)
        except NotRecognisedError as problem:
            return self._again(service, request, str(problem), 403, onward=journey.onward, another=True)
        answer = signed_in(service, account, journey.onward)
        kept = vouched.id_token if len(vouched.id_token) <= _MOST else "-"
        lasts = int(LASTS.total_seconds())
        answer.set_cookie(_cookie(service), kept, lasts, **_cookie_for(service))
        return answer

    def sign_out(self, request: Request, service: Service) -> Response | None:
        """Sign out at the provider too, whoever signed in there: by a page that leads on, since a form may not."""
        kept = request.cookies.get(_cookie(service))
        if kept is None:
            return None
        try:
            elsewhere = self._provider.where_to_sign_out("" if kept == "-" else kept, f"{service.settings.address}/")
        except ProviderDownError as error:
            log.warning("the OIDC provider does not answer: %s", error)
            elsewhere = None
        answer: Response = RedirectResponse("/", 303)
        if elsewhere:
            page = service.frame.page("signed-out.html", _("Du er logget ud"), elsewhere=elsewhere)
            answer = HTMLResponse(page, headers={"Refresh": f"0; url={elsewhere}"})
        answer.delete_cookie(_cookie(service), **_cookie_for(service))
        return answer

    def _told(self, claims: Claims, onward: str) -> Told:
        said, ours = claims.get(self._settings.group_claim), self._settings.trainer_group
        groups = said if isinstance(said, list) else [said]
        vouched_for = self._settings.trust_email or claims.get("email_verified") in (True, "true")
        return Told(
            subject=f"{claims['iss']} {claims['sub']}",
            email=str(claims.get("email") or "") if vouched_for else "",
            name=str(claims.get("name") or ""),
            trainer=bool(ours) and ours in groups,
            leading=leads_to_people(onward),
        )

    def _named(self) -> str:
        return self._settings.label or _("Din arbejdsplads' login")

    def _down(self, service: Service, request: Request, error: ProviderDownError) -> Response:
        log.warning("the OIDC provider does not answer: %s", error)
        return self._again(service, request, _(DOWN).format(name=self._named()), 503)

    @staticmethod
    def _again(service: Service, request: Request, said: str, status: int, **values: Any) -> Response:
        return sign_in_page(service, request, None, said=said, status=status, **values)


def _back(service: Service) -> str:
    return service.settings.address + RETURN


def _cookie(service: Service) -> str:
    return "__Secure-trekant-oidc" if service.settings.secure else "trekant-oidc"


def _cookie_for(service: Service) -> dict[str, Any]:
    """The token is of use at the page that signs out alone, so it is sent nowhere else."""
    return {"path": SIGN_OUT, "secure": service.settings.secure, "httponly": True, "samesite": "lax"}
