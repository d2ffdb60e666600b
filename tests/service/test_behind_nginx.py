"""Two services and a worker on one PostgreSQL behind nginx, as ``deploy/service`` sets them up."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import yaml

from tests import postgres
from tests.awaiting import run
from tests.service.conftest import a_site, say_result
from tests.service.real import Load, Process, all_graded, as_acknowledged, made_ready, serve
from tests.webservers import DEPLOY, free_port, in_front


@pytest.mark.slow
def test_one_of_two_is_killed_and_nobody_sees_it(released: Path) -> None:
    say_result(released, "at-once")
    a_site(released / "_build/html")
    with postgres.running() as server:
        url = server.url(server.new_database())
        ports = [free_port(), free_port()]
        tokens = made_ready(released, url, 150)
        services = [serve(released, url, port, "--no-grading") for port in ports]
        worker = Process.start(released, url, "worker")
        try:
            with in_front(released.parent, ports) as port:
                load = Load(port, tokens)
                run(_one_killed_among(load, services[0]))
                all_graded(url)
        finally:
            for one in (*services, worker):
                one.terminate()
        as_acknowledged(url, load)
        assert set(load.acknowledged) == set(tokens)
        assert [one.status for one in load.told if not one.accepted] == [], "nginx asked the other one"


async def _one_killed_among(load: Load, service: Process) -> None:
    people = asyncio.gather(*(load.press(code) for code in list(load.tokens)[:75]))
    while len(load.acknowledged) < 10:
        await asyncio.sleep(0.01)
    service.kill()
    await people
    await asyncio.gather(*(load.press(code) for code in list(load.tokens)[75:]))


def test_the_containers_use_what_is_there() -> None:
    services = yaml.safe_load((DEPLOY / "service/compose.yaml").read_text(encoding="utf-8"))["services"]
    assert services["worker"]["command"] == ["trekant", "worker"]
    assert services["worker"]["deploy"]["replicas"] == 2
    assert (DEPLOY.parent / services["first"]["build"]["dockerfile"]).is_file()
