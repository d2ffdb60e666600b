"""Whatever the service keeps comes to an end. A new table fails here until somebody has said how its rows do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, insert, select

from tests.people import QUIZ
from trekant.course.people.retention import Retention
from trekant.grading.gradebook import open_gradebook
from trekant.grading.gradebook_url import gradebook_url
from trekant.grading.people.expire import find_expired, remove_expired
from trekant.service.background.tidying import Tidying
from trekant.service.grader import bring_up_to_date
from trekant.service.kept.access import Role, ensure_participants
from trekant.service.kept.database import Database
from trekant.service.kept.keeping import KEPT, Keeping
from trekant.service.kept.moments import utc_now
from trekant.service.kept.own_data import OwnData
from trekant.service.kept.tables import ACCOUNT, HAND_IN, SERVICE_TABLES

LONG_AGO = datetime(2001, 2, 3)
PERIODS = Retention(answers=100, participants=300, audit=200)
NAMES = [one.table.name for one in KEPT]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path}/tjeneste.db"
    bring_up_to_date(url)
    made = Database(url)
    yield made
    made.close()


def put(connection: Connection, table: Table, moment: datetime, word: str = "ord", **said: Any) -> None:
    """A row that has the moment wherever one stands, and the word or something else in every other column."""
    number = len(word)
    by_type = {datetime: moment, date: moment.date(), str: word, bytes: b"{}", bool: False, float: 1.0, int: number}
    row = {column.name: by_type[column.type.python_type] for column in table.columns}
    if "minute" in row:
        row["minute"] = int((moment - datetime(1970, 1, 1)).total_seconds() // 60)
    connection.execute(insert(table).values(**row | said))


def left(database: Database) -> set[str]:
    """The tables that have any row."""
    with database.reading() as connection:
        return {one.table.name for one in KEPT if connection.execute(select(one.table).limit(1)).first()}


def test_every_table_says_how_its_rows_end() -> None:
    unsaid = sorted(SERVICE_TABLES.tables.keys() - set(NAMES))
    assert not unsaid, f"{unsaid}: say in src/trekant/service/kept/keeping.py how its rows end"
    assert len(NAMES) == len(set(NAMES))
    for one in KEPT:
        assert bool(one.stays) != bool(one.old or one.over), f"{one.table.name}: by age or by itself, or why not"


@pytest.mark.parametrize("one", KEPT, ids=NAMES)
def test_a_table_with_a_participants_code_goes_with_the_participant(one: Keeping) -> None:
    codes = [column for column in one.table.columns if column.name in ("participant", "about", "code")]
    assert codes == ([] if one.whose is None else [one.whose]), "or else forgetting somebody leaves the row"


def test_what_is_too_old_goes_and_nothing_else(database: Database) -> None:
    ends = {one.table.name for one in KEPT if one.old or one.over}
    with database.writing() as connection:
        for one in KEPT:
            put(connection, one.table, LONG_AGO, **{"participant": None} if one.table is ACCOUNT else {})
        OwnData().remove_old(connection, Retention().limits(LONG_AGO))
    assert left(database) == set(NAMES), "without a period, and at that very moment"
    with database.writing() as connection:
        told = OwnData().count_old(connection, PERIODS.limits(utc_now()))
        assert set(told) == {one.called for one in KEPT if one.old} and set(told.values()) == {1}
        OwnData().remove_old(connection, PERIODS.limits(utc_now()))
    assert left(database) == set(NAMES) - ends


def test_what_goes_by_itself_goes_though_nobody_comes(database: Database) -> None:
    with database.writing() as connection:
        for one in KEPT:
            put(connection, one.table, LONG_AGO)
    tidying = Tidying(database)
    tidying.start()
    tidying.stop()
    assert left(database) == {one.table.name for one in KEPT if not one.over}


def test_what_is_of_now_stays(database: Database) -> None:
    with database.writing() as connection:
        for one in KEPT:
            put(
                connection,
                one.table,
                utc_now() + timedelta(seconds=30),
                **{"revoked": None} if one.table is ACCOUNT else {},
            )
        OwnData().remove_old(connection, PERIODS.limits(utc_now()))
    assert left(database) == set(NAMES)


def test_forgetting_takes_every_row_about_somebody_and_nobody_elses(database: Database) -> None:
    about = [one for one in KEPT if one.whose is not None]
    with database.writing() as connection:
        for code in ("ana", "bo"):
            for one in about:
                put(connection, one.table, utc_now(), code)
        exported = OwnData().export(connection, "ana")
        assert OwnData().count(connection, "ana") == len(about) == sum(map(len, exported.values()))
        OwnData().forget(connection, ["ana"])
        assert OwnData().count(connection, "ana") == 0 and OwnData().count(connection, "bo") == len(about)


@pytest.fixture
def graded_with_service(graded: Path) -> Iterator[tuple[Path, Database]]:
    """A course whose three people handed in last in November, and a service over it."""
    url = gradebook_url(graded / "quizzes")
    bring_up_to_date(url)
    made = Database(url)
    yield graded, made
    made.close()


def test_who_has_just_handed_in_by_button_is_not_taken_for_gone(graded_with_service: tuple[Path, Database]) -> None:
    root, database = graded_with_service
    much_later = utc_now() + timedelta(days=4000)
    with database.writing() as connection:
        put(connection, HAND_IN, much_later, participant="bo", quiz=QUIZ, content=b"{}")
    with open_gradebook(root) as gradebook:
        found = find_expired(root, gradebook, Retention(participants=300), much_later + timedelta(days=1), OwnData())
    assert "bo" not in found.participants and "ana" in found.participants


def test_an_account_whose_participant_is_on_no_list_goes_too(graded_with_service: tuple[Path, Database]) -> None:
    root, database = graded_with_service
    ensure_participants(database, ["forsvundet"])
    later = utc_now() + timedelta(days=301)
    with open_gradebook(root) as gradebook:
        soon = find_expired(root, gradebook, PERIODS, later - timedelta(days=2), OwnData())
        assert "forsvundet" not in soon.participants
        old = find_expired(root, gradebook, PERIODS, later, OwnData())
        assert "forsvundet" in old.participants
        remove_expired(root, gradebook, old, OwnData())
    with database.reading() as connection:
        assert connection.execute(select(ACCOUNT).where(ACCOUNT.c.role == Role.PARTICIPANT)).first() is None
