"""What is fetched from a platform: by a safe address, with patience for a few seconds, no detour and not much.

Whoever can name an address to a server may let it ask what only it can reach (server-side request forgery). A platform
that registers itself names several. It may do so at the one host that the invitation names, and else at hosts that
everybody can reach.
"""

from __future__ import annotations

import ipaddress
import json
import socket
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests

from trekant.service.signin.settings import is_safe_address

_PATIENCE = 5.0
"""Seconds that a platform gets for each answer; somebody waits for it."""

_MOST = 1_000_000
"""So many bytes an answer may have."""


class UnreachableError(Exception):
    """An address is not asked, or answers nothing that can be used; the text says why, for a log."""


def fetch_json(address: str, *, posted: Any = None, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The JSON object at an address; what is ``posted`` goes there as JSON.

    Raises:
        UnreachableError: there is none, or the address is not safe to ask.
    """
    if not is_safe_address(address, query=True):
        raise UnreachableError("an address without TLS")
    method = "GET" if posted is None else "POST"
    given = {"Accept": "application/json", **(headers or {})}
    try:
        with requests.request(
            method, address, json=posted, headers=given, timeout=_PATIENCE, allow_redirects=False, stream=True
        ) as answer:
            if not 200 <= answer.status_code < 300:
                raise UnreachableError(f"status {answer.status_code}")
            content = answer.raw.read(_MOST + 1, decode_content=True)
        found = json.loads(content) if len(content) <= _MOST else None
    except (requests.RequestException, OSError, ValueError) as error:
        raise UnreachableError(type(error).__name__) from None
    if not isinstance(found, dict):
        raise UnreachableError("no JSON object")
    return found


def host_of(address: str) -> str:
    """The host of an address with its port, as an invitation names it; empty where it is no safe address."""
    return urlsplit(address).netloc.lower() if is_safe_address(address, query=True) else ""


def may_be_asked(address: str, host: str) -> bool:
    """Whether a platform at a host may name this address to us: it is there, or where everybody can reach it."""
    found = host_of(address)
    return bool(found) and (found == host or _is_public(urlsplit(address).hostname or ""))


def _is_public(name: str) -> bool:
    try:
        found = socket.getaddrinfo(name, None)
    except (OSError, UnicodeError):
        return False
    return bool(found) and all(ipaddress.ip_address(str(one[4][0]).partition("%")[0]).is_global for one in found)
