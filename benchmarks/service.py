"""How the service holds: arrivals at a steady rate, a burst, the highest rate, its grading, its memory, its start.

    python -m benchmarks.service [--rate N] [--seconds N] [--burst N] [--queue N] [--processes N]
                               [--database sqlite|postgresql]

With the course itself and its final test, on SQLite and on a PostgreSQL that flushes to the disk. Participants come
over real connections, each with one of its own, from this process: it and PostgreSQL share the processors with what is
measured. Prints seconds and megabytes; nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests import generated, postgres
from tests.service.conftest import a_site
from tests.service.real import Answer, Process, send, serve, sign_in_all
from tests.webservers import free_port
from trekant.course.quizzes.answers import KeptSheet, check_sheet
from trekant.course.store import load_course
from trekant.grading.gradebook_url import URL_VARIABLE
from trekant.service.background.process import PREPARE
from trekant.service.grader import bring_up_to_date, mark_sheet, outcome
from trekant.service.kept.database import Database
from trekant.service.kept.hand_ins import HandIns

ROOT = Path(__file__).parents[1]
QUIZ = "slutproeve"


def main() -> None:
    """Measure on each database, in folders of their own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=int, default=150, help="hand-ins a second")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--burst", type=int, default=500)
    parser.add_argument("--queue", type=int, default=3_300)
    for given, root, url in on_each_database(parser):
        Measured(root, url, given).all()


def on_each_database(parser: argparse.ArgumentParser) -> Iterator[tuple[argparse.Namespace, Path, str]]:
    """What was asked for, the course in a folder of its own, and the address of a database: of each that is wished."""
    parser.add_argument("--processes", type=int, default=1, help="services on the one database, met in turn")
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    given = parser.parse_args()
    for kind in (given.database,) if given.database else ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory() as folder, a_database(kind, Path(folder)) as url:
            print(f"{kind}; {os.getloadavg()[0]:.1f} processes at work on {os.cpu_count()} cores as it begins")
            yield given, a_course(Path(folder) / "course"), url


@contextmanager
def a_database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database, ``sqlite`` or a ``postgresql`` that flushes to the disk."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'gradebook.db'}"
        return
    with postgres.running(durable=True) as server:
        yield server.url(server.new_database())


def a_course(root: Path) -> Path:
    """The course itself in a folder of its own, with the least of a site."""
    for part in ("assets", "book", "editions", "notebooks", "quizzes"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("submitted", "autograded", "*.db*"))
    shutil.copy(ROOT / "_config.yml", root)
    a_site(root / "_build/html")
    return root


class Measured:
    """A course with a database, and what is measured on it, one after another."""

    def __init__(self, root: Path, url: str, given: argparse.Namespace) -> None:
        self.root, self.url, self.given = root, url, given
        self.ports = [free_port() for _number in range(given.processes)]
        self.environment = {**os.environ, URL_VARIABLE: url}
        self._grading(PREPARE)
        bring_up_to_date(url)
        self.database = Database(url)
        course = load_course(root)
        wanted = given.rate * given.seconds + given.burst + given.queue + 5_000
        self.sheets = generated.sheets(course, QUIZ, generated.participants(wanted))
        self.tokens = sign_in_all(self.database, [one["participant"] for one in self.sheets])
        self.next = 0

    def all(self) -> None:
        """Everything; memory is that of the first process."""
        begun = time.monotonic()
        services = [serve(self.root, self.url, port) for port in self.ports]
        print(f"  start to ready {(time.monotonic() - begun) / len(services):.1f} s")
        try:
            asyncio.run(self._load(services[0]))
        finally:
            for service in services:
                service.terminate()
        self._queue()
        self.database.close()

    async def _load(self, service: Process) -> None:
        first = await self._one()
        alone = [(await self._one()).seconds for _number in range(50)]
        print(f"  one press, nobody else: {percentiles(alone)}; the very first {1000 * first.seconds:.0f} ms")
        await self._drained()
        print(f"  memory at rest {_memory(service.running.pid)}")
        given = self.given
        took = await self._arrivals(given.rate, given.seconds)
        print(f"  {given.rate} a second for {given.seconds} s: {_told(took)}")
        print(f"  memory under load {_memory(service.running.pid)}; graded after {await self._drained():.1f} s more")
        begun = time.monotonic()
        burst = await asyncio.gather(*(self._one() for _number in range(given.burst)))
        print(f"  {given.burst} at once: all durable after {time.monotonic() - begun:.1f} s; {_told(burst)}")
        await self._drained()
        print(f"  highest rate: {await self._most():.0f} a second")
        await self._drained()

    async def _one(self) -> Answer:
        sheet = self.sheets[self.next]
        self.next += 1
        return await send(self.ports[self.next % len(self.ports)], self.tokens[sheet["participant"]], sheet)

    async def _arrivals(self, rate: int, seconds: int) -> list[Answer]:
        """They come when they come, whether or not those before them have been answered."""
        begun, coming = time.monotonic(), []
        for number in range(rate * seconds):
            await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
            coming.append(asyncio.create_task(self._one()))
        return list(await asyncio.gather(*coming))

    async def _most(self, browsers: int = 24, seconds: float = 15) -> float:
        end, taken = time.monotonic() + seconds, 0

        async def press() -> None:
            nonlocal taken
            while time.monotonic() < end and self.next < len(self.sheets) - self.given.queue:
                answer = await self._one()
                taken += answer.accepted

        begun = time.monotonic()
        await asyncio.gather(*(press() for _number in range(browsers)))
        return taken / (time.monotonic() - begun)

    async def _drained(self) -> float:
        begun, hand_ins = time.monotonic(), HandIns(self.database)
        while await asyncio.to_thread(hand_ins.waiting):
            await asyncio.sleep(0.1)
        return time.monotonic() - begun

    def _queue(self) -> None:
        """So many that wait, and the process that grades them; one that runs already does not have to start."""
        hand_ins, course = HandIns(self.database), load_course(self.root)
        quiz = course.quiz(QUIZ)
        tasks = course.tasks(quiz)
        for one in self.sheets[-self.given.queue :]:
            sheet = check_sheet(KeptSheet.model_validate(one), quiz, tasks)
            hand_ins.take_in(sheet, outcome(sheet, quiz, mark_sheet(sheet, quiz, tasks)))
        begun = time.monotonic()
        grading = subprocess.Popen(self._command(str(os.getpid())), env=self.environment)
        started = None
        while left := hand_ins.waiting():
            if started is None and left < self.given.queue:
                started = time.monotonic() - begun
            time.sleep(0.1)
        took, started = time.monotonic() - begun, started or 0.0
        told = f"{took:.1f} s, of which {started:.1f} s to start and grade the first hundred"
        print(f"  {self.given.queue} graded from the queue in {told}, {_memory(grading.pid)}")
        grading.terminate()
        grading.wait()

    def _grading(self, *arguments: str) -> None:
        subprocess.run(self._command(*arguments), env=self.environment, check=True)

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "trekant.service.background.process", str(self.root), *arguments]


def _told(answers: Sequence[Answer]) -> str:
    failed = Counter(one.status for one in answers if not one.accepted)
    not_taken = ", ".join(f"{count} answered {status or 'not at all'}" for status, count in sorted(failed.items()))
    return f"{percentiles([one.seconds for one in answers])}, {not_taken or 'all taken'}"


def percentiles(seconds: Sequence[float], shares: Sequence[int] = (50, 99)) -> str:
    """The times under which so many of a hundred are, in milliseconds."""
    ordered = sorted(1000 * one for one in seconds)
    at = {share: ordered[min(len(ordered) - 1, share * len(ordered) // 100)] for share in shares}
    return ", ".join(f"p{share} {found:.0f} ms" for share, found in at.items())


def _memory(process: int) -> str:
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    found = {
        name: int(rest.split()[0]) / 1024
        for name, _, rest in (one.partition(":") for one in lines)
        if name == "VmRSS" or name == "VmHWM"
    }
    return f"{found['VmRSS']:.0f} MB (at most {found['VmHWM']:.0f} MB)"


if __name__ == "__main__":
    main()
