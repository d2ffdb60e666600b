"""What is killed, stopped or cut off at any moment loses nothing, doubles nothing, and leaves nothing lying."""

from __future__ import annotations

import asyncio
import random
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from tests import postgres
from tests.awaiting import run
from tests.patience import wait_until
from tests.service.conftest import a_site, answers, say_result
from tests.service.real import Answer, Load, Process, all_graded, as_acknowledged, made_ready, send, serve
from tests.webservers import free_port
from trekant.service.kept.database import Database
from trekant.service.kept.hand_ins import HandIns, State
from trekant.service.kept.tables import HAND_IN

pytestmark = [pytest.mark.slow]

KILLS = 25
"""Of the service, and as many of what grades: fifty on each of two databases."""

AT_RANDOM = 20261129


@pytest.fixture
def root(released: Path) -> Path:
    say_result(released, "at-once")
    a_site(released / "_build/html")
    return released


def test_killed_at_any_moment(root: Path, url: str) -> None:
    load = Load(free_port(), made_ready(root, url))
    moments = random.Random(AT_RANDOM)
    service = serve(root, url, load.port)

    async def killing() -> None:
        nonlocal service
        async with load.pressing():
            for _number in range(KILLS):
                await asyncio.sleep(moments.uniform(0, 1.5))
                service.kill_children()
                await asyncio.sleep(moments.uniform(0, 1.5))
                service.kill()
                service = await asyncio.to_thread(serve, root, url, load.port)

    try:
        run(killing())
        all_graded(url)
    finally:
        service.terminate()
    as_acknowledged(url, load)
    assert load.acknowledged


def test_stopped_it_finishes_what_it_has_begun(root: Path, url: str) -> None:
    load = Load(free_port(), made_ready(root, url, 40))
    service = serve(root, url, load.port)

    async def stopping() -> list[Answer]:
        sent = [asyncio.create_task(send(load.port, token, answers(code))) for code, token in load.tokens.items()]
        await asyncio.wait(sent, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.to_thread(service.terminate)
        return list(await asyncio.gather(*sent))

    told = run(stopping())
    service = serve(root, url, load.port)
    try:
        acknowledged = {one.said["id"] for one in told if one.accepted}
        database = Database(url)
        with database.reading() as connection:
            kept = set(connection.scalars(select(HAND_IN.c.id)))
        database.close()
        assert acknowledged and acknowledged == kept, "who was accepted was told so"
        all_graded(url)
    finally:
        service.terminate()


def test_a_database_that_is_gone_is_told_of_and_comes_back(root: Path) -> None:
    with postgres.running() as server:
        url = server.url(server.new_database())
        load = Load(free_port(), made_ready(root, url, 2))
        service = serve(root, url, load.port)
        try:
            (first, _), (second, other) = load.tokens.items()
            run(load.press(first))
            server.stop()
            answer = run(send(load.port, other, answers(second)))
            assert answer.status == 503
            assert "dine svar er stadig på siden" in answer.said["detail"]
            server.start()
            run(load.press(second))
            all_graded(url)
        finally:
            service.terminate()
        as_acknowledged(url, load)


def test_a_worker_that_is_killed_leaves_its_work_to_another(root: Path, tmp_path: Path) -> None:
    with postgres.running() as server:
        url = server.url(server.new_database())
        load = Load(free_port(), made_ready(root, url))
        elsewhere = shutil.copytree(root, tmp_path / "elsewhere" / "course")
        service = serve(root, url, load.port, "--no-grading")
        workers = [Process.start(place, url, "worker") for place in (root, elsewhere)]

        async def killing() -> None:
            moments = random.Random(AT_RANDOM)
            async with load.pressing():
                for number in range(6):
                    await asyncio.sleep(moments.uniform(1, 4))
                    workers[number % 2].kill()
                    workers[number % 2] = Process.start((root, elsewhere)[number % 2], url, "worker")

        try:
            run(killing())
            all_graded(url)
        finally:
            for one in (service, *workers):
                one.terminate()
        as_acknowledged(url, load)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_worker_that_is_stopped_has_nothing_left_in_its_hands(root: Path, url: str) -> None:
    load = Load(free_port(), made_ready(root, url, 150))
    service = serve(root, url, load.port, "--no-grading")
    workers = []
    database = Database(url)
    in_hand = select(HAND_IN.c.id).where(HAND_IN.c.state == State.WAITING, HAND_IN.c.claimed.is_not(None))
    try:
        run(_everybody(load))
        workers.append(Process.start(root, url, "worker"))
        wait_until(lambda: HandIns(database).waiting() < len(load.tokens), "nothing is graded")
        workers[0].terminate()
        assert workers[0].running.returncode == 0
        with database.reading() as connection:
            assert connection.scalars(in_hand).all() == [], "another need not wait until it is taken for dead"
        workers.append(Process.start(root, url, "worker"))
        all_graded(url)
    finally:
        database.close()
        for one in (service, *workers):
            one.terminate()
    as_acknowledged(url, load)


async def _everybody(load: Load) -> None:
    await asyncio.gather(*(load.press(code) for code in load.tokens))
