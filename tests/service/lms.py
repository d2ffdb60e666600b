"""A learning platform over HTTP, by lti1p3platform, that can be made to say what it should not; and who comes."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from jwcrypto.jwk import JWK
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.oidc_login import OIDCLoginAbstract
from lti1p3platform.registration import Registration

from tests.patience import PATIENCE
from tests.service.identity import claims_in
from tests.service.receiving import LEARNER
from trekant.service.lti.launches import INSTRUCTOR
from trekant.service.lti.platforms import Platform

CLIENT, DEPLOYMENT = "kursus-hos-fjordby", "1"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"

PEOPLE: dict[str, dict[str, Any]] = {
    "sub-ana": {"email": "Ana@fjordby.example", "name": "Ana Åberg", "roles": [LEARNER]},
    "sub-bo": {"email": "bo@fjordby.example", "name": "Bo Bech", "roles": [LEARNER]},
    "sub-fremmed": {"email": "fremmed@fjordby.example", "name": "Fremmed", "roles": [LEARNER]},
    "sub-tine": {"email": "tine@fjordby.example", "name": "Tine Træner", "roles": [INSTRUCTOR]},
    "sub-uden": {"email": None, "name": None, "roles": [LEARNER]},
}
"""Whom the platform knows, by what it calls them."""

Form = dict[str, str]


@dataclass
class Lms:
    """The platform, and how often it was asked for what.

    ``change`` gets the form that is sent to us with a signed message, and the claims in it; what it returns is sent
    instead.
    """

    port: int
    service: str = ""
    key: JWK = field(default_factory=lambda: JWK.generate(kty="RSA", size=2048))
    change: Callable[[Form, dict[str, Any]], Form] | None = None
    configuration: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    registered: list[dict[str, Any]] = field(default_factory=list)
    chosen: list[dict[str, Any]] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        """Its address; another name than the service has, so that a browser takes the two for two sites."""
        return f"http://localhost:{self.port}"

    @property
    def private(self) -> str:
        return str(self.key.export_to_pem(private_key=True, password=None).decode())

    @property
    def public(self) -> str:
        return str(self.key.export_to_pem().decode())

    def registration(self) -> Registration:
        """What the platform knows of us."""
        found = Registration().set_iss(self.issuer).set_client_id(CLIENT).set_deployment_id(DEPLOYMENT)
        found.set_launch_url(f"{self.service}/lti/aabn").set_deeplink_launch_url(f"{self.service}/lti/vaelg")
        found.set_oidc_login_url(f"{self.service}/lti/login").set_tool_key_set_url(f"{self.service}/lti/jwks")
        return found.set_platform_private_key(self.private).set_platform_public_key(self.public)

    def platform(self, **changed: Any) -> Platform:
        """What we know of the platform."""
        said = {"name": "Fjordbys LMS", "issuer": self.issuer, "client_id": CLIENT, "deployments": (DEPLOYMENT,)}
        urls = {"auth_login_url": "/auth", "token_url": "/token", "key_set_url": "/jwks"}
        return Platform(**said | {name: self.issuer + path for name, path in urls.items()} | changed)

    def start(self, person: str, target: str = "", link: str = "link-1", *, chooses: bool = False) -> str:
        """The address of the platform where somebody presses what opens the course."""
        said = {"person": person, "target": target, "link": link, "chooses": "ja" if chooses else ""}
        return f"{self.issuer}/start?{urlencode(said)}"

    def signed(self, claims: dict[str, Any], **more: Any) -> str:
        """Claims as a message of the platform."""
        return str(Registration.encode_and_sign(claims, self.private, {"kid": self.registration().get_kid(), **more}))


class _Config(LTI1P3PlatformConfAbstract):
    def init_platform_config(self, **kwargs: Any) -> None:
        self.lms: Lms = kwargs["lms"]

    def get_registration_by_params(self, **_kwargs: Any) -> Registration:
        return self.lms.registration()


class _Login(OIDCLoginAbstract):
    def set_lti_message_hint(self, **kwargs: Any) -> None:
        self._lti_message_hint = json.dumps(kwargs)

    def get_redirect(self, url: str) -> str:
        return url


class _Launch(LTIAdvantageMessageLaunchAbstract):
    def get_preflight_response(self) -> dict[str, Any]:
        found: dict[str, Any] = self._request  # type: ignore[assignment]
        return found

    def prepare_launch(self, preflight_response: dict[str, Any]) -> None:
        lms: Lms = self._platform_config.lms  # type: ignore[attr-defined]
        subject, hint = preflight_response["login_hint"], json.loads(preflight_response["lti_message_hint"])
        person = PEOPLE[subject]
        self.set_user_data(subject, person["roles"], person["name"], person["email"])
        self.set_launch_context_claim("forløb-1", context_title="Nye medarbejdere")
        if hint["chooses"]:
            self.set_dl(
                f"{lms.issuer}/return?course=2&sesskey=x",
                accept_types={"ltiResourceLink"},
                extra_data={"husk": "dette"},
            )
            return
        self.set_resource_link_claim(hint["link"])
        if hint["target"]:
            self.set_launch_url(hint["target"])
        self.set_ags(f"{lms.issuer}/lineitems", f"{lms.issuer}/lineitems/1")
        self.set_nrps(f"{lms.issuer}/members")

    def render_launch_form(self, launch_data: dict[str, Any], **kwargs: Any) -> Any:
        return launch_data


class _Handler(BaseHTTPRequestHandler):
    lms: Lms

    def do_GET(self) -> None:
        lms, parts = self.lms, urlsplit(self.path)
        lms.asked.append(parts.path)
        given = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        if parts.path == "/jwks":
            self._send({"keys": lms.registration().get_jwks()})
        elif parts.path == "/configuration":
            self._send(lms.configuration)
        elif parts.path == "/start":
            login = _Login({}, _Config(lms=lms))
            login.set_lti_message_hint(**given)
            if given["chooses"]:
                login.set_deeplinking_launch_url()
            elif given["target"]:
                login.set_launch_url(given["target"])
            self.send_response(302)
            self.send_header("Location", login.initiate_login(given["person"]))
            self.end_headers()
        elif parts.path == "/auth":
            self._page(self._form(given))
        elif parts.path == "/frame":
            self._page(f'<iframe src="{html.escape(given["src"])}" width="900" height="600"></iframe>')
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        lms, body = self.lms, self.rfile.read(int(self.headers["Content-Length"]))
        lms.asked.append(self.path)
        if self.path == "/register":
            said = json.loads(body)
            lms.registered.append({"token": self.headers["Authorization"], **said})
            self._send({**said, "client_id": CLIENT, TOOL: {**said[TOOL], "deployment_id": DEPLOYMENT}})
        elif self.path == "/return?course=2&sesskey=x":
            config = _Config(lms=lms)
            config.get_registration()
            message = parse_qs(body.decode())["JWT"][0]
            lms.chosen.append(config.tool_validate_and_decode(message))
            self._page("<p>Lagt ind</p>")
        else:
            self.send_error(404)

    def _form(self, given: Form) -> str:
        """The page that sends a browser to us with the platform's message."""
        launch = _Launch(given, _Config(lms=self.lms)).lti_launch()
        form = {"id_token": launch["id_token"], "state": launch["state"]}
        if self.lms.change:
            claims = claims_in(form["id_token"])
            form = self.lms.change(form, claims)
        fields = "".join(f'<input type="hidden" name="{one}" value="{form[one]}">' for one in form)
        action = html.escape(launch["launch_url"])
        return f'<form method="post" action="{action}">{fields}</form><script>document.forms[0].submit()</script>'

    def _page(self, body: str) -> None:
        self._answer(f"<!doctype html><title>LMS</title>{body}".encode(), "text/html; charset=utf-8")

    def _send(self, said: Any) -> None:
        self._answer(json.dumps(said).encode(), "application/json")

    def _answer(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@contextmanager
def an_lms() -> Iterator[Lms]:
    """A platform that somebody listens at."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    lms = Lms(server.server_address[1])
    handler: Any = type("Handler", (_Handler,), {"lms": lms})
    server.RequestHandlerClass = handler
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield lms
    finally:
        server.shutdown()
        server.server_close()


class Visitor:
    """A browser without a window: it holds cookies, says that it shows pages in a window, and presses forms."""

    def __init__(self, address: str, shown_in: str | None = "document") -> None:
        self.address, self.session = address, requests.Session()
        self.session.headers["Accept"] = "text/html"
        if shown_in:
            self.session.headers["Sec-Fetch-Dest"] = shown_in

    def get(self, address: str, **more: Any) -> requests.Response:
        """Go somewhere, and on from there."""
        where = address if "://" in address else self.address + address
        return self.session.get(where, timeout=PATIENCE, **more)

    def press(self, page: requests.Response, **more: Any) -> requests.Response:
        """Send the form of a page."""
        action, form = form_on(page)
        return self.send(action, form | more)

    def send(self, action: str, form: dict[str, Any]) -> requests.Response:
        """Send a form to an address."""
        where = action if "://" in action else self.address + action
        return self.session.post(where, data=form, timeout=PATIENCE)

    @property
    def name(self) -> str:
        """Who is signed in; empty for nobody."""
        return str(self.get("/api/service").json()["name"])


def form_on(page: requests.Response) -> tuple[str, Form]:
    """Where the form of a page leads, and what it sends by itself."""
    action = re.search(r'<form method="post" action="([^"]+)"', page.text)
    assert action, page.text
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
    return html.unescape(action[1]), {name: html.unescape(value) for name, value in fields}
