"""`trekant grade` leaves behind what `nbgrader autograde` with our preprocessors does: row by row, cell by cell."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import jsonschema
import nbformat
import pytest
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log
from traitlets.config.loader import PyFileConfigLoader

from tests.generated import Shares, enrol, participants, sheets
from tests.generated_quiz import add_quiz
from tests.gradebooks import contents, differences, files
from tests.grading import nbgrader
from tests.spreadsheet import table
from trekant.course.store import load_course
from trekant.grading.assignments.assignment import write_assignments
from trekant.grading.batch import grade
from trekant.grading.folders import Folders
from trekant.grading.gradebook import open_gradebook
from trekant.grading.gradebook_url import URL_VARIABLE

QUIZ = "genereret"
SHARES = Shares(odd=0.05)
BROKEN = Shares(malformed=0.1)
DUE = datetime(2026, 1, 19)
"""Two of the three weeks in which the generated people hand in have gone."""

LATE_IS_ZERO = '\nc = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n'


@pytest.fixture(autouse=True)
def _own_gradebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL_VARIABLE, raising=False)


@pytest.fixture
def long(fictional: Path) -> Path:
    """The fictional course with a quiz of 72 questions, a deadline, and no points for who misses it."""
    return _with_quiz(fictional, 72)


def _with_quiz(root: Path, questions: int) -> Path:
    add_quiz(root, questions, QUIZ)
    config = Path(__file__).parents[1] / "quizzes" / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8") + LATE_IS_ZERO
    (root / "quizzes" / config.name).write_text(text, encoding="utf-8")
    write_assignments(load_course(root), [QUIZ])
    with open_gradebook(root) as gradebook:
        gradebook.update_or_create_assignment(QUIZ, duedate=DUE)
    return root


def _place(root: Path, given: list[dict[str, Any]]) -> None:
    """Put submissions where ``collect`` puts them, also those that it would refuse."""
    folders = Folders.of(root)
    for sheet in given:
        folder = folders.submission(sheet["participant"], QUIZ)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(folders.release_notebook(QUIZ), folder)
        (folder / "svar.json").write_text(json.dumps(sheet), encoding="utf-8")
        stamp = datetime.fromisoformat(sheet["handed_in"]).strftime("%Y-%m-%d %H:%M:%S.%f UTC\n")
        (folder / "timestamp.txt").write_text(stamp, encoding="ascii")


def _autograde(root: Path) -> dict[str, Any]:
    """``nbgrader autograde`` in this process, by the course's own nbgrader_config.py."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(root / "quizzes")).load_config()
    app = Autograde(coursedir=CourseDirectory(config=config), config=config)
    app.coursedir.assignment_id = QUIZ
    result: dict[str, Any] = capture_log(app)
    return result


@contextmanager
def _without_validation() -> Iterator[None]:
    """nbformat and nbgrader look a dozen times whether a notebook is one; it changes nothing, and takes most time."""
    validate, jsonschema_validate = nbformat.validate, jsonschema.validate
    nbformat.validate = jsonschema.validate = lambda *_, **__: None
    try:
        yield
    finally:
        nbformat.validate, jsonschema.validate = validate, jsonschema_validate


def _autograde_half(root: Path, given: list[dict[str, Any]]) -> str:
    """Grade some of the submissions in a copy of the course; the log, empty when all went well."""
    _place(root, given)
    with _without_validation():
        result = _autograde(root)
    return "" if result["success"] else str(result.get("log") or result["error"])


@pytest.mark.slow
def test_twenty_thousand_cells(long: Path, tmp_path: Path) -> None:
    """280 submissions of 72 questions are 20,160 cells.

    nbgrader takes 11 ms of processor time a cell for them. Half of it goes into looking whether every notebook is a
    notebook, so that is left out here, and the other half is shared between two processes: about 45 s on each of two
    cores. The test below has the real command, with everything it looks at.
    """
    given = sheets(load_course(long), QUIZ, people := participants(280), shares=SHARES)
    enrol(long, people)
    halves = [shutil.copytree(long, tmp_path / str(number)) for number in range(2)]
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        assert list(pool.map(_autograde_half, halves, [given[::2], given[1::2]])) == ["", ""]
    _place(long, given)
    report = grade(load_course(long), QUIZ)
    assert (report.graded, report.refused, report.failed) == (280, (), ())
    theirs = contents(halves[0]) | contents(halves[1])
    ours = contents(long)
    assert not differences(ours, theirs)
    assert sum(name[0] == "grade" for name in ours) == 20_160
    assert not differences(files(long), files(halves[0]) | files(halves[1]))


@pytest.mark.slow
def test_the_real_command(fictional: Path, tmp_path: Path) -> None:
    """Sound and broken submissions, handed in twice; then nbgrader's export and feedback, of what the batch left."""
    ours = _with_quiz(fictional, 12)
    people = participants(14)
    enrol(ours, people)
    theirs = shutil.copytree(ours, tmp_path / "theirs")
    rounds = (Shares(empty=0.2, odd=0.1, malformed=0.02), Shares(empty=0.3, malformed=0.04))
    for seed, shares in enumerate(rounds, start=1):
        given = sheets(load_course(ours), QUIZ, people, seed, shares)
        for number, sheet in enumerate(given):
            sheet["handed_in"] = (DUE + timedelta(days=seed, hours=number - 30)).isoformat() + "Z"
        for root in (ours, theirs):
            _place(root, given)
        report = grade(load_course(ours), QUIZ)
        result = nbgrader(theirs, "autograde", QUIZ)
        assert report.failed and report.graded and report.graded + len(report.failed) == len(people)
        assert result.stderr.count("kan ikke rettes") >= len(report.failed), result.stderr
        assert not differences(contents(ours), contents(theirs))
        assert not differences(files(ours), files(theirs))
    for command in (("export", "--to", "points.csv"), ("generate_feedback", QUIZ)):
        result = nbgrader(ours, *command)
        assert result.returncode == 0, result.stderr
    status = Counter(row["status"] for row in table(ours / "quizzes/points.csv") if row["assignment"] == QUIZ)
    assert status["kunne ikke rettes"] == len(report.failed)
    assert status["rettes manuelt"] + status["rettet"] == report.graded
    assert len(list((ours / "quizzes/feedback").rglob("*.html"))) == report.graded
