"""The database as a whole: copied while it is used, taken into use elsewhere, and moved; nothing is lost on the way."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import MetaData, create_engine, insert, select

from tests import postgres
from tests.people import trekant
from tests.service.conftest import Running, a_service, answers
from trekant.grading.badges.keys import signing_key
from trekant.grading.badges.numbers import number_of
from trekant.grading.courses import GradingError
from trekant.grading.database.moving import move_database
from trekant.grading.gradebook import open_gradebook
from trekant.grading.gradebook_url import URL_VARIABLE, gradebook_url
from trekant.service.app import make_app
from trekant.service.grader import bring_up_to_date
from trekant.service.kept.access import Role
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import AUDIT


@pytest.fixture
def used(running: Running, monkeypatch: pytest.MonkeyPatch) -> Running:
    """A service in use: ana's hand-in is graded, bo's waits, a badge is fetched, and a trainer was there."""
    running.participant("ana").post("/api/hand-ins", json=answers("ana"))
    running.grade()
    running.participant("bo").post("/api/hand-ins", json=answers("bo"))
    running.trainer().post("/underviser/slip", data={"quiz": "proeve"})
    with running.service.database.writing() as connection:
        connection.execute(insert(AUDIT).values(at=utc_now(), account="a", action="slip", quiz="proeve"))
    with running.service.database.session() as held:
        number_of(held, "ABCDEFGHJKLMNPQR", signing_key(held))
    monkeypatch.chdir(running.root)
    return running


def code_of(running: Running, participant: str) -> str:
    """A new sign-in code of a participant."""
    account = running.service.accounts.of_participant(participant)
    assert account
    return running.service.accounts.new_codes([account.id])[account.id]


def shown(running: Running, code: str) -> str:
    """What somebody with a sign-in code sees of their results."""
    client = TestClient(make_app(running.service), base_url=running.service.settings.address)
    client.post("/logind", data={"code": code})
    return client.get("/mine").text


def elsewhere(running: Running, root: Path, url: str | None = None) -> Running:
    """The service of a course in another place, or over another database."""
    service = a_service(root, running.service.settings.site, url or gradebook_url(root / "quizzes"))
    return Running(service, running.client, root)


def everything(url: str) -> dict[str, list[Any]]:
    """All rows, by table, without those that only say of which edition the tables are."""
    engine = create_engine(url)
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        found = {table.name: connection.execute(select(table)).mappings().all() for table in tables.sorted_tables}
    engine.dispose()
    return {
        name: sorted(repr(sorted(row.items())) for row in rows)
        for name, rows in found.items()
        if not name.endswith("alembic_version")
    }


def test_a_copy_taken_in_the_midst_of_it_goes_on_elsewhere(used: Running, tmp_path: Path) -> None:
    code, copy = code_of(used, "ana"), tmp_path / "kopi.db"
    with used.service.database.writing() as connection:
        connection.execute(insert(AUDIT).values(at=utc_now(), account="b", action="x"))
        said = trekant("database", "backup", str(copy))
    assert said.exit_code == 0 and "Deltagere: 5. Rettede afleveringer: 1." in said.output, said.output
    assert copy.stat().st_mode & 0o777 == 0o600 or os.name == "nt"
    kept = everything(f"sqlite:///{copy}")
    assert len(kept["service_hand_in"]) == 2 and "'b'" not in "".join(kept["service_audit"]), "nothing half done"
    root = tmp_path / "elsewhere"
    shutil.copytree(used.root, root, ignore=shutil.ignore_patterns("gradebook.db*", "submitted", "autograded"))
    os.chdir(root)
    said = trekant("database", "restore", str(copy))
    assert said.exit_code == 0, said.output
    there = elsewhere(used, root)
    assert shown(there, code) == shown(used, code_of(used, "ana")) and "Se det hele" in shown(there, code)
    there.grade()
    assert there.service.hand_ins.waiting() == 0 and there.service.hand_ins.failed() == []
    assert "Se det hele" in shown(there, code_of(there, "bo"))
    there.service.database.close()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("backup", "there.db"), "there.db er der allerede. Vælg et andet navn"),
        (("backup", "no/folder/x.db"), "Karakterbogen kan ikke åbnes. Se efter, om mappen findes"),
        (("restore", "no.db"), "no.db findes ikke."),
        (("restore", "there.db"), "Der er allerede en karakterbog i"),
        (("move",), "TREKANT_GRADEBOOK nævner ikke en anden database"),
    ],
    ids=lambda one: "-".join(one) if isinstance(one, tuple) else "",
)
def test_what_would_be_lost_is_kept(used: Running, arguments: tuple[str, ...], said: str) -> None:
    Path("there.db").write_bytes(b"something")
    before = everything(used.service.settings.database)
    told = trekant("database", *arguments)
    assert told.exit_code == 1 and said in told.output
    assert Path("there.db").read_bytes() == b"something" and not list(Path.cwd().glob(".*.new"))
    assert everything(used.service.settings.database) == before


@pytest.mark.parametrize("content", [b"nothing of the kind", None])
def test_what_is_no_gradebook_is_not_taken_into_use(
    fictional: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    monkeypatch.chdir(fictional)
    if content is None:
        sqlite3.connect("other.db").execute("CREATE TABLE student (id)").connection.close()
    else:
        Path("other.db").write_bytes(content)
    said = trekant("database", "restore", "other.db")
    assert said.exit_code == 1 and "er ikke en" in said.output and not list(Path("quizzes").glob("*gradebook*"))
    assert "ingen karakterbog" in trekant("database", "backup", "x.db").output


def test_a_database_for_itself_has_programs_of_its_own(fictional: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fictional)
    monkeypatch.setenv(URL_VARIABLE, "postgresql://nobody@nowhere/x")
    Path("copy.db").touch()
    assert "med pg_dump, som håndbogen viser" in trekant("database", "backup", "x.db").output
    assert "med pg_restore, som håndbogen viser" in trekant("database", "restore", "copy.db").output
    assert "ikke noget at flytte" in trekant("database", "move").output


def an_empty_one(root: Path, url: str) -> str:
    """A database that is made, with nobody in it."""
    with open_gradebook(root, url):
        pass
    bring_up_to_date(url)
    return url


def test_all_of_it_is_moved_or_nothing(used: Running, tmp_path: Path) -> None:
    file = used.root / "quizzes/gradebook.db"
    target, told = an_empty_one(used.root, f"sqlite:///{tmp_path / 'new.db'}"), []
    empty = everything(target)
    with sqlite3.connect(file) as gradebook:
        gradebook.execute("CREATE TABLE somebodys (id)")
    with pytest.raises(GradingError, match="tabeller, kurset ikke kender: somebodys"):
        move_database(file, target, lambda *_: None)
    assert everything(target) == empty
    with sqlite3.connect(file) as gradebook:
        gradebook.execute("DROP TABLE somebodys")
    moved = move_database(file, target, lambda done, total: told.append((done, total)))
    assert everything(target) == everything(used.service.settings.database)
    assert moved["service_hand_in"] == 2 and told[-1] == (sum(moved.values()),) * 2
    with pytest.raises(GradingError, match=r"Der står allerede noget i den nye database: .*service_hand_in"):
        move_database(file, target, lambda *_: None)


@pytest.mark.slow
def test_moved_to_postgresql_it_goes_on_there(used: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    code, before = code_of(used, "ana"), used.service.settings.database
    was_shown = shown(used, code)
    with sqlite3.connect(used.root / "quizzes/gradebook.db") as gradebook:
        gradebook.execute("UPDATE student SET first_name = 'An' || char(0) WHERE id = 'ana'")
    with postgres.running() as server:
        url = server.url(server.new_database())
        monkeypatch.setenv(URL_VARIABLE, url)
        said = trekant("database", "move")
        assert said.exit_code == 1 and "En række i tabellen student kan ikke stå i den nye database" in said.output
        assert not any(rows for name, rows in everything(url).items() if name != "course")
        with sqlite3.connect(used.root / "quizzes/gradebook.db") as gradebook:
            gradebook.execute("UPDATE student SET first_name = 'Ana Åberg' WHERE id = 'ana'")
        said = trekant("database", "move")
        assert said.exit_code == 0 and "tallene er ens begge steder" in said.output, said.output
        assert everything(url) == everything(before)
        there = elsewhere(used, used.root, url)
        assert shown(there, code) == was_shown
        with there.service.database.writing() as connection:
            connection.execute(insert(AUDIT).values(at=utc_now(), account="c", action="x"))
            numbers = connection.scalars(select(AUDIT.c.id)).all()
        assert len(set(numbers)) == len(numbers) == len(everything(before)["service_audit"]) + 1
        there.service.accounts.add(Role.TRAINER, name="Ny")
        there.grade()
        assert there.service.hand_ins.waiting() == 0 and "Se det hele" in shown(there, code_of(there, "bo"))
        there.service.database.close()
