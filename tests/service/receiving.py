"""A learning platform over HTTP: its gradebook (AGS 2.0) and its people (NRPS 2.0). It can fail in every way."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from sqlalchemy import select

from trekant.service.kept.database import Database
from trekant.service.kept.lti_tables import LTI_LAUNCH
from trekant.service.lti.keys import Keys
from trekant.service.lti.launches import Launched, keep_launch
from trekant.service.lti.places import LtiPlace, PlaceKind
from trekant.service.lti.platforms import Platform, Platforms

AGS = "https://purl.imsglobal.org/spec/lti-ags"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps"
SCORE, LINE_ITEM = f"{AGS}/scope/score", f"{AGS}/scope/lineitem"
LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
CLIENT, DEPLOYMENT = "kursus-hos-fjordby", "1"
CONTAINER = "/context/1/lineitems"
ITEM = f"{CONTAINER}/9/lineitem?type_id=2"
"""As Moodle writes them: with something after a question mark."""
PEOPLE = "/context/1/memberships"

Fault = Callable[[str], "int | str | None"]
"""What to do with a request to a path: answer a status, ``lost`` (it counts, and nobody hears so), or all as it is."""


@dataclass
class Receiving:
    """The platform, what it was told, and what it does wrong."""

    port: int = 0
    key: Any = None
    fault: Fault = lambda _path: None
    tokens: set[str] = field(default_factory=set)
    scopes: dict[str, str] = field(default_factory=dict)
    people: list[Any] = field(default_factory=list)
    following: str = ""
    given: int = 0
    said: list[dict[str, Any]] = field(default_factory=list)
    newest: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    items: list[dict[str, Any]] = field(default_factory=list)
    older: int = 0
    clashes: list[dict[str, Any]] = field(default_factory=list)
    asserted: set[str] = field(default_factory=set)
    headers: dict[str, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.server: ThreadingHTTPServer
        self.come_up()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def go_down(self) -> None:
        """Nobody listens any more."""
        self.server.shutdown()
        self.server.server_close()

    def come_up(self) -> None:
        """Somebody listens, at the same address as before if there was one."""
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), _Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        handler: Any = type("Handler", (_Handler,), {"receiving": self})
        self.server.RequestHandlerClass = handler
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def platform(self, **changed: Any) -> Platform:
        """What we know of it."""
        urls = {name: f"{self.address}/{name}" for name in ("auth_login_url", "token_url", "key_set_url")}
        said = {"name": "Fjordbys LMS", "issuer": self.address, "client_id": CLIENT, "deployments": (DEPLOYMENT,)}
        return Platform(**said | urls | changed)

    def known_to(self, database: Database, **changed: Any) -> Platform:
        """Let a service know it, and be known by its key."""
        platform = self.platform(**changed)
        Platforms(database).add(platform)
        self.key = Keys(database).signing().public
        return platform

    def opens(
        self,
        database: Database,
        code: str,
        platform: Platform,
        link: str = "link-1",
        people: str = "",
        roles: Sequence[str] = (LEARNER,),
        course: Any = None,
        **said: Any,
    ) -> None:
        """Somebody opens the test from there.

        ``people`` is where the platform says its list of people is, ``course`` what it says of its course.
        """
        grades = {"scope": [SCORE, LINE_ITEM], "lineitem": self.address + ITEM, "lineitems": self.address + CONTAINER}
        claims = {
            "sub": f"sub-{code}",
            f"{CLAIM}roles": list(roles),
            f"{CLAIM}deployment_id": DEPLOYMENT,
            f"{CLAIM}resource_link": {"id": link},
            f"{CLAIM}context": course or {"id": "7", "title": "Nye medarbejdere"},
            f"{AGS}/claim/endpoint": grades | said,
            f"{NRPS}/claim/namesroleservice": {"context_memberships_url": people},
        }
        place = LtiPlace(PlaceKind.TEST, "proeve", "Prøven", "/quizzes/proeve.html")
        with database.writing() as connection:
            keep_launch(connection, platform, Launched.of(claims), code, place)
            assert connection.execute(select(LTI_LAUNCH).where(LTI_LAUNCH.c.participant == code)).first()


class _RefusedError(Exception):
    pass


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    receiving: Receiving

    def do_GET(self) -> None:
        self._do(self._people if urlsplit(self.path).path == PEOPLE else self._list)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        path = urlsplit(self.path).path
        if path == "/token_url":
            self._do(lambda: self._token({name: one[0] for name, one in parse_qs(body.decode()).items()}))
        elif path.endswith("/lineitem/scores"):
            self._do(lambda: self._score(json.loads(body)))
        else:
            self._do(lambda: self._make(json.loads(body)))

    def _do(self, work: Callable[[], Any]) -> None:
        with self.receiving.lock:
            fault = self.receiving.fault(urlsplit(self.path).path)
            if isinstance(fault, int):
                return self._answer(fault, {})
            try:
                said = work()
            except _RefusedError as error:
                return self._answer(int(str(error)), {})
        if fault == "lost":
            self.close_connection = True
            return None
        return self._answer(200, said)

    def _token(self, form: dict[str, str]) -> Any:
        found, here = self.receiving, f"{self.receiving.address}/token_url"
        claims = jwt.decode(form["client_assertion"], found.key, algorithms=["RS256"], audience=here)
        fresh = claims["jti"] not in found.asserted
        if form["grant_type"] != "client_credentials" or claims["iss"] != CLIENT or not fresh:
            raise _RefusedError("400")
        found.asserted.add(claims["jti"])
        token = secrets.token_hex(8)
        found.tokens.add(token)
        found.scopes[token] = form["scope"]
        found.given += 1
        return {"access_token": token, "token_type": "Bearer", "expires_in": 3600, "scope": form["scope"]}

    def _allowed(self) -> None:
        if self.headers["Authorization"].removeprefix("Bearer ") not in self.receiving.tokens:
            raise _RefusedError("401")

    def _list(self) -> Any:
        self._allowed()
        at = int(parse_qs(urlsplit(self.path).query).get("side", ["0"])[0])
        if at + 1 < len(self.receiving.items):
            following = f"{self.receiving.address}{CONTAINER}?side={at + 1}"
            self.receiving.headers["Link"] = f'<{following}>; rel="next"'
        return self.receiving.items[at : at + 1]

    def _people(self) -> Any:
        """A page of the people, each with the address of the next."""
        self._allowed()
        if (
            self.receiving.scopes[self.headers["Authorization"].split()[1]]
            != f"{NRPS}/scope/contextmembership.readonly"
        ):
            raise _RefusedError("403")
        if self.headers["Accept"] != "application/vnd.ims.lti-nrps.v2.membershipcontainer+json":
            raise _RefusedError("406")
        at = int(parse_qs(urlsplit(self.path).query).get("side", ["0"])[0])
        if at + 1 < len(self.receiving.people):
            following = self.receiving.following or f"{self.receiving.address}{PEOPLE}?side={at + 1}"
            self.receiving.headers["Link"] = f'<{following}>; rel="next"'
        page = self.receiving.people[at]
        return {"id": self.path, "members": page} if isinstance(page, list) else page

    def _make(self, said: dict[str, Any]) -> Any:
        self._allowed()
        made = said | {"id": f"{self.receiving.address}{CONTAINER}/{len(self.receiving.items)}/lineitem"}
        self.receiving.items.append(made)
        return made

    def _score(self, said: dict[str, Any]) -> Any:
        self._allowed()
        if self.headers["Content-Type"] != "application/vnd.ims.lis.v1.score+json":
            raise _RefusedError("415")
        item = (self.path, said["userId"])
        before = self.receiving.newest.get(item)
        if before and before["timestamp"] > said["timestamp"]:
            self.receiving.older += 1
            raise _RefusedError("409")
        if before and before["timestamp"] == said["timestamp"] and before != said:
            self.receiving.clashes.append(said)
        self.receiving.said.append(said)
        self.receiving.newest[item] = said
        return {}

    def _answer(self, status: int, said: Any) -> None:
        content = said if isinstance(said, bytes) else json.dumps(said).encode()
        self.send_response(status)
        for name, value in self.receiving.headers.items():
            self.send_header(name, value)
        self.receiving.headers.clear()
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@contextmanager
def a_gradebook() -> Iterator[Receiving]:
    """A platform that somebody listens at."""
    receiving = Receiving()
    try:
        yield receiving
    finally:
        receiving.go_down()
