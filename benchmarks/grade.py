"""What it costs to grade: stock nbgrader, nbgrader with our preprocessors, and `trekant grade`, in one run.

    python -m benchmarks.grade [SUBMISSIONS] [--sample N] [--growth N ...]

All three grade the same generated submissions of a generated quiz of twelve questions, two of each type, in a copy
of the fictional course in tests/. Stock nbgrader starts a kernel for each submission, so it and nbgrader with our
preprocessors grade a sample, and what the rest would take is worked out from it; `trekant grade` grades them all,
autograded notebooks included. Every run is a process of its own. Seconds are given by the clock and by the processor
(user and system, the kernels' too): on a machine that has other things to do, only the latter can be compared.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy.engine.base import RootTransaction

from tests.generated import Participant, Shares, enrol, participants, write_sheets
from tests.generated_quiz import add_quiz
from trekant.course.store import load_course
from trekant.grading.assignments.assignment import write_assignments
from trekant.grading.batch import run
from trekant.grading.batch.files import GradedFolders
from trekant.grading.batch.notebook import NotebookWriter
from trekant.grading.batch.submitted import Submission
from trekant.grading.gradebook_url import URL_VARIABLE
from trekant.grading.intake.collect import collect

ROOT = Path(__file__).parents[1]
FICTIONAL = ROOT / "tests" / "fictional"
QUESTIONS = 12
QUIZ = "genereret"
OURS, STOCK = "trekant.grading.preprocessors.ScoreFromBank", "nbgrader.preprocessors.Execute"
WITH_STOCK = f"""
c = get_config()
c.Autograde.autograde_preprocessors = [
    "{STOCK}" if step == "{OURS}" else step for step in c.Autograde.autograde_preprocessors
]
"""

PARTS: dict[str, list[tuple[Any, str]]] = {
    "read the answer files": [(run, "read_submission"), (run, "state_of"), (run, "graded_before")],
    "check the answers": [(Submission, "sheet")],
    "mark, and make the cells": [(NotebookWriter, "grade")],
    "put the notebooks together": [(NotebookWriter, "write")],
    "write the folders": [(GradedFolders, "stage"), (GradedFolders, "move_in")],
    "the gradebook's rows": [(run, "save")],
    "the gradebook's commits": [(RootTransaction, "commit")],
}
"""The functions that do the work; none of them calls another one."""


@dataclass(frozen=True)
class Cost:
    """What a run of so many submissions took, in seconds; ``memory`` is the largest resident set, in MB."""

    submissions: int
    clock: float
    processor: float
    memory: float

    def __str__(self) -> str:
        return (
            f"{self.submissions:>7}{self.clock:>10.1f}{self.processor:>10.1f}"
            f"{1000 * self.clock / self.submissions:>12.2f}{1000 * self.processor / self.submissions:>12.2f}"
            f"{self.memory:>10.0f}"
        )


HEADING = f"{'':<24}{'number':>7}{'clock s':>10}{'cpu s':>10}{'ms each':>12}{'cpu ms each':>12}{'MB':>10}"


def main() -> None:
    """Grade, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("submissions", nargs="?", type=int, default=3_300)
    parser.add_argument("--sample", type=int, default=20, help="how many nbgrader grades")
    parser.add_argument("--growth", type=int, nargs="*", default=[100, 1_000, 10_000])
    arguments = parser.parse_args()
    os.environ.pop(URL_VARIABLE, None)
    warnings.simplefilter("ignore")  # SQLAlchemy's, about nbgrader
    busy = f"{os.getloadavg()[0]:.1f} processes at work on {os.cpu_count()} cores as it begins"
    print(f"{QUESTIONS} questions a submission; {busy}\n\n{HEADING}")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        stock = nbgrader_cost(course(place / "stock", arguments.sample), WITH_STOCK)
        print(f"{'nbgrader':<24}{stock}", flush=True)
        ours = nbgrader_cost(course(place / "ours", arguments.sample), "")
        print(f"{'… our preprocessors':<24}{ours}", flush=True)
        costs = {}
        for number in sorted({*arguments.growth, arguments.submissions}):
            costs[number] = batch_cost(course(place / str(number), number))
            print(f"{'trekant grade':<24}{costs[number]}", flush=True)
        print_ratios(stock, ours, costs[arguments.submissions])
        print_parts(course(place / "parts", min(arguments.submissions, 1_000)))


def course(root: Path, submissions: int) -> Path:
    """A course with so many submissions that wait to be graded; not timed."""
    shutil.copytree(FICTIONAL, root)
    add_quiz(root, QUESTIONS, QUIZ)
    shutil.copy(ROOT / "quizzes" / "nbgrader_config.py", root / "quizzes")
    read = load_course(root)
    write_assignments(read, [QUIZ])
    people: list[Participant] = participants(submissions)
    enrol(root, people)
    write_sheets(read, QUIZ, people, root / "answers", shares=Shares(odd=0.01))
    report = collect(read, [root / "answers"])
    assert len(report.accepted) == submissions, report.refused[:3]
    shutil.rmtree(root / "answers")
    return root


def nbgrader_cost(root: Path, more_configuration: str) -> Cost:
    """What ``nbgrader autograde`` takes, less what it takes to start it with nothing to do."""
    config = root / "quizzes" / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8") + more_configuration, encoding="utf-8")
    number = len([path for path in (root / "quizzes/submitted").iterdir() if path.name[0] != "."])
    command = [str(Path(sys.executable).parent / "nbgrader"), "autograde", QUIZ]
    whole = _cost(command, root / "quizzes", number)
    assert len(list((root / "quizzes/autograded").iterdir())) == number
    nothing = _cost(command, root / "quizzes", number)
    return Cost(number, whole.clock - nothing.clock, whole.processor - nothing.processor, whole.memory)


def batch_cost(root: Path) -> Cost:
    """What ``trekant grade`` takes, its start included."""
    number = len([path for path in (root / "quizzes/submitted").iterdir() if path.name[0] != "."])
    cost = _cost([sys.executable, "-m", "trekant.cli", "grade", QUIZ], root, number)
    assert len([path for path in (root / "quizzes/autograded").iterdir() if path.name[0] != "."]) == number
    return cost


def _cost(command: list[str], folder: Path, number: int) -> Cost:
    """Run a command to its end; memory is the command's own, without what it starts."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        assert process.returncode == 0, output.read().decode()[-2_000:]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(number, time.perf_counter() - begun, processor, usage.ru_maxrss / 1024)


def print_ratios(stock: Cost, ours: Cost, batch: Cost) -> None:
    """How many times faster the batch is, and what the sampled ones would take for as many."""
    print(f"\n{batch.submissions} submissions:")
    for name, one in (("nbgrader", stock), ("… our preprocessors", ours)):
        clock, processor = (batch.submissions * taken / one.submissions for taken in (one.clock, one.processor))
        print(
            f"  {name:<22} would take {processor:>6.0f} s of processor time, {processor / batch.processor:.0f} times "
            f"as much as trekant grade; by the clock {clock:.0f} s, {clock / batch.clock:.0f} times as long"
        )


def print_parts(root: Path) -> None:
    """Grade in this process, and say what of its processor time goes where."""
    spent = dict.fromkeys(PARTS, 0.0)
    with ExitStack() as patches:
        for part, functions in PARTS.items():
            for owner, name in functions:
                patches.enter_context(patch.object(owner, name, _timed(getattr(owner, name), part, spent)))
        begun = time.process_time()
        number = run.grade(load_course(root), QUIZ).graded
        whole = time.process_time() - begun
    spent["all the rest"] = whole - sum(spent.values())
    each = f"{1000 * whole / number:.2f} ms each"
    print(f"\nWhere the processor time of trekant grade goes: {number} submissions, {each}, its start left out")
    for part, seconds in spent.items():
        print(f"  {part:<28}{100 * seconds / whole:>5.0f} %{1000 * seconds / number:>8.3f} ms each")


def _timed(function: Callable[..., Any], part: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*args: Any, **kwargs: Any) -> Any:
        begun = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[part] += time.process_time() - begun

    return timed


if __name__ == "__main__":
    main()
