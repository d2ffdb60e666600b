"""The service as it runs for people: processes of its own, and hand-ins over real connections."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import insert, select

from tests.grading import AUTO_MAXIMUM, QUIZ
from tests.patience import PATIENCE, wait_until
from tests.service.conftest import answers
from trekant.course.people.participant import Participant
from trekant.course.people.sign_in_codes import hash_of
from trekant.grading.gradebook_url import URL_VARIABLE
from trekant.grading.nbgrader_tables import graded_cells
from trekant.service.grader import bring_up_to_date, put_on_roster
from trekant.service.kept.access import Role
from trekant.service.kept.database import Database
from trekant.service.kept.hand_ins import HandIns, State
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import ACCOUNT, HAND_IN, SESSION
from trekant.service.start import prepare_gradebook

PEOPLE = 400
BROWSERS = 6
COOKIE = "trekant"


@dataclass
class Process:
    """A command of the course that runs until it is ended."""

    running: subprocess.Popen[bytes]
    log: Path

    @classmethod
    def start(cls, root: Path, url: str, *arguments: str) -> Process:
        """Start ``trekant`` with arguments in a course's folder, over a database."""
        command = [sys.executable, "-u", "-m", "trekant.cli", *arguments]
        log = root.parent / f"{arguments[0]}-{uuid4().hex[:6]}.log"
        with log.open("wb") as output:
            environment = {**os.environ, URL_VARIABLE: url}
            running = subprocess.Popen(command, cwd=root, env=environment, stdout=output, stderr=output)
        return cls(running, log)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.running.kill()
        self.running.wait(PATIENCE)

    def terminate(self) -> float:
        """Ask it to end, and wait for that; how many seconds it took."""
        begun = time.monotonic()
        self.running.terminate()
        self.running.wait(PATIENCE)
        return time.monotonic() - begun

    def children(self) -> list[int]:
        """The processes that it has started and that still run."""
        with suppress(FileNotFoundError):
            pid = self.running.pid
            return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return []

    def kill_children(self) -> int:
        """End what it has started as a power cut would; how many they were."""
        found = self.children()
        for one in found:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        return len(found)


def serve(root: Path, url: str, port: int, *more: str) -> Process:
    """Start ``trekant serve`` and wait until it answers."""
    process = Process.start(root, url, "serve", "--port", str(port), *more)
    wait_until(lambda: answers_at(port) or _ended(process), f"nothing answers on {port}")
    return process


def _ended(process: Process) -> bool:
    assert process.running.poll() is None, process.log.read_text(errors="replace")
    return False


def answers_at(port: int) -> bool:
    """Whether the service on a port is ready."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=PATIENCE).status_code == 200
    except httpx.TransportError:
        return False


def sign_in_all(database: Database, codes: Iterable[str]) -> dict[str, str]:
    """Put people on the roster and sign them in; what each one's browser holds, by code."""
    people = [Participant(code=code, name=f"Deltager {number}") for number, code in enumerate(codes)]
    put_on_roster(database, people)
    tokens = {one.code: uuid4().hex for one in people}
    moment = utc_now()
    accounts = [
        {"id": uuid4().hex, "role": Role.PARTICIPANT, "participant": code, "created": moment, "name": "", "email": ""}
        for code in tokens
    ]
    ends = moment + timedelta(days=1)
    sessions = [
        {"token": hash_of(tokens[one["participant"]]), "account": one["id"], "created": moment, "expires": ends}
        for one in accounts
    ]
    with database.writing() as connection:
        connection.execute(insert(ACCOUNT), accounts)
        connection.execute(insert(SESSION), sessions)
    return tokens


@dataclass(frozen=True)
class Answer:
    """What came back for a hand-in, and how long it took; ``status`` 0 is nothing, or what was ``cut`` off."""

    status: int
    body: bytes
    seconds: float
    cut: bool = False

    @property
    def accepted(self) -> bool:
        """Whether the service has said that it is kept."""
        return self.status in (200, 201)

    @property
    def said(self) -> Mapping[str, Any]:
        """The body as JSON."""
        found: Mapping[str, Any] = json.loads(self.body)
        return found


async def send(port: int, token: str, sheet: Mapping[str, Any]) -> Answer:
    """Hand in once, over a connection of its own, as a browser does that comes by for that alone."""
    begun = time.monotonic()
    content = json.dumps(sheet).encode()
    head = (
        f"POST /api/hand-ins HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {COOKIE}={token}\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    try:
        reading, writing = await asyncio.open_connection("127.0.0.1", port)
        try:
            writing.write(head.encode() + content)
            answer = await reading.read()
        finally:
            writing.close()
    except OSError:
        return Answer(0, b"", time.monotonic() - begun)
    top, _, body = answer.partition(b"\r\n\r\n")
    whole = answer.startswith(b"HTTP/1.1 ") and _length(top) == len(body)
    status = int(top.split()[1]) if whole else 0
    return Answer(status, body, time.monotonic() - begun, cut=bool(answer) and not whole)


def _length(head: bytes) -> int:
    found = next((one for one in head.lower().split(b"\r\n") if one.startswith(b"content-length:")), b":-1")
    return int(found.partition(b":")[2])


@dataclass
class Load:
    """People who press »Aflever« and press again until they have their answer, as the page does."""

    port: int
    tokens: dict[str, str]
    acknowledged: dict[str, str] = field(default_factory=dict)
    told: list[Answer] = field(default_factory=list)

    async def press(self, code: str) -> None:
        while True:
            answer = await send(self.port, self.tokens[code], answers(code))
            self.told.append(answer)
            if answer.accepted:
                self.acknowledged[code] = answer.said["id"]
                return
            assert answer.status in (0, 502, 503), answer
            await asyncio.sleep(0.1)

    @asynccontextmanager
    async def pressing(self) -> AsyncIterator[None]:
        """Everybody, a few at a time, while something else is done; whoever has begun gets an answer afterwards."""
        waiting, stop = iter(self.tokens), asyncio.Event()

        async def browser() -> None:
            for code in waiting:
                await self.press(code)
                if stop.is_set():
                    return

        browsers = [asyncio.create_task(browser()) for _number in range(BROWSERS)]
        yield
        stop.set()
        await asyncio.gather(*browsers)


def made_ready(root: Path, url: str, people: int = PEOPLE) -> dict[str, str]:
    """A database with people who are signed in; what each one's browser holds."""
    prepare_gradebook(root, url)
    bring_up_to_date(url)
    database = Database(url)
    tokens = sign_in_all(database, [f"p-{number:04}" for number in range(people)])
    database.close()
    return tokens


def all_graded(url: str) -> None:
    """Wait until nothing waits, and see that all of it went well."""
    database = Database(url)
    hand_ins = HandIns(database)
    wait_until(lambda: hand_ins.waiting() == 0, "hand-ins that nobody grades")
    assert hand_ins.failed() == []
    database.close()


def as_acknowledged(url: str, load: Load) -> None:
    """What was acknowledged is there once, and once in the gradebook, with its points."""
    database = Database(url)
    with database.reading() as connection:
        kept = connection.execute(select(HAND_IN.c.participant, HAND_IN.c.id, HAND_IN.c.state)).all()
        cells = graded_cells(connection, QUIZ)
    database.close()
    assert Counter(row.participant for row in kept).most_common(1)[0][1] == 1, "nobody has two"
    assert {row.participant: row.id for row in kept} == load.acknowledged
    assert {row.state for row in kept} == {State.GRADED}
    points: dict[str, list[Any]] = {}
    for cell in cells:
        points.setdefault(cell.participant, []).append((cell.slot, cell.points))
    assert set(points) == set(load.acknowledged)
    for code, found in points.items():
        assert len({slot for slot, _ in found}) == len(found), f"{code} is graded twice"
        assert sum(one or 0 for _, one in found) == pytest.approx(AUTO_MAXIMUM), code
