"""How a platform is asked for something on our own account, by pylti1p3next: with a token, and only where it may be.

It is imported when there is something to ask, and not before.
"""

from __future__ import annotations

import time
from collections.abc import MutableMapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import requests
from pylti1p3.exception import LtiServiceException
from pylti1p3.service_connector import ServiceConnector
from urllib3.exceptions import HTTPError

from trekant.service.lti.adapter import registration_of
from trekant.service.lti.addresses import host_of, may_be_asked
from trekant.service.lti.keys import SigningKey
from trekant.service.lti.platforms import Platform

_PATIENCE = 10.0
"""Seconds that a platform gets for each answer."""

_MOST = 1_000_000
"""So many bytes an answer may have, where nobody awaits more."""

_MOST_ASKED = 500
"""So often a platform is asked for one batch: its list of line items may have no end."""

_EARLY = 30.0
"""Seconds before its end at which a token is not used any more."""


@dataclass(frozen=True)
class Token:
    """A token and, by ``time.monotonic``, until when it is used."""

    text: str
    until: float


class NotAllowedError(Exception):
    """An address that is not asked, or a platform that sends us elsewhere."""


class TooLargeError(NotAllowedError):
    """A platform answers more than anybody wants to read."""


class NoTokenError(Exception):
    """A platform gives no token; ``status`` is what it answered."""

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status


class PlatformSession(requests.Session):
    """Asks a platform alone, or what everybody can reach; goes along no detour, and reads not much."""

    def __init__(self, platform: Platform, most: int) -> None:
        super().__init__()
        self._hosts = {host_of(platform.issuer), host_of(platform.token_url)}
        self._left, self._most = _MOST_ASKED, most

    def request(self, method: Any, url: Any, *_args: Any, **more: Any) -> requests.Response:
        """An answer that is read whole; its address and length are such as are allowed.

        Raises:
            NotAllowedError: they are not.
        """
        self._left -= 1
        if self._left < 0 or not any(may_be_asked(str(url), host) for host in self._hosts):
            raise NotAllowedError
        guarded = {"timeout": _PATIENCE, "allow_redirects": False, "stream": True}
        answer = super().request(method, url, **more | guarded)
        try:
            content = answer.raw.read(self._most + 1, decode_content=True)
        except HTTPError:  # it broke off, or is packed otherwise than it says
            raise requests.ConnectionError from None
        if len(content) > self._most:
            raise TooLargeError
        if 300 <= answer.status_code < 400:
            raise NotAllowedError
        answer.raw = BytesIO(content)
        return answer


class PlatformConnector(ServiceConnector):
    """Keeps its tokens where it is told; ``most`` is how many bytes an answer may have."""

    def __init__(
        self, platform: Platform, key: SigningKey, tokens: MutableMapping[str, Token], most: int = _MOST
    ) -> None:
        registration = registration_of(platform).set_tool_private_key(key.private).set_tool_public_key(key.public)
        super().__init__(registration, PlatformSession(platform, most))
        self._tokens = tokens

    def get_access_token(self, scopes: Any) -> str:
        """The token for some scopes.

        Raises:
            NoTokenError: the platform gives none.
        """
        try:
            return str(super().get_access_token(scopes))
        except LtiServiceException as error:
            raise NoTokenError(error.response.status_code) from None
        except (KeyError, TypeError, ValueError):
            raise NoTokenError(200) from None

    def _get_cached_access_token(self, scope_key: str) -> str | None:
        kept = self._tokens.get(scope_key)
        return kept.text if kept and kept.until > time.monotonic() else None

    def _cache_access_token(self, scope_key: str, access_token: str, expires_in: float) -> None:
        self._tokens[scope_key] = Token(access_token, time.monotonic() + float(expires_in) - _EARLY)
