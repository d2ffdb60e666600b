"""The inbox, and the command »trekant grade«."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.batch import state
from tests.grading import QUIZ, RIGHT, sheet, submission_of, write_json
from tests.test_batch import TEXT, correct_the_key
from trekant.cli import main
from trekant.course.store import load_course
from trekant.grading.intake.take_in import TAKEN, collect_new, inbox


@pytest.fixture
def course(released: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(released)
    return released


def _put(root: Path, name: str, *answers: object, **changes: object) -> Path:
    return write_json(root / "quizzes/inbox" / name, sheet(*answers, **changes))  # type: ignore[arg-type]


def _lying(root: Path) -> list[str]:
    top = root / "quizzes/inbox"
    files = sorted(path.relative_to(top) for path in top.rglob("*") if path.is_file())
    return ["/".join((file.parts[0], *file.parts[2:])) if file.parts[0] == TAKEN else str(file) for file in files]


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["grade", *arguments])


def test_the_trainer_sees_whose_time_had_run_out(course: Path) -> None:
    _put(course, "ana.json", "ana", begun="2026-11-20T09:28:00+01:00", time_up="2026-11-20T09:48:00+01:00")
    _put(course, "bo.json", "bo")
    told = _run(QUIZ).output
    [late] = [line for line in told.splitlines() if line.startswith("Over tiden: ")]
    assert late.endswith("ana.json: taget ind; tiden var gået, da der blev afleveret, med 12 min.")
    assert "2 modtaget" in told


def test_what_was_taken_in_is_moved_and_what_was_not_stays(course: Path) -> None:
    _put(course, "mail/ana.json", "ana")
    _put(course, "bo.json", "bo")
    _put(course, "fremmed.json", "fremmed")
    (course / "quizzes/inbox/note.txt").write_text("Husk Bo.")
    with zipfile.ZipFile(course / "quizzes/inbox/hold.zip", "w") as archive:
        archive.write(_put(course, "cilla.json", "cilla"), "cilla.json")
    with zipfile.ZipFile(course / "quizzes/inbox/blandet.zip", "w") as archive:
        archive.write(_put(course, "dan.json", "dan"), "dan.json")
        archive.writestr("halv.json", "{")
    for taken in ("cilla.json", "dan.json"):
        (course / "quizzes/inbox" / taken).unlink()
    report = collect_new(load_course(course))
    assert {entry.participant for entry in report.accepted} == {"ana", "bo", "cilla", "dan"}
    lying = ["blandet.zip", "fremmed.json", "note.txt", "taget-ind/bo.json", "taget-ind/hold.zip"]
    assert _lying(course) == [*lying, "taget-ind/mail/ana.json"]
    again = collect_new(load_course(course))
    assert not again.accepted and len(again.refused) == 2  # the stranger, and the broken half of the zip
    assert _lying(course) == [*lying, "taget-ind/mail/ana.json"]


def test_a_file_of_a_name_that_is_taken_gets_another(course: Path) -> None:
    _put(course, "svar.json", "ana")
    collect_new(load_course(course))
    _put(course, "svar.json", "bo")
    collect_new(load_course(course))
    assert len(_lying(course)) == 2 and all(name.startswith("taget-ind/svar.") for name in _lying(course))


def test_a_file_that_was_taken_in_before_a_kill_is_moved_by_the_next_run(course: Path) -> None:
    path = _put(course, "ana.json", "ana")
    kept = path.read_bytes()
    collect_new(load_course(course))
    path.write_bytes(kept)  # as if it had not been moved
    report = collect_new(load_course(course))
    assert len(report.skipped) == 1 and not path.exists() and len(_lying(course)) == 2


def test_the_inbox_may_be_anywhere(course: Path, tmp_path: Path) -> None:
    settings = course / "assets/course.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + f"inbox: {tmp_path / 'drev'}\n", encoding="utf-8")
    write_json(tmp_path / "drev/ana.json", sheet("ana"))
    assert inbox(load_course(course)) == tmp_path / "drev"
    assert len(collect_new(load_course(course)).accepted) == 1
    assert [path.name for path in (tmp_path / "drev").iterdir()] == [TAKEN]


def test_the_command_collects_grades_and_says_so(course: Path, tmp_path: Path) -> None:
    _put(course, "ana.json", "ana", {**RIGHT, "med-dine-ord": TEXT})
    mailed = write_json(tmp_path / "bo.json", sheet("bo"))
    result = _run(QUIZ, str(mailed))
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "2 modtaget, 0 sprunget over, 0 afvist.",
        "»proeve«: 2 rettet, 0 uændret.",
        "1 besvarelse venter på en underviser; se dem i formgrader.",
    ]
    assert mailed.exists()  # only what lay in the inbox is moved
    before = state(course)
    again = _run(QUIZ)
    assert again.output.splitlines()[:2] == [
        "Der er ikke kommet noget nyt i quizzes/inbox.",
        "»proeve«: 0 rettet, 2 uændret.",
    ]
    assert state(course) == before


def test_the_command_tells_of_a_corrected_key(course: Path) -> None:
    _put(course, "ana.json", "ana")
    _put(course, "bo.json", "bo", {})
    _run(QUIZ)
    correct_the_key(course)
    told = _run(QUIZ)
    assert "Facit er ændret, siden 2 besvarelser blev rettet." in told.output
    assert "trekant grade proeve --all" in told.output and told.exit_code == 0
    done = _run(QUIZ, "--all")
    assert "fået andre point end før:\n  ana: 8,5 → 7,5\n»proeve«: 2 rettet" in done.output
    with submission_of(course, "ana") as ana:
        assert ana.score == 7.5


def test_what_could_not_be_graded_gives_code_1(course: Path) -> None:
    _put(course, "ana.json", "ana")
    _put(course, "bo.json", "bo")
    _run(QUIZ)
    (course / "quizzes/submitted/bo/proeve/svar.json").write_text("{")
    shutil.move(course / "quizzes/submitted/ana", course / "quizzes/submitted/fremmed")
    result = _run(QUIZ)
    assert result.exit_code == 1
    assert "Deltageren »fremmed« står ikke på deltagerlisten" in result.output
    assert "bo/proeve/svar.json kan ikke rettes: filen er ikke gyldig JSON" in result.output
    assert "0 rettet, 0 uændret, 2 kunne ikke rettes." in result.output
    assert _run("ukendt").exit_code == 1
