"""Batch grading: the same as nbgrader's own, for everybody at once."""

from __future__ import annotations

import json
import random
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat
import pytest
from traitlets.config.loader import PyFileConfigLoader

from tests.batch import dump, grade, score_by_hand, state, tree
from tests.grading import QUIZ, RIGHT, autograde, hand_in, sheet, submission_of, write_json
from tests.test_grading_stock import WRONG, partly
from trekant.course.store import CourseError, load_course
from trekant.grading.assignments.assignment import write_assignments
from trekant.grading.batch import Change, run
from trekant.grading.batch import grade as grade_quiz
from trekant.grading.gradebook import open_gradebook

TEXT = "Ditte sagde »nej« & gik.\n\n\tHun \\ kom \u2028 ikke igen. @key @answers\x07"


def _copy(root: Path, name: str) -> Path:
    return Path(shutil.copytree(root, root.parent / name))


def _spoil(root: Path, student: str, content: str) -> None:
    (root / "quizzes/submitted" / student / QUIZ / "svar.json").write_text(content, encoding="utf-8")


def test_everything_is_as_nbgrader_would_have_written_it(released: Path) -> None:
    """Every row, and every byte of every file, also for what cannot be graded."""
    generator = random.Random(11)
    given = [{**RIGHT, "med-dine-ord": TEXT}, WRONG, {}, *(partly(generator) for _ in range(9))]
    students = [f"nr-{number:02d}" for number in range(len(given))]
    with open_gradebook(released) as gradebook:
        for student in students:
            gradebook.add_student(student)
    hand_in(released, *map(sheet, students, given), sheet("bo"), sheet("cilla"))
    _spoil(released, "bo", "{")
    (released / "quizzes/submitted/cilla/proeve/svar.json").unlink()
    theirs = _copy(released, "theirs")
    report = grade(released)
    assert not autograde(theirs)["success"]
    assert dump(released) == dump(theirs)
    assert tree(released) == tree(theirs)
    assert (report.graded, len(report.failed), report.unchanged) == (len(given), 2, 0)
    assert "bo/proeve/svar.json kan ikke rettes: filen er ikke gyldig JSON" in report.failed[0].sentence


def test_a_drawn_quiz_is_as_nbgrader_would_have_written_it(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.test_grading_drawn import own

    for module in ("tests.grading", "tests.batch"):
        monkeypatch.setattr(f"{module}.QUIZ", "udtraek")
    students = ("ana", "bo", "cilla", "dan", "eva-1")
    hand_in(released, *(own(released, student, number % 5) for number, student in enumerate(students)))
    theirs = _copy(released, "theirs")
    assert grade(released).graded == 5 and autograde(theirs)["success"]
    assert state(released) == state(theirs)


def test_the_notebooks_are_notebooks(released: Path) -> None:
    hand_in(released, sheet("ana", {**RIGHT, "med-dine-ord": TEXT}), sheet("bo", {}))
    grade(released)
    for student in ("ana", "bo"):
        notebook = nbformat.read(released / f"quizzes/autograded/{student}/proeve/proeve.ipynb", as_version=4)
        nbformat.validate(notebook)


@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_each_road_sees_what_the_other_has_done(released: Path, first: str) -> None:
    hand_in(released, sheet("ana", {**RIGHT, "med-dine-ord": TEXT}), sheet("bo", {}))
    roads = [lambda: grade(released).graded, lambda: autograde(released)["success"]]
    one, other = roads if first == "ours" else reversed(roads)
    one()
    before = state(released)
    assert other() is (True if first == "ours" else 0) or (first == "theirs" and other() == 0)
    assert state(released) == before
    hand_in(released, sheet("bo", handed_in="2026-11-21T10:00:00Z"))
    other()
    again = state(released)
    assert again != before
    one()
    assert state(released) == again


def test_a_second_run_changes_nothing_and_says_so(released: Path) -> None:
    hand_in(released, sheet("ana"), sheet("bo", {**RIGHT, "med-dine-ord": TEXT}))
    assert grade(released).graded == 2
    before = state(released)
    times = {path: path.stat().st_mtime_ns for path in (released / "quizzes/autograded").rglob("*.*")}
    report = grade(released)
    assert (report.graded, report.unchanged, report.changed, report.needs_manual) == (0, 2, (), 1)
    assert state(released) == before
    assert {path: path.stat().st_mtime_ns for path in (released / "quizzes/autograded").rglob("*.*")} == times


@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_size_of_a_batch_is_no_difference(released: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    hand_in(released, *(sheet(student, WRONG) for student in ("ana", "bo", "cilla", "dan", "eva-1")))
    _spoil(released, "cilla", "{")
    whole = _copy(released, "whole")
    grade(whole)
    monkeypatch.setattr(run, "BATCH", size)
    seen: list[tuple[int, int]] = []
    grade_quiz(load_course(released), QUIZ, progress=lambda done, total: seen.append((done, total)))
    assert state(released) == state(whole)
    assert seen == [(done, 5) for done in range(1, 6) if done % size == 0 or done == 5]


def _needs(root: Path, student: str) -> dict[str, bool]:
    with submission_of(root, student) as submission:
        return {one.name: one.needs_manual_grade for one in submission.notebooks[0].grades}


LATER = {"handed_in": "2026-11-21T10:00:00Z"}


def test_a_trainers_points_stand_for_an_answer_that_is_unchanged(released: Path) -> None:
    hand_in(released, sheet("ana", {**RIGHT, "med-dine-ord": TEXT}))
    grade(released)
    score_by_hand(released, "ana", "slot-06", 1.5, "Godt set.")
    hand_in(released, sheet("ana", {**WRONG, "med-dine-ord": TEXT}, **LATER))
    assert grade(released).changed == (Change("ana", 10.0, 1.5),)
    with submission_of(released, "ana") as ana:
        assert ana.score == 1.5 and not ana.needs_manual_grade
        assert [comment.comment for comment in ana.notebooks[0].comments] == ["Godt set."]
    assert grade(released, everything=True).needs_manual == 0


def test_a_changed_answer_awaits_the_trainer_again(released: Path) -> None:
    hand_in(released, sheet("ana", {**RIGHT, "med-dine-ord": TEXT}))
    grade(released)
    score_by_hand(released, "ana", "slot-06", 1.5, "Godt set.")
    score_by_hand(released, "ana", "slot-01", 0.5)
    hand_in(released, sheet("ana", {**RIGHT, "nyt-skaeg": "forhoer", "med-dine-ord": "Noget andet."}, **LATER))
    report = grade(released)
    assert report.needs_manual == 1
    assert [slot for slot, needs in _needs(released, "ana").items() if needs] == ["slot-01", "slot-06"]
    with submission_of(released, "ana") as ana:
        # as nbgrader has it: what the trainer gave stays until it is changed by hand
        assert [comment.comment for comment in ana.notebooks[0].comments] == ["Godt set."]
        assert ana.score == 9.5
    hand_in(released, sheet("ana", {**RIGHT, "med-dine-ord": ""}, handed_in="2026-11-21T11:00:00Z"))
    grade(released)
    with submission_of(released, "ana") as ana:
        comment = ana.notebooks[0].comments[0]
        assert (comment.auto_comment, comment.manual_comment) == ("Intet svar.", "Godt set.")


def correct_the_key(root: Path) -> None:
    """The experts think better of a sentence, and a typing error goes too."""
    bank = root / "quizzes/banks/bedoemt-fjordby.yaml"
    text = bank.read_text(encoding="utf-8")
    assert "rating: 1" in text
    bank.write_text(text.replace("rating: 1", "rating: 3"), encoding="utf-8")


def test_a_corrected_key_is_told_and_regrades_only_when_asked(released: Path) -> None:
    hand_in(released, sheet("ana", {**RIGHT, "med-dine-ord": TEXT}), sheet("bo", {}), sheet("cilla"))
    grade(released)
    score_by_hand(released, "ana", "slot-06", 2.0, "Fint.")
    score_by_hand(released, "cilla", "slot-05", 3.0)
    before = state(released)
    correct_the_key(released)
    report = grade(released)
    assert (report.graded, report.unchanged, report.key_changed, report.changed) == (0, 3, 3, ())
    assert state(released) == before
    report = grade(released, everything=True)
    assert report.changed == (Change("ana", 10.5, 9.5),)
    assert (report.graded, report.key_changed) == (3, 0)
    with submission_of(released, "ana") as ana:
        assert not ana.needs_manual_grade
    # whose points the trainer gave, the trainer has to look at, now that the key says something else
    assert [slot for slot, needs in _needs(released, "cilla").items() if needs] == ["slot-05"]
    assert grade(released).key_changed == 0


def test_a_typing_error_is_no_new_key(released: Path) -> None:
    hand_in(released, sheet("ana"))
    grade(released)
    bank = released / "quizzes/banks/bedoemt-fjordby.yaml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("skægget gro", "sit skæg gro"), encoding="utf-8")
    assert grade(released).key_changed == 0
    assert grade(released, everything=True).changed == ()
    assert "sit skæg gro" in (released / "quizzes/autograded/ana/proeve/proeve.ipynb").read_text(encoding="utf-8")


def test_who_is_not_on_the_roster_is_refused_and_not_made(released: Path) -> None:
    hand_in(released, sheet("ana"), sheet("bo"))
    (released / "quizzes/submitted/ana").rename(released / "quizzes/submitted/fremmed")
    report = grade(released)
    assert [trouble.participant for trouble in report.refused] == ["fremmed"]
    assert "»fremmed« står ikke på deltagerlisten" in report.refused[0].sentence
    assert report.graded == 1 and {row[1] for row in dump(released)[0]} == {"bo"}
    assert not (released / "quizzes/autograded/fremmed").exists()


def test_a_link_among_the_submissions_is_not_followed(released: Path, tmp_path: Path) -> None:
    hand_in(released, sheet("ana"), sheet("bo"))
    folder = released / "quizzes/submitted/ana"
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    report = grade(released)
    assert "mappen er et link" in report.failed[0].sentence and report.graded == 1


def test_what_failed_is_graded_when_it_is_mended(released: Path) -> None:
    hand_in(released, sheet("ana", {**RIGHT, "med-dine-ord": TEXT}), sheet("bo"))
    grade(released)
    score_by_hand(released, "ana", "slot-06", 1.5)
    whole = (released / "quizzes/submitted/ana/proeve/svar.json").read_text(encoding="utf-8")
    _spoil(released, "ana", "{")
    assert len(grade(released).failed) == 1 and len(grade(released).failed) == 1
    assert not (released / "quizzes/autograded/ana/proeve").exists()
    _spoil(released, "ana", whole)
    report = grade(released)
    assert (report.graded, report.failed, report.needs_manual) == (1, (), 1)
    with submission_of(released, "ana") as ana:
        assert ana.score == 10.0 and not ana.notebooks[0].comments[0].auto_comment


def test_a_gradebook_or_folder_that_was_put_back_is_filled_again(released: Path, tmp_path: Path) -> None:
    hand_in(released, sheet("ana"), sheet("bo"))
    shutil.copy(released / "quizzes/gradebook.db", tmp_path)
    grade(released)
    before = state(released)
    shutil.copy(tmp_path / "gradebook.db", released / "quizzes")
    assert grade(released).graded == 2 and state(released) == before
    shutil.rmtree(released / "quizzes/autograded/ana")
    notebook = released / "quizzes/autograded/bo/proeve/proeve.ipynb"
    notebook.chmod(0o644)
    notebook.write_bytes(notebook.read_bytes()[:-500])  # as after a power failure
    assert grade(released).graded == 2 and state(released) == before


def make_due(root: Path, due: datetime, config: str) -> None:
    with open_gradebook(root) as gradebook:
        gradebook.find_assignment(QUIZ).duedate = due
        gradebook.db.commit()
    with (root / "quizzes/nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(f"\nc = get_config()\n{config}\n")


class HalfPointAnHour:
    """What a trainer might configure; the class below is made of it where nbgrader is imported."""

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        return None if student_id == "cilla" else total_seconds_late / 7200


def _plugin() -> type:
    from nbgrader.plugins import LateSubmissionPlugin

    return type("Plugin", (HalfPointAnHour, LateSubmissionPlugin), {"__module__": __name__})


Plugin = _plugin()


@pytest.mark.parametrize(
    ("config", "penalties"),
    [
        ("", [None, None, None, None]),
        ("c.LateSubmissionPlugin.penalty_method = 'zero'", [None, 8.5, 8.5, 8.5]),
        ("c.AssignLatePenalties.plugin_class = 'tests.test_batch.Plugin'", [None, 0.5, None, 8.5]),
    ],
)
def test_late_penalties_are_nbgraders(released: Path, config: str, penalties: list[float | None]) -> None:
    due = datetime(2026, 11, 1, 9, 0)
    times = {"ana": 0, "bo": 1, "cilla": 2, "dan": 400}
    sheets = [
        sheet(student, handed_in=f"{(due + timedelta(hours=late)).isoformat()}+00:00")
        for student, late in times.items()
    ]
    hand_in(released, *sheets)
    make_due(released, due, config)
    theirs = _copy(released, "theirs")
    grade(released)
    assert [row[-1] for row in dump(released)[0]] == penalties
    assert autograde(theirs, PyFileConfigLoader("nbgrader_config.py", str(theirs / "quizzes")).load_config())["success"]
    assert dump(theirs) == dump(released)


def test_an_extension_and_a_later_duedate_count(released: Path) -> None:
    hand_in(released, sheet("ana"), sheet("bo"))
    make_due(released, datetime(2026, 11, 20, 8, 0), "c.LateSubmissionPlugin.penalty_method = 'zero'")
    with open_gradebook(released) as gradebook:
        gradebook.add_submission(QUIZ, "ana").extension = timedelta(hours=1)
        gradebook.db.commit()
    grade(released)
    assert [row[-1] for row in dump(released)[0]] == [None, 8.5]
    make_due(released, datetime(2026, 11, 21), "")
    assert grade(released, everything=True).changed == (Change("bo", 0.0, 8.5),)


@pytest.mark.parametrize("rule", ["Failing", "NoNumber"])
def test_a_rule_that_fails_stops_the_run_and_changes_nothing(released: Path, rule: str) -> None:
    hand_in(released, sheet("ana"))
    make_due(released, datetime(2026, 11, 20, 8, 0), f"c.AssignLatePenalties.plugin_class = 'tests.test_batch.{rule}'")
    before = state(released)
    with pytest.raises(CourseError, match="Reglen om for sen aflevering"):
        grade(released)
    assert state(released) == before


Failing = type("Failing", (Plugin,), {"late_submission_penalty": lambda *_: 1 / 0, "__module__": __name__})
NoNumber = type("NoNumber", (Plugin,), {"late_submission_penalty": lambda *_: float("nan"), "__module__": __name__})


def change_release(root: Path) -> None:
    path = root / "quizzes/release/proeve/proeve.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != "slot-03"]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def _in_config(line: str) -> Any:
    return lambda root: make_due(root, datetime(2027, 1, 1), line)


def _in_quiz(old: str, new: str) -> Any:
    def change(root: Path) -> None:
        path = root / "quizzes/proeve.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (change_release, "Opgaven har andre spørgsmål end testen"),
        (lambda root: (root / "quizzes/release/proeve/proeve.ipynb").unlink(), "mangler i release/"),
        (_in_quiz("points: 3}", "points: 4}"), "slot-05 passer ikke til testen"),
        (_in_quiz("use: graded", "use: practice"), "er en øvelse"),
        (_in_config("c.Autograde.autograde_preprocessors = []"), "»autograde_preprocessors« lavet om"),
        (_in_config("c.CourseDirectory.db_url = 'sqlite:///other.db'"), "nævner en anden karakterbog"),
        (_in_config("1 / 0"), r"nbgrader_config.py kan ikke læses \(ZeroDivisionError"),
    ],
)
def test_what_keeps_everybody_from_being_graded_changes_nothing(released: Path, change: Any, said: str) -> None:
    hand_in(released, sheet("ana"))
    change(released)
    before = state(released)
    with pytest.raises(CourseError, match=said):
        grade(released)
    assert state(released) == before


def test_an_assignment_that_was_never_made_is_told(fictional: Path, released: Path) -> None:
    shutil.copy(released / "quizzes/gradebook.db", fictional / "quizzes")
    (fictional / "quizzes/ny.yaml").write_text(
        (fictional / "quizzes/proeve.yaml").read_text(encoding="utf-8").replace("id: proeve", "id: ny"),
        encoding="utf-8",
    )
    with pytest.raises(CourseError, match="er ikke lavet endnu; kør »trekant assignments ny«"):
        grade_quiz(load_course(fictional), "ny")


def test_a_quiz_without_free_text_says_too_why_it_failed(released: Path) -> None:
    _in_quiz("  - {question: med-dine-ord, points: 2}\n", "")(released)
    write_assignments(load_course(released), [QUIZ])
    hand_in(released, sheet("ana"), sheet("bo"))
    _spoil(released, "ana", "{")
    theirs = _copy(released, "theirs")
    assert len(grade(released).failed) == 1
    autograde(theirs)
    assert state(released) == state(theirs)
    hand_in(released, sheet("ana", **LATER))
    assert grade(released).graded == 1
    with submission_of(released, "ana") as ana:
        assert [comment.auto_comment for comment in ana.notebooks[0].comments] == [None]


def test_nothing_handed_in_is_nothing_to_do(released: Path) -> None:
    report = grade(released)
    assert (report.graded, report.unchanged, report.failed, report.refused) == (0, 0, (), ())
    write_json(released / "quizzes/submitted/notes.json", {})
    assert grade(released).graded == 0
