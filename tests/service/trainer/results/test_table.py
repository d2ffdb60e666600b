"""The table of results: every participant the trainer sees, the same by page and by command, and no formula in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from fastapi.testclient import TestClient

from tests.grading import QUIZ
from tests.people import NAMES, trekant
from trekant.course.people.participant import Participant
from trekant.service.grader import put_on_roster
from trekant.service.state import Service

SignedIn = Callable[..., TestClient]
PATH = "/underviser/resultater/liste"


def _lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_everybody_has_a_line_and_the_command_writes_the_same(
    service: Service, trainer: TestClient, graded: Path
) -> None:
    put_on_roster(service.database, [Participant(code="fup", name="Fup", workplace="=1+1", cohort="2026-1")])
    answer = trainer.get(PATH, params={"test": QUIZ})
    assert answer.headers["content-type"].startswith("text/csv")
    lines = {one["kode"]: one for one in _lines(answer.text)}
    assert set(lines) == {*NAMES, "fup"}
    found = {code: (one["status"], one["point"], one["bestået"]) for code, one in lines.items()}
    assert found["ana"] == ("rettet", "10,0", "ja") and found["bo"] == ("rettet", "1,0", "nej")
    assert found["cilla"] == ("rettes manuelt", "", "") and found["dan"] == ("ikke afleveret", "", "")
    assert lines["fup"]["arbejdssted"] == "'=1+1"
    assert trekant("results", QUIZ, "resultater.csv").exit_code == 0
    written = (graded / "resultater.csv").read_text(encoding="utf-8")
    assert sorted(_lines(written), key=str) == sorted(_lines(answer.text), key=str)
    assert trekant("results", QUIZ, "resultater.csv").exit_code == 1, "what is there is not written over"


def test_a_trainer_gets_those_of_her_cohorts(signed_in: SignedIn) -> None:
    mine = signed_in(cohorts='["2026-2"]')
    assert _lines(mine.get(PATH, params={"test": QUIZ}).text) == []
    assert mine.get(PATH, params={"test": QUIZ, "hold": "2026-1"}).status_code == 404
    assert len(_lines(signed_in(cohorts='["2026-1"]').get(PATH, params={"test": QUIZ}).text)) == len(NAMES)
