"""Two services and a worker on one PostgreSQL behind nginx or Caddy, as ``deploy/service`` sets them up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import postgres
from tests.awaiting import run
from tests.service.conftest import a_site, say_result
from tests.service.real import Load, Process, all_graded, as_acknowledged, made_ready, serve
from tests.webservers import free_port, in_front, in_front_caddy


@pytest.mark.slow
@pytest.mark.parametrize(("in_front_of", "told_again"), [(in_front, set()), (in_front_caddy, {502, 503})])
def test_one_of_two_is_killed_and_nobody_sees_it(
    released: Path, in_front_of: Callable[..., Any], told_again: set[int]
) -> None:
    """An answer that was being written is cut off by both, and the page sends it again.

    So it does where Caddy says of what was on its way that it failed, or that nobody is there.
    """
    say_result(released, "at-once")
    a_site(released / "_build/html")
    with postgres.running() as server:
        url = server.url(server.new_database())
        ports = [free_port(), free_port()]
        tokens = made_ready(released, url, 150)
        services = [serve(released, url, port, "--no-grading") for port in ports]
        worker = Process.start(released, url, "worker")
        try:
            with in_front_of(released.parent, ports) as port:
                load = Load(port, tokens)
                run(_one_killed_among(load, services[0]))
                all_graded(url)
        finally:
            for one in (*services, worker):
                one.terminate()
        as_acknowledged(url, load)
        assert set(load.acknowledged) == set(tokens)
        assert {one.status for one in load.told if not one.accepted and not one.cut} <= told_again, (
            "the other one was asked"
        )


async def _one_killed_among(load: Load, service: Process) -> None:
    people = asyncio.gather(*(load.press(code) for code in list(load.tokens)[:75]))
    while len(load.acknowledged) < 10:
        await asyncio.sleep(0.01)
    service.kill()
    await people
    await asyncio.gather(*(load.press(code) for code in list(load.tokens)[75:]))
