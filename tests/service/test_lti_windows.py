"""A platform opens the course in a frame, or for somebody who is nobody here: the button, and what one may read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import update

from tests.service.opened import TEST, Open, open_course
from trekant.service.kept.access import ensure_participants
from trekant.service.kept.lti_tables import LTI_JOURNEY, LTI_LAUNCH, LTI_WINDOW
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import ACCOUNT
from trekant.service.lti.places import PlaceKind, places_of


@pytest.fixture
def opened(released: Path, tmp_path: Path) -> Iterator[Open]:
    with open_course(released, tmp_path) as made:
        yield made


def button_on(page: Any) -> str:
    """The address of the button that opens the course in a window."""
    [address] = [one for one in page.text.split('"') if one.startswith("/lti/login?")]
    return str(address.replace("&amp;", "&"))


def test_in_a_frame_there_is_a_button_and_nobody_is_signed_in(opened: Open) -> None:
    frame = opened.visitor("iframe")
    page = frame.get(opened.lms.start("sub-ana"))
    assert "Åbn kurset i et nyt vindue" in page.text and 'target="_blank"' in page.text
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    assert not frame.session.cookies and opened.rows(LTI_JOURNEY) == []


def test_a_browser_that_does_not_say_is_given_the_button_and_then_comes_in(opened: Open) -> None:
    visitor = opened.visitor(None)
    page = visitor.get(opened.lms.start("sub-ana"))
    visitor.press(visitor.get(button_on(page)))
    assert visitor.name == "ana"


def test_the_button_leads_back_as_long_as_one_is_signed_in_and_the_platform_is_asked_once(opened: Open) -> None:
    target = opened.address + TEST
    address = button_on(opened.visitor("iframe").get(opened.lms.start("sub-ana", target=target)))
    visitor = opened.visitor()
    page = visitor.get(address)
    waiting = visitor.get(address)
    assert "Kurset åbner" in waiting.text and waiting.headers["Refresh"] == "1", "pressed twice, and not through yet"
    assert visitor.press(page).url.endswith("/quizzes/proeve.html#player-proeve")
    for _time in range(2):
        assert visitor.get(address).url.endswith("/quizzes/proeve.html#player-proeve") and visitor.name == "ana"
    assert opened.lms.asked.count("/auth") == 1, "which answers no second time, as Moodle does not"
    for other in (opened.visitor(), opened.comes("sub-bo")[0]):
        who, again = other.name, other.get(address)
        assert again.status_code == 400 and "Gå tilbage til dit LMS" in again.text and other.name == who
    visitor.send("/logud", {})
    assert "Gå tilbage til dit LMS" in visitor.get(address).text and visitor.name == ""


def test_a_button_that_led_nowhere_says_what_to_do(opened: Open) -> None:
    address = button_on(opened.visitor("iframe").get(opened.lms.start("sub-ana")))
    visitor = opened.visitor()
    visitor.get(address)
    with opened.service.database.writing() as connection:
        connection.execute(update(LTI_WINDOW).values(pressed=utc_now() - timedelta(minutes=1)))
    assert "Gå tilbage til dit LMS" in visitor.get(address).text and opened.lms.asked.count("/auth") == 1


@pytest.mark.parametrize(
    ("person", "said"), [("sub-fremmed", "du står ikke på deltagerlisten"), ("sub-uden", "har ikke sagt, hvem du er")]
)
def test_who_opens_a_test_as_a_stranger_is_told_so_and_can_use_a_code_or_go_on(
    opened: Open, person: str, said: str
) -> None:
    visitor, page = opened.comes(person, target=opened.address + TEST)
    assert page.status_code == 403 and said in page.text and 'name="code"' in page.text
    assert 'value="/quizzes/proeve.html#player-proeve"' in page.text, "signed in, one goes on to the test"
    assert '<a href="/">Gå til kursets forside</a>' in page.text
    assert visitor.name == "" and opened.rows(ACCOUNT) == [] == opened.rows(LTI_LAUNCH)


def test_who_teaches_in_the_platform_is_told_that_a_test_is_not_for_those_who_teach(opened: Open) -> None:
    visitor, page = opened.comes("sub-tine", target=opened.address + TEST)
    assert page.status_code == 403 and "bliver afleveret af deltagerne, og du underviser" in page.text
    assert 'href="/logind?videre=' in page.text and 'href="/"' in page.text and visitor.name == ""


@pytest.mark.parametrize("person", ["sub-fremmed", "sub-uden", "sub-tine"])
def test_what_anybody_may_read_is_read_by_whoever_opens_it(opened: Open, person: str) -> None:
    case = next(one for one in places_of(opened.service.course)[PlaceKind.CASE])
    for target, page in (("", "/"), (opened.address + case.path, case.page)):
        visitor, found = opened.comes(person, target=target)
        assert urlsplit(found.url).path == urlsplit(page).path and found.status_code in (200, 404), "no wall before it"
        assert visitor.name == "" and opened.rows(ACCOUNT) == [] == opened.rows(LTI_LAUNCH)
    address = button_on(opened.visitor("iframe").get(opened.lms.start(person)))
    visitor = opened.visitor()
    visitor.press(visitor.get(address))
    assert visitor.get(address).url == f"{opened.address}/", "the button works again for a reader, too"


def test_who_was_closed_out_still_reads(opened: Open) -> None:
    account = ensure_participants(opened.service.database, ["bo"])["bo"]
    opened.service.accounts.revoke(account)
    visitor, page = opened.comes("sub-bo")
    assert page.url == f"{opened.address}/" and visitor.name == ""
