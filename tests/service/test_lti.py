"""A learning platform opens the course over HTTP: who is let in, and everything that nobody is let in by."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from jwcrypto.jwk import JWK
from sqlalchemy import update

from tests.patience import PATIENCE
from tests.service.lms import CLIENT, Form, Lms, form_on
from tests.service.opened import ROSTER, TEST, Open, open_course
from trekant.service.grader import put_on_roster, take_off
from trekant.service.kept.access import Role, ensure_participants
from trekant.service.kept.lti_tables import LTI_JOURNEY, LTI_LAUNCH
from trekant.service.kept.moments import utc_now
from trekant.service.kept.own_data import OwnData
from trekant.service.kept.tables import ACCOUNT, JOURNEY_LASTS, SESSION
from trekant.service.lti.platforms import Platforms

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"


@pytest.fixture
def opened(released: Path, tmp_path: Path) -> Iterator[Open]:
    with open_course(released, tmp_path) as made:
        yield made


def test_who_is_on_the_roster_comes_to_what_was_pressed_and_is_signed_in(opened: Open) -> None:
    visitor, page = opened.comes("sub-ana", target=opened.address + TEST)
    assert page.status_code == 200 and page.url == f"{opened.address}/quizzes/proeve.html#player-proeve"
    assert visitor.name == "ana"
    [row] = opened.rows(LTI_LAUNCH)
    assert (row.participant, row.subject, row.link) == ("ana", "sub-ana", "link-1")
    assert (row.kind, row.name, row.context, row.title) == ("test", "proeve", "forløb-1", "Nye medarbejdere")
    assert (row.lineitem, row.lineitems) == (f"{opened.lms.issuer}/lineitems/1", f"{opened.lms.issuer}/lineitems")
    assert "https://purl.imsglobal.org/spec/lti-ags/scope/score" in json.loads(row.scopes)
    assert row.memberships == f"{opened.lms.issuer}/members"


def test_on_either_database_one_comes_in_again_and_again(graded: Path, graded_url: str, tmp_path: Path) -> None:
    with open_course(graded, tmp_path, graded_url) as course:
        for _time in range(2):
            assert course.comes("sub-ana")[0].name == "ana"
        assert [row.participant for row in course.rows(LTI_LAUNCH)] == ["ana"]


def test_one_row_a_link_however_often_it_is_opened(opened: Open) -> None:
    for link in ("link-1", "link-1", "link-2"):
        visitor, page = opened.comes("sub-ana", link=link)
        assert page.url == f"{opened.address}/" and visitor.name == "ana"
    assert sorted(row.link for row in opened.rows(LTI_LAUNCH)) == ["link-1", "link-2"]
    assert opened.rows(LTI_JOURNEY) == [], "nothing is left of the way"


def test_after_the_first_time_one_is_known_by_the_name_there(opened: Open) -> None:
    opened.comes("sub-ana")
    put_on_roster(opened.service.database, [ROSTER[0].model_copy(update={"email": "ny@fjordby.example"})])
    assert opened.comes("sub-ana")[0].name == "ana"


def test_an_address_that_now_is_anothers_lets_nobody_into_what_is_not_theirs(opened: Open) -> None:
    opened.comes("sub-ana")
    opened.lms.change = lambda form, claims: form | {"id_token": opened.lms.signed(claims | {"sub": "sub-ny"})}
    visitor, page = opened.comes("sub-ana", target=opened.address + TEST)
    assert page.status_code == 403 and "plejer at logge ind med en anden konto" in page.text and visitor.name == ""
    account = ensure_participants(opened.service.database, ["ana"])["ana"]
    opened.service.accounts.new_codes([account])
    assert opened.comes("sub-ana")[0].name == "ana", "a new code lets go of what was"


def test_addresses_count_only_where_the_registration_says_so(opened: Open) -> None:
    platforms = Platforms(opened.service.database)
    platforms.remove(platforms.all()[0])
    platforms.add(opened.lms.platform())
    visitor, page = opened.comes("sub-ana", target=opened.address + TEST)
    assert page.status_code == 403 and visitor.name == ""


def test_who_was_taken_off_the_roster_or_closed_out_does_not_come_in(opened: Open) -> None:
    for person in ("sub-ana", "sub-bo"):
        assert opened.comes(person)[0].name
    take_off(opened.service.database, ["ana"])
    account = opened.service.accounts.of_participant("bo")
    assert account
    opened.service.accounts.revoke(account.id)
    assert "du står ikke på deltagerlisten" in opened.comes("sub-ana", target=opened.address + TEST)[1].text
    assert "Din adgang er lukket" in opened.comes("sub-bo", target=opened.address + TEST)[1].text


def test_who_teaches_there_is_a_trainer_here_only_where_the_registration_says_so(opened: Open) -> None:
    visitor, page = opened.comes("sub-tine", target=opened.address + TEST)
    assert page.status_code == 403 and visitor.name == ""
    platforms = Platforms(opened.service.database)
    platforms.remove(platforms.all()[0])
    platforms.add(opened.lms.platform(trusts_email=True, makes_trainers=True))
    visitor, page = opened.comes("sub-tine")
    assert visitor.name == "Tine Træner" and visitor.get("/underviser").status_code == 200
    assert opened.comes("sub-ana")[0].get("/underviser").status_code == 404
    assert [row.role for row in opened.rows(ACCOUNT) if row.participant is None] == [Role.TRAINER]


def test_forgetting_somebody_reaches_what_was_opened(opened: Open) -> None:
    opened.comes("sub-ana"), opened.comes("sub-bo")
    with opened.service.database.writing() as connection:
        assert OwnData().export(connection, "ana")["åbnet fra jeres LMS"][0]["subject"] == "sub-ana"
        OwnData().forget(connection, ["ana"])
    assert [row.participant for row in opened.rows(LTI_LAUNCH)] == ["bo"]


def _signed(**claims: Any) -> Callable[[Lms, Form, dict[str, Any]], Form]:
    """The platform says something else, and signs it."""
    return lambda lms, form, said: form | {"id_token": lms.signed(said | claims)}


def _part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def _unsigned(lms: Lms, form: Form, claims: dict[str, Any]) -> Form:
    head = {"alg": "none", "kid": lms.registration().get_kid()}
    return form | {"id_token": f"{_part(head)}.{_part(claims)}."}


def _by_the_public_key(lms: Lms, form: Form, claims: dict[str, Any]) -> Form:
    signed = f"{_part({'alg': 'HS256', 'kid': lms.registration().get_kid()})}.{_part(claims)}"
    mac = hmac.new(lms.public.encode(), signed.encode(), hashlib.sha256).digest()
    return form | {"id_token": f"{signed}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"}


def _tampered(lms: Lms, form: Form, claims: dict[str, Any]) -> Form:
    head, _body, signature = form["id_token"].split(".")
    return form | {"id_token": f"{head}.{_part(claims | {'sub': 'sub-bo'})}.{signature}"}


def _by_another_key(lms: Lms, form: Form, claims: dict[str, Any]) -> Form:
    other = Lms(lms.port, key=JWK.generate(kty="RSA", size=2048))
    return form | {"id_token": other.signed(claims, kid=lms.registration().get_kid())}


def _without(name: str) -> Callable[[Lms, Form, dict[str, Any]], Form]:
    return lambda lms, form, said: (
        form | {"id_token": lms.signed({key: value for key, value in said.items() if key != name})}
    )


NOW = int(time.time())
HOSTILE: dict[str, Callable[[Lms, Form, dict[str, Any]], Form]] = {
    "a signature that does not fit": _tampered,
    "another key": _by_another_key,
    "no signature": _unsigned,
    "a signature by the public key": _by_the_public_key,
    "of an unknown key": lambda lms, form, said: form | {"id_token": lms.signed(said, kid="ukendt")},
    "expired": _signed(exp=NOW - 3600, iat=NOW - 7200),
    "not yet": _signed(exp=NOW + 7200, iat=NOW + 3600),
    "without an end": _without("exp"),
    "for another tool": _signed(aud="en-anden", azp="en-anden"),
    "for another tool too": _signed(aud=["en-anden", CLIENT]),
    "for another party": _signed(azp="en-anden"),
    "of another issuer": _signed(iss="http://localhost:1"),
    "of another place in the platform": _signed(**{f"{CLAIM}deployment_id": "2"}),
    "of no place": _without(f"{CLAIM}deployment_id"),
    "another nonce": _signed(nonce="en-anden"),
    "no nonce": _without("nonce"),
    "of nobody": _without("sub"),
    "another kind of message": _signed(**{f"{CLAIM}message_type": "LtiSubmissionReviewRequest"}),
    "another version": _signed(**{f"{CLAIM}version": "1.1"}),
    "no link": _without(f"{CLAIM}resource_link"),
    "a link of another form": _signed(**{f"{CLAIM}resource_link": {"id": 7}}),
    "roles of another form": _signed(**{f"{CLAIM}roles": "Learner"}),
    "claims that are no object": lambda lms, form, said: form | {"id_token": f"{_part({})}.W10.x"},
    "no message": lambda lms, form, said: {"state": form["state"]},
    "another state": lambda lms, form, said: form | {"state": "state-en-anden"},
    "no state": lambda lms, form, said: {"id_token": form["id_token"]},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_believed_lets_nobody_in(opened: Open, name: str) -> None:
    opened.lms.change = lambda form, claims: HOSTILE[name](opened.lms, form, claims)
    visitor, page = opened.comes("sub-ana")
    assert page.status_code == 400, page.text
    assert "<h1>Du kom ikke ind</h1>" in page.text and "trekant" not in visitor.session.cookies
    assert visitor.name == "" and opened.rows(SESSION) == [] == opened.rows(LTI_LAUNCH) == opened.rows(ACCOUNT)


def test_nothing_can_be_used_twice(opened: Open) -> None:
    visitor = opened.visitor()
    action, form = form_on(visitor.get(opened.lms.start("sub-ana")))
    first = visitor.session.post(action, data=form, allow_redirects=False, timeout=PATIENCE)
    assert first.status_code == 303
    again = visitor.send(action, form)
    assert again.status_code == 400 and visitor.name == ""
    assert visitor.get(first.headers["location"]).status_code == 200 and visitor.name == "ana"
    other = opened.visitor()
    other.session.cookies.update({"trekant-rejse": visitor.session.cookies["trekant-rejse"]})
    assert other.get(first.headers["location"]).status_code == 400 and other.name == ""
    _, newer = form_on(visitor.get(opened.lms.start("sub-ana")))
    mixed = visitor.send(action, newer | {"id_token": form["id_token"]})
    assert mixed.status_code == 400, "an old message under a new state"


def test_only_the_browser_that_began_is_let_in(opened: Open) -> None:
    mallory, victim = opened.visitor(), opened.visitor()
    action, form = form_on(mallory.get(opened.lms.start("sub-bo")))
    page = victim.send(action, form)
    assert page.status_code == 400 and "du begyndte i en anden browser" in page.text and victim.name == ""


def test_who_was_away_too_long_has_to_begin_again(opened: Open) -> None:
    visitor = opened.visitor()
    page = visitor.get(opened.lms.start("sub-ana"))
    with opened.service.database.writing() as connection:
        connection.execute(update(LTI_JOURNEY).values(begun=utc_now() - JOURNEY_LASTS - timedelta(seconds=1)))
    assert visitor.press(page).status_code == 400 and visitor.name == ""


@pytest.mark.parametrize("changed", [{"iss": "https://lms.example"}, {"client_id": "en-anden"}, {"iss": ""}])
def test_an_unknown_platform_is_asked_nothing(opened: Open, changed: dict[str, str]) -> None:
    sent = {"iss": opened.lms.issuer, "client_id": CLIENT, "login_hint": "sub-ana", "target_link_uri": "x"}
    visitor = opened.visitor()
    opened.lms.asked.clear()
    page = visitor.send("/lti/login", sent | changed)
    assert page.status_code == 403 and "Kurset kender ikke det LMS" in page.text and opened.lms.asked == []
    assert visitor.send("/lti/login", sent | {"login_hint": ""}).status_code == 400


def test_a_platform_that_was_removed_opens_nothing_though_somebody_is_on_the_way(opened: Open) -> None:
    visitor = opened.visitor()
    page = visitor.get(opened.lms.start("sub-ana"))
    platforms = Platforms(opened.service.database)
    platforms.remove(platforms.all()[0])
    assert visitor.press(page).status_code == 400 and visitor.name == ""


def test_a_new_key_of_the_platform_is_fetched_and_one_that_cannot_be_is_told(opened: Open) -> None:
    assert opened.comes("sub-ana")[0].name == "ana"
    opened.lms.key = JWK.generate(kty="RSA", size=2048)
    assert opened.comes("sub-ana")[0].name == "ana"
    platforms = Platforms(opened.service.database)
    platforms.remove(platforms.all()[0])
    platforms.add(opened.lms.platform(trusts_email=True, key_set_url="http://localhost:9/jwks"))
    visitor, page = opened.comes("sub-ana")
    assert page.status_code == 503 and "svarer ikke lige nu" in page.text and visitor.name == ""


def test_a_target_elsewhere_leads_to_the_front_page(opened: Open) -> None:
    for target in ("https://example.org/", f"{opened.address}.example/x", f"{opened.address}//example.org"):
        assert opened.comes("sub-ana", target=target)[1].url == f"{opened.address}/"


def test_the_address_of_a_place_leads_to_its_page_also_by_itself(opened: Open) -> None:
    visitor = opened.visitor()
    assert visitor.get("/lti/aabn/test/proeve").url.endswith("/quizzes/proeve.html#player-proeve")
    assert visitor.get("/lti/aabn/test/findes-ikke").status_code == 404
