"""What is just enough is enough wherever the verdict is told, and what is not is seen to be less."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import FICTIONAL
from tests.grading import QUIZ, grades
from tests.people import trekant
from tests.test_grading_export import _export
from trekant.course.quizzes.quiz import draw
from trekant.course.store import load_course
from trekant.grading.folders import Folders
from trekant.grading.gradebook import open_gradebook
from trekant.grading.intake.submission import mark_slot
from trekant.grading.marks.results import results


def _just_enough_in_thirds(root: Path) -> None:
    """Ana: 1 + 4/3 + 1 + 1/3 + 7/3 + 1.35 = 7.35 of 10.5, which is 70 percent; what is written adds up to 7.3499."""
    points = {"slot-01": 1, "slot-02": 1.3333, "slot-03": 1, "slot-04": 0.3333, "slot-05": 2.3333}
    with open_gradebook(root) as gradebook:
        for grade in grades(gradebook, "ana"):
            if grade.name in points:
                grade.auto_score = points[grade.name]
            else:
                grade.manual_score = 1.35
        gradebook.db.commit()


def _page(root: Path) -> str:
    assert trekant("feedback", QUIZ).exit_code == 0
    return Folders.of(root).feedback("ana", QUIZ).read_text(encoding="utf-8")


def test_just_enough_is_enough_wherever_it_is_told(graded: Path) -> None:
    _just_enough_in_thirds(graded)
    with open_gradebook(graded) as gradebook:
        ana = results(gradebook, Folders.of(graded), load_course(graded).quiz(QUIZ)).known[0]
    assert (ana.points, ana.maximum, ana.share, ana.passed) == (7.35, 10.5, 0.7, True)
    page = _page(graded)
    assert "Du fik 7,35 af 10,5 point, og det er 70 procent. Du har bestået." in page
    assert "trukket" not in page
    assert "1 nyt bevis" in trekant("certificates", QUIZ).output
    assert {row["student_id"]: row["score"] for row in _export(graded)}["ana"] == "7,35"


def test_who_has_not_passed_is_not_told_the_figure_that_it_takes(graded: Path) -> None:
    _just_enough_in_thirds(graded)
    with open_gradebook(graded) as gradebook:
        text = next(grade for grade in grades(gradebook, "ana") if grade.manual_score == 1.35)
        text.manual_score = 1.347
        gradebook.db.commit()
    page = _page(graded)
    assert "Du fik 7,347 af 10,5 point, og det er 69,97 procent. Du har ikke bestået endnu." in page
    assert "0 nye beviser" in trekant("certificates", QUIZ).output


def test_full_marks_of_three_tenths_of_a_point_are_full_marks() -> None:
    """As a float, 0.3 is a little less than three tenths."""
    course = load_course(FICTIONAL)
    quiz = course.quiz(QUIZ)
    tasks = course.tasks(quiz)
    slot = next(slot for slot in draw(quiz, participant="ana") if tasks[slot.question].kind != "text")
    task = tasks[slot.question]
    assert mark_slot(slot.model_copy(update={"points": 0.3}), task, task.key).points == 0.3
