"""A course folder of an earlier version goes on as if it had always been this one's."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import MetaData, Table, create_engine, select, text

from tests import postgres
from tests.grading import sheet, write_json
from tests.patience import PATIENCE
from tests.people import NAMES, QUIZ, trekant
from tests.upgrade import TAKEN_IN, old_course
from trekant.course.people.retention import Retention
from trekant.grading import migrations
from trekant.grading.courses import GradingError
from trekant.grading.folders import Folders
from trekant.grading.gradebook import open_gradebook, scripts_on_path
from trekant.grading.gradebook_url import URL_VARIABLE, gradebook_url
from trekant.grading.intake.handins import hand_ins
from trekant.grading.migrations import HEAD, VERSION_TABLE
from trekant.grading.migrations.versions import r0001_first_tables as first_tables
from trekant.grading.own_tables import ARRIVAL, CERTIFICATE, TABLES, now
from trekant.grading.people.expire import find_expired

CERTIFICATES = {"ana": "Q3T2CVQJSKXNU2FB", "dan": "WVPDM7A5UPQDCHDA"}


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = old_course(tmp_path / "old")
    monkeypatch.chdir(root)
    return root


def test_certificates_of_before_are_still_genuine(old: Path) -> None:
    for code, check_code in CERTIFICATES.items():
        said = trekant("verify", check_code)
        assert said.exit_code == 0 and f"Beviset er ægte: {NAMES[code]} bestod" in said.output, said.output


def test_what_was_graded_before_is_not_graded_again(old: Path) -> None:
    assert "»proeve«: 0 rettet, 4 uændret." in trekant("grade", QUIZ).output


def test_of_before_there_are_estimates_and_what_follows_from_a_clock_is_no_more(old: Path) -> None:
    [dan] = hand_ins(Folders.of(old), "dan", QUIZ)
    assert dan.estimated and dan.arrived == TAKEN_IN and dan.counts
    assert [one.counts for one in hand_ins(Folders.of(old), "ana", QUIZ)] == [False, True]
    with open_gradebook(old) as gradebook:
        at = datetime(2026, 11, 25)
        assert find_expired(old, gradebook, Retention(answers=30), at).nothing
        gone = find_expired(old, gradebook, Retention(answers=30), TAKEN_IN.replace(tzinfo=None) + timedelta(days=31))
    assert {code for code, _ in gone.answers} == {"ana", "bo", "cilla", "dan"}
    again = trekant("certificates", QUIZ)
    assert "0 nye beviser, 2 fra før" in again.output, "those that were given stay as they are"


def test_what_comes_after_the_upgrade_takes_the_place_of_what_came_before(old: Path) -> None:
    write_json(old / "quizzes/inbox/dan.json", sheet("dan", handed_in="2019-01-01T10:00:00Z"))
    output = trekant("grade", QUIZ).output
    assert "Erstattet: " in output and "kom omkring den 22. november 2026 kl. 13.00" in output
    assert "1 rettet, 3 uændret" in output
    assert trekant("handins", "restore", "dan", QUIZ).exit_code == 0
    assert "1 rettet, 3 uændret" in trekant("grade", QUIZ).output


def _tables(root: Path) -> dict[str, Any]:
    with sqlite3.connect(root / "quizzes/gradebook.db") as gradebook:
        names = [name for (name,) in gradebook.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(gradebook.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def test_an_old_gradebook_is_brought_up_to_date_when_it_is_opened(old: Path) -> None:
    before = _tables(old)
    with open_gradebook(old) as gradebook:
        dated = dict(gradebook.db.execute(select(ARRIVAL.c.participant, ARRIVAL.c.arrived)).all())
        of_2020 = gradebook.db.execute(select(ARRIVAL.c.stamp).where(ARRIVAL.c.participant == "dan")).scalar_one()
        certified = gradebook.db.execute(select(CERTIFICATE.c.handed_in)).scalars().all()
    came = TAKEN_IN.replace(tzinfo=None)
    assert dated == dict.fromkeys(("ana", "bo", "cilla", "dan"), came), "the clock of dan's machine stood in 2020"
    assert of_2020.year == 2020 and certified == [came, came]
    after = _tables(old)
    assert after.pop(VERSION_TABLE) == [(HEAD,)]
    assert after.pop("trekant_badge") == after.pop("trekant_badge_key") == [], "no key before it is needed"
    for name in ("trekant_arrival", "trekant_certificate"):
        after.pop(name), before.pop(name, None)
    before["trekant_participant"] = [(*row, "") for row in before["trekant_participant"]]
    assert after == before


def test_where_the_files_are_gone_the_old_time_has_to_do_but_not_a_later_one_than_now(old: Path) -> None:
    shutil.rmtree(old / "quizzes/submitted")
    with sqlite3.connect(old / "quizzes/gradebook.db") as gradebook:
        gradebook.execute("UPDATE submitted_assignment SET timestamp = '2999-01-01 00:00:00' WHERE student_id = 'bo'")
    with open_gradebook(old) as gradebook:
        dated = dict(gradebook.db.execute(select(ARRIVAL.c.participant, ARRIVAL.c.arrived)).all())
    assert dated["dan"] == datetime(2020, 1, 2, 9) and dated["bo"] <= now()


@pytest.mark.parametrize("missing", [(), ("trekant_secret",), tuple(first_tables.tables())])
def test_an_old_gradebook_may_lack_any_of_the_tables(old: Path, missing: tuple[str, ...]) -> None:
    with sqlite3.connect(old / "quizzes/gradebook.db") as gradebook:
        for name in missing:
            gradebook.execute(f"DROP TABLE {name}")
    with open_gradebook(old) as gradebook:
        assert _differences(gradebook) == []


def test_the_steps_lead_to_the_tables_that_the_code_uses(released: Path) -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]
    with open_gradebook(released) as gradebook:
        assert _differences(gradebook) == []


def _differences(gradebook: Gradebook) -> list[Any]:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def is_ours(thing: Any, name: str | None, kind: str, reflected: bool, compared: Any) -> bool:
        return kind != "table" or bool(name and name.startswith("trekant_") and name != VERSION_TABLE)

    with gradebook.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours, "compare_type": True})
        found: list[Any] = compare_metadata(context, TABLES)
        return found


def test_an_upgrade_that_fails_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _tables(old)
    with sqlite3.connect(old / "quizzes/gradebook.db") as gradebook:
        gradebook.execute(
            "CREATE TRIGGER full BEFORE UPDATE ON trekant_certificate BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    with pytest.raises(GradingError, match="Karakterbogen kunne ikke bruges"), open_gradebook(old):
        pass
    assert _tables(old) == before
    with sqlite3.connect(old / "quizzes/gradebook.db") as gradebook:
        gradebook.execute("DROP TRIGGER full")
    test_certificates_of_before_are_still_genuine(old)


def test_a_gradebook_of_a_later_version_is_left_alone(old: Path) -> None:
    with open_gradebook(old) as gradebook:
        gradebook.db.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
        gradebook.db.commit()
    said = trekant("participants", "list")
    assert said.exit_code == 1 and "er fra en nyere udgave af kurset" in said.output


_OPEN = (
    "import sys; from pathlib import Path; from trekant.grading.gradebook import open_gradebook; print(flush=True)\n"
    "sys.stdin.readline()\n"
    "with open_gradebook(Path(sys.argv[1])): pass"
)


def _open_at_once(root: Path, processes: int = 3) -> None:
    """Open the gradebook in several processes that wait for each other before."""
    command = [sys.executable, "-c", _OPEN, str(root)]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate(timeout=PATIENCE)[1] for process in started] == [""] * processes


@pytest.mark.slow
def test_several_processes_may_open_an_old_gradebook_at_once(old: Path) -> None:
    _open_at_once(old)
    assert len(_tables(old)["trekant_arrival"]) == 4 and _tables(old)[VERSION_TABLE] == [(HEAD,)]


@pytest.mark.slow
def test_in_postgresql_as_in_a_file(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with postgres.running() as server:
        monkeypatch.setenv(URL_VARIABLE, server.url(server.new_database()))
        _copy_to_postgresql(old, gradebook_url(old / "quizzes"))
        _open_at_once(old)
        with open_gradebook(old) as gradebook:
            assert _differences(gradebook) == []
            dated = gradebook.db.execute(select(ARRIVAL.c.arrived)).scalars().all()
            assert dated == [TAKEN_IN.replace(tzinfo=None)] * 4
        test_certificates_of_before_are_still_genuine(old)
        test_what_was_graded_before_is_not_graded_again(old)


def _copy_to_postgresql(root: Path, url: str) -> None:
    """Copy nbgrader's tables, and ours as they were, without a version."""
    source, target = create_engine(f"sqlite:///{root / 'quizzes/gradebook.db'}"), create_engine(url)
    metadata = MetaData()
    metadata.reflect(source)
    scripts_on_path()
    Gradebook(url, "trekant").close()
    with target.begin() as there, source.connect() as here:
        for name, columns in first_tables.tables().items():
            Table(name, MetaData(), *columns).create(there)
        known = MetaData()
        known.reflect(there)
        for table in known.sorted_tables:
            there.execute(table.delete())
        for table in known.sorted_tables:
            rows = [dict(row) for row in here.execute(metadata.tables[table.name].select()).mappings()]
            if rows:
                there.execute(table.insert(), rows)
    source.dispose(), target.dispose()
