"""Letting the first trainer in from the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.service.conftest import Running
from trekant.cli import main
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
