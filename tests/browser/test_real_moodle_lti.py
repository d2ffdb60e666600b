"""A real Moodle opens the course by LTI 1.3: connected by a link and by hand, with results in its gradebook.

Skipped where the environment names no Moodle (tests/browser/moodle_site.py). The Moodle has to be on this machine,
where it reaches the service, and to ask loopback addresses (in »HTTP security«, both lists empty).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from tests.browser.moodle_site import Moodle, MoodleCourse, Person, needs_moodle, running_moodle, set_field
from tests.browser.reader import submit
from tests.browser.test_service import PAGE, QUIZ, answer_all, hand_in, show_all, sign_in_as_trainer
from tests.patience import PATIENCE, wait_until
from tests.service.process import Started, started_course
from trekant.course.people.codes import new_codes
from trekant.course.people.participant import Participant
from trekant.grading.gradebook_url import URL_VARIABLE, gradebook_url
from trekant.service.grader import put_on_roster
from trekant.service.kept.database import Database
from trekant.service.kept.lti_tables import LTI_SCORE
from trekant.service.settings import ADDRESS as ADDRESS_VARIABLE

pytestmark = [pytest.mark.browser, pytest.mark.slow, needs_moodle]

TEST = f"/lti/aabn/test/{QUIZ}"
_TOOLS = "/mod/lti/toolconfigure.php"
_WINDOW = "4"
"""What Moodle calls a window of its own."""


@dataclass
class Linked:
    """A service and a Moodle; ``url`` is the service's database, in a course at ``root``."""

    service: Started
    moodle: Moodle
    root: Path
    url: str

    def trekant(self, *arguments: str) -> str:
        """What a command says."""
        where = {**os.environ, URL_VARIABLE: self.url, ADDRESS_VARIABLE: self.service.address}
        command = [sys.executable, "-m", "trekant.cli", "lti", *arguments]
        return subprocess.run(command, cwd=self.root, env=where, check=True, capture_output=True, text=True).stdout

    def course_with(self, *on_roster: str) -> MoodleCourse:
        """A new course in the Moodle, of whose people some are on our roster."""
        there = self.moodle.new_course()
        people = [getattr(there, one) for one in on_roster]
        pairs = zip(new_codes(len(people)), people, strict=True)
        database = Database(self.url)
        put_on_roster(database, [Participant(code=code, name=one.name, email=one.email) for code, one in pairs])
        database.close()
        return there

    def points(self) -> list[float]:
        """What the service has to tell gradebooks, the latest first."""
        database = Database(self.url)
        with database.reading() as connection:
            found = connection.scalars(select(LTI_SCORE.c.points).order_by(LTI_SCORE.c.stamp.desc())).all()
        database.close()
        return list(found)

    def tools(self) -> dict[str, str]:
        """The tools that the Moodle knows, by their numbers, with what it calls us to each."""
        with self.moodle.page.expect_response(re.compile("info=.*mod_lti_get_tool_types_and_proxies(,|$)")) as told:
            self.moodle.opens(_TOOLS)
        [answer] = told.value.json()
        return {str(one["id"]): str(one["clientid"] or "") for one in answer["data"]["types"]}

    def remove_tools(self) -> None:
        """Let the Moodle know no tool, so that the next may be connected."""
        for one in self.tools():
            key = self.moodle.page.evaluate("M.cfg.sesskey")
            self.moodle.opens(f"/mod/lti/typessettings.php?action=delete&id={one}&sesskey={key}")

    def puts_in(self, there: MoodleCourse, tool: str, *places: str) -> list[int]:
        """Pick places by the tool in Moodle's form; the activities that come of it."""
        page = self.moodle.opens(
            f"/course/modedit.php?add=lti&type=&typeid={tool}&course={there.number}&section=0&return=0"
        )
        page.locator("[name=selectcontent]").click()
        frame = page.frame_locator("#contentitem-page-iframe")
        for place in places:
            frame.locator(f'input[value="{place}"]').check()
        frame.get_by_role("button", name="Læg det ind").click()
        if len(places) == 1:
            expect(page.locator("#id_name")).not_to_have_value("")
        else:
            expect(page.locator("#id_name")).to_be_hidden()
        expect(page.locator("#contentitem-page-iframe")).to_be_hidden()
        page.locator("#region-main input[type=submit]:visible").first.click()
        page.wait_for_url("**/course/view.php?id=*")
        found = page.locator('li.activity a[href*="/mod/lti/view.php?id="]')
        expect(found.nth(len(places) - 1)).to_be_visible()
        hrefs = found.evaluate_all("all => all.map((one) => one.href)")
        return [int(number) for number in dict.fromkeys(re.search(r"id=(\d+)", one)[1] for one in hrefs)][
            -len(places) :
        ]  # type: ignore[index]

    def grade(self, there: MoodleCourse, person: Person, name: str) -> str:
        """What Moodle's gradebook has."""
        rows = self.moodle.grades(there)
        return next(value for head, value in rows[person.email].items() if name in head)

    def awaits_grade(self, there: MoodleCourse, person: Person, name: str) -> None:
        wait_until(lambda: self.grade(there, person, name) not in ("", "-"), "a grade in Moodle")
        assert float(self.grade(there, person, name)) == pytest.approx(self.points()[0], abs=0.01)
        assert "Alle resultater er nået frem" in self.trekant("scores")


@pytest.fixture(scope="module")
def linked(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linked]:
    folder = tmp_path_factory.mktemp("moodle")
    with running_moodle(browser) as moodle, started_course(folder) as service:
        root = folder / "kursus"
        made = Linked(service, moodle, root, gradebook_url(root / "quizzes"))
        made.remove_tools()
        yield made
        made.remove_tools()


@pytest.fixture(scope="module")
def invited(linked: Linked) -> str:
    """The tool as the Moodle registers it itself, by a link."""
    link = linked.trekant("invite", "Moodle", linked.moodle.address, "--trust-email").split()[0]
    linked.tools()  # the page can be used when it shows them
    page = linked.moodle.page
    page.locator("#tool-url").fill(link)
    page.locator("#tool-create-button").click()
    # the frame says that it is done, and Moodle shuts it
    page.locator(".tool-card .activate").click()
    expect(page.locator(".tool-card .activate")).to_have_count(0)
    [tool] = linked.tools()
    return tool


@pytest.fixture
def by_hand(linked: Linked) -> Iterator[tuple[str, _Away]]:
    """The tool as one connects it by hand, in a window, with what stands between the service and Moodle's tokens."""
    page, given = linked.moodle.page, dict(re.findall(r"^(.+?): (http\S+)$", linked.trekant("list"), re.M))
    before = linked.tools()
    key = page.evaluate("M.cfg.sesskey")
    linked.moodle.opens(f"/mod/lti/typessettings.php?action=add&sesskey={key}&returnto=toolconfigure")
    page.locator(".collapsemenu, .collapseexpand").first.click()
    for which, value in {
        "typename": "I hånden",
        "toolurl": given["Tool URL"],
        "ltiversion": "1.3.0",
        "keytype": "JWK_KEYSET",
        "publickeyset": given["Public keyset"],
        "initiatelogin": given["Initiate login URL"],
        "redirectionuris": given["Redirection URI"],
        "coursevisible": "2",
        "launchcontainer": _WINDOW,
        "contentitem": "1",
        "toolurl_ContentItemSelectionRequest": given["Content selection"],
        "sendname": "1",
        "sendemailaddr": "1",
        "acceptgrades": "1",
    }.items():
        set_field(page, f"lti_{which}", value)
    set_field(page, "ltiservice_gradesynchronization", "2")
    set_field(page, "ltiservice_memberships", "1")
    page.locator("#id_submitbutton").click()
    page.wait_for_url(f"**{_TOOLS}")
    [(tool, client)] = linked.tools().items() - before.items()
    here = f"{linked.moodle.address}/mod/lti/"
    with _away(linked.moodle.address) as away:
        said = {
            "--issuer": linked.moodle.address,
            "--client-id": client,
            "--deployment": tool,
            "--login": f"{here}auth.php",
            "--token": f"{away.address}/mod/lti/token.php",
            "--audience": f"{here}token.php",
            "--keys": f"{here}certs.php",
        }
        options = [one for pair in said.items() for one in pair]
        linked.trekant("add", "Moodle i hånden", *options, "--trust-email", "--trainers")
        yield tool, away
        linked.trekant("remove", "Moodle i hånden")


class _Away(ThreadingHTTPServer):
    """Stands between the service and the place where Moodle gives tokens, and while ``gone`` nothing is there."""

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Through)
        self.target, self.gone, self.asked = target, False, 0
        self.address = f"http://127.0.0.1:{self.server_address[1]}"


class _Through(BaseHTTPRequestHandler):
    server: _Away

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked += 1
        if self.server.gone:
            self.close_connection = True
            return
        kept = {"Content-Type": self.headers["Content-Type"]}
        answer = httpx.post(self.server.target + self.path, content=body, headers=kept, timeout=PATIENCE)
        self.send_response(answer.status_code)
        self.send_header("Content-Type", answer.headers["Content-Type"])
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@contextmanager
def _away(target: str) -> Iterator[_Away]:
    with _Away(target) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def _from_frame(linked: Linked, page: Page, activity: int) -> Page:
    """Open an activity that Moodle shows in a frame, and press what opens the window."""
    linked.moodle.opens(f"/mod/lti/view.php?id={activity}", page)
    button = page.frame_locator("#contentframe").get_by_role("link", name="Åbn kurset i et nyt vindue")
    with page.context.expect_page() as opened:
        button.click()
    return opened.value


def _in_window(linked: Linked, page: Page, activity: int) -> Page:
    """Open an activity that Moodle opens in a window of its own."""
    with page.context.expect_page() as opened:
        linked.moodle.opens(f"/mod/lti/view.php?id={activity}", page)
    return opened.value


def _takes_the_test(linked: Linked, page: Page) -> None:
    expect(page).to_have_url(f"{linked.service.address}{PAGE}#player-{QUIZ}")
    show_all(page)
    answer_all(page)
    hand_in(page)
    expect(page.get_by_text("Du har bestået")).to_be_visible()


def test_connected_by_a_link_a_test_is_picked_taken_and_its_result_stands_in_the_gradebook(
    linked: Linked, invited: str
) -> None:
    there = linked.course_with("sara")
    [activity] = linked.puts_in(there, invited, TEST)
    with linked.moodle.visiting(there.sara) as page:
        _takes_the_test(linked, _from_frame(linked, page, activity))
    linked.awaits_grade(there, there.sara, "Hvad er det?")


def test_several_are_picked_at_once_and_each_is_an_activity_of_its_own(linked: Linked, invited: str) -> None:
    there = linked.course_with("sara")
    places = ["/lti/aabn/module/trekanten", "/lti/aabn/case/bane-fem", TEST]
    assert len(linked.puts_in(there, invited, *places)) == 3


def test_connected_by_hand_moodle_is_away_and_gets_the_result_afterwards(
    linked: Linked, by_hand: tuple[str, _Away]
) -> None:
    tool, away = by_hand
    there = linked.course_with("sara")
    [activity] = linked.puts_in(there, tool, TEST)
    away.gone = True
    with linked.moodle.visiting(there.sara) as page:
        _takes_the_test(linked, _in_window(linked, page, activity))
    wait_until(lambda: away.asked > 0 and "svarer ikke" in linked.trekant("scores"), "that Moodle is missed")
    assert linked.grade(there, there.sara, "Hvad er det?") in ("", "-")
    away.gone = False
    linked.trekant("scores", "--again")
    linked.awaits_grade(there, there.sara, "Hvad er det?")
    with linked.moodle.visiting(there.teacher) as page:
        window = _in_window(linked, page, activity)
        expect(window).to_have_url(re.compile(re.escape(linked.service.address)))
        window.goto(f"{linked.service.address}/underviser")
        expect(window.get_by_role("heading", level=1)).to_contain_text("Overblik")


def test_who_follows_the_course_in_moodle_comes_onto_the_roster(linked: Linked, invited: str, browser: Browser) -> None:
    there = linked.course_with("sara")
    [activity] = linked.puts_in(there, invited, TEST)
    with linked.moodle.visiting(there.sara) as page:
        _from_frame(linked, page, activity).wait_for_url(f"**{PAGE}*")
    context = browser.new_context(locale="da-DK")
    page = context.new_page()
    sign_in_as_trainer(page, linked.service)
    page.goto(f"{linked.service.address}/underviser/deltagere")
    submit(page, "Hent deltagere fra LMS'et")
    expect(page.get_by_text(there.ida.email).or_(page.get_by_text("Ida")).first).to_be_visible()
    submit(page, "Brug listen")
    page.goto(f"{linked.service.address}/underviser/deltagere?q=ida{there.short}")
    expect(page.get_by_role("rowheader")).to_have_count(1)
    context.close()
    with linked.moodle.visiting(there.ida) as page:
        _takes_the_test(linked, _from_frame(linked, page, activity))
    linked.awaits_grade(there, there.ida, "Hvad er det?")
