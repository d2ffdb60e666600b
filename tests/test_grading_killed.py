"""A run that is killed leaves nothing that the next run takes for done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbgrader.converters.base as base
import pytest
from nbconvert.writers import FilesWriter
from nbgrader.preprocessors import AssignLatePenalties

from tests.grading import AUTO_MAXIMUM, QUIZ, autograde, feedback, hand_in, scores, sheet, submission_of
from tests.people import killed
from trekant.course.quizzes.answers import read_kept
from trekant.course.store import load_course
from trekant.grading import completeness as unfinished
from trekant.grading.intake import foreign
from trekant.grading.intake.collect import collect
from trekant.grading.marks.export import CANNOT_BE_GRADED, GRADED, submission_status
from trekant.grading.preprocessors import ForgetScores, ScoreFromBank, UseReleaseNotebook, save_scores

pytestmark = pytest.mark.slow

FIRST, LAST = "ana", "bo"


def _die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_at_call(owner: Any, name: str, number: int, *, after: bool = False) -> None:
    """Let the ``number``-th call of a function be the last thing this process does, before or after its work."""
    original, calls = getattr(owner, name), iter(range(1, 1_000))

    def replacement(*args: Any, **kwargs: Any) -> Any:
        last = next(calls) == number
        if last and not after:
            _die()
        result = original(*args, **kwargs)
        return _die() if last else result

    setattr(owner, name, replacement)


# ana is graded first, and bo dies: the second call where it is one a submission.
POINTS: dict[str, Callable[[], None]] = {
    "before the folder is made": lambda: _die_at_call(base.BaseConverter, "init_assignment", 2),
    "when the answers are copied": lambda: _die_at_call(base.shutil, "copy", 2, after=True),
    "before the old scores are forgotten": lambda: _die_at_call(ForgetScores, "change", 2),
    "with the submitted notebook": lambda: _die_at_call(UseReleaseNotebook, "change", 2),
    "before the notebook is written": lambda: _die_at_call(FilesWriter, "write", 3),
    "with the notebook written once": lambda: _die_at_call(FilesWriter, "write", 3, after=True),
    "before the scoring": lambda: _die_at_call(ScoreFromBank, "change", 2),
    "while the scores are saved": lambda: _die_at_call(save_scores, "_score", 10),
    "with the scores saved": lambda: _die_at_call(AssignLatePenalties, "preprocess", 2),
    "with the notebook written twice": lambda: _die_at_call(FilesWriter, "write", 4, after=True),
    "with everything written but the time": lambda: _die_at_call(unfinished, "_finish", 2),
    "with the time written beside its place": lambda: _die_at_call(Path, "replace", 2),
}


def _run_and_die(root: Path, die: Callable[[], None], run: Callable[[Path], Any] = autograde) -> None:
    with killed() as in_child:
        if in_child:
            die()
            run(root)


def _status(root: Path, student: str) -> str:
    with submission_of(root, student) as submission:
        return submission_status(submission)


def _everybody_has(root: Path, points: float) -> None:
    for student in (FIRST, LAST):
        assert sum(value or 0 for value in scores(root, student).values()) == points
        assert _status(root, student) == GRADED
        folder = root / "quizzes/autograded" / student / QUIZ
        submitted = root / "quizzes/submitted" / student / QUIZ
        assert (folder / "timestamp.txt").read_text() == (submitted / "timestamp.txt").read_text()
        assert (folder / "svar.json").read_bytes() == (submitted / "svar.json").read_bytes()
        assert (folder / "proeve.ipynb").read_text(encoding="utf-8").count("execute_result") == 5


@pytest.mark.parametrize("point", POINTS)
def test_what_a_killed_run_left_is_graded_by_the_next(released: Path, point: str) -> None:
    hand_in(released, sheet(FIRST), sheet(LAST))
    _run_and_die(released, POINTS[point])
    assert _status(released, FIRST) == GRADED
    if point not in ("before the folder is made", "when the answers are copied"):
        # all scores are in the gradebook before the last steps, and they are the right ones
        assert _status(released, LAST) in (CANNOT_BE_GRADED, GRADED)
    done = released / "quizzes/autograded" / FIRST / QUIZ / "proeve.ipynb"
    before = done.stat().st_mtime_ns
    result = autograde(released)
    assert result["success"], result
    assert done.stat().st_mtime_ns == before
    _everybody_has(released, AUTO_MAXIMUM)


@pytest.mark.parametrize("point", ["before the old scores are forgotten", "while the scores are saved"])
def test_a_killed_regrading_leaves_no_old_points(released: Path, point: str) -> None:
    hand_in(released, sheet(FIRST), sheet(LAST))
    assert autograde(released)["success"]
    again = {"handed_in": "2026-11-21T10:00:00Z"}
    hand_in(released, sheet(FIRST, {}, **again), sheet(LAST, {}, **again))
    _run_and_die(released, POINTS[point])
    if point == "while the scores are saved":
        assert _status(released, LAST) == CANNOT_BE_GRADED
    assert autograde(released)["success"]
    _everybody_has(released, 0)


def _delete_the_time_first_and_die(folder: str) -> None:
    (Path(folder) / "timestamp.txt").unlink()
    _die()


def test_a_run_killed_while_it_deletes_the_old_folder(released: Path) -> None:
    """nbgrader deletes the old folder's files in no fixed order."""
    hand_in(released, sheet(FIRST), sheet(LAST))
    assert autograde(released)["success"]
    again = {"handed_in": "2026-11-21T10:00:00Z"}
    hand_in(released, sheet(FIRST, {}, **again), sheet(LAST, {}, **again))
    _run_and_die(released, lambda: setattr(base, "rmtree", _delete_the_time_first_and_die))
    assert autograde(released)["success"]
    _everybody_has(released, 0)


def test_feedback_of_a_killed_run_is_made_again(released: Path) -> None:
    hand_in(released, sheet(FIRST), sheet(LAST))
    assert autograde(released)["success"]
    _run_and_die(released, lambda: _die_at_call(FilesWriter, "write", 2), feedback)
    assert not (released / "quizzes/feedback" / LAST / QUIZ / "proeve.html").exists()
    assert feedback(released)["success"]
    assert (released / "quizzes/feedback" / LAST / QUIZ / "proeve.html").exists()


def test_the_real_command_killed_from_outside(released: Path) -> None:
    hand_in(released, sheet(FIRST), sheet(LAST))
    notebook = released / "quizzes/autograded" / FIRST / QUIZ / "proeve.ipynb"
    command = [str(Path(sys.executable).parent / "nbgrader"), "autograde", QUIZ]
    with subprocess.Popen(command, cwd=released / "quizzes", stderr=subprocess.DEVNULL) as run:
        while not notebook.exists() and run.poll() is None:
            time.sleep(0.001)  # the file's appearance is no event that one can wait for everywhere
        run.kill()
    assert run.returncode == -signal.SIGKILL
    done = subprocess.run(command, cwd=released / "quizzes", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    _everybody_has(released, AUTO_MAXIMUM)


@pytest.mark.parametrize("rename", [1, 2, 3])
def test_a_submission_survives_a_killed_collect(released: Path, rename: int) -> None:
    """Killed before the old one is moved away, before the new one is put there, and just after that."""
    hand_in(released, sheet(FIRST))
    newer = sheet(FIRST, {}, handed_in="2026-11-21T10:00:00Z")
    with killed() as in_child:
        if in_child:
            _die_at_call(Path, "rename", min(rename, 2), after=rename == 3)
            hand_in(released, newer)
    collect(load_course(released), [])
    kept = read_kept((released / "quizzes/submitted" / FIRST / QUIZ / "svar.json").read_bytes())
    assert kept.answers == newer["answers"]
    assert list((released / "quizzes/submitted/.incoming").iterdir()) == []
    assert len(list((released / "quizzes/submitted/.replaced" / FIRST).iterdir())) == 1


def test_only_what_is_not_finished_is_marked(tmp_path: Path) -> None:
    done, half = tmp_path / "autograded/ana/proeve", tmp_path / "feedback/bo/proeve"
    for folder in (done, half):
        folder.mkdir(parents=True)
    (done / "timestamp.txt").write_text("2026-11-20 09:00:00.000000 UTC\n")
    (tmp_path / "autograded" / "notes.txt").touch()
    (tmp_path / "autograded" / "link").symlink_to(tmp_path)
    unfinished.mark_unfinished(tmp_path)
    assert (done / "timestamp.txt").read_text().startswith("2026")
    assert (half / "timestamp.txt").read_text() == unfinished.NEVER
    assert [path.name for path in half.iterdir()] == ["timestamp.txt"]
    assert foreign.SET_ASIDE.startswith(".") and not (tmp_path / "autograded" / "timestamp.txt").exists()
