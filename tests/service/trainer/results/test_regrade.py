"""A key was put right: what that would change is seen first, nothing is changed before a yes, and then just that is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fastapi.testclient import TestClient

from tests.grading import QUIZ
from tests.people import NAMES, rows, tree, trekant
from tests.service.trainer.results.conftest import PATH, Asking
from tests.test_batch import correct_the_key
from trekant.service import grader
from trekant.service.kept.jobs import JobState

SignedIn = Callable[..., TestClient]


def _points(asking: Asking) -> dict[str, float]:
    [quiz] = [one for one in asking.service.graded_quizzes() if one.id == QUIZ]
    found = grader.exact_standings_of(asking.service.database, quiz, list(NAMES))
    return {code: one.points for code, one in found.items()}


def _state(asking: Asking, address: str) -> tuple[JobState, str]:
    found = asking.service.jobs.one(address.rpartition("/")[2])
    assert found
    return found.state, found.said


def test_it_is_seen_before_it_counts_and_then_it_counts(asking: Asking, graded: Path) -> None:
    before = _points(asking)
    assert _state(asking, asking.done("foresee"))[1] == "Ingen får andre point."
    correct_the_key(graded)
    files = tree(graded / "quizzes/autograded")
    address = asking.done("foresee")
    page = asking.browser.get(address).text
    assert NAMES["ana"] in page and "Ja, ret alle om" in page
    assert (_points(asking), tree(graded / "quizzes/autograded")) == (before, files), "nothing has changed yet"
    said = trekant("grade", QUIZ, "--dry-run").output
    assert "Intet er ændret endnu." in said and "ana: " in said
    assert _points(asking) == before

    answer = asking.browser.post(f"{address}/ret-om")
    asking.do()
    done = answer.headers["location"]
    assert _state(asking, done)[0] is JobState.DONE, asking.browser.get(done).text
    after = _points(asking)
    assert after != before and NAMES["ana"] in asking.browser.get(done).text
    kept = rows(graded)
    assert trekant("grade", QUIZ, "--all").exit_code == 0
    assert _points(asking) == after and rows(graded).keys() == kept.keys(), "as the command grades"
    [certificate] = [one for one in grader.own_certificates(asking.service.database, "ana") if not one.withdrawn]
    assert certificate.certificate.points == after["ana"]


def test_what_is_another_thing_by_now_is_not_done(asking: Asking, graded: Path) -> None:
    address = asking.done("foresee")
    correct_the_key(graded)
    before = _points(asking)
    done = asking.browser.post(f"{address}/ret-om").headers["location"]
    asking.do()
    state, said = _state(asking, done)
    assert state is JobState.FAILED and "intet er rettet om" in said
    assert _points(asking) == before


def test_it_is_for_a_trainer_of_all_cohorts(asking: Asking, signed_in: SignedIn) -> None:
    mine = signed_in(cohorts='["2026-1"]')
    assert "Alle hold bliver rettet om på én gang." in mine.get(PATH).text
    assert mine.post(PATH, data={"hvad": "foresee", "test": QUIZ}).status_code == 409
    assert asking.browser.post(PATH, data={"hvad": "regrade", "test": QUIZ}).status_code == 404, "not unseen"
    address = asking.done("report")
    assert asking.browser.post(f"{address}/ret-om").status_code == 404
