"""Signing in by an identity provider: what it takes to be let in, and everything that does not do."""

from __future__ import annotations

import base64
import hmac
import json
import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from tests.service.conftest import ADDRESS, Running, a_service
from tests.service.identity import CLIENT, GROUP, PEOPLE, SECRET, Front, provider, sign_in_there
from trekant.course.people.participant import Participant
from trekant.course.store import CourseError
from trekant.service.app import make_app
from trekant.service.grader import put_on_roster
from trekant.service.kept.access import Account, Role
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import ACCOUNT, JOURNEY, JOURNEY_LASTS
from trekant.service.signin import settings as says
from trekant.service.signin.ways import sign_ins_from

ROSTER = [
    Participant(code="ana", name="Ana Åberg", email="ana@fjordby.example"),
    Participant(code="bo", name="Bo Bech", email="delt@fjordby.example"),
    Participant(code="cilla", name="Cilla Carl", email="DELT@fjordby.example"),
]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    with provider(tmp_path_factory.mktemp("udbyder"), f"{ADDRESS}/logind/oidc/retur") as front:
        yield front


class Course:
    """A service with a provider, and browsers of people who sign in there."""

    def __init__(self, running: Running, front: Front) -> None:
        self.running, self.service, self.front = running, running.service, front
        self.variables = {
            says.ISSUER: front.issuer,
            says.CLIENT_ID: CLIENT,
            says.CLIENT_SECRET: SECRET,
            says.LABEL: "Fjordby",
            says.TRAINER_GROUP: GROUP,
        }

    def browser(self, **changed: str) -> TestClient:
        """A browser, and a process of its own of the service."""
        service = a_service(self.running.root, self.service.settings.site, self.service.settings.database)
        app = make_app(service, sign_ins_from(self.variables | changed))
        return TestClient(app, base_url=ADDRESS, follow_redirects=False)

    def journey(self, name: str, browser: TestClient, onward: str = "") -> str:
        """Leave, sign in there, and return the address that one is sent back to."""
        left = browser.get("/logind/oidc", params={"videre": onward})
        assert left.status_code == 303
        return sign_in_there(left.headers["location"], name)

    def sign_in(self, name: str, **changed: str) -> tuple[TestClient, Any]:
        """A browser that somebody went there and back with, and how that ended."""
        browser = self.browser(**changed)
        return browser, browser.get(self.journey(name, browser))

    def accounts(self) -> list[Any]:
        """All there are."""
        with self.service.database.reading() as connection:
            return list(connection.execute(ACCOUNT.select()))


@pytest.fixture
def course(running: Running, real: Front) -> Iterator[Course]:
    put_on_roster(running.service.database, ROSTER)
    real.change, real.down = None, False
    real.asked.clear()
    yield Course(running, real)
    real.change, real.down = None, False


def _signed_in(browser: TestClient) -> str | None:
    return str(browser.get("/api/service").json()["name"]) or None


def test_somebody_on_the_roster_is_known_by_a_verified_address_and_then_by_the_name_there(course: Course) -> None:
    browser, answer = course.sign_in("ana")
    assert (answer.status_code, answer.headers["location"]) == (303, "/mine")
    assert _signed_in(browser) == "ana"
    put_on_roster(course.service.database, [ROSTER[0].model_copy(update={"email": "ny@fjordby.example"})])
    browser, _ = course.sign_in("ana")
    assert _signed_in(browser) == "ana"
    assert len(course.accounts()) == 1


def test_one_comes_to_where_one_was_on_the_way_and_nowhere_else(course: Course) -> None:
    for onward, comes_to in (("/mine/abc", "/mine/abc"), ("https://example.org/", "/mine")):
        browser = course.browser()
        answer = browser.get(course.journey("ana", browser, onward))
        assert answer.headers["location"] == comes_to


def test_whoever_has_a_code_keeps_it_and_the_account(course: Course) -> None:
    course.running.participant("ana")
    browser, _ = course.sign_in("ana")
    assert _signed_in(browser) == "ana"
    [account] = course.accounts()
    assert account.secret and account.subject


def test_the_group_makes_a_trainer_for_as_long_as_one_is_in_it(course: Course) -> None:
    browser, answer = course.sign_in("tine")
    assert answer.headers["location"] == "/underviser"
    [account] = course.accounts()
    assert account.role == Role.TRAINER
    out_of_it, answer = course.sign_in("tine", **{says.TRAINER_GROUP: "en-anden-gruppe"})
    assert answer.status_code == 403
    assert "står ikke på deltagerlisten" in answer.text
    assert _signed_in(out_of_it) is None and _signed_in(browser) is None
    _, answer = course.sign_in("tine")
    assert answer.headers["location"] == "/underviser"
    assert [one.revoked is None for one in course.accounts()] == [False, True], "who did what is not mixed up"


def test_a_trainer_who_is_on_the_roster_too_has_two_accounts(course: Course) -> None:
    course.sign_in("tine")
    put_on_roster(course.service.database, [Participant(code="dan", name="Tine", email="tine@fjordby.example")])
    browser, _ = course.sign_in("tine", **{says.TRAINER_GROUP: ""})
    assert _signed_in(browser) == "dan"


@pytest.mark.parametrize(
    ("name", "said"), [("fremmed", "du står ikke på deltagerlisten"), ("delt", "står ud for flere på deltagerlisten")]
)
def test_who_is_not_exactly_one_of_the_roster_is_told_so(course: Course, name: str, said: str) -> None:
    browser, answer = course.sign_in(name)
    assert answer.status_code == 403
    assert said in answer.text
    assert 'name="code"' in answer.text and "Brug en anden konto" in answer.text
    assert _signed_in(browser) is None and course.accounts() == []


def test_an_address_that_nobody_vouches_for_is_none_unless_it_is_trusted(course: Course) -> None:
    course.front.change = _changed(email=PEOPLE["ana"]["email"], email_verified=False, groups=[])(course.front)
    _, answer = course.sign_in("ana")
    assert answer.status_code == 403 and "bekræftet e-mail" in answer.text
    browser, _ = course.sign_in("ana", **{says.TRUST_EMAIL: "ja"})
    assert _signed_in(browser) == "ana"


def test_an_address_that_another_person_got_opens_nothing_until_there_is_a_new_code(course: Course) -> None:
    course.sign_in("ana")
    another = {"sub": "en-anden", "email": "ana@fjordby.example", "email_verified": True, "groups": []}
    course.front.change = _changed(**another)(course.front)
    _, answer = course.sign_in("ana")
    assert answer.status_code == 403 and "en anden konto" in answer.text
    [account] = course.accounts()
    course.service.accounts.new_codes([account.id])
    browser, _ = course.sign_in("ana")
    assert _signed_in(browser) == "ana"


def test_who_was_shut_out_stays_out(course: Course) -> None:
    for name in ("ana", "tine"):
        course.sign_in(name)
    for account in course.accounts():
        course.service.accounts.revoke(account.id)
    for name in ("ana", "tine"):
        _, answer = course.sign_in(name)
        assert answer.status_code == 403 and "adgang er lukket" in answer.text


def test_any_process_answers_the_browser_that_left_once(course: Course) -> None:
    left, other = course.browser(), course.browser()
    back = course.journey("ana", left)
    stranger = course.browser()
    assert stranger.get(back).status_code == 400, "a browser that never left"
    other.cookies = left.cookies
    assert other.get(back).status_code == 303
    for again in (left, other):
        replayed = again.get(back)
        assert replayed.status_code == 400 and "begyndte i en anden browser" in replayed.text


def test_a_state_that_is_not_ours_or_too_old_is_refused(course: Course) -> None:
    browser = course.browser()
    back = course.journey("ana", browser)
    assert browser.get(f"{back.partition('?')[0]}?code=x&state=x").status_code == 400
    with course.service.database.writing() as connection:
        connection.execute(JOURNEY.update().values(begun=utc_now() - JOURNEY_LASTS - timedelta(seconds=1)))
    assert browser.get(back).status_code == 400
    course.browser().get("/logind/oidc")
    with course.service.database.reading() as connection:
        assert len(connection.execute(JOURNEY.select()).all()) == 1, "the old one is cleared away"


def test_what_goes_out_is_a_code_flow_with_pkce_and_a_nonce(course: Course) -> None:
    address = course.browser().get("/logind/oidc", params={"anden": "ja"}).headers["location"]
    asked = {name: value for name, [value] in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(f"{course.front.issuer}/authorize?")
    assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43 and len(asked["nonce"]) >= 32 and len(asked["state"]) >= 32
    assert asked["prompt"] == "login" and asked["scope"] == "openid profile email"
    assert asked["redirect_uri"] == f"{ADDRESS}/logind/oidc/retur"


def test_a_code_of_somebody_elses_journey_is_worth_nothing(course: Course) -> None:
    mine, other = course.browser(), course.browser()
    code = parse_qs(urlsplit(course.journey("tine", other)).query)["code"][0]
    state = parse_qs(urlsplit(course.journey("ana", mine)).query)["state"][0]
    answer = mine.get("/logind/oidc/retur", params={"code": code, "state": state})
    assert answer.status_code == 400 and "kan ikke bruges" in answer.text
    assert course.accounts() == []


def _changed(**changes: Any) -> Callable[[Front], Any]:
    def make(front: Front) -> Any:
        def change(claims: dict[str, Any], said: dict[str, Any]) -> None:
            said["id_token"] = front.signed({name: v for name, v in (claims | changes).items() if v is not None})

        return change

    return make


def _tampered(front: Front) -> Any:
    def change(claims: dict[str, Any], said: dict[str, Any]) -> None:
        head, _, signature = said["id_token"].split(".")
        said["id_token"] = f"{head}.{front.signed(claims | {'sub': 'tine'}).split('.')[1]}.{signature}"

    return change


def _unsigned(front: Front) -> Any:
    def change(claims: dict[str, Any], said: dict[str, Any]) -> None:
        _, payload, _ = front.signed(claims).split(".")
        said["id_token"] = f"eyJhbGciOiJub25lIn0.{payload}."

    return change


def _by_public_key(front: Front) -> Any:
    def change(claims: dict[str, Any], said: dict[str, Any]) -> None:
        head, payload = (
            base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
            for part in ({"alg": "HS256", "kid": "prøven"}, claims)
        )
        made = hmac.new(front.key.as_pem(private=False), head + b"." + payload, "sha256").digest()
        said["id_token"] = b".".join((head, payload, base64.urlsafe_b64encode(made).rstrip(b"="))).decode()

    return change


def _by_strange_key(front: Front) -> Any:
    def change(claims: dict[str, Any], said: dict[str, Any]) -> None:
        said["id_token"] = Front(0, "").signed(claims)

    return change


def _without(front: Front) -> Any:
    return lambda claims, said: said.pop("id_token")


NOT_BELIEVED = {
    "tampered": _tampered,
    "unsigned": _unsigned,
    "signed by the public key": _by_public_key,
    "signed by a strange key": _by_strange_key,
    "no token": _without,
    "for another": _changed(aud="andet"),
    "for several, by another": _changed(aud=[CLIENT, "andet"], azp="andet"),
    "for others, asked for by us": _changed(aud=["andet"], azp=CLIENT),
    "for nobody": _changed(aud=None),
    "by another": _changed(iss="http://localhost:1"),
    "another journey's": _changed(nonce="x" * 43),
    "no journey's": _changed(nonce=None),
    "of yesterday": _changed(exp=int(time.time()) - 24 * 3600, iat=int(time.time()) - 25 * 3600),
    "for ever": _changed(exp=None),
    "with another access token": _changed(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "about nobody": _changed(sub=None),
}


@pytest.mark.parametrize("how", NOT_BELIEVED)
def test_a_token_that_cannot_be_believed_lets_nobody_in(course: Course, how: str) -> None:
    course.front.change = NOT_BELIEVED[how](course.front)
    browser, answer = course.sign_in("ana")
    assert answer.status_code == 400 and "Svaret fra Fjordby kan ikke bruges" in answer.text
    assert 'name="code"' in answer.text
    assert _signed_in(browser) is None and course.accounts() == []
    course.front.change = _changed()(course.front)
    browser, _ = course.sign_in("ana")
    assert _signed_in(browser) == "ana", "the same, as it should be"


def test_a_new_key_of_the_provider_is_asked_for_at_once(course: Course) -> None:
    browser = course.browser()
    browser.get(course.journey("ana", browser))
    kept, course.front.key = course.front.key, Front(0, "").key
    course.front.change = _changed()(course.front)
    try:
        assert browser.get(course.journey("ana", browser)).status_code == 303
    finally:
        course.front.key = kept


def test_an_answer_that_says_it_is_of_another_provider_is_refused(course: Course) -> None:
    browser = course.browser()
    answer = browser.get(course.journey("ana", browser) + "&iss=https://example.org")
    assert answer.status_code == 400 and course.accounts() == []


def test_who_gives_up_there_is_told_and_can_try_again(course: Course) -> None:
    browser = course.browser()
    state = parse_qs(urlsplit(course.journey("ana", browser, "/mine/abc")).query)["state"][0]
    answer = browser.get("/logind/oidc/retur", params={"error": "access_denied", "state": state})
    assert answer.status_code == 400 and "Du blev ikke logget ind" in answer.text
    assert 'href="/logind/oidc?videre=/mine/abc"' in answer.text


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_the_provider_down_is_one_sentence_and_codes_still_work(course: Course, when: str) -> None:
    browser = course.browser()
    back = course.journey("ana", browser) if when == "meanwhile" else ""
    course.front.down = True
    answer = browser.get(back or "/logind/oidc")
    assert answer.status_code == 503
    assert "Fjordby svarer ikke lige nu. Prøv igen om lidt, eller log ind med din kode." in answer.text
    account = course.service.accounts.add(Role.TRAINER, name="Tine")
    code = course.service.accounts.new_codes([account.id])[account.id]
    assert browser.post("/logind", data={"code": code}).status_code == 303
    assert _signed_in(browser) == "Tine"


def test_signing_out_goes_on_to_the_provider_for_who_came_from_there(course: Course) -> None:
    browser, _ = course.sign_in("ana")
    answer = browser.post("/logud")
    [wait, to] = answer.headers["refresh"].split("; url=")
    assert wait == "0" and to.startswith(f"{course.front.issuer}/logout?")
    asked = parse_qs(urlsplit(to).query)
    assert asked["post_logout_redirect_uri"] == [f"{ADDRESS}/"] and asked["client_id"] == [CLIENT]
    assert asked["id_token_hint"] and _signed_in(browser) is None
    assert browser.post("/logud").headers["location"] == "/", "once"
    by_code = course.running.participant("ana")
    assert by_code.post("/logud", follow_redirects=False).headers["location"] == "/"


def test_one_is_signed_out_here_when_the_provider_is_down(course: Course) -> None:
    browser, _ = course.sign_in("ana")
    later = course.browser()  # a process that has not asked the provider for anything yet
    later.cookies = browser.cookies
    course.front.down = True
    assert later.post("/logud").headers["location"] == "/"
    assert _signed_in(browser) is None


def test_nothing_of_the_person_is_kept_or_logged(course: Course, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    browser, _ = course.sign_in("ana")
    course.front.change = _changed(aud="andet")(course.front)
    course.sign_in("fremmed")
    course.front.down = True
    browser.get("/logind/oidc")
    ours = [record for record in caplog.records if record.name.startswith(("trekant", "authlib", "urllib3.conn"))]
    said = " ".join(record.getMessage() for record in ours)
    assert "refused" in said
    kept = str(course.accounts())
    for private in ("fjordby.example", "Ana", "fremmed", SECRET):
        assert private not in said and private not in kept


def _account(course: Course) -> Account:
    account = course.service.accounts.of_participant("ana")
    assert account
    return account


def test_forgetting_somebody_lets_go_of_the_account_there(course: Course) -> None:
    browser, _ = course.sign_in("ana")
    course.service.accounts.forget(_account(course).participant or "")
    assert _signed_in(browser) is None and course.accounts() == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({says.ISSUER: ""}, f"{says.ISSUER} mangler"),
        ({says.CLIENT_ID: ""}, f"{says.CLIENT_ID} mangler"),
        ({says.ISSUER: "http://login.example"}, f"{says.ISSUER} er »http://login.example«"),
        ({says.ISSUER: "login.example"}, f"{says.ISSUER} er"),
        ({says.ISSUER: "https://login.example/?x=1"}, f"{says.ISSUER} er"),
        ({says.SCOPE: "email"}, f"{says.SCOPE} er »email«"),
        ({says.TRUST_EMAIL: "måske"}, f"{says.TRUST_EMAIL} er »måske«"),
    ],
)
def test_what_is_set_wrongly_is_told_at_the_start(changed: dict[str, str], named: str) -> None:
    good = {says.ISSUER: "https://login.example/realms/x", says.CLIENT_ID: "kursus"}
    assert says.oidc_from(good) and says.oidc_from({}) is None
    with pytest.raises(CourseError) as told:
        says.oidc_from(good | changed)
    assert str(told.value).startswith(named)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({says.HUB: ""}, f"{says.HUB} mangler"),
        ({says.HUB: "hub.example"}, f"{says.HUB} er »hub.example«"),
        ({says.HUB: "http://hub.example"}, f"{says.HUB} er »http://hub.example«"),
        (dict.fromkeys(says.FROM_HUB[:2], ""), f"{says.HUB} er sat, men {' og '.join(says.FROM_HUB[:2])} mangler"),
    ],
)
def test_what_is_set_wrongly_of_a_hub_is_told_at_the_start(changed: dict[str, str], named: str) -> None:
    good = dict.fromkeys(says.FROM_HUB, "x") | {says.HUB: "https://hub.example/", says.HUB_TRAINERS: "u"}
    made = says.hub_from(good | {says.HUB_DOMAIN: "@example.org"})
    assert made and made.address == "https://hub.example" and made.email_domain == "example.org"
    assert says.hub_from({}) is None and says.hub_from(dict.fromkeys(says.FROM_HUB, "x")) is None
    with pytest.raises(CourseError) as told:
        says.hub_from(good | changed)
    assert str(told.value).startswith(named)


def test_without_the_variables_nothing_of_it_is_imported(tmp_path: Path) -> None:
    asked = "import sys; from trekant.service.signin.ways import sign_ins_from; sign_ins_from({}); print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert not {"authlib", "requests", "jupyterhub", "tornado"} & set(said)
