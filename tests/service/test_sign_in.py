"""Signing in with a personal link or a code."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from tests.service.conftest import ADDRESS, Running, a_service, a_site
from trekant.course.people.codes import ALPHABET
from trekant.course.people.sign_in_codes import as_sign_in_code, new_sign_in_code
from trekant.grading.gradebook_url import gradebook_url
from trekant.service.app import make_app
from trekant.service.kept.access import Role
from trekant.service.kept.tables import ACCOUNT, SESSION
from trekant.service.signin.by_code import local_path
from trekant.service.signin.tries import MOST
from trekant.service.start import personal_link, try_out


@given(st.integers(0, 15), st.sampled_from(ALPHABET))
def test_a_slip_is_told_as_one(place: int, char: str) -> None:
    code = new_sign_in_code()
    bare = code.replace("-", "")
    wrong = bare[:place] + char + bare[place + 1 :]
    assert as_sign_in_code(wrong) == (code if char == bare[place] else None)
    swapped = bare[:place] + bare[place : place + 2][::-1] + bare[place + 2 :]
    assert as_sign_in_code(swapped) == (code if swapped == bare else None)


def test_a_code_is_taken_however_it_is_typed() -> None:
    code = new_sign_in_code()
    for typed in (code, code.upper(), code.replace("-", ""), f"  {code.replace('-', ' ')} "):
        assert as_sign_in_code(typed) == code
    assert len(ALPHABET) ** 15 > 2**60


def test_only_the_hash_is_kept(running: Running) -> None:
    account = running.service.accounts.add(Role.TRAINER, name="Tine")
    code = running.service.accounts.new_codes([account.id])[account.id]
    browser = running.client()
    browser.post("/logind", data={"code": code})
    with running.service.database.reading() as connection:
        kept = str(connection.execute(ACCOUNT.select()).all()) + str(connection.execute(SESSION.select()).all())
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert browser.cookies["trekant"] not in kept


def test_a_wrong_code_and_a_slip_are_told_apart(running: Running) -> None:
    browser = running.client()
    slip = browser.post("/logind", data={"code": "abcd-efgh"})
    nobodys = browser.post("/logind", data={"code": new_sign_in_code()})
    assert (slip.status_code, nobodys.status_code) == (400, 400)
    assert "tastefejl" in slip.text
    assert "gælder ikke" in nobodys.text
    assert browser.get("/api/service").json()["signed_in"] is False


def test_guessing_is_stopped_for_all_processes_at_once(running: Running) -> None:
    other = TestClient(
        make_app(a_service(running.root, running.service.settings.site, running.service.settings.database)),
        base_url=ADDRESS,
    )
    for number in range(MOST):
        (running.client() if number % 2 else other).post("/logind", data={"code": new_sign_in_code()})
    account = running.service.accounts.add(Role.TRAINER, name="Tine")
    right = running.service.accounts.new_codes([account.id])[account.id]
    for browser in (running.client(), other):
        assert browser.post("/logind", data={"code": right}).status_code == 429


def test_all_addresses_of_one_network_guess_as_one(running: Running) -> None:
    app = make_app(running.service)

    def guess(host: str) -> int:
        browser = TestClient(app, base_url=ADDRESS, client=(host, 50_000))
        return browser.post("/logind", data={"code": new_sign_in_code()}).status_code

    assert [guess(f"2001:db8:1:2::{number}") for number in range(MOST)] == [400] * MOST
    assert guess("2001:db8:1:2:ffff::9") == 429
    assert guess("2001:db8:1:3::1") == 400


def test_slips_do_not_count_as_guesses(running: Running) -> None:
    browser = running.client()
    for _number in range(MOST + 1):
        assert browser.post("/logind", data={"code": "abcd"}).status_code == 400


def test_a_code_that_is_revoked_and_its_sessions_end(running: Running) -> None:
    account = running.service.accounts.add(Role.TRAINER, name="Tine")
    browser = running.sign_in(account)
    assert browser.get("/api/service").json()["name"] == "Tine"
    running.service.accounts.revoke(account.id)
    assert browser.get("/api/service").json()["signed_in"] is False


def test_a_new_code_puts_the_old_one_out_of_use(running: Running) -> None:
    account = running.service.accounts.add(Role.TRAINER, name="Tine")
    old = running.service.accounts.new_codes([account.id])[account.id]
    running.service.accounts.new_codes([account.id])
    assert running.client().post("/logind", data={"code": old}).status_code == 400


def test_a_session_ends_by_itself(running: Running) -> None:
    ana = running.participant("ana")
    tomorrow = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1)
    token = ana.cookies["trekant"]
    assert running.service.accounts.of_session(token) is not None
    assert running.service.accounts.of_session(token, tomorrow) is None


def test_signing_out_ends_it_on_the_server(running: Running) -> None:
    ana = running.participant("ana")
    token = ana.cookies["trekant"]
    ana.post("/logud")
    assert "trekant" not in ana.cookies
    assert running.service.accounts.of_session(token) is None


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(running: Running, tmp_path: Path) -> None:
    url = gradebook_url(running.root / "quizzes")
    by_tls = a_service(running.root, a_site(tmp_path / "tls"), url, "https://bekymret.example")
    account = running.service.accounts.add(Role.TRAINER, name="Tine")
    code = running.service.accounts.new_codes([account.id])[account.id]
    for service, name in ((running.service, "trekant="), (by_tls, "__Host-trekant=")):
        browser = TestClient(make_app(service), base_url=service.settings.address, follow_redirects=False)
        said = browser.post("/logind", data={"code": code}).headers["set-cookie"]
        assert said.startswith(name)
        assert "HttpOnly" in said
        assert "SameSite=lax" in said
        assert ("Secure" in said) == service.settings.secure


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "/\\example.org", "book", "/a\n/b", ""]
)
def test_one_is_never_sent_elsewhere(elsewhere: str) -> None:
    assert local_path(elsewhere) == ""


def test_one_comes_back_to_where_one_was(running: Running) -> None:
    browser = running.client()
    first = browser.get("/mine", headers={"Accept": "text/html"})
    assert str(first.url) == f"{ADDRESS}/logind?videre=/mine"
    onward = re.search(r'name="videre" value="([^"]*)"', first.text)
    assert onward
    assert onward[1] == "/mine"


def test_the_first_start_makes_two_links_and_the_second_none(running: Running) -> None:
    links = try_out(running.service)
    assert links
    assert try_out(running.service) is None
    for link, page in ((links.participant, "/mine"), (links.trainer, "/underviser")):
        code = link.partition("#")[2]
        assert link == personal_link(running.service, code)
        browser = TestClient(make_app(running.service), base_url=ADDRESS, follow_redirects=False)
        answer = browser.post("/logind", data={"code": code})
        assert (answer.status_code, answer.headers["location"]) == (303, page)


def test_the_settings_refuse_an_address_that_is_none() -> None:
    from trekant.course.store import CourseError
    from trekant.service.settings import ADDRESS as VARIABLE
    from trekant.service.settings import address_from

    assert address_from({VARIABLE: "https://bekymret.example/"}) == "https://bekymret.example"
    for wrong in ("bekymret.example", "ftp://x.example", "https://x.example/kursus"):
        with pytest.raises(CourseError, match=VARIABLE):
            address_from({VARIABLE: wrong})
