"""Where everybody is, read without nbgrader, is what nbgrader's own tables say by way of its models."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch import score_by_hand
from tests.grading import QUIZ, autograde, hand_in, sheet
from trekant.course.store import load_course
from trekant.grading.folders import Folders
from trekant.grading.gradebook import mark_failed, open_gradebook
from trekant.grading.marks.results import results
from trekant.grading.marks.standings import GradedAs, Standing, exact_standings, standings


def _standings(root: Path) -> dict[str, Standing]:
    with open_gradebook(root) as gradebook:
        return standings(gradebook.db.connection(), load_course(root).quiz(QUIZ))


def _assert_like_results(root: Path) -> None:
    found, quiz = _standings(root), load_course(root).quiz(QUIZ)
    with open_gradebook(root) as gradebook:
        told = results(gradebook, Folders.of(root), quiz)
        exactly = exact_standings(gradebook.db.connection(), quiz, sorted(found))
    assert {one.participant for one in told.known} == {
        code for code, one in found.items() if one.state in (GradedAs.DONE, GradedAs.TO_READ)
    }
    assert set(told.failed) == {code for code, one in found.items() if one.state is GradedAs.FAILED}
    for one in told.known:
        mine = found[one.participant]
        assert (mine.passed, mine.state is GradedAs.TO_READ) == (one.passed, one.pending_manual), one.participant
        assert mine.points == pytest.approx(one.points, abs=1e-3)
        exact = exactly[one.participant]
        assert (exact.points, exact.maximum, exact.passed) == (one.points, one.maximum, one.passed)
        assert exact.arrived is not None and exact.arrived == one.handed_in.replace(tzinfo=None)


def test_graded_failed_and_waiting_are_told_apart(graded: Path) -> None:
    _assert_like_results(graded)
    assert {code: one.state for code, one in _standings(graded).items()} == {
        "ana": GradedAs.DONE,
        "bo": GradedAs.DONE,
        "cilla": GradedAs.TO_READ,
    }
    with open_gradebook(graded) as gradebook:
        mark_failed(gradebook, QUIZ, "bo", "Filen er væk.")
    assert _standings(graded)["bo"].state is GradedAs.FAILED
    _assert_like_results(graded)


@pytest.mark.parametrize(
    ("given", "passes"),
    [
        ((0.85, 2.0, 0.0, 1.5, 3.0, 0.0), True),
        # two thirds and a third are written 1.6667 and 0.3333, and 7.35 of 10.5 points are needed
        ((0.0, 1.6667, 0.3333, 1.5, 1.85, 2.0), True),
        ((0.0, 1.6667, 0.3333, 1.5, 1.8499, 2.0), False),
    ],
)
def test_who_is_at_the_pass_mark_is_decided_exactly(graded: Path, given: tuple[float, ...], passes: bool) -> None:
    for number, points in enumerate(given, start=1):
        score_by_hand(graded, "cilla", f"slot-{number:02}", points)
    assert _standings(graded)["cilla"].passed is passes
    _assert_like_results(graded)


def test_a_penalty_for_lateness_counts(graded: Path) -> None:
    with open_gradebook(graded) as gradebook:
        gradebook.find_submission(QUIZ, "ana").notebooks[0].late_submission_penalty = 4.0
        gradebook.db.commit()
    assert not _standings(graded)["ana"].passed
    _assert_like_results(graded)


def test_a_quiz_that_nobody_has_handed_in_has_no_standings(released: Path) -> None:
    assert _standings(released) == {}
    hand_in(released, sheet("ana", {}))
    assert autograde(released)["success"]
    assert list(_standings(released)) == ["ana"]


def test_it_needs_no_nbgrader() -> None:
    """Its import takes 70 MB, and the service is to be small."""
    said = "import sys, trekant.grading.marks.standings; print('nbgrader' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.lower()) is False
