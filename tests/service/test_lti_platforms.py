"""A platform and the course get to know each other, what its teachers put into it, and the keys that we sign with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import update

from tests.patience import PATIENCE
from tests.people import trekant
from tests.service.lms import CLIENT, DEPLOYMENT, TOOL, Lms, form_on
from tests.service.opened import TEST, Open, open_course
from trekant.service.kept.keeping import remove_over
from trekant.service.kept.lti_tables import (
    INVITATION_LASTS,
    KEY_SHOWN,
    LTI_INVITATION,
    LTI_KEY,
    LTI_LAUNCH,
    LTI_PLATFORM,
)
from trekant.service.kept.moments import utc_now
from trekant.service.lti import addresses
from trekant.service.lti.keys import Keys
from trekant.service.lti.platforms import Platforms, invitation_to
from trekant.service.settings import ADDRESS

DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
CASE = "/lti/aabn/case/den-nye-guitar"


@pytest.fixture
def opened(released: Path, tmp_path: Path) -> Iterator[Open]:
    with open_course(released, tmp_path) as made:
        yield made


def test_a_teacher_puts_a_test_into_the_platform_and_people_open_it_from_there(opened: Open) -> None:
    visitor = opened.visitor("iframe")
    page = visitor.press(visitor.get(opened.lms.start("sub-tine", chooses=True)))
    assert "<legend>Cases</legend>" in page.text and f'type="checkbox" name="valgt" value="{TEST}"' in page.text
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    chosen = visitor.press(page, valgt=[TEST, CASE, "/lti/aabn/case/findes-ikke"])
    assert f"form-action 'self' {opened.lms.issuer};" in chosen.headers["Content-Security-Policy"]
    assert visitor.press(chosen).status_code == 200
    said = opened.lms.chosen.pop()
    case, test = said[f"{DEEP_LINKING}content_items"]
    assert case["url"] == opened.address + CASE and "lineItem" not in case
    assert (test["url"], test["lineItem"]["resourceId"]) == (opened.address + TEST, "proeve")
    assert test["lineItem"]["scoreMaximum"] == opened.service.course.quiz("proeve").maximum
    assert said[f"{DEEP_LINKING}data"] == {"husk": "dette"}
    assert said["https://purl.imsglobal.org/spec/lti/claim/deployment_id"] == DEPLOYMENT
    assert (said["iss"], said["aud"]) == (CLIENT, [opened.lms.issuer])
    assert opened.comes("sub-ana", target=test["url"])[1].url.endswith("/quizzes/proeve.html#player-proeve")


def test_to_choose_signs_nobody_in_and_can_be_done_once(opened: Open) -> None:
    visitor = opened.visitor()
    page = visitor.press(visitor.get(opened.lms.start("sub-ana", chooses=True)))
    assert visitor.name == "" and visitor.get(f"/lti/ind?billet={form_on(page)[1]['billet']}").status_code == 400
    assert visitor.press(page, valgt=TEST).status_code == 200
    assert visitor.press(page, valgt=TEST).status_code == 400


@pytest.mark.parametrize("to", ["javascript:alert(1)", "http://lms.example/retur", "", 7])
def test_what_is_chosen_is_sent_to_no_odd_place(opened: Open, to: Any) -> None:
    claim = f"{DEEP_LINKING}deep_linking_settings"
    opened.lms.change = lambda form, claims: (
        form | {"id_token": opened.lms.signed(claims | {claim: claims[claim] | {"deep_link_return_url": to}})}
    )
    visitor = opened.visitor()
    assert visitor.press(visitor.get(opened.lms.start("sub-tine", chooses=True))).status_code == 400


def test_nobody_is_let_in_by_the_address_where_one_chooses(opened: Open) -> None:
    """It holds on to no browser, so that it works in a frame."""
    visitor = opened.visitor("iframe")
    page = visitor.get(opened.lms.start("sub-ana", target=f"{opened.address}/lti/vaelg"))
    assert visitor.press(page).status_code == 400 and visitor.name == ""


def configuration(lms: Lms) -> dict[str, Any]:
    """What a platform says of itself."""
    ends = {"authorization": "/auth", "token": "/token", "registration": "/register"}
    said = {f"{name}_endpoint": lms.issuer + path for name, path in ends.items()}
    return {"issuer": lms.issuer, "jwks_uri": f"{lms.issuer}/jwks", **said}


@pytest.fixture
def invited(opened: Open) -> tuple[Open, str]:
    """A service that knows no platform, and a link for one."""
    platforms = Platforms(opened.service.database)
    platforms.remove(platforms.all()[0])
    opened.lms.configuration = configuration(opened.lms)
    opened.lms.registered.clear()
    invitation = invitation_to("Fjordbys LMS", opened.lms.issuer, trusts_email=True, makes_trainers=False)
    return opened, f"/lti/tilmeld/{platforms.invite(invitation)}"


def register(opened: Open, link: str, **changed: str) -> requests.Response:
    """The platform opens the link."""
    given = {"openid_configuration": f"{opened.lms.issuer}/configuration", "registration_token": "adgang"} | changed
    return opened.visitor("iframe").get(link, params=given)


def test_a_platform_registers_itself_by_a_link_and_opens_the_course(invited: tuple[Open, str]) -> None:
    opened, link = invited
    assert "Giv linket til den, der passer jeres LMS" in opened.visitor().get(link).text
    page = register(opened, link)
    assert page.status_code == 200 and "kender nu hinanden. Du kan lukke vinduet" in page.text
    [said] = opened.lms.registered
    assert said["token"] == "Bearer adgang" and said["initiate_login_uri"] == f"{opened.address}/lti/login"
    assert said["redirect_uris"] == [f"{opened.address}/lti/launch"]
    assert said["jwks_uri"] == f"{opened.address}/lti/jwks"
    assert [one["type"] for one in said[TOOL]["messages"]] == ["LtiResourceLinkRequest", "LtiDeepLinkingRequest"]
    [platform] = Platforms(opened.service.database).all()
    assert platform == opened.lms.platform(id=platform.id, trusts_email=True)
    assert opened.comes("sub-ana")[0].name == "ana"
    assert register(opened, link).status_code == 404 and len(opened.lms.registered) == 1, "the link is used up"


def test_a_link_that_nobody_made_or_that_is_old_registers_nobody(invited: tuple[Open, str]) -> None:
    opened, link = invited
    opened.lms.asked.clear()
    assert register(opened, "/lti/tilmeld/et-gaet").status_code == 404
    with opened.service.database.writing() as connection:
        connection.execute(update(LTI_INVITATION).values(made=utc_now() - INVITATION_LASTS - timedelta(seconds=1)))
    assert register(opened, link).status_code == 404
    assert opened.lms.asked == [] == opened.rows(LTI_PLATFORM)


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": "https://andet.example"},
        {"registration_endpoint": "http://127.0.0.1:9/register"},
        {"jwks_uri": "http://127.0.0.1:9/jwks"},
        {"jwks_uri": "https://169.254.169.254/latest/meta-data"},
        {"token_endpoint": "file:///etc/passwd"},
        {"authorization_endpoint": 7},
        {"jwks_uri": None},
    ],
)
def test_a_platform_that_names_what_only_we_can_reach_is_not_registered(
    invited: tuple[Open, str], changed: dict[str, Any]
) -> None:
    opened, link = invited
    opened.lms.configuration |= changed
    page = register(opened, link)
    assert page.status_code == 400 and "så det er ikke forbundet" in page.text
    assert opened.lms.registered == [] == opened.rows(LTI_PLATFORM)
    opened.lms.configuration = configuration(opened.lms)
    assert register(opened, link).status_code == 200, "the link can still be used"


def test_only_the_host_that_was_invited_is_asked(invited: tuple[Open, str]) -> None:
    opened, link = invited
    opened.lms.asked.clear()
    for elsewhere in (f"http://127.0.0.1:{opened.lms.port}/configuration", "https://169.254.169.254/x", "x"):
        page = register(opened, link, openid_configuration=elsewhere)
        assert page.status_code == 403 and "Der er ikke gemt noget" in page.text
    assert opened.lms.asked == []


def test_what_is_fetched_takes_no_detour_and_is_not_endless(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    opened.lms.configuration = configuration(opened.lms)
    assert addresses.fetch_json(f"{opened.lms.issuer}/configuration")["issuer"] == opened.lms.issuer
    with pytest.raises(addresses.UnreachableError, match="status 302"):
        addresses.fetch_json(opened.lms.start("sub-ana"))
    with pytest.raises(addresses.UnreachableError, match="TLS"):
        addresses.fetch_json("http://lms.example/configuration")
    monkeypatch.setattr(addresses, "_MOST", 10)
    with pytest.raises(addresses.UnreachableError, match="no JSON"):
        addresses.fetch_json(f"{opened.lms.issuer}/configuration")


def _shown(opened: Open) -> dict[str, dict[str, Any]]:
    keys = requests.get(f"{opened.address}/lti/jwks", timeout=PATIENCE).json()["keys"]
    return {one["kid"]: one for one in keys}


def test_a_new_key_signs_and_the_old_one_is_shown_for_a_time(opened: Open) -> None:
    keys = Keys(opened.service.database)
    [first] = _shown(opened)
    assert keys.signing().kid == first and list(_shown(opened)) == [first]
    second = keys.rotate()
    assert keys.signing().kid == second and set(_shown(opened)) == {first, second}
    for one in _shown(opened).values():
        assert set(one) == {"kid", "kty", "alg", "use", "n", "e"}, "only the public half"
    visitor = opened.visitor()
    page = visitor.press(visitor.get(opened.lms.start("sub-tine", chooses=True)))
    assert visitor.press(visitor.press(page, valgt=TEST)).status_code == 200 and opened.lms.chosen.pop()
    with opened.service.database.writing() as connection:
        past = utc_now() - KEY_SHOWN - timedelta(seconds=1)
        connection.execute(update(LTI_KEY).where(LTI_KEY.c.kid == first).values(retired=past))
    assert list(_shown(opened)) == [second]
    with opened.service.database.writing() as connection:
        remove_over(connection, utc_now())
    assert [row.kid for row in opened.rows(LTI_KEY)] == [second]


BY_HAND = {
    "--issuer": "https://lms.fjordby.example",
    "--client-id": "kursus",
    "--deployment": "7",
    "--login": "https://lms.fjordby.example/auth",
    "--token": "https://lms.fjordby.example/token",
    "--keys": "https://lms.fjordby.example/jwks",
}


def _words(said: dict[str, str]) -> list[str]:
    return [word for pair in said.items() for word in pair]


def test_a_platform_is_registered_by_hand_and_taken_away(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(released)
    monkeypatch.setenv(ADDRESS, "https://bekymret.fjordby.example")
    done = trekant("lti", "add", "Fjordby", *_words(BY_HAND), "--trust-email")
    assert done.exit_code == 0 and "Fjordby kan åbne kurset nu." in done.output, done.output
    assert trekant("lti", "place", "Fjordby", "8").exit_code == 0
    told = trekant("lti", "list").output
    assert "Fjordby: https://lms.fjordby.example, som »kursus«, lagt ind som 7, 8" in told
    assert "Initiate login URL: https://bekymret.fjordby.example/lti/login" in told
    assert "Public keyset: https://bekymret.fjordby.example/lti/jwks" in told
    for wrong, said in (
        (BY_HAND, "kender allerede kurset"),
        (BY_HAND | {"--client-id": "andet"}, "hedder »Fjordby«"),
        (BY_HAND | {"--login": "http://lms.fjordby.example/auth"}, "ikke en hel adresse med https://"),
        (BY_HAND | {"--client-id": "x" * 300}, "for langt eller tomt"),
    ):
        refused = trekant("lti", "add", "Fjordby", *_words(wrong))
        assert refused.exit_code == 1 and said in refused.output, refused.output
    assert trekant("lti", "remove", "Fjordby").exit_code == 0
    gone = trekant("lti", "remove", "Fjordby")
    assert gone.exit_code == 1 and "Der er intet LMS, der hedder »Fjordby«" in gone.output


def test_a_command_makes_a_link_for_a_platform_and_a_new_key(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(released)
    link = trekant("lti", "invite", "Fjordby", "https://lms.fjordby.example")
    assert "http://127.0.0.1:8000/lti/tilmeld/" in link.output and "Det virker én gang" in link.output
    wrong = trekant("lti", "invite", "Fjordby", "lms.fjordby.example")
    assert wrong.exit_code == 1 and "ikke adressen på et LMS" in wrong.output
    assert "Kurset skriver nu under med nøglen" in trekant("lti", "rotate").output


def test_a_platform_that_is_removed_takes_what_was_opened_along(opened: Open) -> None:
    opened.comes("sub-ana")
    platforms = Platforms(opened.service.database)
    platforms.remove(platforms.all()[0])
    assert opened.rows(LTI_LAUNCH) == []


def test_a_service_that_no_platform_opens_loads_nothing_for_it() -> None:
    code = "import sys, trekant.service.app; print({'pylti1p3', 'jwcrypto', 'requests', 'jwt'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
