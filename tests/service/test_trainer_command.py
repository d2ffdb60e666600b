"""Letting the first trainer in from the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.service.conftest import Running, answers
from tests.service.receiving import a_gradebook
from trekant.cli import main
from trekant.service.lti.scores.sending import Pace, ScoreSender
from trekant.service.settings import ADDRESS


def run(*command: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, command)
    assert result.exit_code == code, result.output
    return result.output


def test_a_link_lets_a_trainer_in_and_a_new_one_replaces_it(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(running.root)
    monkeypatch.setenv(ADDRESS, "https://bekymret.example")
    first = run("trainer", "Tine Træner", "--cohort", "Forår")
    assert first.startswith("https://bekymret.example/logind#")
    second = run("trainer", "Tine Træner")
    codes = [said.splitlines()[0].partition("#")[2] for said in (first, second)]
    status = [running.client().post("/logind", data={"code": code}, follow_redirects=False) for code in codes]
    assert [one.status_code for one in status] == [400, 303]
    assert status[1].headers["location"] == "/underviser"
    run("trainer", "Tine Træner", "--revoke")
    assert running.client().post("/logind", data={"code": codes[1]}).status_code == 400
    assert "ingen underviser" in run("trainer", "En Anden", "--revoke", code=1)


def test_it_says_when_there_is_no_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "Der er intet kursus" in run("trainer", "Tine", code=1)


def test_results_that_an_lms_did_not_take_are_told_and_sent_again(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(running.root)
    assert run("lti", "scores") == "Alle resultater er nået frem.\n"
    ana, database = running.participant("ana"), running.service.database
    with a_gradebook() as lms:
        lms.opens(database, "ana", lms.known_to(database))
        ana.post("/api/hand-ins", json=answers("ana"))
        lms.fault = lambda _path: 404
        sender = ScoreSender(database, lambda: running.service.course, Pace())
        assert sender.send_next(lambda: False)
        assert "Fjordbys LMS: 1 resultat venter" in run("lti", "scores") and "(404)" in run("lti", "scores")
        lms.fault = lambda _path: None
        assert run("lti", "scores", "--again").startswith("1 bliver prøvet igen.")
        assert sender.send_next(lambda: False) and len(lms.said) == 1
    assert run("lti", "scores") == "Alle resultater er nået frem.\n"
