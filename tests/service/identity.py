"""A real identity provider, nanoidp, behind a front that can break what it says, and whoever signs in there."""

from __future__ import annotations

import base64
import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urljoin

import requests
import yaml
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.patience import PATIENCE, wait_until

CLIENT, SECRET, GROUP = "kursus", "hemmelighed-kun-her", "kursus-undervisere"
PEOPLE: dict[str, dict[str, Any]] = {
    "ana": {"email": "Ana@fjordby.example"},
    "tine": {"email": "tine@fjordby.example", "groups": [GROUP]},
    "fremmed": {"email": "fremmed@fjordby.example"},
    "lene": {"email": "Lene@fjordby.example"},
    "delt": {"email": "delt@fjordby.example"},
}
"""Whom the provider knows; the password of each is the name."""

_TAKEN_OUT = {"transfer-encoding", "connection", "content-length", "content-encoding", "server", "date"}


@dataclass
class Front:
    """What stands before the provider, and is taken for it.

    ``change`` gets the claims of an ID token and the response that it is in; what it returns takes their place, and
    where it changed the claims they are signed anew by ``key``, which the published keys contain.
    """

    port: int
    behind: str
    change: Callable[[dict[str, Any], dict[str, Any]], None] | None = None
    down: bool = False
    asked: list[str] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "prøven", "use": "sig"}))

    @property
    def issuer(self) -> str:
        """Its address; another name than the service has, so that a browser takes the two for two sites."""
        return f"http://localhost:{self.port}"

    def answer(self, path: str, body: bytes) -> bytes:
        """What is said instead of the provider's own answer."""
        if path == "/.well-known/jwks.json":
            keys = json.loads(body)
            keys["keys"].append(self.key.as_dict(private=False))
            return json.dumps(keys).encode()
        if path == "/token" and self.change and b"id_token" in body:
            said = json.loads(body)
            self.change(claims_in(said["id_token"]), said)
            return json.dumps(said).encode()
        return body

    def signed(self, claims: dict[str, Any]) -> str:
        """Claims as an ID token."""
        return jwt.encode({"alg": "RS256", "kid": "prøven"}, claims, self.key)


def claims_in(token: str) -> dict[str, Any]:
    """What an ID token says, believed by nobody."""
    part = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


class _Handler(BaseHTTPRequestHandler):
    front: Front

    def _pass_on(self) -> None:
        front = self.front
        front.asked.append(self.path)
        if front.down:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        given = {name: value for name, value in self.headers.items() if name.lower() != "content-length"}
        said = requests.request(
            self.command, front.behind + self.path, headers=given, data=body, allow_redirects=False, timeout=PATIENCE
        )
        content = front.answer(self.path.partition("?")[0], said.content)
        self.send_response(said.status_code)
        for name, value in said.raw.headers.items():
            if name.lower() not in _TAKEN_OUT:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _pass_on  # noqa: N815 - http.server's names for it

    def log_message(self, *args: object) -> None:
        """Quiet."""


@contextmanager
def provider(folder: Path, back: str) -> Iterator[Front]:
    """A provider that sends people ``back`` to the service."""
    behind = free_port()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    front = Front(server.server_address[1], f"http://127.0.0.1:{behind}")
    handler: Any = type("Handler", (_Handler,), {"front": front})
    server.RequestHandlerClass = handler
    client = {"client_id": CLIENT, "client_secret": SECRET, "redirect_uris": [back]}
    oauth = {"issuer": front.issuer, "audience": "andet", "require_pkce": True, "clients": [client]}
    people = {name: {"password": name, **more} for name, more in PEOPLE.items()}
    folder.mkdir(parents=True, exist_ok=True)
    settings = {"config_version": 1, "server": {"host": "127.0.0.1", "port": behind}, "oauth": oauth}
    for name, content in {"settings": settings, "users": {"config_version": 1, "users": people}}.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    command = [sys.executable, "-m", "nanoidp", "--config", str(folder), "--host", "127.0.0.1", "--port", str(behind)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        wait_until(lambda: listens(behind) or process.poll() is not None, "nanoidp")
        assert process.poll() is None, (folder / "log").read_text()
        yield front
    finally:
        process.terminate()
        process.wait(PATIENCE)
        server.shutdown()
        server.server_close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def listens(port: int) -> bool:
    """Whether somebody listens there."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def sign_in_there(address: str, name: str) -> str:
    """Go to the provider and sign in as somebody; returns where it sends one back to."""
    with requests.Session() as browser:
        page = browser.get(address, timeout=PATIENCE)
        transaction = re.search(r'name="transaction_id" value="([^"]*)"', page.text)
        assert transaction, page.text
        typed = {"transaction_id": transaction[1], "username": name, "password": name}
        sent = browser.post(page.url, data=typed, allow_redirects=False, timeout=PATIENCE)
        assert sent.is_redirect, sent.text
        return urljoin(page.url, sent.headers["location"])
