"""What pylti1p3next asks of a web framework and of what is kept, answered by FastAPI's request and our database.

It is imported when a known platform comes, and not before: a service without one neither needs it nor holds it.

Tried with pylti1p3next 2.0.2.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from jwcrypto.common import JWException
from pylti1p3.cookie import CookieService
from pylti1p3.deep_link import DeepLink
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.deployment import Deployment
from pylti1p3.exception import LtiException, OIDCException
from pylti1p3.lineitem import LineItem
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.redirect import Redirect
from pylti1p3.registration import Registration
from pylti1p3.request import Request
from pylti1p3.session import SessionService
from pylti1p3.tool_config.abstract import ToolConfAbstract

from trekant.service.lti.addresses import fetch_json
from trekant.service.lti.journeys import LtiJourney, LtiJourneys
from trekant.service.lti.keys import SigningKey
from trekant.service.lti.platforms import Platform

_LEEWAY = 120
"""Seconds that a platform's clock may differ from ours."""

_KEPT = 3600.0
"""Seconds that a platform's keys are believed. A key that is not among them is asked for at once."""

_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
"""Signatures by a key pair. Those by a shared secret, and none at all, are refused whatever the message says."""

_NEEDED = ["exp", "iat", "nonce", "iss", "aud", "sub"]

_KEY_SETS: dict[str, tuple[float, Any]] = {}


class NotBelievedError(Exception):
    """What came from a platform cannot be believed; the text says why, for a log, without anything of a person."""


class _Asked(Request):
    def __init__(self, given: Mapping[str, str], *, secure: bool) -> None:
        self._given, self._secure = given, secure

    @property
    def session(self) -> dict[str, Any]:
        return {}

    def is_secure(self) -> bool:
        return self._secure

    def get_param(self, key: str) -> str:
        return self._given.get(key, "")


class _NoCookies(CookieService):
    """Nothing is kept in cookies of the library's: what is kept of a state stands in the database."""

    def get_cookie(self, name: str) -> str | None:
        return None

    def set_cookie(self, name: str, value: str | int, exp: int | None = 3600) -> None:
        """Not kept."""


class _Where(Redirect[str]):
    def __init__(self, address: str) -> None:
        self._address = address

    def do_redirect(self) -> str:
        return self._address

    do_js_redirect = get_redirect_url = do_redirect

    def set_redirect_url(self, location: str) -> None:
        self._address = location


class _Known(ToolConfAbstract[_Asked]):
    """One platform of the database, as the library asks for a registration."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def check_iss_has_one_client(self, iss: str) -> bool:
        return False

    def check_iss_has_many_clients(self, iss: str) -> bool:
        return True

    def find_registration_by_issuer(self, iss: str, *_args: Any, **_more: Any) -> Any:
        """Not asked: an issuer may have us under several names."""
        raise NotImplementedError

    def find_deployment(self, iss: str, deployment_id: str) -> Deployment | None:
        """Not asked, for the same reason."""
        raise NotImplementedError

    def find_registration_by_params(self, iss: str, client_id: str, *_args: Any, **_more: Any) -> Any:
        """The registration; None for another issuer, or another name of ours there."""
        ours = iss == self._platform.issuer and client_id in ("", self._platform.client_id)
        return registration_of(self._platform) if ours else None

    def find_deployment_by_params(
        self, iss: str, deployment_id: str, client_id: str, *_args: Any, **_more: Any
    ) -> Deployment | None:
        """Where in the platform the course was put."""
        known = deployment_id in self._platform.deployments
        return Deployment().set_deployment_id(deployment_id) if known else None


def registration_of(platform: Platform) -> Registration:
    """A platform as the library has it, without keys of ours."""
    made = Registration().set_issuer(platform.issuer).set_client_id(platform.client_id)
    made.set_auth_login_url(platform.auth_login_url).set_auth_token_url(platform.token_url)
    made.set_key_set_url(platform.key_set_url)
    return made.set_auth_audience(platform.token_audience) if platform.token_audience else made


class _Login(OIDCLogin[_Asked, _Known, SessionService, _NoCookies, str]):
    """A state and a nonce that nobody can guess, and where a browser is sent with them."""

    def __init__(self, given: _Asked, platform: Platform) -> None:
        super().__init__(given, _Known(platform), session_service=SessionService(given), cookie_service=_NoCookies())
        self._drawn, self.nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)

    @property
    def state(self) -> str:
        """The state, as the library writes it."""
        return f"state-{self._drawn}"

    def get_redirect(self, url: str) -> Redirect[str]:
        return _Where(url)

    def _get_uuid(self) -> str:
        return self._drawn

    def _generate_nonce(self) -> str:
        return self.nonce


class _Message(MessageLaunch[_Asked, _Known, SessionService, _NoCookies]):
    """A message that was signed by a platform; each state and nonce is good for one."""

    def __init__(self, given: _Asked, platform: Platform, journeys: LtiJourneys) -> None:
        super().__init__(given, _Known(platform), session_service=SessionService(given), cookie_service=_NoCookies())
        self._platform, self._journeys = platform, journeys
        self.journey: LtiJourney | None = None

    def _get_request_param(self, key: str) -> str:
        return self._request.get_param(key)

    def validate_state(self) -> _Message:
        return self  # with the nonce, which the state belongs to

    def validate_jwt_format(self) -> _Message:
        super().validate_jwt_format()
        if not all(isinstance(self._jwt.get(part), dict) for part in ("header", "body")):
            raise LtiException("a header or a body that is no object")
        return self

    def validate_nonce(self) -> _Message:
        state, nonce = self._get_request_param("state"), self._jwt["body"].get("nonce")
        if not state or not isinstance(nonce, str):
            raise LtiException("no state or no nonce")
        self.journey = self._journeys.arrive(state, nonce)
        if self.journey is None or self.journey.platform != self._platform.id:
            raise LtiException("a state or a nonce that nobody is awaited by")
        return self

    def validate_jwt_signature(self) -> _Message:
        key, algorithm = self._key()
        try:
            jwt.decode(
                self._get_id_token(),
                key,
                algorithms=[algorithm],
                audience=self._platform.client_id,
                issuer=self._platform.issuer,
                leeway=_LEEWAY,
                options={"require": _NEEDED},
            )
        except jwt.InvalidTokenError as error:
            raise LtiException(type(error).__name__) from None
        azp = self._jwt["body"].get("azp")
        if azp not in (None, self._platform.client_id):
            raise LtiException("for another party")
        return self

    def _key(self) -> tuple[str, str]:
        """The key that the message names, among those of the platform."""
        if self._jwt["header"].get("alg") not in _ALGORITHMS:
            raise LtiException("no signature by a key pair")
        try:
            return self.get_public_key()
        except LtiException:  # its keys may have changed since we asked
            _KEY_SETS.pop(self._platform.key_set_url, None)
            if self._registration is not None:
                self._registration.set_key_set(None)
            return self.get_public_key()

    def fetch_public_key(self, key_set_url: str) -> Any:
        kept = _KEY_SETS.get(key_set_url)
        if kept is None or time.monotonic() - kept[0] > _KEPT:
            kept = _KEY_SETS[key_set_url] = time.monotonic(), fetch_json(key_set_url)
        return kept[1]

    def save_launch_data(self) -> _Message:
        return self  # what is kept of it is kept by name, and not the whole message


def where_to_begin(
    platform: Platform, given: Mapping[str, str], back: str, journeys: LtiJourneys, browser: str | None, button: str
) -> str:
    """Where a browser is sent for the platform to say who it is; ``back`` is where it is to come with that.

    ``browser`` and ``button`` are as in :meth:`~trekant.service.lti.journeys.LtiJourneys.begin`.

    Raises:
        NotBelievedError: the platform has not said what the standard asks for.
    """
    login = _Login(_Asked(given, secure=back.startswith("https://")), platform)
    try:
        address = login.get_redirect_object(back).get_redirect_url()
    except OIDCException as error:
        raise NotBelievedError(str(error)) from None
    journeys.begin(login.state, login.nonce, platform.id, browser, button)
    return str(address)


@dataclass(frozen=True)
class Believed:
    """A message that a platform has signed, for the journey that it was asked for on."""

    claims: Mapping[str, Any]
    journey: LtiJourney
    chooses: bool
    """Whether it asks what to put into the platform (deep linking), and opens nothing."""


def believed(platform: Platform, given: Mapping[str, str], journeys: LtiJourneys) -> Believed:
    """What a platform says; its state and nonce are used up, also where it cannot be believed.

    Raises:
        NotBelievedError: it cannot.
        UnreachableError: its keys cannot be fetched.
    """
    message = _Message(_Asked(given, secure=True), platform, journeys)
    try:
        message.validate()
        opens, chooses = message.is_resource_launch(), message.is_deep_link_launch()
        claims = message.get_launch_data()
    except (LtiException, JWException, KeyError, TypeError, AttributeError, ValueError) as error:
        raise NotBelievedError(f"{type(error).__name__} {error}"[:200]) from None
    if message.journey is None or not (opens or chooses):
        raise NotBelievedError("a message of another kind")
    return Believed(claims, message.journey, chooses)


def as_chosen(
    platform: Platform,
    key: SigningKey,
    deployment: str,
    settings: Mapping[str, Any],
    picked: Iterable[tuple[str, str, str, float | None]],
) -> str:
    """What was picked for a platform, as a message that we sign.

    ``settings`` are the platform's own of the claim ``deep_linking_settings``; of each that was picked stands there its
    title, its address, its id, and how many points it has, None where it is to have no column in the gradebook.
    """
    registration = registration_of(platform).set_tool_private_key(key.private).set_tool_public_key(key.public)
    items = []
    for title, address, name, points in picked:
        item = DeepLinkResource().set_title(title).set_url(address).set_target("window")
        if points is not None:
            item.set_lineitem(LineItem().set_label(title).set_score_maximum(points).set_resource_id(name))
        items.append(item)
    given: Any = settings
    return str(DeepLink(registration, deployment, given).get_response_jwt(items))
