"""Batch grading that is killed, disturbed, or out of room leaves nothing half done."""

from __future__ import annotations

import ctypes
import errno
import os
import pickle
import random
import resource
import select
import shutil
import signal
import sqlite3
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.batch import grade, score_by_hand, state
from tests.grading import QUIZ, RIGHT, hand_in, sheet, write_json
from tests.people import rows, trekant
from tests.test_batch import TEXT, correct_the_key
from tests.test_grading_stock import partly
from trekant.course.store import CourseError, load_course
from trekant.grading.batch import GradeReport, run
from trekant.grading.batch import grade as grade_quiz
from trekant.grading.batch.lock import BUSY, LOCK, NO_LOCKS, folder_lock
from trekant.grading.folders import Folders
from trekant.grading.gradebook import open_gradebook
from trekant.grading.gradebook_url import URL_VARIABLE
from trekant.grading.intake.take_in import collect_new

KILLS = 17
"""In each of the three situations: 51 together."""

PEOPLE = [f"nr-{number:02d}" for number in range(20)]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that begin in the middle")


class Child:
    """A process that goes on from here, runs a function, and hands back what came of it."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._reads, writes = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._reads)
            try:
                answer = pickle.dumps(_outcome(work))
                os.write(writes, answer)
            finally:
                os._exit(0)
        os.close(writes)

    def kill_after(self, seconds: float) -> bool:
        """Kill it, unless it is done before; whether it was killed."""
        done, _, _ = select.select([self._reads], [], [], seconds)
        if not done:
            os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        os.close(self._reads)
        return os.WIFSIGNALED(status)

    def result(self) -> Any:
        """What the function returned, or the error it raised."""
        with os.fdopen(self._reads, "rb") as file:
            answer = file.read()
        os.waitpid(self.pid, 0)
        return pickle.loads(answer)


def _outcome(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except CourseError as error:
        return str(error)
    except BaseException:
        return AssertionError(traceback.format_exc())


def _everybody(root: Path) -> None:
    with open_gradebook(root) as gradebook:
        for student in PEOPLE:
            gradebook.add_student(student)


def _first_time(root: Path) -> bool:
    generator = random.Random(5)
    hand_in(root, *(sheet(student, partly(generator)) for student in PEOPLE))
    (root / "quizzes/submitted/nr-03/proeve/svar.json").write_text("{")
    return False


def _once_more(root: Path) -> bool:
    """Everybody was graded, and some of them by hand; some hand in again, and some of those change their text."""
    hand_in(root, *(sheet(student, {**RIGHT, "med-dine-ord": TEXT}) for student in PEOPLE))
    grade(root)
    for student in PEOPLE[::3]:
        score_by_hand(root, student, "slot-06", 1.5, "Godt set.")
    again = {"handed_in": "2026-11-21T10:00:00Z"}
    texts = (TEXT, "Noget andet.", "")
    hand_in(
        root,
        *(
            sheet(student, {"nyt-skaeg": "ingenting", "med-dine-ord": texts[number % 3]}, **again)
            for number, student in enumerate(PEOPLE[::2])
        ),
    )
    return False


def _another_key(root: Path) -> bool:
    _once_more(root)
    grade(root)
    correct_the_key(root)
    return True


@pytest.mark.slow
@pytest.mark.parametrize("situation", [_first_time, _once_more, _another_key])
def test_a_run_that_is_killed_at_any_moment_is_made_good_by_the_next(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, situation: Callable[[Path], bool]
) -> None:
    """The gradebook, the folders, and whose points changed: all as if there had been one run."""
    monkeypatch.setattr(run, "BATCH", 4)
    _everybody(released)
    everything = situation(released)
    whole = Path(shutil.copytree(released, tmp_path / "whole"))
    begun = time.perf_counter()
    report = grade(whole, everything=everything)
    longest, wanted = time.perf_counter() - begun, state(whole)
    assert report.graded >= 10 and (situation is _first_time or report.changed)
    generator, course = random.Random(situation.__name__), load_course(released)
    killed = 0
    while killed < KILLS:
        root = Path(shutil.copytree(released, tmp_path / "killed"))
        here = replace(course, root=root)
        told = tmp_path / "told"
        begun = time.perf_counter()
        child = Child(lambda: grade_quiz(here, QUIZ, everything=everything, tell=lambda _: told.touch()))  # noqa: B023
        if child.kill_after(generator.random() * longest):
            killed += 1
            after = grade_quiz(here, QUIZ, everything=everything)
            assert state(root) == wanted
            assert after.changed == report.changed or (told.exists() and not after.changed)
            assert after.failed == report.failed
            assert not [path for path in (root / "quizzes/autograded").iterdir() if path.name[0] == "."]
            assert grade_quiz(here, QUIZ).graded == 0
        else:
            longest = min(longest, time.perf_counter() - begun)
        told.unlink(missing_ok=True)
        shutil.rmtree(root)


def test_of_two_trainers_at_once_one_is_told_so(released: Path, tmp_path: Path) -> None:
    hand_in(released, sheet("ana"), sheet("bo"))
    whole = Path(shutil.copytree(released, tmp_path / "whole"))
    grade(whole)
    with folder_lock(Folders.of(released)):
        for attempt in (grade, lambda root: collect_new(load_course(root))):
            with pytest.raises(CourseError, match="En anden er i gang med at rette"):
                attempt(released)
    children = [Child(lambda: grade(released)) for _ in range(4)]
    results = [child.result() for child in children]
    assert {type(result) for result in results} <= {GradeReport, str}
    assert {result for result in results if isinstance(result, str)} <= {BUSY}
    assert sum(result.graded for result in results if isinstance(result, GradeReport)) == 2
    assert state(released) == state(whole)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL])
@pytest.mark.parametrize("command", ["grade", "collect"])
def test_a_drive_without_locks_is_told_in_a_sentence(
    graded: Path, monkeypatch: pytest.MonkeyPatch, number: int, command: str
) -> None:
    def without_locks(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(fcntl, "flock", without_locks)
    file = write_json(graded / "svar.json", sheet("bo", handed_in="2026-11-22T10:00:00Z"))
    before = rows(graded)
    done = trekant(command, QUIZ) if command == "grade" else trekant(command, str(file))
    assert done.exit_code == 1 and NO_LOCKS in done.output and isinstance(done.exception, SystemExit)
    assert rows(graded) == before


def test_the_lock_goes_with_its_process(released: Path) -> None:
    reads, writes = os.pipe()

    def hold() -> None:
        with folder_lock(Folders.of(released)):
            os.write(writes, b"x")
            signal.pause()

    child = Child(hold)
    assert os.read(reads, 1) == b"x"
    with pytest.raises(CourseError), folder_lock(Folders.of(released)):
        pass
    assert child.kill_after(0)
    with folder_lock(Folders.of(released)):
        assert (released / "quizzes" / LOCK).exists()


_CLONE_NEWNS, _MS_RDONLY, _MS_REMOUNT, _MS_REC, _MS_PRIVATE = 0x20000, 1, 32, 16384, 1 << 18


def _mount(kind: str, place: Path, flags: int, data: str = "") -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(kind.encode(), str(place).encode(), kind.encode(), flags, data.encode()):
        raise OSError(ctypes.get_errno(), "mount")


def _own_disk(place: Path, size: str) -> None:
    """A disk of its own for this process, which goes with it."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNS):
        raise OSError(ctypes.get_errno(), "unshare")
    _mount("none", Path("/"), _MS_REC | _MS_PRIVATE)
    place.mkdir()
    _mount("tmpfs", place, 0, f"size={size}")


def _may_mount(tmp_path: Path) -> bool:
    return Child(lambda: _own_disk(tmp_path / "try", "1m")).result() is None


def _on_a_disk_with(root: Path, wanted: object, disk: Path, free: int) -> tuple[str | None, bool, bool]:
    """Grade where so many bytes are free: what was said, whether all was left alone, and whether room then helped."""
    _own_disk(disk, "4m")
    here = Path(shutil.copytree(root, disk / "course"))
    before = state(here)
    stats = os.statvfs(disk)
    (disk / "ballast").write_bytes(b"x" * max(0, stats.f_bavail * stats.f_frsize - free))
    said = None
    try:
        grade(here)
    except CourseError as error:
        said = str(error)
    untouched = state(here) == before
    (disk / "ballast").unlink()
    grade(here)
    return said, untouched, state(here) == wanted


def test_a_full_disk_is_told_and_leaves_the_old_state(released: Path, tmp_path: Path) -> None:
    if not _may_mount(tmp_path):
        pytest.skip("a disk of its own needs the right to mount one")
    _everybody(released)
    _first_time(released)
    whole = Path(shutil.copytree(released, tmp_path / "whole"))
    grade(whole)
    wanted, outcomes = state(whole), {}
    for free in (0, 4, 40, 200, 300, 350, 400, 450, 2000):
        disk = tmp_path / f"disk-{free}"
        outcomes[free] = Child(lambda: _on_a_disk_with(released, wanted, disk, free * 1024)).result()  # noqa: B023
    for free, (said, untouched, mended) in outcomes.items():
        assert mended, outcomes
        assert (said is None) or (untouched and "plads" in said and "står, som det stod" in said), (free, outcomes)
    failed = [free for free, (said, _, _) in outcomes.items() if said]
    assert {0, 4, 40, 200} <= set(failed) and outcomes[2000][0] is None


@pytest.mark.parametrize("limit", [1_000, 5_000, 100_000])
def test_files_that_may_not_grow_are_told(released: Path, limit: int) -> None:
    hand_in(released, sheet("ana"), sheet("bo"))

    def small() -> GradeReport:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        return grade(released)

    before = state(released)
    said = Child(small).result()
    assert isinstance(said, str) and "plads" in said, said
    assert state(released) == before
    assert grade(released).graded == 2


def test_a_read_only_gradebook_is_told(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in(released, sheet("ana"))
    before = state(released)
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///file:{released / 'quizzes/gradebook.db'}?mode=ro&uri=true")
    with pytest.raises(CourseError, match=r"^Karakterbogen er skrivebeskyttet\. .* står, som det stod\.$"):
        grade(released)
    assert state(released) == before


def test_a_read_only_folder_is_told(released: Path, tmp_path: Path) -> None:
    if not _may_mount(tmp_path):
        pytest.skip("a disk of its own needs the right to mount one")
    hand_in(released, sheet("ana"))

    def read_only() -> GradeReport:
        disk = tmp_path / "disk"
        _own_disk(disk, "4m")
        here = Path(shutil.copytree(released, disk / "course"))
        _mount("tmpfs", disk, _MS_REMOUNT | _MS_RDONLY)
        return grade(here)

    said = Child(read_only).result()
    assert isinstance(said, str) and said.startswith("Der må ikke skrives i mappen"), said


def test_a_busy_gradebook_is_told(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in(released, sheet("ana"))
    before = state(released)
    path = released / "quizzes/gradebook.db"
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{path}?timeout=0.1")
    with sqlite3.connect(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CourseError, match="Karakterbogen er optaget af et andet program"):
            grade(released)
        other.rollback()
    assert state(released) == before


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+psycopg://trainer:hemmelig@127.0.0.1:1/gradebook", "Karakterbogen kan ikke nås"),
        ("hverken eller hemmelig", "Adressen på karakterbogen i TREKANT_GRADEBOOK er forkert"),
        ("ukendt://hemmelig", "Adressen på karakterbogen i TREKANT_GRADEBOOK er forkert"),
        ("sqlite:////findes/ikke/hemmelig.db", "Karakterbogen kan ikke åbnes"),
        ("sqlite:///{root}/quizzes/proeve.yaml", "Karakterbogen er ikke en database"),
    ],
)
def test_a_gradebook_that_cannot_be_reached_is_told_without_its_address(
    released: Path, monkeypatch: pytest.MonkeyPatch, url: str, said: str
) -> None:
    hand_in(released, sheet("ana"))
    monkeypatch.setenv(URL_VARIABLE, url.format(root=released))
    with pytest.raises(CourseError) as raised:
        grade(released)
    assert said in str(raised.value) and "hemmelig" not in str(raised.value)
    assert not (released / "quizzes/autograded").exists()


def test_half_characters_in_what_cannot_be_graded_are_kept_as_marks(released: Path) -> None:
    """The gradebook keeps the reason, and no database takes half a character."""
    hand_in(released, sheet("ana"), sheet("bo"))
    path = Folders.of(released).submission("ana", QUIZ) / "svar.json"
    answers = {**RIGHT, next(iter(RIGHT)): "\ud800"}
    write_json(path, sheet("ana", answers))
    report = grade_quiz(load_course(released), QUIZ)
    assert [trouble.participant for trouble in report.failed] == ["ana"]
    assert report.graded == 1
