"""Fuzz the road of an answer file: ``python -m tests.fuzz [INPUTS] [--engine atheris|plain] [--seed N]``.

Most inputs go to the reader, in memory; one in fifty the whole way through ``collect``, some in zips that are broken
too, and one in fifty through ``trekant grade``, from a folder that it did not come into by ``collect``. With atheris,
where there is one, coverage leads the way; else every input is a mutation of a sound answer file. What brings an
error about is kept in ``_build/fuzz``, and the exit code is 1. Nothing that is read may run code, start a program,
open a socket or touch a file outside the course (see ``guard``).
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from tests.fuzz.inputs import FILE_NAMES, Mutator, beginnings, course_to_attack, in_bytes
from tests.fuzz.targets import Collector, Grader, Reader, packed
from trekant.course.store import Course
from trekant.grading.gradebook_url import URL_VARIABLE

ROOT = Path(__file__).parents[2]
FICTIONAL = ROOT / "tests" / "fictional"
WHOLE_WAY = 50
BATCH = 500
MEMORY = 2 * 1024**3
"""Bytes of address space; Python, nbgrader and SQLAlchemy take a good part of it before the first input."""
FOUND = ROOT / "_build" / "fuzz"


def main() -> int:
    """Run, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="?", type=int, default=100_000)
    parser.add_argument(
        "--engine", choices=["atheris", "plain"], default="atheris" if find_spec("atheris") else "plain"
    )
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    os.environ.pop(URL_VARIABLE, None)
    warnings.simplefilter("ignore")  # SQLAlchemy's, about nbgrader
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    whole_way = arguments.inputs // WHOLE_WAY
    in_memory = arguments.inputs - 2 * whole_way
    begun = time.perf_counter()
    FOUND.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        if arguments.engine == "plain":
            read(Path(folder) / "read", in_memory, arguments.seed)
        elif by_coverage(in_memory, arguments.seed) != 0:
            return 1
        collect(Path(folder) / "collect", whole_way, arguments.seed)
        grade(Path(folder) / "grade", whole_way, arguments.seed)
    print(f"{arguments.inputs} inputs ({arguments.engine}), nothing found, {time.perf_counter() - begun:.0f} s")  # noqa: T201
    return 0


def by_coverage(inputs: int, seed: int) -> int:
    """Let atheris choose the inputs to the reader; its exit code."""
    command = [sys.executable, "-m", "tests.fuzz.by_coverage", str(inputs), str(seed), f"{FOUND}{os.sep}"]
    return subprocess.run(command).returncode


def read(folder: Path, inputs: int, seed: int) -> None:
    """Fuzz the reader."""
    course = course_to_attack(_copy(folder))
    reader, made = Reader(course), _inputs(course, seed)
    for raw in islice(made, inputs):
        with _kept([raw], "read"):
            reader(raw)


def collect(folder: Path, inputs: int, seed: int) -> None:
    """Fuzz the whole way in: half of the files by themselves, half in zips, of which every other one is broken."""
    collector = Collector(_copy(folder / "course"))
    made, generator = _inputs(collector.course, seed), random.Random(seed)
    for done in range(0, inputs, BATCH):
        batch = list(islice(made, min(BATCH, inputs - done)))
        half = len(batch) // 2
        zips = [
            packed([(generator.choice(FILE_NAMES), raw) for raw in batch[i : i + 9]])
            for i in range(half, len(batch), 9)
        ]
        zips = [in_bytes(one, generator) if number % 2 else one for number, one in enumerate(zips)]
        with _kept([*batch[:half], *zips], "collect"):
            collector(batch[:half], zips)


def grade(folder: Path, inputs: int, seed: int) -> None:
    """Fuzz the grading of what somebody put into the folders by hand."""
    grader = Grader(_copy(folder / "course"))
    made = _inputs(grader.course, seed)
    for done in range(0, inputs, BATCH):
        batch = list(islice(made, min(BATCH, inputs - done)))
        with _kept(batch, "grade"):
            grader(batch)


def _inputs(course: Course, seed: int) -> Iterator[bytes]:
    sound, mutate, generator = beginnings(course), Mutator(course), random.Random(seed)
    while True:
        yield mutate(generator.choice(sound), generator)


@contextmanager
def _kept(inputs: Sequence[bytes], where: str) -> Iterator[None]:
    """Keep what brought an error about."""
    try:
        yield
    except BaseException:
        for number, raw in enumerate(inputs):
            (FOUND / f"{where}-{number}").write_bytes(raw)
        print(f"The inputs are in {FOUND}/{where}-*.", file=sys.stderr)  # noqa: T201
        raise


def _copy(root: Path) -> Path:
    shutil.copytree(FICTIONAL, root)
    return root


if __name__ == "__main__":
    raise SystemExit(main())
