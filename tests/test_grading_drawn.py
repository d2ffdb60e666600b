"""A drawn quiz on the road from the assignment to the points: each participant is graded by the own draw."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.grading import autograde, hand_in, scores, sheet, write_json
from tests.test_grading_stock import stock
from trekant.course.quizzes.quiz import draw
from trekant.course.store import load_course
from trekant.course.tasks.question import score
from trekant.grading.assignments.notebooks import read_notebook
from trekant.grading.gradebook import open_gradebook
from trekant.grading.intake.collect import collect

STUDENTS = ("ana", "bo", "cilla", "dan")


@pytest.fixture(autouse=True)
def _this_quiz(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.grading.QUIZ", "udtraek")


def answers(root: Path, participant: str, *, right: int) -> dict[str, Any]:
    """The key to the first slots of a participant's own draw, and nothing to the others."""
    course = load_course(root)
    quiz = course.quiz("udtraek")
    tasks = course.tasks(quiz)
    return {slot.question: tasks[slot.question].key for slot in draw(quiz, participant)[:right]}


def own(root: Path, participant: str, right: int) -> dict[str, Any]:
    return sheet(participant, answers(root, participant, right=right), revision=3)


def test_the_assignment_has_a_cell_a_slot_and_no_question(released: Path) -> None:
    folder = released / "quizzes/release/udtraek"
    grades = [
        cell for cell in read_notebook(folder / "udtraek.ipynb").cells if cell.metadata.get("nbgrader", {}).get("grade")
    ]
    assert [cell.metadata.nbgrader.grade_id for cell in grades] == ["slot-01", "slot-02", "slot-03", "slot-04"]
    assert {(cell.cell_type, cell.metadata.nbgrader.points) for cell in grades} == {("code", 1)}
    payload = json.loads((folder / "udtraek.json").read_text(encoding="utf-8"))
    assert len(payload["variants"]) == 64 and len(payload["pool"]) == 11


def test_each_is_graded_by_the_own_draw(released: Path) -> None:
    hand_in(released, *(own(released, student, right) for right, student in enumerate(STUDENTS, start=1)))
    result = autograde(released)
    assert result["success"], result
    for right, student in enumerate(STUDENTS, start=1):
        expected = {f"slot-0{number}": float(number <= right) for number in (1, 2, 3, 4)}
        assert scores(released, student) == expected
        graded = (released / f"quizzes/autograded/{student}/udtraek/udtraek.ipynb").read_text(encoding="utf-8")
        course = load_course(released)
        for slot in draw(course.quiz("udtraek"), student):
            question, _ = course.questions[slot.question]
            assert question.stem.split(".")[0].split("»")[0] in graded


def test_a_question_of_somebody_elses_draw_is_refused(released: Path) -> None:
    quiz = load_course(released).quiz("udtraek")
    mine = {slot.question for slot in draw(quiz, "ana")}
    other = next(one for one in quiz.pool if one not in mine)
    path = write_json(released / "inbox/1.json", sheet("ana", {other: None}, revision=3))
    report = collect(load_course(released), [path])
    [entry] = report.refused
    assert entry.sentence.endswith(f"1.json: spørgsmålet »{other}« hører ikke til deltagerens test.")


@pytest.mark.slow
def test_nbgraders_own_execute_gives_the_same_points(released: Path) -> None:
    codes = [f"nr-{number}" for number in range(8)]
    with open_gradebook(released) as gradebook:
        for code in codes:
            gradebook.add_student(code)
    hand_in(released, *(own(released, code, number % 5) for number, code in enumerate(codes)))
    assert autograde(released)["success"]
    ours = {code: scores(released, code) for code in codes}
    assert autograde(released, stock(released), force=True)["success"]
    assert {code: scores(released, code) for code in codes} == ours
    assert {sum(value or 0 for value in points.values()) for points in ours.values()} == {0, 1, 2, 3, 4}


def test_a_wrong_answer_is_scored_by_its_own_question(released: Path) -> None:
    course = load_course(released)
    quiz = course.quiz("udtraek")
    tasks = course.tasks(quiz)
    given = {
        slot.question: [option.id for option in tasks[slot.question].options][:1]
        if tasks[slot.question].kind == "multiple"
        else tasks[slot.question].options[0].id
        for slot in draw(quiz, "bo")
        if tasks[slot.question].kind in ("multiple", "single", "contact")
    }
    hand_in(released, sheet("bo", given, revision=3))
    assert autograde(released)["success"]
    assert scores(released, "bo") == {
        slot.id: score(tasks[slot.question], given.get(slot.question), slot.points).points for slot in draw(quiz, "bo")
    }
