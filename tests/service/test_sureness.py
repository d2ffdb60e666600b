"""How sure people were: totals of five at the least, changed by five at a time, and nothing of anybody known."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from sqlalchemy import func, select, update

from tests.service.conftest import BOTH, Running
from trekant.cli import main
from trekant.course.base import Objective
from trekant.course.pages.embed import embed
from trekant.course.pages.progress import progress_payload
from trekant.course.store import load_course
from trekant.service.grader import bring_up_to_date
from trekant.service.kept import sureness as kept
from trekant.service.kept.database import Database
from trekant.service.kept.keeping import remove_over
from trekant.service.kept.moments import utc_now
from trekant.service.kept.sureness import HowSure, SurenessTotals
from trekant.service.kept.tables import SURENESS, SURENESS_KEPT, SURENESS_TOTAL
from trekant.service.web import sureness as web

CONTACT, NOTICE = Objective.CONTACT, Objective.NOTICE
WRONG = {CONTACT: HowSure(sure_wrong=2, sure_right=1, think=1)}
RIGHT = {CONTACT: HowSure(sure_right=4)}
ELSE = {NOTICE: HowSure(guess=1)}


def token(number: int) -> str:
    return f"{number:032x}"


class Staff:
    """People who have said yes, by number, and what is kept of them."""

    def __init__(self, database: Database) -> None:
        self.database, self.kept = database, SurenessTotals(database)

    def send(self, numbers: range, given: dict[Objective, HowSure] = WRONG) -> None:
        assert all(self.kept.replace(token(number), given) for number in numbers)

    @property
    def contact(self) -> tuple[int, int, int] | None:
        """How many people there are in the total of an objective, and two of its numbers."""
        found = self.kept.totals().get(CONTACT)
        return found and (found.people, found.sure_wrong, found.sure_right)

    def rows(self, *which: Any) -> int:
        with self.database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(SURENESS).where(*which)) or 0


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with the tables of the service, of each kind."""
    found = f"sqlite:///{tmp_path}/tjeneste.db"
    if request.param == "postgresql":
        server = request.getfixturevalue("_postgres")
        found = server.url(server.new_database())
    bring_up_to_date(found)
    return found


@pytest.fixture
def staff(url: str) -> Iterator[Staff]:
    database = Database(url)
    yield Staff(database)
    database.close()


def test_four_make_no_total_and_who_looks_before_and_after_a_sixth_sees_nothing_of_that_one(staff: Staff) -> None:
    staff.send(range(4))
    staff.send(range(4, 5), ELSE)
    assert staff.kept.totals() == {}
    staff.send(range(5, 6))
    assert set(staff.kept.totals()) == {CONTACT} and staff.contact == (5, 10, 5)
    for number in range(6, 10):
        staff.send(range(number, number + 1), RIGHT)
        assert staff.contact == (5, 10, 5)
    staff.send(range(10, 11), RIGHT)
    assert staff.contact == (10, 10, 25)


def test_what_is_sent_again_takes_the_place_of_the_former(staff: Staff) -> None:
    staff.send(range(5))
    for _time in range(6):
        staff.send(range(1))
        staff.send(range(1), RIGHT)
    assert staff.rows() == 5 and staff.contact == (5, 10, 5), "one who sends often is one"
    staff.send(range(1, 5), RIGHT)
    assert staff.contact == (5, 0, 20)
    staff.send(range(5), ELSE)
    assert set(staff.kept.totals()) == {NOTICE} and staff.rows() == 5, "what is not named any more is nothing"


def test_what_is_taken_back_is_deleted_at_once_and_goes_out_of_the_total_with_others(staff: Staff) -> None:
    staff.send(range(8))
    staff.kept.take_back(token(7))
    assert staff.rows() == 7, "it was in no total"
    numbers = SURENESS.c.sure_wrong + SURENESS.c.sure_right + SURENESS.c.think
    for number in range(3):
        assert staff.contact == (5, 10, 5)
        staff.kept.take_back(token(number))
        assert not staff.kept.has(token(number)) and staff.rows(numbers > 0) == 6 - number
    assert staff.kept.totals() == {} and staff.rows() == 4, "two who sent and three who took it back make five"
    staff.send(range(20, 21))
    assert staff.contact == (5, 10, 5)


def test_numbers_and_totals_end_by_themselves(staff: Staff) -> None:
    staff.send(range(5))
    with staff.database.writing() as connection:
        remove_over(connection, utc_now() + SURENESS_KEPT)
    assert staff.rows() == 5 and staff.contact
    with staff.database.writing() as connection:
        connection.execute(update(SURENESS_TOTAL).values(expires=utc_now().date() - timedelta(days=1)))
    assert staff.kept.totals() == {}
    with staff.database.writing() as connection:
        remove_over(connection, utc_now() + SURENESS_KEPT + timedelta(days=1))
        assert connection.execute(select(SURENESS_TOTAL)).all() == []
    assert staff.rows() == 0


def test_services_beside_each_other_add_up_as_one(staff: Staff, url: str) -> None:
    other = Database(url)
    both = [staff.kept, SurenessTotals(other)]
    with ThreadPoolExecutor(8) as people:
        assert all(people.map(lambda number: both[number % 2].replace(token(number), WRONG), range(23)))
    other.close()
    assert staff.contact == (20, 40, 20) and staff.rows(SURENESS.c.added) == 20


def test_there_is_no_room_without_end(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_PEOPLE", 2)
    staff.send(range(2))
    assert not staff.kept.replace(token(2), {NOTICE: HowSure(guess=1), **WRONG}) and staff.rows() == 2
    assert staff.kept.replace(token(1), RIGHT)


class Browser:
    """A browser that asks a service in the name of people with tokens."""

    def __init__(self, running: Running, client: TestClient | None = None) -> None:
        self.client = client or running.client()

    def sends(self, number: int, objectives: Any = None) -> int:
        given = {"contact": {"sure_wrong": 1}} if objectives is None else objectives
        headers = {"Sureness-Token": token(number)}
        return self.client.put("/api/sureness", json={"objectives": given}, headers=headers).status_code

    def takes_back(self, number: int) -> int:
        return self.client.delete("/api/sureness", headers={"Sureness-Token": token(number)}).status_code


@pytest.mark.parametrize(
    "objectives",
    [
        {"contact": {"sure_wrong": kept.MOST_QUESTIONS + 1}},
        {"contact": {"sure_wrong": -1}},
        {"contact": {"name": 1}},
        {"everything": {"guess": 1}},
        ["contact"],
    ],
)
def test_nothing_but_numbers_of_objectives_is_taken(objectives: Any) -> None:
    with pytest.raises(ValueError, match="objectives"):
        web.SurenessSent.model_validate({"objectives": objectives})


def test_who_sends_is_not_looked_at_and_may_not_send_much(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser(running, running.participant("ana"))
    monkeypatch.setattr("trekant.service.kept.access.Accounts.of_session", lambda *_asked: pytest.fail("looked at"))
    monkeypatch.setattr(web, "MOST_NEW", 2)
    assert [browser.sends(number) for number in range(3)] == [204, 204, 429]
    assert browser.sends(1, {"contact": {"guess": 2}}) == 204, "what is here can still be changed"
    assert browser.takes_back(0) == 204
    with running.service.database.reading() as connection:
        [row] = connection.execute(select(SURENESS)).all()
    assert token(1) not in str(row) and "ana" not in str(row)
    assert browser.sends(1, {"contact": {"guess": -1}}) == 422
    named = {"Sureness-Token": token(1), "Content-Type": "application/json"}
    assert browser.client.put("/api/sureness", content=b" " * 5000, headers=named).status_code == 413
    named["Sureness-Token"] = "ana"
    assert browser.client.put("/api/sureness", content=b"{}", headers=named).status_code == 422


def test_a_course_can_do_without(running: Running) -> None:
    browser = Browser(running)
    assert browser.client.get("/api/service").json()["sureness_days"] == SURENESS_KEPT.days
    assert browser.sends(0) == 204
    settings = running.root / "assets/course.yaml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\nsureness_totals: false\n", encoding="utf-8")
    assert browser.client.get("/api/service").json()["sureness_days"] == 0
    assert (browser.sends(1), browser.takes_back(0)) == (404, 204)
    assert Staff(running.service.database).rows() == 0


def test_the_page_and_the_command_tell_the_same_worst_first(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    staff = Staff(running.service.database)
    staff.send(range(5), {Objective.JUDGE: HowSure(sure_wrong=1, sure_right=1)})
    staff.send(range(5, 10), {CONTACT: HowSure(sure_wrong=3, guess=1)})
    staff.send(range(10, 14), {NOTICE: HowSure(sure_wrong=9)})
    texts = load_course(running.root).settings.model.objectives  # type: ignore[union-attr]
    page = running.trainer().get("/underviser/oevelser").text
    monkeypatch.chdir(running.root)
    said = CliRunner().invoke(main, ["sureness"])
    assert said.exit_code == 0, said.output
    for shown in (page, said.output):
        places = [shown.index(texts[one]) for one in (CONTACT, Objective.JUDGE, NOTICE)]
        assert places == sorted(places)
        assert shown.count("75\N{NO-BREAK SPACE}%") == 1 and shown.count("50\N{NO-BREAK SPACE}%") == 2
        assert shown.lower().count("færre end fem har sagt ja") == len(texts) - 2
        assert "5 personer, 20 svar" in shown


def test_cases_for_a_meeting_are_those_that_the_site_knows(running: Running) -> None:
    Staff(running.service.database).send(range(5), {Objective.JUDGE: HowSure(sure_wrong=1)})
    trainer = running.trainer()
    assert "Cases til mødet" not in trainer.get("/underviser/oevelser").text
    (running.root / "book/mit-forloeb.md").write_text("# Mit\n\n:::{forloeb}\n:::\n", encoding="utf-8")
    course = load_course(running.root)
    built = running.service.settings.site / "book/mit-forloeb.html"
    built.parent.mkdir()
    built.write_text(f"<html>{embed(progress_payload(course))}</html>", encoding="utf-8")
    [case] = course.vignettes.values()
    page = trainer.get("/underviser/oevelser").text
    assert f'<a href="/{course.stages[case.model.id]}.html#player-{case.model.id}">{case.model.title}</a>' in page
