"""Every route against every role. A new route fails here until somebody has said who may use it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from tests.service.conftest import Running, answers
from trekant.service.app import make_app
from trekant.service.kept.access import Role
from trekant.service.signin import settings as says
from trekant.service.signin.ways import sign_ins_from

ROLES = (
    *("nobody", "participant", "another participant", "manager", "another manager"),
    *("trainer", "trainer of another cohort"),
)

NOBODY_ELSE = {"nobody": 401}
"""What is not told: whether it is there."""


@dataclass(frozen=True)
class Row:
    """What a route answers: the status for each role, ``otherwise`` for those that are not named."""

    otherwise: int
    told: Mapping[str, int] = field(default_factory=dict)
    sent: Mapping[str, Any] = field(default_factory=dict)

    def expected(self, role: str) -> int:
        return self.told.get(role, self.otherwise)


def everybody(status: int = 200, **sent: Any) -> Row:
    return Row(status, sent=sent)


def participants(status: int = 200, other: int | None = None, **sent: Any) -> Row:
    """For participants; ``other`` is what another participant gets who asks for somebody's."""
    told = {"nobody": 401, "participant": status, "another participant": status if other is None else other}
    return Row(403, told, sent)


def trainers(status: int = 200, other: int | None = None, **sent: Any) -> Row:
    """For trainers; ``other`` is what the one of another cohort gets who asks for somebody of this one."""
    told = {"nobody": 401, "trainer": status, "trainer of another cohort": status if other is None else other}
    return Row(404, told, sent)


def managers(status: int = 200) -> Row:
    """For managers; each of them is shown other people."""
    return Row(404, {"nobody": 401, "manager": status, "another manager": status})


HAND_IN = json.dumps(answers("ana")).encode()
JSON = {"Content-Type": "application/json"}
TOKEN = {"Sureness-Token": "0" * 32}

TABLE: dict[tuple[str, str], Row] = {
    ("GET", "/api/service"): everybody(),
    ("POST", "/api/hand-ins"): participants(200, 409, content=HAND_IN, headers=JSON),
    ("POST", "/api/meetings"): everybody(201),
    ("PUT", "/api/meetings/{code}"): everybody(404, json={"question": 1, "options": 2}),
    ("GET", "/api/meetings/{code}"): everybody(404),
    ("DELETE", "/api/meetings/{code}"): everybody(204),
    ("GET", "/api/meetings/{code}/votes"): everybody(404),
    ("POST", "/api/meetings/{code}/phones"): everybody(403),
    ("PUT", "/api/meetings/{code}/vote"): everybody(404, json={"question": 1, "letters": ""}),
    ("GET", "/stem"): everybody(),
    ("PUT", "/api/sureness"): everybody(204, json={"objectives": {}}, headers=TOKEN),
    ("DELETE", "/api/sureness"): everybody(204, headers=TOKEN),
    ("GET", "/mine"): participants(),
    ("GET", "/mine/hent"): participants(),
    ("POST", "/mine/slet"): participants(),
    ("GET", "/mine/{hand_in}"): participants(200, 404),
    ("GET", "/mine/{hand_in}/bevis"): participants(404, 404),
    ("POST", "/mine/{hand_in}/badge"): participants(404, 404),
    ("GET", "/udsteder.json"): everybody(404),  # nobody has fetched a badge yet
    ("GET", "/udsteder/{key}/did.json"): everybody(404),
    ("GET", "/udsteder/{key}/status/{part}"): everybody(404),
    ("GET", "/logind"): everybody(),
    ("POST", "/logind"): everybody(400),
    ("POST", "/logud"): everybody(303),
    ("GET", "/tjeneste/{version}/{name}"): everybody(404),
    ("GET", "/leder"): managers(),
    ("GET", "/underviser/ledere"): trainers(),
    ("POST", "/underviser/ledere/kort"): trainers(200, 404, data={"leder": ["lene@fjordby.example"]}),
    ("POST", "/underviser/ledere/spaer"): trainers(303, 404, data={"leder": "lene@fjordby.example"}),
    ("GET", "/underviser"): trainers(),
    ("POST", "/underviser/proev-igen"): trainers(404, data={"aflevering": "0"}),
    ("POST", "/underviser/lms/send-igen"): trainers(303),
    ("POST", "/underviser/lms/laeg-til-side"): trainers(404, data={"resultat": "0"}),
    ("GET", "/underviser/fritekst"): trainers(),
    ("POST", "/underviser/fritekst/{grade}"): trainers(404),
    ("POST", "/underviser/fritekst/{grade}/fortryd"): trainers(404),
    ("POST", "/underviser/resultat"): trainers(404, data={"test": "proeve", "vis": "ja"}),  # it tells at once
    ("GET", "/underviser/deltagere"): trainers(),
    ("POST", "/underviser/deltagere"): trainers(
        303, 400, files={"fil": ("l.csv", "kode;navn;hold\nana;Ana Åberg;Forår\n".encode())}
    ),
    ("POST", "/underviser/deltagere/fra-lms"): trainers(404, data={"forloeb": "0"}),
    ("GET", "/underviser/deltagere/hentet/{kept}"): trainers(404),
    ("POST", "/underviser/deltagere/hentet/{kept}"): trainers(404),
    ("POST", "/underviser/deltagere/hentet/{kept}/fortryd"): trainers(404),
    ("POST", "/underviser/deltagere/nye-koder"): trainers(data={"antal": "3"}),
    ("GET", "/underviser/deltagere/liste"): trainers(),
    ("POST", "/underviser/deltagere/kort"): trainers(200, 404, data={"kode": ["bo"]}),
    ("GET", "/underviser/deltagere/{code}"): trainers(200, 404),
    ("POST", "/underviser/deltagere/{code}/kort"): trainers(200, 404),
    ("POST", "/underviser/deltagere/{code}/spaer"): trainers(303, 404),
    ("POST", "/underviser/deltagere/{code}/hent"): trainers(200, 404),
    ("POST", "/underviser/deltagere/{code}/slet"): trainers(400, 404),
    ("GET", "/underviser/resultater"): trainers(),
    ("POST", "/underviser/resultater"): trainers(
        303, 404, data={"hvad": "certificates", "test": "proeve", "hold": "Forår"}
    ),
    ("GET", "/underviser/resultater/liste"): trainers(),
    ("GET", "/underviser/oevelser"): trainers(),
    ("GET", "/underviser/beviser"): trainers(),
    ("POST", "/underviser/beviser/bekraeft"): trainers(data={"kontrolkode": "ABCD-EFGH-JKLM-NPQR"}),
    ("POST", "/underviser/beviser/badge"): trainers(files={"fil": ("badge.svg", b"<svg/>")}),
    ("GET", "/underviser/beviser/{check_code}/hent"): trainers(404),
    ("POST", "/underviser/beviser/{check_code}"): trainers(404),
    ("GET", "/underviser/arbejde/{job}"): trainers(404),
    ("GET", "/underviser/arbejde/{job}/haendelser"): trainers(404),
    ("GET", "/underviser/arbejde/{job}/hent"): trainers(404),
    ("POST", "/underviser/arbejde/{job}/igen"): trainers(404),
    ("GET", "/underviser/papir"): trainers(),
    ("GET", "/underviser/papir/{test}/{code}"): trainers(200, 404),
    ("POST", "/underviser/papir/{test}/{code}"): trainers(409, 404, data={"s1": "a"}),  # of no edition
    ("GET", "/underviser/papir/{test}/{code}/print"): trainers(200, 404),
    ("GET", "/underviser/papir/{test}/{code}/{hand_in}"): trainers(404),
    ("POST", "/underviser/arbejde/{job}/ret-om"): trainers(404),
    ("GET", "/underviser/arbejde/{job}/rapport"): trainers(404),
    ("GET", "/underviser/frister"): trainers(),
    ("POST", "/underviser/frister"): trainers(303, 404, data={"hold": "Forår", "test": "proeve", "dag": "2026-12-24"}),
    ("GET", "/underviser/opbevaring"): trainers(),
    ("POST", "/underviser/opbevaring"): trainers(200, 403),
    ("POST", "/underviser/opbevaring/slet"): trainers(400, 403, data={"ord": "ja"}),
    ("GET", "/lti/login"): everybody(403),  # of no platform
    ("POST", "/lti/login"): everybody(403),
    ("POST", "/lti/launch"): everybody(400),
    ("GET", "/lti/ind"): everybody(400),
    ("POST", "/lti/vaelg"): everybody(400),
    ("GET", "/lti/aabn/{kind}/{name}"): everybody(404),
    ("GET", "/lti/tilmeld/{token}"): everybody(404),
    ("GET", "/lti/jwks"): everybody(),
    ("GET", "/healthz"): everybody(),
    ("GET", "/readyz"): everybody(),
    ("GET", "/metrics"): everybody(),
    ("GET", "/openapi.json"): everybody(),
}


OF_WAYS: dict[tuple[str, str], Row] = {
    ("GET", "/logind/oidc"): everybody(503),  # no provider answers there
    ("GET", "/logind/oidc/retur"): everybody(400),
    ("GET", "/logind/hub"): everybody(303),
    ("GET", "/logind/hub/retur"): everybody(400),
    ("GET", "/services/kursus/{path:path}"): everybody(307),
}
"""The routes of the ways to sign in that are not always on."""

WAYS = {
    says.ISSUER: "http://127.0.0.1:9",
    says.CLIENT_ID: "kursus",
    says.HUB: "https://hub.fjordby.example",
    "JUPYTERHUB_SERVICE_PREFIX": "/services/kursus/",
    **dict.fromkeys(says.FROM_HUB, "http://127.0.0.1:9/hub/api"),
}


def routes(app: FastAPI) -> set[tuple[str, str]]:
    return {(method, one.path) for one in _all(app.routes) for method in one.methods}


def _all(some: Any) -> list[APIRoute]:
    """The routes, also those of routers that are included."""
    found: list[APIRoute] = []
    for one in some:
        if isinstance(one, APIRoute):
            found.append(one)
        elif hasattr(one, "original_router"):
            found += _all(one.original_router.routes)
    return found


def test_every_route_has_its_row(running: Running) -> None:
    assert routes(make_app(running.service)) == set(TABLE)


@pytest.fixture
def every_way(running: Running, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """The application with every way to sign in switched on."""
    for name, value in WAYS.items():
        monkeypatch.setenv(name, value)
    return make_app(running.service, sign_ins_from())


def test_every_route_of_a_way_to_sign_in_has_its_row(every_way: FastAPI) -> None:
    assert routes(every_way) == set(TABLE) | set(OF_WAYS)


def test_every_way_to_sign_in_is_open_to_everybody(running: Running, every_way: FastAPI) -> None:
    everyone = [running.client(), running.participant("ana"), running.trainer()]
    everyone.append(running.sign_in(running.service.accounts.add(Role.MANAGER, name="Lene Leder")))
    for person in everyone:
        browser = TestClient(every_way, base_url=running.service.settings.address, follow_redirects=False)
        browser.cookies.update(dict(person.cookies))
        asked = {route: browser.get(route[1].replace("{path:path}", "mine")).status_code for route in OF_WAYS}
        assert asked == {route: row.otherwise for route, row in OF_WAYS.items()}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_ask_for_what(running: Running, role: str) -> None:
    ana = running.participant("ana")
    hand_in = ana.post("/api/hand-ins", content=HAND_IN, headers=JSON).json()["id"]
    people = {
        "nobody": running.client,
        "participant": lambda: ana,
        "another participant": lambda: running.participant("bo"),
        "manager": lambda: running.manager("lene@fjordby.example"),
        "another manager": lambda: running.manager("lars@fjordby.example"),
        "trainer": running.trainer,
        "trainer of another cohort": lambda: running.trainer(cohorts='["Efterår"]'),
    }
    browser: TestClient = people[role]()
    browser.follow_redirects = False
    cookies = dict(browser.cookies)
    found = {}
    for (method, path), row in TABLE.items():
        browser.cookies.update(cookies)
        address = path.format(
            hand_in=hand_in,
            version="v-0",
            name="x.css",
            kept="0",
            code="bo",
            grade="0",
            job="0",
            test="proeve",
            check_code="0",
            kind="test",
            token="0",
            key="1",
            part="0",
        )
        found[method, path] = browser.request(method, address, **row.sent).status_code
        if path == "/logud" and cookies:
            browser = people[role]() if role != "participant" else running.participant("ana")
            browser.follow_redirects = False
            cookies = dict(browser.cookies)
    assert found == {route: row.expected(role) for route, row in TABLE.items()}
