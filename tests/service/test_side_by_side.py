"""Hand-ins that came as files and by button, side by side: everybody counts once, with what arrived last."""

from __future__ import annotations

from tests.batch import grade
from tests.grading import AUTO_MAXIMUM, QUIZ, hand_in
from tests.service.conftest import Running, answers
from tests.service.trainer.test_overview import counts, rows
from trekant.course.store import load_course
from trekant.grading.folders import Folders
from trekant.grading.gradebook import open_gradebook
from trekant.grading.intake.handins import hand_ins
from trekant.grading.marks.results import results
from trekant.service import grader
from trekant.service.trainer.passed import settle_certificates


def test_everybody_counts_once_with_what_arrived_last(running: Running) -> None:
    """A file and then the button; the button and then a file; a file alone."""
    service, folders = running.service, Folders.of(running.root)
    quiz = load_course(running.root).quiz(QUIZ)
    hand_in(running.root, answers("ana", {}), answers("cilla"))
    for code in ("ana", "bo"):
        said = running.participant(code).post("/api/hand-ins", json=answers(code))
        assert said.status_code == 201, said.text
    running.grade()
    settle_certificates(service, quiz, ["ana", "bo", "cilla"])
    hand_in(running.root, answers("bo", {}))
    assert not grade(running.root).failed
    kept = {code: [one.counts for one in hand_ins(folders, code, QUIZ)] for code in ("ana", "bo", "cilla")}
    assert {code: (len(all_), sum(all_)) for code, all_ in kept.items()} == {
        "ana": (2, 1),
        "bo": (2, 1),
        "cilla": (1, 1),
    }

    with open_gradebook(running.root) as gradebook:
        found = [(one.participant, one.points, one.passed) for one in results(gradebook, folders, quiz).known]
    assert sorted(found) == [("ana", AUTO_MAXIMUM, True), ("bo", 0, False), ("cilla", AUTO_MAXIMUM, True)]

    page = running.trainer().get("/underviser").text
    assert {code: row[1] for code, row in rows(page).items() if code in kept} == {
        "ana": "Bestået",
        "bo": "Ikke bestået",
        "cilla": "Bestået",
    }
    told = counts(page)
    assert (told["Bestået"], told["Ikke bestået"], told["Afleveret"]) == (2, 1, 0)

    settle_certificates(service, quiz, list(kept))
    given = {code: [one.withdrawn is None for one in grader.own_certificates(service.database, code)] for code in kept}
    assert given == {"ana": [True], "bo": [True], "cilla": [True]}, "a later attempt undoes none"
