"""Seconds for what the trainer does with everybody: the roster, certificates, forgetting one, and expiry.

    python benchmarks/participants.py [PARTICIPANTS]

On the fictional course in tests/, with a SQLite gradebook. Everybody has handed in once, and passed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from nbgrader.api import Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import insert

from trekant.course.people.retention import Retention
from trekant.course.store import load_course
from trekant.grading.assignments.assignment import write_assignments
from trekant.grading.folders import ANSWERS, TIMESTAMP, Folders
from trekant.grading.gradebook import open_gradebook
from trekant.grading.marks.results import results
from trekant.grading.people.expire import find_expired, remove_expired
from trekant.grading.people.forget import forget, held
from trekant.grading.people.roster import import_roster
from trekant.grading.people.roster_file import read_roster
from trekant.service.background.certifying import print_certificates

REPOSITORY = Path(__file__).parents[1]
QUIZ = "proeve"
HANDED_IN = datetime(2026, 11, 20, 9)


def main() -> None:
    """Do it all once, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("participants", nargs="?", type=int, default=3_300)
    number = parser.parse_args().participants
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "course"
        shutil.copytree(REPOSITORY / "tests/fictional", root)
        os.chdir(root)
        course = load_course(root)
        write_assignments(course)
        rows = [f"nr-{one};Åse {one} Østergård;nr-{one}@fjordby.example;Kvisten;1" for one in range(number)]
        with open_gradebook(root) as gradebook:
            with timed("import"):
                import_roster(gradebook, read_roster("\n".join(["kode;navn;mail;arbejdssted;hold", *rows]).encode()))
            hand_in(root, gradebook, number)
            with timed("results"):
                assert len(results(gradebook, Folders.of(root), course.quiz(QUIZ)).known) == number
        with timed("certificates, all new"):
            print_certificates(course, QUIZ)
        with timed("certificates, none new"):
            print_certificates(course, QUIZ)
        with open_gradebook(root) as gradebook:
            with timed("forget one"):
                forget(root, gradebook, held(root, gradebook, "nr-1"))
            with timed("expire, looking"):
                found = find_expired(root, gradebook, Retention(participants=100), HANDED_IN + timedelta(days=4_000))
            assert len(found.participants) == number - 1
            with timed("expire, everybody"):
                remove_expired(root, gradebook, found)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long it takes."""
    begun = time.perf_counter()
    yield
    print(f"{what:<24}{time.perf_counter() - begun:8.2f} s")


def hand_in(root: Path, gradebook: Gradebook, number: int) -> None:
    """Everybody's answers in ``submitted/``, and full points in the gradebook."""
    notebook = gradebook.find_notebook(QUIZ, QUIZ)
    cells = [(cell.id, cell.max_score) for cell in notebook.grade_cells]
    submissions, notebooks, grades = [], [], []
    for one in range(number):
        submission, submitted = uuid4().hex, uuid4().hex
        submissions.append(
            {
                "id": submission,
                "assignment_id": notebook.assignment.id,
                "student_id": f"nr-{one}",
                "timestamp": HANDED_IN,
            }
        )
        notebooks.append({"id": submitted, "assignment_id": submission, "notebook_id": notebook.id})
        grades += [
            {"notebook_id": submitted, "cell_id": cell, "auto_score": points, "needs_manual_grade": False}
            for cell, points in cells
        ]
        folder = Folders.of(root).submission(f"nr-{one}", QUIZ)
        folder.mkdir(parents=True)
        (folder / TIMESTAMP).write_text(f"{HANDED_IN} UTC\n", encoding="ascii")
        sheet = {"format": "trekant-svar-1", "quiz": QUIZ, "revision": 2, "participant": f"nr-{one}", "answers": {}}
        sheet["handed_in"] = HANDED_IN.replace(tzinfo=UTC).isoformat()
        (folder / ANSWERS).write_text(json.dumps(sheet), encoding="utf-8")
    for table, values in ((SubmittedAssignment, submissions), (SubmittedNotebook, notebooks), (Grade, grades)):
        gradebook.db.execute(insert(table), values)
    gradebook.db.commit()


if __name__ == "__main__":
    main()
