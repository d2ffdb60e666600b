"""What the tests about participants share: a course with a roster, and answers that are graded to the end."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from sqlalchemy import inspect, text

from tests.grading import QUIZ, RIGHT, autograde, hand_in, sheet
from trekant.cli import main
from trekant.grading.batch.lock import LOCK
from trekant.grading.gradebook import open_gradebook
from trekant.grading.people.roster import import_roster
from trekant.grading.people.roster_file import read_roster

NAMES = {
    "ana": "Ana Østergård-Ngọc",
    "bo": "Bo Skjaldborg",
    "cilla": "Cilla Fjordhøj",
    "dan": "Dan Vesterlund",
    "eva-1": "Eva Nørmark",
}
WORKPLACE = "Børnehuset Kvisten"
FREE_TEXT = "Jeg ville kun sige, hvad jeg så."


def put_on_roster(root: Path) -> None:
    """Give everybody a name, an address, a workplace and a cohort."""
    rows = [f"{code};{name};{code}@fjordby.example;{WORKPLACE};2026-1" for code, name in NAMES.items()]
    with open_gradebook(root) as gradebook:
        import_roster(gradebook, read_roster("\n".join(["kode;navn;e-mail;arbejdssted;hold", *rows]).encode()))


def graded(root: Path) -> None:
    """Ana has 10 of 10.5 points, bo fails with 1, cilla waits for the trainer; ana handed in twice."""
    put_on_roster(root)
    hand_in(root, sheet("ana", {}), sheet("bo", {"nyt-skaeg": "ingenting"}), sheet("cilla", _with_text()))
    hand_in(root, sheet("ana", _with_text(), handed_in="2026-11-21T23:30:00Z"))
    assert autograde(root)["success"]
    give_points(root, "ana", 1.5, "Fint skrevet, Ana Østergård-Ngọc.")


def _with_text() -> dict[str, Any]:
    return {**RIGHT, "med-dine-ord": FREE_TEXT}


def give_points(root: Path, student: str, points: float, comment: str | None = None) -> None:
    """What a trainer does in the formgrader with the free text."""
    with open_gradebook(root) as gradebook:
        notebook = gradebook.find_submission(QUIZ, student).notebooks[0]
        for grade in notebook.grades:
            if grade.cell_type == "markdown":
                grade.manual_score, grade.needs_manual_grade = points, False
        for one in notebook.comments:
            one.manual_comment = comment
        gradebook.db.commit()


def trekant(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=typed)


def tree(root: Path) -> dict[str, bytes]:
    """Every file of the course but the database itself and the lock, which is empty."""
    left_out = ("gradebook.db", LOCK)
    files = (path for path in root.rglob("*") if path.is_file() and not path.name.startswith(left_out))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def rows(root: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with open_gradebook(root) as gradebook:
        tables = inspect(gradebook.engine).get_table_names()
        return {
            name: sorted(map(tuple, gradebook.db.execute(text(f'SELECT * FROM "{name}"'))), key=repr) for name in tables
        }


@contextmanager
def killed() -> Iterator[bool]:
    """A process of its own, true in it, that has to be killed by signal 9; whatever else happens, it ends there."""
    child = os.fork()
    if child == 0:
        try:
            yield True
        finally:
            os._exit(0)
    yield False
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


__all__ = ["NAMES", "QUIZ"]
