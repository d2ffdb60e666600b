"""The generator of submissions does what those who build on it take for granted."""

from __future__ import annotations

import csv
import json
import statistics
from pathlib import Path

import pytest

from tests.generated import Manner, Shares, participants, possible, sheet, sheets, write_roster, write_sheets
from tests.generated_quiz import add_quiz
from trekant.course.quizzes.answers import AnswerFileError, check_sheet, read_sheet
from trekant.course.store import Course, load_course
from trekant.course.tasks.interaction import AnswerError


@pytest.fixture
def course(fictional: Path) -> Course:
    add_quiz(fictional, 36, "lang")
    return load_course(fictional)


def test_answers_turn_out_as_they_are_called(course: Course) -> None:
    assert not course.problems
    for task in course.tasks(course.quiz("lang")).values():
        answers = possible(task)
        shares = {how: [task.share(one) for one in answers[how]] for how in Manner if how is not Manner.MALFORMED}
        for one in answers[Manner.MALFORMED]:
            with pytest.raises(AnswerError):
                task.share(one)
        assert set(shares[Manner.EMPTY]) == {0}
        if task.kind != "text":
            assert set(shares[Manner.RIGHT]) == {1}
            assert all(0 < one < 1 for one in shares[Manner.PARTLY] if one is not None)
            assert bool(shares[Manner.PARTLY]) == (task.kind.picks != "one")
            assert max(one or 0 for one in shares[Manner.WRONG]) < 0.5


def test_the_same_seed_gives_the_same_answers_however_many_there_are(course: Course) -> None:
    many, few = (sheets(course, "udtraek", participants(count)) for count in (40, 7))
    assert many[:7] == few
    assert sheet(course, "udtraek", participants(3)[2]) == many[2]
    assert sheets(course, "udtraek", participants(7), seed=2) != few


def test_the_able_do_better(course: Course) -> None:
    tasks = course.tasks(course.quiz("lang"))
    people = participants(100)
    means = [
        statistics.mean(tasks[question].share(one) or 0 for question, one in made["answers"].items())
        for made in sheets(course, "lang", people)
    ]
    assert statistics.correlation([one.ability for one in people], [float(mean) for mean in means]) > 0.7


def test_odd_sheets_are_taken_in_and_malformed_ones_are_read_and_refused(course: Course, tmp_path: Path) -> None:
    quiz = course.quiz("lang")
    tasks = course.tasks(quiz)
    for path in write_sheets(course, "lang", participants(20), tmp_path / "odd", shares=Shares(odd=0.5)):
        check_sheet(read_sheet(path.read_bytes()), quiz, tasks)
    for made in sheets(course, "lang", participants(20), shares=Shares(malformed=0.5)):
        read = read_sheet(json.dumps(made).encode())
        with pytest.raises(AnswerFileError):
            check_sheet(read, quiz, tasks)


def test_the_roster_has_nbgraders_columns(tmp_path: Path) -> None:
    path = write_roster(participants(2), tmp_path / "hold" / "deltagere.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["nr-00001", "nr-00002"]
    assert list(rows[0]) == ["id", "first_name", "last_name", "email"]
