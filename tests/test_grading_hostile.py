"""Submissions that did not come through ``collect``, or that the course can no longer score.

Grading fails closed: no points, a word in the gradebook, and everybody else is graded.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from traitlets.config import Config

from tests.grading import (
    AUTO_MAXIMUM,
    QUIZ,
    RIGHT,
    autograde,
    grades,
    hand_in,
    scores,
    sheet,
    submission_of,
    write_json,
)
from tests.spreadsheet import table
from trekant.course.quizzes.answers import MAX_BYTES
from trekant.course.tasks.question import Score
from trekant.grading.config import configure
from trekant.grading.gradebook import open_gradebook
from trekant.grading.marks.export import StatusExporter

Spoil = Callable[[Path], object]


def _submission(root: Path, student: str = "ana") -> Path:
    return root / "quizzes" / "submitted" / student / QUIZ


def _autograded(root: Path, student: str = "ana") -> Path:
    return root / "quizzes" / "autograded" / student / QUIZ


def _status(root: Path, tmp_path: Path) -> dict[str, tuple[str, str]]:
    to = tmp_path / "out.csv"
    with open_gradebook(root) as gradebook:
        StatusExporter(to=str(to), assignment=[QUIZ]).export(gradebook)
    return {row["student_id"]: (row["score"].replace(",", "."), row["status"]) for row in table(to)}


def _answers(**changes: Any) -> Spoil:
    return lambda folder: write_json(folder / "svar.json", sheet("ana") | changes)


def _link(folder: Path) -> None:
    (folder / "svar.json").rename(folder.parents[3] / "secret.json")
    (folder / "svar.json").symlink_to(folder.parents[3] / "secret.json")


def _someone_elses(folder: Path) -> None:
    (folder / "svar.json").write_bytes((folder.parents[1] / "bo" / QUIZ / "svar.json").read_bytes())


SPOILT: list[tuple[Spoil, str]] = [
    (lambda folder: (folder / "svar.json").unlink(), "filen mangler"),
    (_link, "filen mangler"),  # the link is set aside before anything looks at it
    (lambda folder: (folder / "svar.json").write_bytes(b"x" * (MAX_BYTES + 1)), "filen er for stor"),
    (lambda folder: (folder / "svar.json").write_bytes(b"{"), "filen er ikke gyldig JSON"),
    (_answers(answers={"ukendt": "a"}), "spørgsmålet »ukendt« hører ikke til deltagerens test"),
    (_answers(answers={"nyt-skaeg": ["ingenting"]}), "svaret på »nyt-skaeg« kan ikke bruges"),
    (_answers(revision=1), "filen svarer på udgave 1 af testen"),
    (_answers(quiz="oevelse"), "filen svarer på testen »oevelse«"),
    (_someone_elses, "filen er fra deltageren »bo«, men ligger hos »ana«"),
]


@pytest.mark.parametrize(("spoil", "said"), SPOILT)
def test_a_spoilt_submission_is_never_a_plain_zero(released: Path, tmp_path: Path, spoil: Spoil, said: str) -> None:
    hand_in(released, sheet("ana"), sheet("bo"))
    spoil(_submission(released))
    result = autograde(released)
    assert not result["success"]
    assert f"ana/{QUIZ}/svar.json kan ikke rettes: {said}" in result["log"]
    with submission_of(released, "ana") as ana:
        assert ana.needs_manual_grade
        (comment,) = ana.notebooks[0].comments
        assert comment.auto_comment.startswith(f"Kunne ikke rettes: ana/{QUIZ}/svar.json kan ikke rettes: {said}")
    assert set(scores(released, "ana").values()) == {None}
    assert not _autograded(released).exists()
    assert sum(value or 0 for value in scores(released, "bo").values()) == AUTO_MAXIMUM
    status = _status(released, tmp_path)
    assert status["ana"] == ("", "kunne ikke rettes") and status["bo"] == (str(AUTO_MAXIMUM), "rettet")


def test_old_points_do_not_outlive_a_submission_that_cannot_be_graded(released: Path, tmp_path: Path) -> None:
    hand_in(released, sheet("ana"))
    assert autograde(released)["success"]
    hand_in(released, sheet("ana", handed_in="2026-11-21T10:00:00Z"))
    (_submission(released) / "svar.json").write_bytes(b"{")
    assert not autograde(released)["success"]
    assert _status(released, tmp_path)["ana"] == ("", "kunne ikke rettes")
    hand_in(released, sheet("ana", {}, handed_in="2026-11-22T00:00:00Z"))
    assert autograde(released)["success"]
    assert _status(released, tmp_path)["ana"] == ("0.0", "rettet")
    with submission_of(released, "ana") as ana:
        assert [comment.auto_comment for comment in ana.notebooks[0].comments] == ["Intet svar."]


def test_a_failure_is_told_from_a_text_that_waits_also_without_free_text(released: Path, tmp_path: Path) -> None:
    """A quiz without free text has no comments for the reason to stand in."""
    from trekant.course.store import load_course
    from trekant.grading.assignments.assignment import write_assignments

    quiz = released / "quizzes/proeve.yaml"
    text = quiz.read_text(encoding="utf-8").replace("  - {question: med-dine-ord, points: 2}\n", "")
    quiz.write_text(text, encoding="utf-8")
    write_assignments(load_course(released))
    hand_in(released, sheet("ana"), sheet("bo"))
    (_submission(released) / "svar.json").unlink()
    assert not autograde(released)["success"]
    with submission_of(released, "ana") as ana:
        assert ["filen mangler" in comment.auto_comment for comment in ana.notebooks[0].comments] == [True]
    assert _status(released, tmp_path)["ana"] == ("", "kunne ikke rettes")
    hand_in(released, sheet("ana", handed_in="2026-11-21T10:00:00Z"))
    assert autograde(released)["success"]
    assert _status(released, tmp_path)["ana"] == (str(AUTO_MAXIMUM), "rettet")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("banks/bedoemt-fjordby.yaml", "id: fire-svar", "id: andre-svar", "»fire-svar«"),
        ("banks/bedoemt-fjordby.yaml", "  - id: fire-svar", "  - status: draft\n    id: fire-svar", "»fire-svar«"),
        ("banks/bedoemt-fjordby.yaml", "rating: 4", "rating: 44", "»nyt-skaeg«"),
        ("proeve.yaml", "use: graded", "use: practice", "er en øvelse"),
        ("proeve.yaml", "minutes: 10", "minutes: ti", "Testen »proeve« kan ikke læses"),
        ("proeve.yaml", "  - question: kenneth-paa-nitten\n", "", "»kenneth-paa-nitten« hører ikke til"),
        ("proeve.yaml", "points: 3}", "points: 4}", "Opgavens slot-05 passer ikke til testen"),
    ],
)
def test_grades_nobody_by_a_bank_that_does_not_fit(
    released: Path, tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    hand_in(released, sheet("ana"))
    path = released / "quizzes" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = autograde(released)
    assert not result["success"] and said in result["log"]
    assert _status(released, tmp_path)["ana"] == ("", "kunne ikke rettes")


def test_a_slot_more_than_the_notebook_has_fails(released: Path) -> None:
    hand_in(released, sheet("ana"))
    notebook = released / "quizzes/release/proeve/proeve.ipynb"
    data = json.loads(notebook.read_text(encoding="utf-8"))
    data["cells"] = [cell for cell in data["cells"] if cell["id"] != "slot-03"]
    notebook.write_text(json.dumps(data), encoding="utf-8")
    result = autograde(released)
    assert not result["success"] and "Opgaven har andre spørgsmål end testen" in result["log"]
    assert set(scores(released, "ana").values()) == {None}


@pytest.mark.parametrize("points", [None, math.nan, math.inf, -1.0, 1.5])
def test_points_that_are_no_points_fail(released: Path, monkeypatch: pytest.MonkeyPatch, points: float | None) -> None:
    """nbgrader would give full marks for them, or stop the run."""
    import trekant.grading.intake.submission as module

    hand_in(released, sheet("ana"))
    made = Score.model_construct(fraction=1.0, points=points, maximum=1.0)
    monkeypatch.setattr(module, "score", lambda task, answer, maximum: made)
    result = autograde(released)
    assert not result["success"] and "gav ikke et tal mellem 0 og 1 point" in result["log"]
    assert set(scores(released, "ana").values()) == {None}


def test_something_unforeseen_leaves_no_points(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import trekant.grading.preprocessors.score_from_bank as module

    hand_in(released, sheet("ana"))
    monkeypatch.setattr(module, "for_trainer", lambda marked: 1 / 0)
    result = autograde(released)
    assert not result["success"] and "Der skete en uventet fejl (ZeroDivisionError)" in result["log"]
    assert set(scores(released, "ana").values()) == {None}


def _notebook(change: Callable[[nbformat.NotebookNode], object]) -> Spoil:
    def spoil(folder: Path) -> None:
        notebook = nbformat.read(folder / "proeve.ipynb", as_version=4)
        change(notebook)
        (folder / "proeve.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")

    return spoil


def _run_me(notebook: nbformat.NotebookNode) -> None:
    source = "from pathlib import Path\nPath('EVIL').touch()"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = source
    notebook.cells.insert(0, new_code_cell(source))


def _full_marks(notebook: nbformat.NotebookNode) -> None:
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.update(points=100, locked=False, solution=True)


@pytest.mark.parametrize(
    ("spoil", "readable"),
    [
        (_notebook(_run_me), True),
        (_notebook(_full_marks), True),
        (_notebook(lambda notebook: notebook.cells.append(notebook.cells[4])), True),
        (_notebook(lambda notebook: notebook.cells.clear()), True),
        (lambda folder: write_json(folder / "evil.ipynb", {"cells": "none"}), True),
        (lambda folder: (folder / "proeve.ipynb").write_text("not JSON"), False),
        (lambda folder: (folder / "proeve.ipynb").write_text('{"nbformat": 99}'), False),
    ],
)
@pytest.mark.parametrize(
    "hook", ["trekant.grading.intake.foreign.set_foreign_aside", "tests.test_grading_hostile.fail"]
)
def test_nothing_of_a_submitted_notebook_counts(released: Path, spoil: Spoil, readable: bool, hook: str) -> None:
    """Nor when the hook that sets it aside fails, which nbgrader does not mind."""
    hand_in(released, sheet("ana", {}), sheet("bo"))
    spoil(_submission(released))
    config = Config()
    configure(config, released / "quizzes")
    config.Autograde.pre_convert_hook = hook
    result = autograde(released, config)
    if readable or hook.startswith("trekant"):
        assert result["success"], result
        assert set(scores(released, "ana").values()) == {0}
        graded = (_autograded(released) / "proeve.ipynb").read_text(encoding="utf-8")
        assert "EVIL" not in graded and len(json.loads(graded)["cells"]) == 16
        assert sorted(path.name for path in _autograded(released).iterdir()) == [
            "proeve.ipynb", "svar.json", "timestamp.txt"
        ]  # fmt: skip
    else:
        assert set(scores(released, "ana").values()) == {None}
    assert not list(released.rglob("EVIL"))
    assert sum(value or 0 for value in scores(released, "bo").values()) == AUTO_MAXIMUM


def fail(**_: Any) -> None:
    raise RuntimeError


def test_files_beside_the_answers_are_not_copied_nor_links_followed(released: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "more.txt").write_text("SECRET")
    hand_in(released, sheet("ana"))
    folder = _submission(released)
    (folder / "evil.html").write_text("<script>alert(1)</script>")
    (folder / "link.txt").symlink_to(secret)
    (folder / "links").symlink_to(tmp_path / "secrets")
    (folder / "deep").mkdir()
    (folder / "deep" / "evil.html").write_text("x")
    assert autograde(released)["success"]
    copied = sorted(path.name for path in (released / "quizzes/autograded").rglob("*") if path.is_file())
    assert copied == ["proeve.ipynb", "svar.json", "timestamp.txt"]
    aside = released / "quizzes/submitted/.set-aside/ana/proeve"
    assert sorted(path.name.partition(".")[0] for path in aside.iterdir()) == ["deep", "evil", "link", "links"]
    assert secret.read_text() == "SECRET" and (tmp_path / "secrets" / "more.txt").exists()


@pytest.mark.parametrize("level", ["student", "quiz"])
def test_a_link_in_the_place_of_a_folder_is_refused_and_left_alone(released: Path, tmp_path: Path, level: str) -> None:
    hand_in(released, sheet("ana"), sheet("bo"))
    folder = _submission(released) if level == "quiz" else _submission(released).parent
    elsewhere = folder.rename(tmp_path / folder.name)
    (elsewhere / "more.txt").touch()
    folder.symlink_to(elsewhere)
    before = sorted(elsewhere.rglob("*"))
    assert not autograde(released)["success"]
    assert sorted(elsewhere.rglob("*")) == before
    assert not _autograded(released).exists()
    assert sum(value or 0 for value in scores(released, "bo").values()) == AUTO_MAXIMUM


def test_somebody_who_is_not_on_the_roster_is_not_created(released: Path) -> None:
    hand_in(released, sheet("ana"), sheet("bo"))
    stranger = _submission(released, "fremmed")
    _submission(released).parent.rename(stranger.parent)
    write_json(stranger / "svar.json", sheet("fremmed"))
    result = autograde(released)
    assert not result["success"] and "No student with ID 'fremmed'" in result["log"]
    with open_gradebook(released) as gradebook:
        assert "fremmed" not in {student.id for student in gradebook.students}
    assert sum(value or 0 for value in scores(released, "bo").values()) == AUTO_MAXIMUM


@pytest.mark.parametrize("answers", [RIGHT, {}, {"nyt-skaeg": "forhoer", "fire-svar": {"citat": 3}}])
def test_every_grade_cell_shows_exactly_one_number(released: Path, answers: dict[str, Any]) -> None:
    """A cell that shows none, or something else, would get full marks."""
    hand_in(released, sheet("ana", answers))
    assert autograde(released)["success"]
    notebook = nbformat.read(_autograded(released) / "proeve.ipynb", as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and "nbgrader" in cell.metadata]
    assert len(cells) == 5
    for cell in cells:
        results = [output for output in cell.outputs if output.output_type == "execute_result"]
        assert len(results) == 1 and list(results[0].data) == ["text/plain"]
        number = float(results[0].data["text/plain"])
        assert math.isfinite(number) and 0 <= number <= cell.metadata.nbgrader.points


def test_no_cell_is_run(released: Path) -> None:
    config = Config()
    configure(config, released / "quizzes")
    steps = [*config.Autograde.sanitize_preprocessors, *config.Autograde.autograde_preprocessors]
    assert not [step for step in steps if step.endswith(("Execute", "IgnorePattern"))]
    assert config.Autograde.create_student is False


def test_the_trainers_own_points_survive_a_failure(released: Path) -> None:
    hand_in(released, sheet("ana", {**RIGHT, "med-dine-ord": "tekst"}))
    assert autograde(released)["success"]
    with open_gradebook(released) as gradebook:
        grade = grades(gradebook, "ana")[-1]
        grade.manual_score = 1.5
        gradebook.db.commit()
    (_submission(released) / "svar.json").unlink()
    assert not autograde(released, force=True)["success"]
    with open_gradebook(released) as gradebook:
        assert [grade.manual_score for grade in grades(gradebook, "ana")] == [None] * 5 + [1.5]
