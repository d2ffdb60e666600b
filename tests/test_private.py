"""What is about people can be read by its owner alone, whatever the umask; and git never takes it."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.grading import QUIZ, nbgrader, sheet, write_json
from tests.people import graded as grade_all
from tests.people import trekant
from trekant.grading.gradebook import open_gradebook

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")

PUBLIC = ("release",)


@pytest.fixture(autouse=True)
def _open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def _open_to_others(root: Path, before: set[Path]) -> list[str]:
    """What is new, is no folder for handing out, and can be read by others."""
    new = [path for path in root.rglob("*") if path not in before and not set(path.parts) & set(PUBLIC)]
    assert new
    return [str(path.relative_to(root)) for path in new if stat.S_IMODE(path.lstat().st_mode) & 0o077]


def test_every_command_about_people_writes_for_its_owner_alone(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(released)
    before = set(tmp_path.rglob("*"))
    for code in ("ana", "bo"):
        write_json(released / "quizzes/inbox" / f"svar-{code}.json", sheet(code))
    before |= set((released / "quizzes/inbox").rglob("*"))
    for command in (
        ("participants", "codes", "3", "--csv", "koder.csv"),
        ("participants", "list", "--csv", "liste.csv"),
        ("grade", QUIZ),
        ("feedback", QUIZ, "--to", "sider"),
        ("report", QUIZ),
        ("participants", "export", "ana"),
        ("participants", "forget", "bo", "--yes"),
    ):
        done = trekant(*command)
        assert done.exit_code == 0, done.output
    assert _open_to_others(released, before) == []


def test_nbgraders_own_commands_do_too(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(released)
    before = set(released.rglob("*"))
    with open_gradebook(released):
        write_json(released / "svar.json", sheet("ana"))
    assert trekant("collect", "svar.json").exit_code == 0
    for command in (("autograde", QUIZ), ("generate_feedback", QUIZ), ("export", "--to", "point.csv")):
        done = nbgrader(released, *command)
        assert done.returncode == 0, done.stderr
    assert _open_to_others(released / "quizzes", before) == []


def test_what_an_earlier_version_left_open_is_closed(released: Path) -> None:
    grade_all(released)
    quizzes = released / "quizzes"
    left = ("gradebook.db", "submitted", "autograded", "source")
    for name in left:
        (quizzes / name).chmod(0o777)
    with open_gradebook(released):
        pass
    assert [name for name in left if stat.S_IMODE((quizzes / name).stat().st_mode) & 0o077] == []
    assert stat.S_IMODE((quizzes / "release").stat().st_mode) & 0o055 == 0o055, "what is handed out stays open"


@pytest.mark.parametrize(
    "name",
    [
        "quizzes/gradebook.db", "quizzes/gradebook.db-wal", "quizzes/gradebook copy.db", "quizzes/gradebook-2026.db",
        "quizzes/kopi af gradebook.db", "gradebook.db.bak", "hold/gradebook.db.2026-11-01", "point.csv", "koder.csv",
        "deltagere 2.csv", "deltager-ana.zip", "quizzes/certificates/a.pdf",
    ],
)  # fmt: skip
def test_git_takes_no_copy_of_it(name: str) -> None:
    root = Path(__file__).parents[1]
    if not (root / ".git").exists():
        pytest.skip("ikke en klon")
    assert subprocess.run(["git", "check-ignore", "-q", "--no-index", name], cwd=root).returncode == 0
