"""The handbook for IT, followed from step to step: what it says to type is typed, and the course goes on.

The commands are read out of ``deploy/drift.md`` itself. What would change this machine (packages, users, git, Caddy) is
not typed; a unit of systemd is started as the unit says, without systemd.
"""

from __future__ import annotations

import os
import re
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text

from benchmarks import sums
from tests import postgres
from tests.awaiting import run
from tests.documents import written
from tests.patience import PATIENCE, wait_until
from tests.service.conftest import a_site, say_result
from tests.service.real import Load, Process, all_graded, answers_at, as_acknowledged, made_ready
from tests.upgrade import first_service_tables, old_course
from tests.webservers import DEPLOY, free_port
from trekant.course.people.sign_in_codes import hash_of, new_sign_in_code
from trekant.grading.gradebook_url import gradebook_url

DANISH, ENGLISH = "deploy/drift.md", "deploy/operations.md"
NOT_HERE = re.compile(
    r"(sudo -u trekant )?(apt-get|useradd|install|chown|make|git|cp|echo [A-Z]\w+|systemctl reload)\b"
    r"|sudo -u trekant -s$|\S*python -m pip "
)
"""What would change the machine, or fetch from somewhere."""


def blocks(name: str, section: str = "") -> list[list[str]]:
    """What is typed in a section of a handbook, or in all of it, block by block."""
    parts = re.split(r"^## (.*)\n", written(name), flags=re.M)
    text = dict(zip(parts[1::2], parts[2::2], strict=True))[section] if section else written(name)
    return [block.splitlines() for block in re.findall(r"^```console\n(.*?)^```", text, re.M | re.S)]


@dataclass
class Machine:
    """A machine with the course on it, as the handbook has it: its folders, its variables, and its units."""

    root: Path
    home: Path
    server: postgres.Server | None = None
    running: dict[str, Process] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.home / "bin").mkdir(parents=True)
        (self.home / "backups").mkdir()
        program = self.home / "bin/trekant"
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m trekant.cli "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        self.variables = self.home / "trekant.env"
        self.variables.touch()

    def type(self, lines: list[str]) -> str:
        """Type them one after another; gives what was printed."""
        printed = ""
        for line in lines:
            who, _, command = line.partition(" ")
            assert who in "#$", line
            if command.startswith("systemctl") and "reload" not in command:
                self._units(*command.split()[1:])
            elif not NOT_HERE.match(command):
                printed += self._shell(self._here(command.removeprefix("sudo -u postgres ")))
        return printed

    def _here(self, command: str) -> str:
        places = {
            "PATH=/srv/kursus/.venv/bin:": f"PATH={self.home}/bin:",
            "/srv/kursus": str(self.root),
            "/var/backups/kursus": str(self.home / "backups"),
            "/etc/trekant.env": str(self.variables),
        }
        if self.server:
            places["@localhost/"] = f"@127.0.0.1:{self.server.port}/"
        for there, here in places.items():
            command = command.replace(there, here)
        return command

    def _shell(self, command: str) -> str:
        begin = f"cd {self.root} && set -a && . {self.variables} && set +a\n"
        environment = {**os.environ, "PATH": f"{self.home}/bin:{os.environ['PATH']}"}
        if self.server:
            who = {"PGUSER": postgres.USER, "PGPASSWORD": self.server.password, "PGDATABASE": "postgres"}
            environment |= {"PGHOST": "127.0.0.1", "PGPORT": str(self.server.port), **who}
            environment["PATH"] = f"{self.server.programs}:{environment['PATH']}"
        done = subprocess.run(
            ["bash", "-c", begin + command], env=environment, capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def _units(self, action: str, *names: str) -> None:
        for name in (name for name in names if not name.startswith("-")):
            if action == "stop":
                self.running.pop(name).terminate()
            else:
                assert action in ("start", "enable"), action
                self._start(name)
        for name in self.running:
            if port := self.ports.get(name):
                wait_until(lambda port=port, one=self.running[name]: answers_at(port) or self._gone(one), name)

    def _start(self, name: str) -> None:
        kind, _, instance = name.partition("@")
        unit = (DEPLOY / f"service/{kind}@.service").read_text(encoding="utf-8")
        [typed] = re.findall(r"^ExecStart=/srv/kursus/.venv/bin/trekant (.*)$", unit, re.M)
        arguments = shlex.split(typed.replace("%i", instance))
        if "--port" in arguments:
            self.ports[name] = self.ports.get(name) or free_port()
            arguments[arguments.index("--port") + 1] = str(self.ports[name])
        self.running[name] = Process.start(self.root, self.url, *arguments)

    def _gone(self, process: Process) -> bool:
        assert process.running.poll() is None, process.log.read_text(errors="replace")
        return False

    @property
    def url(self) -> str:
        """The address of the database, as the variables have it."""
        said = dict(line.split("=", 1) for line in self.variables.read_text(encoding="utf-8").splitlines())
        with pytest.MonkeyPatch.context() as patch:
            for name, value in said.items():
                patch.setenv(name, value)
            return gradebook_url(self.root / "quizzes")

    def press(self, tokens: dict[str, str], codes: list[str]) -> Load:
        """Let some people hand in at the first service, and see that they are graded."""
        load = Load(next(iter(self.ports.values())), tokens)
        for code in codes:
            run(load.press(code))
        all_graded(self.url)
        return load

    def close(self) -> None:
        for one in self.running.values():
            one.terminate()


@pytest.fixture
def machine(released: Path, tmp_path: Path) -> Iterator[Machine]:
    say_result(released, "at-once")
    a_site(released / "_build/html")
    found = Machine(released, tmp_path / "machine")
    yield found
    found.close()


def test_both_handbooks_say_to_type_the_same() -> None:
    assert blocks(DANISH) == blocks(ENGLISH)
    assert len(blocks(DANISH)) == 9


def test_what_the_handbook_copies_and_starts_is_there() -> None:
    for line in (line for block in blocks(DANISH) for line in block):
        for path in re.findall(r"/srv/kursus/(deploy/\S+)", line):
            assert (DEPLOY.parent / path).is_file(), line
        for kind, port in re.findall(r"(trekant-\w+)@(\d+)", line):
            unit = (DEPLOY / f"service/{kind}@.service").read_text(encoding="utf-8")
            assert kind == "trekant-worker" or f"127.0.0.1:{port}" in written("deploy/service/Caddyfile"), unit


def test_the_sums_are_what_is_worked_out() -> None:
    page = written("deploy/sums.md")
    assert sums.table() in page
    for value in vars(sums.MEASURED).values():
        assert sums.in_danish(value) in page
    one = sums.work_out(sums.Case("", 3_600), sums.Assumed(), sums.Measured(1e6, 1e3, 100, 60, 10, 20))
    assert (one.a_second, one.cores, one.grading) == pytest.approx((0.5, 0.05, 3.6))
    assert (one.database, one.files, one.memory) == pytest.approx((21.6, 0.0072, 30))


@pytest.mark.slow
def test_the_road_of_the_handbook(machine: Machine) -> None:
    """From an empty machine, over a copy that is taken into use, to PostgreSQL and a copy of that."""
    start, session, first = blocks(DANISH, "Ti minutter")
    copy, use = blocks(DANISH, "Sikkerhedskopi")
    move, dump, bring_back = blocks(DANISH, "Flyt til PostgreSQL")
    tokens = made_ready(machine.root, machine.url, 8)
    people = list(tokens)
    before = files_outside_quizzes(machine.root)
    machine.type(start)
    assert "/logind#" in machine.type(session + first)
    load = machine.press(tokens, people[:3])
    assert "Rettede afleveringer: 3." in machine.type(copy)
    later = machine.press(tokens, people[3:4])
    assert later.acknowledged
    assert "Kopien er taget i brug." in machine.type(use)
    as_acknowledged(machine.url, load)
    load.acknowledged |= machine.press(tokens, people[4:6]).acknowledged
    with postgres.running() as server:
        machine.server = server
        kept = counts(machine.url)
        moved = machine.type(move)
        assert "tallene er ens begge steder" in moved and machine.url.startswith("postgresql")
        assert counts(machine.url) == kept and sum(kept.values())
        as_acknowledged(machine.url, load)
        load.acknowledged |= machine.press(tokens, people[6:7]).acknowledged
        machine.type(dump)
        machine.press(tokens, people[7:])
        machine.type(bring_back)
        as_acknowledged(machine.url, load)
        load.acknowledged |= machine.press(tokens, people[7:]).acknowledged
        as_acknowledged(machine.url, load)
        machine.close()
        machine.running.clear()
    assert files_outside_quizzes(machine.root) == before, "in a container the rest can only be read"


def files_outside_quizzes(root: Path) -> set[tuple[str, int]]:
    """Every file that stands in the course's folder and not in ``quizzes``, with when it was written."""
    found = (path for path in root.rglob("*") if path.is_file() and (root / "quizzes") not in path.parents)
    return {(path.relative_to(root).as_posix(), path.stat().st_mtime_ns) for path in found}


def counts(url: str) -> dict[str, Any]:
    """How many rows the tables have of what people did."""
    engine = create_engine(url)
    tables = ("student", "submitted_assignment", "grade", "service_hand_in", "service_account", "service_session")
    with engine.connect() as connection:
        found = {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in tables}
    engine.dispose()
    return found


@pytest.mark.slow
def test_a_new_edition_as_the_handbook_has_it(tmp_path: Path) -> None:
    """The gradebook is that of an edition without migrations, and the service's tables are the first there were."""
    root = old_course(tmp_path / "course")
    a_site(root / "_build/html")
    machine = Machine(root, tmp_path / "machine")
    (steps,) = blocks(DANISH, "En ny udgave")
    code = new_sign_in_code()
    first_service_tables(machine.url)
    created = "2026-11-20 10:00:00.000000"
    account = {"id": "a", "role": "participant", "participant": "ana", "name": "", "email": "", "created": created}
    with sqlite3.connect(root / "quizzes/gradebook.db") as gradebook:
        columns = ", ".join([*account, "secret"])
        values = (*account.values(), hash_of(code))
        gradebook.execute(f"INSERT INTO service_account ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    before = rows(root)
    machine.running = {"trekant-serve@8001": _stopped(root), "trekant-worker@1": _stopped(root)}
    try:
        assert "Rettede afleveringer: 4." in machine.type(steps)
        after = rows(root, {name: columns for name, (columns, _) in before.items()})
        changed = {name for name, found in before.items() if after[name] != found}
        assert changed <= {"trekant_arrival", "trekant_certificate", "service_alembic_version", "service_session"}
        with httpx.Client(base_url=f"http://127.0.0.1:{machine.ports['trekant-serve@8001']}", timeout=PATIENCE) as ana:
            ana.post("/logind", data={"code": code})
            assert "Du er logget ind med deltagerkoden ana." in ana.get("/mine").text
    finally:
        machine.close()


def quoted(columns: tuple[str, ...]) -> str:
    """Columns as SQL has them; some of nbgrader's are words of SQL."""
    return ", ".join(f'"{one}"' for one in columns)


Rows = tuple[tuple[str, ...], list[str]]
"""The columns of a table, and its rows."""


def rows(root: Path, of: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, Rows]:
    """Every table of the gradebook; ``of`` are the tables that are meant, each with its columns, where not all are."""
    with sqlite3.connect(root / "quizzes/gradebook.db") as gradebook:
        if of is None:
            names = [name for (name,) in gradebook.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            of = {name: tuple(one[1] for one in gradebook.execute(f"PRAGMA table_info({name})")) for name in names}
        return {
            name: (columns, sorted(map(repr, gradebook.execute(f"SELECT {quoted(columns)} FROM {name}"))))
            for name, columns in of.items()
        }


def _stopped(root: Path) -> Process:
    """A service of the edition before, which is stopped before anything else is done."""
    return Process(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE), root / "log")
