"""An identity provider that speaks OpenID Connect: what it says of itself, and of somebody who has signed in there.

Authorization code with PKCE (RFC 7636), and the checks of an ID token that OpenID Connect Core 1.0 asks for in 3.1.3.7.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.common.urls import add_params_to_uri
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from requests import RequestException

from trekant.service.signin.journeys import Journey
from trekant.service.signin.settings import OidcSettings

_PATIENCE = 5.0
"""Seconds that the provider gets for each answer; somebody waits for it."""

_KEPT = 3600.0
"""Seconds that its description and keys are believed. A key that is not among them is asked for at once."""

_LEEWAY = 120
"""Seconds that its clock may differ from ours."""

_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures by a key pair. Those by a shared secret, and none at all, are refused whatever the provider says."""

Claims = Mapping[str, Any]


class ProviderDownError(Exception):
    """The provider does not answer, or not with what its protocol asks for."""


class ProviderRefusedError(Exception):
    """What came of a sign-in cannot be believed; the text says why, without anything of the person."""


@dataclass(frozen=True)
class Vouched:
    """What the provider vouches for: who somebody is, and the token that says so."""

    claims: Claims
    id_token: str


class Provider:
    """The provider of the settings; nothing is asked before it is needed, and it may be down at any time."""

    def __init__(self, settings: OidcSettings) -> None:
        self._settings = settings
        self._described: tuple[float, Claims] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def where_to_sign_in(self, journey: Journey, back: str, *, another: bool) -> str:
        """Where a browser is sent to sign in; ``another`` asks for the choice of account.

        Raises:
            ProviderDownError: it does not answer.
        """
        more = {"prompt": "login"} if another else {}
        with self._session(back) as session:
            address, _state = session.create_authorization_url(
                self._endpoint("authorization_endpoint"),
                state=journey.state,
                nonce=journey.nonce,
                code_verifier=journey.verifier,
                **more,
            )
        return str(address)

    def where_to_sign_out(self, id_token: str, back: str) -> str | None:
        """Where a browser is sent to sign out, to come ``back``; None where the provider has no such page.

        Raises:
            ProviderDownError: it does not answer.
        """
        page = self._description().get("end_session_endpoint")
        if not page:
            return None
        given = [("post_logout_redirect_uri", back), ("client_id", self._settings.client_id)]
        if id_token:
            given.append(("id_token_hint", id_token))
        return str(add_params_to_uri(str(page), given))

    def vouches(self, journey: Journey, code: str, back: str, issuer: str = "") -> Vouched:
        """Who somebody is who came back with a code; ``issuer`` is what the address said of it (RFC 9207), if anything.

        Raises:
            ProviderDownError: it does not answer.
            ProviderRefusedError: the code is not taken, or what it gives cannot be believed.
        """
        if issuer and issuer != self._description()["issuer"]:
            raise ProviderRefusedError("another issuer")
        with self._session(back) as session:
            try:
                token = session.fetch_token(
                    self._endpoint("token_endpoint"), code=code, code_verifier=journey.verifier, state=journey.state
                )
            except AuthlibBaseError as error:
                raise ProviderRefusedError(f"the code: {error.error}") from None
            except (RequestException, ValueError) as error:
                raise ProviderDownError(type(error).__name__) from None
            if not isinstance(token.get("id_token"), str):
                raise ProviderRefusedError("no id_token")
            claims = self._checked(token["id_token"], journey.nonce, str(token.get("access_token", "")))
            return Vouched(self._completed(session, claims), token["id_token"])

    def _checked(self, id_token: str, nonce: str, access_token: str) -> Claims:
        said = self._description()
        options = {"iss": {"essential": True, "value": said["issuer"]}}
        options["aud"] = {"essential": True, "value": self._settings.client_id}
        given = {"nonce": nonce, "client_id": self._settings.client_id, "access_token": access_token}
        try:
            found = self._decoded(id_token)
            claims = CodeIDToken(found.claims, found.header, options, given)
            claims.validate(leeway=_LEEWAY)
        except (JoseError, ValueError) as error:
            raise ProviderRefusedError(f"{type(error).__name__} {getattr(error, 'claim', '')}".strip()) from None
        checked: Claims = claims
        return checked

    def _decoded(self, id_token: str) -> jwt.Token:
        offered = self._description().get("id_token_signing_alg_values_supported") or ["RS256"]
        registry = JWSRegistry(algorithms=[one for one in _ALGORITHMS if one in offered], strict_check_header=False)
        try:
            return jwt.decode(id_token, self._key_set(), registry=registry)
        except (JoseError, ValueError):  # its keys may have changed since we asked
            return jwt.decode(id_token, self._key_set(anew=True), registry=registry)

    def _completed(self, session: OAuth2Session, claims: Claims) -> Claims:
        """With what the provider tells only when it is asked; of the same person, or nothing of it counts."""
        page = self._description().get("userinfo_endpoint")
        wanted = {"email"} | ({self._settings.group_claim} if self._settings.trainer_group else set())
        if not page or wanted <= set(claims):
            return claims
        more = self._fetched(str(page), session)
        if more.get("sub") != claims["sub"]:
            raise ProviderRefusedError("userinfo of another person")
        return {**claims, **more} if "email" in more else {**more, **claims}

    def _description(self) -> Claims:
        if self._described is None or time.monotonic() - self._described[0] > _KEPT:
            issuer = self._settings.issuer.rstrip("/")
            said = self._fetched(f"{issuer}/.well-known/openid-configuration")
            if str(said.get("issuer", "")).rstrip("/") != issuer:
                raise ProviderDownError(f"it calls itself {said.get('issuer')}")
            self._described = time.monotonic(), said
        return self._described[1]

    def _endpoint(self, name: str) -> str:
        found = self._description().get(name)
        if not found:
            raise ProviderDownError(f"it has no {name}")
        return str(found)

    def _key_set(self, *, anew: bool = False) -> KeySet:
        if anew or self._keys is None or time.monotonic() - self._keys[0] > _KEPT:
            said: Any = self._fetched(self._endpoint("jwks_uri"))
            self._keys = time.monotonic(), KeySet.import_key_set(said)
        return self._keys[1]

    def _session(self, back: str = "") -> OAuth2Session:
        offered = self._description().get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        ways = ["client_secret_basic", "client_secret_post"] if self._settings.client_secret else ["none"]
        return OAuth2Session(
            client_id=self._settings.client_id,
            client_secret=self._settings.client_secret or None,
            token_endpoint_auth_method=next((one for one in ways if one in offered), ways[0]),
            scope=self._settings.scope,
            redirect_uri=back,
            code_challenge_method="S256",
            default_timeout=_PATIENCE,
        )

    def _fetched(self, address: str, session: OAuth2Session | None = None) -> Claims:
        """A JSON object; with a session that has a token, what is only for its holder."""
        try:
            with session or OAuth2Session(default_timeout=_PATIENCE) as asking:
                answer = asking.get(address, withhold_token=session is None)
            answer.raise_for_status()
            said = answer.json()
        except (RequestException, AuthlibBaseError, ValueError) as error:
            raise ProviderDownError(type(error).__name__) from None
        if not isinstance(said, dict):
            raise ProviderDownError("no JSON object")
        return said
