"""One that grades again and again gets ready once, and writes what each run on its own would have written."""

from __future__ import annotations

import random
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from tests.batch import dump, grade, state, tree
from tests.grading import QUIZ, RIGHT, hand_in, sheet
from tests.test_batch import change_release, make_due
from tests.test_grading_stock import partly
from trekant.course.store import CourseError, load_course
from trekant.grading.batch import Grader

WAVES = (("ana", "bo"), ("cilla", "ana"), ("dan",))
"""Who hands in before each grading; one of them twice."""


def test_it_is_as_if_it_had_begun_anew_each_time(released: Path) -> None:
    anew = Path(shutil.copytree(released, released.parent / "anew"))
    ready, generator = Grader(load_course(released)), random.Random(3)
    for wave in WAVES:
        sheets = [sheet(student, {**RIGHT, **partly(generator)}) for student in wave]
        for root in (released, anew):
            hand_in(root, *sheets)
        ready.grade(QUIZ, only=set(wave))
        grade(anew)
        assert dump(released) == dump(anew)
        assert tree(released) == tree(anew)
    assert len(tree(released)) == 3 * len({one for wave in WAVES for one in wave})


def test_what_has_changed_meanwhile_counts(released: Path) -> None:
    ready = Grader(load_course(released))
    hand_in(released, sheet("ana"))
    ready.grade(QUIZ, only={"ana"})
    make_due(released, datetime(2026, 11, 1), "c.LateSubmissionPlugin.penalty_method = 'zero'")
    hand_in(released, sheet("bo"))
    ready.grade(QUIZ, only={"bo"})
    assert [row[-1] for row in dump(released)[0]] == [None, 8.5]
    change_release(released)
    hand_in(released, sheet("cilla"))
    before = state(released)
    with pytest.raises(CourseError, match="Opgaven har andre spørgsmål end testen"):
        ready.grade(QUIZ, only={"cilla"})
    assert state(released) == before
