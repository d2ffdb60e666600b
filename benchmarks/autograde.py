"""Seconds a submission: nbgrader's own autograding, which starts a kernel for each, and ours by the banks.

    python benchmarks/autograde.py [SUBMISSIONS] [SUBMISSIONS FOR STOCK]

Both grade the same notebooks of the fictional course in tests/, in one run on one machine, so that the ratio
holds also where the seconds do not.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
import time
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log
from traitlets.config import Config

from trekant.course.interaction import Kind, Task
from trekant.course.store import Course, load_course
from trekant.grading.assignment import write_assignments
from trekant.grading.collect import collect
from trekant.grading.config import configure
from trekant.grading.gradebook import open_gradebook

FICTIONAL = Path(__file__).parents[1] / "tests" / "fictional"
QUIZ = "proeve"
OURS, STOCK = "trekant.grading.preprocessors.ScoreFromBank", "nbgrader.preprocessors.Execute"


def main() -> None:
    """Grade, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("submissions", nargs="?", type=int, default=100, help="how many ours grades")
    parser.add_argument("stock", nargs="?", type=int, help="how many nbgrader's own grades (default: a fifth)")
    arguments = parser.parse_args()
    for_stock = arguments.stock or max(1, arguments.submissions // 5)
    warnings.simplefilter("ignore")  # SQLAlchemy's, about nbgrader
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "course"
        shutil.copytree(FICTIONAL, root)
        write_assignments(load_course(root))
        collecting = hand_in(root, max(arguments.submissions, for_stock))
        ours = grade(root, arguments.submissions, OURS)
        shutil.rmtree(root / "quizzes" / "autograded")
        stock = grade(root, for_stock, STOCK)
    print(f"collect           {collecting:.4f} s a submission")
    print(f"stock, a kernel   {stock:.3f} s a submission, of {for_stock}")
    print(f"ours, the banks   {ours:.3f} s a submission, of {arguments.submissions}")
    print(f"ratio             {stock / ours:.1f}")


def hand_in(root: Path, submissions: int) -> float:
    """Let everybody hand in some answers; the seconds a submission of taking them in."""
    course, generator = load_course(root), random.Random(1)
    codes = [f"nr-{number:05d}" for number in range(submissions)]
    with open_gradebook(root) as gradebook:
        for code in codes:
            gradebook.add_student(code)
    inbox = root / "inbox"
    inbox.mkdir()
    for code in codes:
        (inbox / f"{code}.json").write_text(json.dumps(sheet(course, code, generator)), encoding="utf-8")
    begun = time.perf_counter()
    report = collect(course, [inbox])
    assert len(report.accepted) == submissions, report.refused
    return (time.perf_counter() - begun) / submissions


def sheet(course: Course, code: str, generator: random.Random) -> dict[str, Any]:
    """An answer file with any answers."""
    quiz = course.quiz(QUIZ)
    return {
        "format": "trekant-svar-1",
        "quiz": quiz.id,
        "revision": quiz.revision,
        "participant": code,
        "handed_in": datetime(2026, 1, 2, tzinfo=UTC).isoformat(),
        "answers": {question: answer(task, generator) for question, task in course.tasks(quiz).items()},
    }


def answer(task: Task, generator: random.Random) -> Any:
    """Any answer of the task's shape."""
    ids = [option.id for option in task.options]
    match task.kind:
        case Kind.SINGLE | Kind.CONTACT:
            return generator.choice(ids)
        case Kind.MULTIPLE:
            return generator.sample(ids, generator.randint(0, len(ids)))
        case Kind.ORDER:
            return generator.sample(ids, len(ids))
        case Kind.RATE:
            return {item: generator.randint(1, 4) for item in ids}
        case Kind.TEXT:
            return "Jeg har set det, og jeg siger det til min leder."


def grade(root: Path, submissions: int, scoring: str) -> float:
    """Grade the first submissions with one way of scoring; the seconds for each."""
    config = Config()
    configure(config, root / "quizzes")
    steps = config.Autograde.autograde_preprocessors
    config.Autograde.autograde_preprocessors = [scoring if step == OURS else step for step in steps]
    app = Autograde(coursedir=CourseDirectory(config=config), config=config)
    app.coursedir.assignment_id = QUIZ
    everybody = sorted(path.name for path in (root / "quizzes" / "submitted").iterdir() if path.name[0] != ".")
    app.coursedir.student_id_exclude = ",".join(everybody[submissions:])
    begun = time.perf_counter()
    result = capture_log(app)
    assert result["success"], result["log"]
    return (time.perf_counter() - begun) / submissions


if __name__ == "__main__":
    main()
