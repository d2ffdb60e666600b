"""Measures a report on the final test: how long it takes for so many participants, step by step.

Usage: ``python -m benchmarks.report [PARTICIPANTS]`` at the root; 3,300 by default, each with 20 questions. The course
is copied to a folder of its own. Prints seconds; nothing here passes or fails.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.generated import participants, sheets
from trekant.course.store import load_course

ROOT = Path(__file__).parents[1]
QUIZ = "slutproeve"


def main() -> None:
    """Hand in, then time the command in a process of its own, and its steps in this one."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3300
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for part in ("assets", "book", "editions", "notebooks", "quizzes"):
            shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("submitted", "autograded"))
        course = load_course(root)
        for sheet in sheets(course, QUIZ, participants(count)):
            place = root / "quizzes/submitted" / sheet["participant"] / QUIZ
            place.mkdir(parents=True)
            (place / "svar.json").write_text(json.dumps(sheet), encoding="ascii")
        start = time.perf_counter()
        command = [sys.executable, "-m", "trekant.cli", "report", QUIZ]
        subprocess.run(command, cwd=root, check=True, capture_output=True)
        print(f"trekant report, {count} participants: {time.perf_counter() - start:.1f} s")
        _steps(root)


def _steps(root: Path) -> None:
    from trekant.grading.marks.responses import quiz_responses
    from trekant.reports.report import analyse
    from trekant.reports.write import write_report

    course = load_course(root)
    start = time.perf_counter()
    responses = quiz_responses(course, QUIZ)
    read = time.perf_counter()
    report = analyse(responses)
    analysed = time.perf_counter()
    write_report(report, root / "ud")
    written = time.perf_counter()
    print(f"reading {read - start:.1f} s, analysing {analysed - read:.1f} s, writing {written - analysed:.1f} s")


if __name__ == "__main__":
    main()
