"""What it takes: one municipality, all of them with a database each, and half a million people in one.

    python -m benchmarks.sums                 the table of deploy/sums.md, from what is assumed and measured below
    python -m benchmarks.sums --measure 400   measures anew, with so many hand-ins to the course's final test

Time is that of the processor, which does not depend on what else the machine does. Sizes are what a database grows by.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks.service import QUIZ, a_course, a_database
from tests import generated
from tests.patience import wait_until
from tests.service.real import send, serve, sign_in_all
from tests.webservers import free_port
from trekant.course.store import load_course
from trekant.grading.gradebook_url import URL_VARIABLE
from trekant.service.background.process import PREPARE
from trekant.service.grader import bring_up_to_date
from trekant.service.kept.database import Database
from trekant.service.kept.hand_ins import CHUNK, HandIns

HOUR = 3_600
MB, GB = 1_000_000, 1_000_000_000


@dataclass(frozen=True)
class Assumed:
    """How people hand in; nobody has measured it."""

    hand_ins_each: int = 2
    """A year: the final test, and the refresher or a second try."""
    on_the_last_day: float = 0.5
    in_the_busiest_hour: float = 1 / 3
    """Of those of the last day."""
    peak: float = 3.0
    """How many times as many come in the worst minute of that hour as in a minute of it."""
    years_of_answers: int = 1
    years_of_points: int = 3
    """So long they are kept (``retention`` in ``assets/course.yaml``): the files are answers, most rows are points."""


@dataclass(frozen=True)
class Measured:
    """What a hand-in to the final test takes: bytes in database and files, milliseconds of one core; and megabytes."""

    database: float
    files: float
    taking_in: float
    grading: float
    service: float
    grader: float


@dataclass(frozen=True)
class Case:
    """Some people, in so many databases."""

    name: str
    people: int
    databases: int = 1


CASES = (
    Case("Én kommune", 3_300),
    Case("98 kommuner, hver sin database", 500_000, 98),
    Case("500.000 i én database", 500_000),
)
ASSUMED = Assumed()
MEASURED = Measured(database=13_558, files=93_481, taking_in=7.9, grading=6.8, service=118, grader=159)
"""400 hand-ins on the 30th of November 2026: the larger of SQLite and PostgreSQL 15 in each, on a virtual machine with
two cores. On another that many wanted at the same time it was three times the milliseconds the day before."""


@dataclass(frozen=True)
class Sum:
    """What a case takes: hand-ins a second at the worst, cores for that, gigabytes, minutes on one core, megabytes."""

    case: Case
    a_second: float
    cores: float
    database: float
    files: float
    grading: float
    memory: float


def work_out(case: Case, assumed: Assumed = ASSUMED, measured: Measured = MEASURED) -> Sum:
    """What a case takes, all its databases together."""
    in_the_hour = case.people * assumed.on_the_last_day * assumed.in_the_busiest_hour
    a_second = in_the_hour / HOUR * assumed.peak
    a_year = case.people * assumed.hand_ins_each
    return Sum(
        case=case,
        a_second=a_second,
        cores=a_second * measured.taking_in / 1_000,
        database=a_year * assumed.years_of_points * measured.database / GB,
        files=a_year * assumed.years_of_answers * measured.files / GB,
        grading=case.people * measured.grading / 1_000 / 60,
        memory=case.databases * (measured.service + measured.grader),
    )


ROWS: tuple[tuple[str, Callable[[Sum], float]], ...] = (
    ("Afleveringer i sekundet, når det er værst", lambda one: one.a_second),
    ("… så mange kerner bruger de", lambda one: one.cores),
    ("… det værste for hver database", lambda one: one.a_second / one.case.databases),
    ("Gigabyte i databasen", lambda one: one.database),
    ("Gigabyte i filer, hvor der bliver rettet", lambda one: one.files),
    ("Minutter på én kerne at rette alles sluttest", lambda one: one.grading),
    ("Gigabyte hukommelse", lambda one: one.memory / 1_000),
)


def table(sums: Iterable[Sum] = tuple(map(work_out, CASES))) -> str:
    """The sums as a table in Danish."""
    found = tuple(sums)
    lines = [["", *(one.case.name for one in found)], ["---", *("---:" for _ in found)]]
    lines += [[name, *(in_danish(value(one)) for one in found)] for name, value in ROWS]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def in_danish(value: float) -> str:
    """With two figures, and all of those before the comma."""
    decimals = 0 if value >= 10 else 1 if value >= 1 else 2 if value >= 0.1 else 3
    return f"{value:,.{decimals}f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def measure(kind: str, number: int) -> Measured:
    """Let so many people hand in at a service on a database, and grade it."""
    with tempfile.TemporaryDirectory() as folder, a_database(kind, Path(folder)) as url:
        root = a_course(Path(folder) / "course")
        environment = {**os.environ, URL_VARIABLE: url}
        process = [sys.executable, "-m", "trekant.service.background.process", str(root)]
        subprocess.run([*process, PREPARE], env=environment, check=True)
        bring_up_to_date(url)
        database = Database(url)
        sheets = generated.sheets(load_course(root), QUIZ, generated.participants(number + 1))
        tokens = sign_in_all(database, [one["participant"] for one in sheets])
        size, files = _size(url), _files(root)
        port = free_port()
        service = serve(root, url, port, "--no-grading")

        async def everybody(some: list[dict[str, object]]) -> None:
            for one in some:
                assert (await send(port, tokens[str(one["participant"])], one)).accepted

        asyncio.run(everybody(sheets[:1]))  # the first reads the course
        begun = _processor(service.running.pid)
        asyncio.run(everybody(sheets[1:]))
        taking_in, memory = _processor(service.running.pid) - begun, _memory(service.running.pid)
        service.terminate()
        hand_ins = HandIns(database)
        grader = subprocess.Popen([*process, str(os.getpid())], env=environment)
        wait_until(lambda: hand_ins.waiting() <= number + 1 - CHUNK, "the first that are graded")
        begun, left = _processor(grader.pid), hand_ins.waiting()  # its start is left out
        wait_until(lambda: hand_ins.waiting() == 0, "what waits to be graded")
        spent, most = _processor(grader.pid) - begun, _memory(grader.pid)
        grader.terminate()
        grader.wait()
        database.close()
        return Measured(
            database=(_size(url) - size) / number,
            files=(_files(root) - files) / number,
            taking_in=1_000 * taking_in / number,
            grading=1_000 * spent / left,
            service=memory,
            grader=most,
        )


def _size(url: str) -> int:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    asked = "SELECT pg_database_size(current_database())"
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("VACUUM"))
            asked = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        found = connection.scalar(text(asked))
    engine.dispose()
    return int(found or 0)


def _files(root: Path) -> int:
    """What the files take on a disk, where a small one takes a whole block."""
    return sum(path.stat().st_blocks * 512 for path in (root / "quizzes").rglob("*") if "gradebook" not in path.name)


def _processor(process: int) -> float:
    """Seconds of the processor that it has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> float:
    """The most that it has had, in megabytes."""
    [line] = [one for one in Path(f"/proc/{process}/status").read_text().splitlines() if one.startswith("VmHWM")]
    return int(line.split()[1]) * 1_024 / MB


def main() -> None:
    """Print the table, or what is measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", type=int, metavar="N", help="how many hand in")
    given = parser.parse_args()
    if not given.measure:
        print(table())
        return
    for kind in ("sqlite", "postgresql"):
        print(kind, measure(kind, given.measure), flush=True)


if __name__ == "__main__":
    main()
