"""Signing in by a personal link and handing in by button, in each engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.engines.driver import Engine
from tests.service.process import Started, started_course

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    with started_course(tmp_path_factory.mktemp("motorer")) as running:
        yield running


def test_from_the_link_to_the_result(engine: Engine, service: Started) -> None:
    engine.open(service.participant)
    engine.click("button", "Log ind")
    engine.sees("Mine afleveringer", "Du er logget ind med deltagerkoden")
    engine.evaluate("localStorage.clear()")
    engine.open(f"{service.address}/quizzes/test-hvad-er-det.html")
    engine.click("button", "Vis alle på én side")
    engine.evaluate("document.querySelectorAll('.trk-task input[type=radio]').forEach((one) => one.click())")
    engine.click("button", "Aflever")
    engine.click("button", "Aflever alligevel")
    engine.sees("Dine svar kom frem", "Se det hele")
    engine.open(f"{service.address}/mine")
    engine.sees("Hvad er det?", "Dine svar kom frem")
