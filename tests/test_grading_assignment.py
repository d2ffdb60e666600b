"""Writing the assignments."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from traitlets.config import Config

from tests.grading import MAXIMUM, QUIZ, STUDENTS, autograde, hand_in, scores, sheet
from trekant.course.store import CourseError, load_course
from trekant.grading.assignments.assignment import write_assignments
from trekant.grading.config import configure
from trekant.grading.gradebook import open_gradebook


def _written(root: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(root)): (path.read_bytes(), path.stat().st_mtime_ns)
        for step in ("source", "release")
        for path in (root / "quizzes" / step / QUIZ).rglob("*.*")
    }


def _contents(root: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in _written(root).items()}


def _change(root: Path, file: str, old: str, new: str) -> None:
    path = root / "quizzes" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_notebook_has_a_grade_cell_a_slot(released: Path) -> None:
    notebook = nbformat.read(released / "quizzes/release/proeve/proeve.ipynb", as_version=4)
    nbformat.validate(notebook)
    graded = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert [cell.metadata.nbgrader.grade_id for cell in graded] == [f"slot-{number:02d}" for number in range(1, 7)]
    assert sum(cell.metadata.nbgrader.points for cell in graded) == MAXIMUM
    *auto, text = graded
    for cell in auto:
        assert cell.cell_type == "code" and cell.metadata.nbgrader.locked and not cell.metadata.nbgrader.solution
        assert cell.source == f'from trekant.grading import points\n\npoints("{cell.metadata.nbgrader.grade_id}")'
    assert text.cell_type == "markdown" and text.metadata.nbgrader.solution
    assert text.source == "*Her kommer dit svar til at stå, når testen rettes.*"
    assert notebook.cells[1].source == 'from trekant.widgets import quiz\n\nquiz("proeve.json")'
    with open_gradebook(released) as gradebook:
        assert gradebook.find_assignment(QUIZ).max_score == MAXIMUM


def test_no_heading_has_the_anchor_of_a_grade_cell(released: Path) -> None:
    """The formgrader would find the heading for the score's field, and save no score."""
    notebook = nbformat.read(released / "quizzes/release/proeve/proeve.ipynb", as_version=4)
    headings = [line.lstrip("# ") for cell in notebook.cells for line in cell.source.splitlines() if line[:1] == "#"]
    anchors = {heading.replace(" ", "-").lower() for heading in headings}
    assert len(anchors) == 8
    assert not anchors & {cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata}


def test_what_participants_get_holds_no_key(released: Path) -> None:
    """Neither feedback, model answer, rubric nor anything that says which option is right."""
    course = load_course(released)
    secrets = []
    for item in course.quiz(QUIZ).questions:
        question = course.questions[item.question][0]
        options = getattr(question, "options", getattr(question, "items", ()))
        secrets += [option.feedback for option in options if hasattr(option, "feedback")]
        secrets += [*getattr(question, "rubric", ()), getattr(question, "model", "")]
    secrets = [secret for secret in secrets if secret]
    assert len(secrets) > 15
    files = [path for path in (released / "quizzes/release/proeve").rglob("*") if path.is_file()]
    assert sorted(path.name for path in files) == ["proeve.ipynb", "proeve.json"]
    for path in files:
        data = json.loads(path.read_text(encoding="utf-8"))
        text = json.dumps(data, ensure_ascii=False)
        assert [secret for secret in secrets if secret in text] == []
        assert not re.search(r'"(key|right|table|weights|rating|feedback|model|rubric|onward)"', text)
    payload = json.loads((released / "quizzes/release/proeve/proeve.json").read_text(encoding="utf-8"))
    order = next(slot["task"]["options"] for slot in payload["slots"] if slot["task"]["kind"] == "order")
    assert [option["id"] for option in order] != ["skriv", "sig-det", "leder-ringer", "plan"]


def test_writing_again_changes_nothing(released: Path, fictional: Path) -> None:
    before = _written(released)
    again = write_assignments(load_course(released))
    assert [(one.quiz, one.changed) for one in again] == [(QUIZ, False), ("udtraek", False)]
    assert _written(released) == before
    shutil.copy(released / "quizzes/gradebook.db", fictional / "quizzes")  # making a new one takes seconds
    write_assignments(load_course(fictional), [QUIZ])
    assert _contents(fictional) == _contents(released)


def test_needs_no_activated_environment(fictional: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """nbgrader starts alembic by its name to make a gradebook."""
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    assert not shutil.which("alembic")
    configure(Config(), fictional / "quizzes")
    assert shutil.which("alembic")


def _truncate(root: Path) -> None:
    path = root / "quizzes/release/proeve/proeve.ipynb"
    path.write_bytes(path.read_bytes()[:1000])


@pytest.mark.parametrize(
    "spoil",
    [
        _truncate,
        lambda root: (root / "quizzes/release/proeve/proeve.ipynb").unlink(),
        lambda root: (root / "quizzes/release/proeve/proeve.json").unlink(),
        lambda root: (root / "quizzes/source/proeve/proeve.ipynb").write_text("{}"),
    ],
)
def test_what_is_spoilt_is_made_again(released: Path, spoil: Callable[[Path], object]) -> None:
    before = _contents(released)
    spoil(released)
    assert write_assignments(load_course(released), [QUIZ])[0].changed
    assert _contents(released) == before


def test_a_new_wording_keeps_the_scores(released: Path) -> None:
    hand_in(released, sheet("ana"))
    assert autograde(released)["success"]
    before = scores(released, "ana")
    _change(released, "proeve.yaml", "Fjordbys prøve", "Fjordbys nye prøve")
    assert write_assignments(load_course(released), [QUIZ])[0].changed
    assert "nye prøve" in (released / "quizzes/release/proeve/proeve.ipynb").read_text(encoding="utf-8")
    assert scores(released, "ana") == before
    with open_gradebook(released) as gradebook:
        assert {student.id for student in gradebook.students} == set(STUDENTS)
    assert autograde(released, force=True)["success"]
    assert scores(released, "ana") == before


SINGLE, SEVERAL, TEXT = (
    "  - question: nyt-skaeg\n",
    "hvilke-tegn, points: 2",
    "  - {question: med-dine-ord, points: 2}\n",
)


@pytest.mark.parametrize(
    "changes",
    [
        {SINGLE: ""},
        {SEVERAL: "hvilke-tegn, points: 3"},
        {SINGLE: "  - question: med-dine-ord\n", TEXT: "  - {question: nyt-skaeg, points: 2}\n"},
    ],
)
def test_other_slots_are_refused_once_somebody_has_points(released: Path, changes: dict[str, str]) -> None:
    hand_in(released, sheet("ana"))
    assert autograde(released)["success"]
    before, points = _written(released), scores(released, "ana")
    for old, new in changes.items():
        _change(released, "proeve.yaml", old, new)
    with pytest.raises(CourseError, match="har fået andre pladser, typer eller point"):
        write_assignments(load_course(released), [QUIZ])
    assert (_written(released), scores(released, "ana")) == (before, points)


def test_other_slots_are_taken_while_nobody_has_points(released: Path) -> None:
    _change(released, "proeve.yaml", "  - question: nyt-skaeg\n", "")
    assert write_assignments(load_course(released), [QUIZ])[0].changed
    with open_gradebook(released) as gradebook:
        assert gradebook.find_assignment(QUIZ).max_score == MAXIMUM - 1


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (["oevelse"], "»oevelse« er en øvelse, og øvelser bliver ikke bedømt."),
        (["ukendt"], "Testen »ukendt« kan ikke læses"),
    ],
)
def test_only_graded_quizzes_become_assignments(released: Path, wanted: list[str], said: str) -> None:
    with pytest.raises(CourseError, match=said):
        write_assignments(load_course(released), wanted)


def test_a_bank_with_an_error_makes_no_assignment(released: Path) -> None:
    _change(released, "banks/bedoemt-fjordby.yaml", "rating: 4", "rating: 9")
    with pytest.raises(CourseError, match=r"quizzes/banks/bedoemt-fjordby.yaml:\d+: R001 .* Opgaverne kan ikke laves"):
        write_assignments(load_course(released), [QUIZ])


def test_a_retired_question_makes_no_assignment(released: Path) -> None:
    _change(released, "banks/bedoemt-fjordby.yaml", "  - id: fire-svar\n", "  - id: fire-svar\n    status: retired\n")
    with pytest.raises(CourseError, match="»fire-svar«"):
        write_assignments(load_course(released), [QUIZ])
