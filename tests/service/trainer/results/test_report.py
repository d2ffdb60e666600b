"""The report in the browser: of those whom the trainer sees, as it is now, and under the policy of every page."""

from __future__ import annotations

import re
from collections.abc import Callable

from fastapi.testclient import TestClient

from tests.grading import QUIZ
from tests.service.trainer.results.conftest import Asking
from trekant.course.pages.policy import page_policy
from trekant.service.kept.jobs import JobState
from trekant.service.state import Service

SignedIn = Callable[..., TestClient]


def test_it_holds_nothing_that_the_policy_forbids(service: Service, trainer: TestClient) -> None:
    address = Asking(service, trainer).done("report")
    assert "Se rapporten" in trainer.get(address).text
    answer = trainer.get(f"{address}/rapport")
    assert answer.headers["content-security-policy"].startswith(page_policy())
    assert "2 har svaret" in re.sub(r"<[^>]+>", "", answer.text)
    assert not re.search(r"<style|style=|<script|\son\w+=|data:|https?://(?!www\.w3\.org)", answer.text)
    [style] = re.findall(r'<link rel="stylesheet" href="([^"]+)">', answer.text)
    assert trainer.get(style).headers["content-type"].startswith("text/css")
    assert "ana" not in re.findall(r"\w+", answer.text), "it names nobody"


def test_it_is_of_the_cohorts_that_a_trainer_has(service: Service, signed_in: SignedIn) -> None:
    mine, strangers = signed_in(cohorts='["2026-1"]'), signed_in(cohorts='["2026-2"]')
    address = Asking(service, mine).done("report")
    assert "hold: 2026-1" in mine.get(f"{address}/rapport").text
    assert strangers.get(f"{address}/rapport").status_code == 404
    nothing = Asking(service, strangers).done("report")
    found = service.jobs.one(nothing.rpartition("/")[2])
    assert found and found.state is JobState.FAILED
    assert f"Der er ingen svar på »{QUIZ}« at regne på." in strangers.get(nothing).text
