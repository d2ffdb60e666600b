"""The gradebook in a real PostgreSQL, which is started for these tests."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import postgres
from tests.generated import Shares, enrol, participants, sheets
from tests.generated_quiz import add_quiz
from tests.gradebooks import contents, differences, files
from tests.grading import nbgrader
from tests.patience import PATIENCE
from tests.spreadsheet import table
from trekant.course.store import CourseError, load_course
from trekant.grading.assignments.assignment import write_assignments
from trekant.grading.batch import grade
from trekant.grading.batch.lock import BUSY
from trekant.grading.folders import Folders
from trekant.grading.gradebook_url import URL_VARIABLE, gradebook_url

pytestmark = pytest.mark.slow

QUIZ = "genereret"
PEOPLE = participants(20)


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    with postgres.running() as running:
        yield running


@pytest.fixture
def url(server: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """A new database, which is the gradebook."""
    monkeypatch.setenv(URL_VARIABLE, server.url(server.new_database()))
    return gradebook_url(Path())


@pytest.fixture
def course(fictional: Path) -> Path:
    """The fictional course with a long quiz and, not yet in any gradebook, everybody's submissions."""
    add_quiz(fictional, 12, QUIZ)
    shutil.copy(Path(__file__).parents[1] / "quizzes" / "nbgrader_config.py", fictional / "quizzes")
    return fictional


def _hand_in(root: Path, seed: int = 1) -> None:
    """Let everybody hand in, somebody with what cannot be graded; the roster and the assignment come first."""
    write_assignments(load_course(root), [QUIZ])
    if seed == 1:
        enrol(root, PEOPLE)
    folders = Folders.of(root)
    for sheet in sheets(load_course(root), QUIZ, PEOPLE, seed, Shares(empty=0.15, odd=0.1, malformed=0.03)):
        folder = folders.submission(sheet["participant"], QUIZ)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(folders.release_notebook(QUIZ), folder)
        (folder / "svar.json").write_text(json.dumps(sheet), encoding="utf-8")
        handed_in = datetime.fromisoformat(sheet["handed_in"]).replace(day=20 + seed)
        (folder / "timestamp.txt").write_text(f"{handed_in:%Y-%m-%d %H:%M:%S} UTC\n", encoding="ascii")


def _graded(root: Path, **options: Any) -> int:
    report = grade(load_course(root), QUIZ, **options)
    assert report.graded + report.unchanged + len(report.failed) == len(PEOPLE) and not report.refused
    return report.graded


def test_it_holds_what_a_file_would(course: Path, tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    in_file = shutil.copytree(course, tmp_path / "file")
    for seed in (1, 2):
        _hand_in(course, seed)
        assert 0 < _graded(course) < len(PEOPLE)
        with monkeypatch.context() as without:
            without.delenv(URL_VARIABLE)
            _hand_in(in_file, seed)
            _graded(in_file)
            theirs = contents(in_file)
        assert not differences(contents(course), theirs)
        assert not differences(files(course), files(in_file))
    assert not (course / "quizzes/gradebook.db").exists()
    assert _graded(course) == 0
    assert _graded(course, everything=True) > 10
    assert not differences(contents(course), theirs)


def test_nbgraders_own_commands_use_it(course: Path, url: str) -> None:
    _hand_in(course)
    _graded(course)
    ours, written = contents(course), files(course)
    shutil.rmtree(course / "quizzes/autograded")
    assert "kan ikke rettes" in nbgrader(course, "autograde", QUIZ, "--force").stderr
    assert not differences(contents(course), ours)
    assert not differences(files(course), written)
    assert nbgrader(course, "export").returncode == 0
    rows = [row for row in table(course / "quizzes/grades.csv") if row["assignment"] == QUIZ]
    assert {row["student_id"] for row in rows} == {one.code for one in PEOPLE}
    assert {"rettes manuelt", "kunne ikke rettes"} <= {row["status"] for row in rows}


def test_two_at_once_from_two_folders(course: Path, tmp_path: Path, url: str) -> None:
    """Each is done or told to wait, and the gradebook is whole."""
    _hand_in(course)
    other = shutil.copytree(course, tmp_path / "other")
    command = [sys.executable, "-m", "trekant.cli", "grade", QUIZ]
    running = [
        subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for root in (course, other)
    ]
    said = [process.communicate(timeout=PATIENCE) for process in running]
    for out, err in said:
        assert "rettet" in out or BUSY in err, (out, err)
        assert "Traceback" not in err
    assert any("rettet" in out for out, _ in said)
    found = contents(course)
    _graded(course, everything=True)
    assert not differences(found, contents(course))


def test_who_comes_second_is_told_to_wait(course: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _hand_in(course)
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as somebody:
        somebody.execute("SELECT pg_advisory_lock(%s)", [zlib.crc32(f"trekant/{QUIZ}".encode())])
        with pytest.raises(CourseError, match="En anden er i gang med at rette"):
            _graded(course)
    assert _graded(course) > 10


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_the_address_may_leave_the_driver_out(
    course: Path, server: postgres.Server, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv(URL_VARIABLE, server.url(server.new_database(), scheme))
    _hand_in(course)
    assert _graded(course) > 10


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("@127", ":x@127"), "tager ikke imod det brugernavn"),
        (("/karakterbog", "/ukendt"), "kan ikke nås"),
        (("psycopg", "findesikke"), "i TREKANT_GRADEBOOK er forkert"),
    ],
)
def test_a_wrong_address_is_told_in_words_without_the_password(
    course: Path, url: str, server: postgres.Server, monkeypatch: pytest.MonkeyPatch, wrong: tuple[str, str], said: str
) -> None:
    _hand_in(course)
    monkeypatch.setenv(URL_VARIABLE, url.replace(*wrong))
    command = [sys.executable, "-m", "trekant.cli", "grade", QUIZ]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and server.password not in done.stdout + done.stderr
    assert said in done.stderr, done.stderr
