"""Milliseconds for each page that the service makes for a trainer, with everybody on the roster.

    python -m benchmarks.service_pages [PARTICIPANTS]

On a copy of the real course with a SQLite gradebook, where everybody has handed in every quiz: many points at the pass
mark, some that wait for a person. The pages are asked for in this process, so no network is in it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from fastapi.testclient import TestClient
from nbgrader.api import Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import insert

from benchmarks.participants import timed
from tests.copied import copied
from trekant.course.people.participant import Participant
from trekant.course.store import load_course
from trekant.grading.assignments.assignment import write_assignments
from trekant.grading.folders import Folders
from trekant.grading.gradebook import open_gradebook
from trekant.grading.gradebook_url import gradebook_url
from trekant.service.app import make_app, make_service
from trekant.service.grader import put_on_roster
from trekant.service.kept.access import Role
from trekant.service.settings import ServiceSettings
from trekant.service.web.guard import cookie_name

FRAME = '<title>x</title></head><article role="main" id="furo-main-content"></article>'
PAGES = (
    "/underviser",
    "/underviser?side=40",
    "/underviser?sorter=-point",
    "/underviser?status=ikke-bestaaet&hold=hold-3",
    "/underviser?q=nr-1234",
    "/underviser?vis=sted",
    "/underviser/frister",
    "/underviser/resultater",
    "/underviser/resultater/liste",
    "/underviser/beviser",
)
ROUNDS = 10


class NoPaper:
    """Prints nothing."""

    def names(self, names: Mapping[str, str]) -> Mapping[str, str]:
        """All of them."""
        return names

    def certificate(self, *_of: object) -> bytes:
        """None."""
        return b""


def main() -> None:
    """Ask for each page some times, and print the middle and the slowest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("participants", nargs="?", type=int, default=3_300)
    number = parser.parse_args().participants
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder))
        site = root / "_build/html"
        site.mkdir(parents=True)
        (site / "404.html").write_text(FRAME, encoding="utf-8")
        with timed("everybody hands in"):
            fill(root, number)
        url = gradebook_url(Folders.of(root).quizzes)
        service = make_service(ServiceSettings(root, site, url, "http://testserver", "", NoPaper()))
        browser = TestClient(make_app(service), headers={"accept": "text/html"})
        trainer = service.accounts.add(Role.TRAINER, name="Underviser")
        browser.cookies.set(cookie_name(service), service.accounts.begin_session(trainer))
        browser.get(PAGES[0])  # the course is read once
        for path in PAGES:
            measure(path, lambda path=path: browser.get(path).raise_for_status())
        service.database.close()


def measure(what: str, do: Callable[[], object]) -> None:
    """Print how long something takes, in the middle and at worst."""
    took = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        do()
        took.append((time.perf_counter() - begun) * 1000)
    print(f"{what:<48}{statistics.median(took):8.0f} ms {max(took):8.0f} ms")


def fill(root: Path, number: int) -> None:
    """Everybody on the roster, and what they were given in every quiz."""
    course = load_course(root)
    write_assignments(course)
    chance = random.Random(1)
    people = [
        Participant(
            code=f"nr-{one}", name=f"Åse {one} Østergård", workplace=f"Sted {one % 150}", cohort=f"hold-{one % 30}"
        )
        for one in range(number)
    ]
    with open_gradebook(root) as gradebook:
        service_database = gradebook_url(Folders.of(root).quizzes)
        _put(service_database, people)
        for quiz in (one.model.id for one in course.quizzes.values() if one.model.use == "graded"):
            _grades(gradebook, quiz, number, chance)


def _put(url: str, people: list[Participant]) -> None:
    from trekant.service.kept.database import Database

    database = Database(url)
    put_on_roster(database, people)
    database.close()


def _grades(gradebook: Gradebook, quiz: str, number: int, chance: random.Random) -> None:
    notebook = gradebook.find_notebook(quiz, quiz)
    cells = [(cell.id, cell.max_score) for cell in notebook.grade_cells]
    submissions, notebooks, grades = [], [], []
    for one in range(number):
        submission, submitted = uuid4().hex, uuid4().hex
        stamp = datetime(2026, 11, 20, 9, one % 60)
        values = {"id": submission, "assignment_id": notebook.assignment.id, "student_id": f"nr-{one}"}
        submissions.append({**values, "timestamp": stamp})
        notebooks.append({"id": submitted, "assignment_id": submission, "notebook_id": notebook.id})
        waits = chance.random() < 0.05
        for place, (cell, points) in enumerate(cells):
            score = points * chance.choice((0, 0.3333, 0.5, 1, 1, 1))
            needs = waits and place == 0
            grades.append({"notebook_id": submitted, "cell_id": cell, "auto_score": score, "needs_manual_grade": needs})
    for table, values in ((SubmittedAssignment, submissions), (SubmittedNotebook, notebooks), (Grade, grades)):
        gradebook.db.execute(insert(table), values)
    gradebook.db.commit()


if __name__ == "__main__":
    main()
