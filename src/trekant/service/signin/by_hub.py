"""Signing in by a JupyterHub that runs the service (a »Hub-managed service«), with its OAuth.

The service has an address of its own, since the pages of the course stand at the top of theirs; who looks for it below
the Hub's address is sent there. Of ``HubOAuth`` only the two questions to the Hub are used, and none of its cookies:
their check needs a token of the Hub's against forged requests, without which it sends browsers round for ever.
"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter
from jupyterhub.services.auth import HubOAuth
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from tornado.web import HTTPError

from trekant.course.words import N_, _
from trekant.service.signin.journeys import (
    NOT_BEGUN,
    NOT_DONE,
    Journey,
    Journeys,
    mark_traveller,
    new_traveller,
    traveller_of,
)
from trekant.service.signin.page import leads_to_people, local_path, sign_in_page, signed_in
from trekant.service.signin.recognising import NotRecognisedError, Told, recognise
from trekant.service.signin.settings import HubSettings
from trekant.service.state import Service
from trekant.service.web.guard import SIGN_IN, ServiceHere

log = logging.getLogger("trekant.service")

LEAVE_FOR_HUB = f"{SIGN_IN}/hub"
BACK_FROM_HUB = f"{LEAVE_FOR_HUB}/retur"

NO_ANSWER = N_("JupyterHub kan ikke svare for dig lige nu. Prøv igen om lidt, eller log ind med din kode.")


class SignInByHub:
    """Signs in the Hub's users, who are participants by their user name, or trainers by a group."""

    name = "hub"

    def __init__(self, settings: HubSettings) -> None:
        self._settings, self._hub = settings, HubOAuth()

    @property
    def other_account(self) -> str:
        """Where one signs out of the Hub, to come again as somebody else."""
        return f"{self._settings.address}/hub/logout"

    def router(self) -> APIRouter:
        """The way to the Hub and back, and where the Hub's own list of services leads."""
        router = APIRouter(tags=["sign-in"], default_response_class=HTMLResponse)
        router.add_api_route(LEAVE_FOR_HUB, self.leave, methods=["GET"], responses={303: {}})
        router.add_api_route(BACK_FROM_HUB, self.back, methods=["GET"], responses={303: {}, 400: {}, 403: {}, 503: {}})
        if prefix := self._settings.prefix:
            path = prefix.rstrip("/") + "/{path:path}"
            router.add_api_route(path, _own_address, methods=["GET"], include_in_schema=False)
        return router

    def leave(self, request: Request, service: ServiceHere, videre: str = "") -> Response:
        """Go to the Hub to sign in."""
        browser = traveller_of(request, service) or new_traveller()
        journey = Journeys(service.database, self.name).begin(browser, local_path(videre)[:500])
        asked = {
            "client_id": self._hub.oauth_client_id,
            "redirect_uri": service.settings.address + BACK_FROM_HUB,
            "response_type": "code",
            "state": journey.state,
            "code_challenge": journey.challenge,
            "code_challenge_method": "S256",
        }
        answer = RedirectResponse(f"{self._settings.address}/hub/api/oauth2/authorize?{urlencode(asked)}", 303)
        mark_traveller(answer, service, browser)
        return answer

    def back(self, request: Request, service: ServiceHere, state: str = "", code: str = "") -> Response:
        """Come back from the Hub."""
        journey = Journeys(service.database, self.name).end(traveller_of(request, service), state)
        if journey is None:
            return sign_in_page(service, request, None, said=_(NOT_BEGUN), status=400)
        if not code:
            return sign_in_page(service, request, None, said=_(NOT_DONE), onward=journey.onward, status=400)
        try:
            account = recognise(service, self._told(self._user(service, journey, code), journey.onward))
        except HTTPError as error:
            log.warning("the Hub does not vouch for anybody: %s", error.log_message)
            return sign_in_page(service, request, None, said=_(NO_ANSWER), onward=journey.onward, status=503)
        except NotRecognisedError as error:
            return sign_in_page(
                service, request, None, said=str(error), onward=journey.onward, another=True, status=403
            )
        return signed_in(service, account, journey.onward)

    def sign_out(self, request: Request, service: Service) -> None:
        """One stays signed in at the Hub, where one may have other work going on."""

    def _user(self, service: Service, journey: Journey, code: str) -> dict[str, Any]:
        self._hub.oauth_redirect_uri = service.settings.address + BACK_FROM_HUB
        token = self._hub.token_for_code(code, code_verifier=journey.verifier)
        user = self._hub.user_for_token(token, use_cache=False)
        if not user or user.get("kind") != "user":
            raise HTTPError(403, "no user")
        found: dict[str, Any] = user
        return found

    def _told(self, user: dict[str, Any], onward: str) -> Told:
        name, domain, ours = str(user["name"]), self._settings.email_domain, self._settings.trainer_group
        return Told(
            subject=f"{self._settings.address} {name}",
            email=name if "@" in name else f"{name}@{domain}" if domain else "",
            name=name,
            trainer=bool(ours) and ours in (user.get("groups") or []),
            participant=name,
            leading=leads_to_people(onward),
        )


def _own_address(service: ServiceHere, path: str = "") -> Response:
    return RedirectResponse(f"{service.settings.address}/{quote(path)}", 307)
