"""What no person types is refused and never a fault of the service, on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.service.conftest import ADDRESS, a_service, a_site, answers
from tests.service.test_roles import JSON
from trekant.service.app import make_app
from trekant.service.kept.access import Role, ensure_participants
from trekant.service.state import Service
from trekant.service.web.guard import cookie_name

ZERO, HALF, LONG = "%00", "%ED%A0%80", "9" * 4000
"""A zero byte, half a sign (a lone surrogate), and more figures than any number has, as an address has them."""

TYPED = {"zero": "a\0b", "half": b"\xed\xa0\x80", "long": "9" * 4000}


@pytest.fixture
def service(graded: Path, graded_url: str, tmp_path: Path) -> Iterator[Service]:
    made = a_service(graded, a_site(tmp_path / "site"), graded_url)
    yield made
    made.database.close()


def signed_in(service: Service, role: Role) -> TestClient:
    ensure_participants(service.database, ["ana"])
    account = service.accounts.of_participant("ana") if role is Role.PARTICIPANT else service.accounts.add(role)
    assert account
    browser = TestClient(make_app(service), base_url=ADDRESS, follow_redirects=False)
    browser.cookies.set(cookie_name(service), service.accounts.begin_session(account))
    return browser


def test_odd_addresses_find_nothing(service: Service) -> None:
    trainer, ana = signed_in(service, Role.TRAINER), signed_in(service, Role.PARTICIPANT)
    found = {}
    for odd in (ZERO, HALF, LONG[:200]):
        for browser, path in [
            (ana, f"/mine/{odd}"),
            (ana, f"/mine/{odd}/bevis"),
            (ana, f"/{odd}"),
            (ana, f"/logind?videre=/{odd}"),
            (trainer, f"/underviser/deltagere/{odd}"),
            (trainer, f"/underviser/deltagere/hentet/{odd}"),
            (trainer, f"/underviser?q={odd}&hold={odd}"),
            (trainer, f"/underviser?side={odd}"),
            (trainer, f"/underviser/fritekst?deltager={odd}"),
        ]:
            found[path[:60]] = browser.get(path).status_code
    assert set(found.values()) <= {200, 400, 404, 422}, found
    trainer.cookies.set(cookie_name(service), "\N{DIGIT ZERO}" * 9000)
    assert trainer.get("/underviser").status_code == 401


def test_odd_fields_change_nothing(service: Service) -> None:
    trainer = signed_in(service, Role.TRAINER)
    found = {}
    for name, odd in TYPED.items():
        for path, field in [
            ("/logind", "code"),
            ("/underviser/frister", "hold"),
            ("/underviser/proev-igen", "aflevering"),
            ("/underviser/resultat", "test"),
            ("/underviser/deltagere/kort", "kode"),
            ("/underviser/deltagere/nye-koder", "antal"),
        ]:
            found[name, path] = trainer.post(path, data={field: odd, "dag": "2026-12-24"}).status_code
        for path in ("/underviser/fritekst/x", "/underviser/fritekst/x/fortryd"):
            found[name, path] = trainer.post(path, data={"point": odd, "kommentar": odd}).status_code
        file = b"kode;navn\nny;A" + (odd if isinstance(odd, bytes) else odd.encode()) + b"\n"
        found[name, "file"] = trainer.post("/underviser/deltagere", files={"fil": ("l.csv", file)}).status_code
    assert set(found.values()) <= {400, 404, 422}, found


def test_odd_texts_of_a_trainer_are_kept_or_refused(service: Service) -> None:
    trainer = signed_in(service, Role.TRAINER)
    page = trainer.get("/underviser/fritekst?deltager=cilla").text
    grade = page.partition('action="/underviser/fritekst/')[2].partition('"')[0]
    version = page.partition('name="version" value="')[2].partition('"')[0]
    sent = {"point": "1", "kommentar": "a\0b", "version": version}
    assert trainer.post(f"/underviser/fritekst/{grade}", data=sent).status_code in (200, 400)
    assert trainer.get("/underviser/fritekst?deltager=cilla").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b'{"format": "trekant", "participant": "\\ud800", "quiz": "\\ud800"}',
        json.dumps(answers("ana") | {"participant": "\ud800"}).encode(),
        json.dumps(answers("ana") | {"quiz": "\ud800\0"}).encode(),
        json.dumps(answers("ana", {"med-dine-ord": "\ud800\0"})).encode(),
        json.dumps(answers("ana") | {"revision": 10**30}).encode(),
        b'{"revision": ' + b"9" * 5000 + b"}",
        b"[" * 60_000,
        b"\xff\xfe",
        b"",
    ],
    ids=[
        "half a file",
        "half a code",
        "half a quiz",
        "half an answer",
        "revision",
        "figures",
        "deep",
        "bytes",
        "nothing",
    ],
)
def test_odd_hand_ins_are_refused(service: Service, body: bytes) -> None:
    ana = signed_in(service, Role.PARTICIPANT)
    answer = ana.post("/api/hand-ins", content=body, headers=JSON)
    assert answer.status_code in (201, 400, 404, 409, 422), answer.text
    assert answer.json()
    assert ana.get("/mine").status_code == ana.get("/mine/hent").status_code == 200


def test_a_broken_form_is_refused(service: Service) -> None:
    trainer = signed_in(service, Role.TRAINER)
    found = {}
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary=\x7f"):
        for body in (b"", b"--x\r\n", b'--x\r\nContent-Disposition: form-data; name="fil"\r\n\r\n\xff\0', b"\0" * 99):
            for path in ("/underviser/deltagere", "/underviser/frister", "/logind"):
                answer = trainer.post(path, content=body, headers={"content-type": kind})
                found[kind, body, path] = answer.status_code
    assert set(found.values()) <= {303, 400, 404, 422}, found
