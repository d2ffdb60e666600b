"""How soon a vote is on the wall: sixty phones at a meeting, over real connections.

    python -m benchmarks.voting [--phones N] [--seconds N] [--processes N] [--database sqlite|postgresql]

From the press on a phone until the wall has an answer that it asked for after the vote was kept, so rather too long
than too short. All the while every phone asks what is voted on, as the page does. Once the votes come over some
seconds, and once all of them at the same moment. Beside it stands what a request takes meanwhile that asks for nothing
of the database, which is what the machine makes of it. Phones, wall and database share the processors. Prints
milliseconds; nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from collections.abc import Sequence
from itertools import cycle
from typing import Any

import httpx

from benchmarks.service import on_each_database, percentiles
from tests.patience import PATIENCE
from tests.service.real import made_ready, serve
from tests.webservers import free_port
from trekant.service.web.frame import static_name
from trekant.service.web.meetings import PATH

LOOK, AGAIN, SOON = 1.5, 0.15, 0.04
"""Seconds between two questions of a phone and of the wall, as in ``vote.js`` and ``meeting-voting.js``; the last while
votes are coming in."""


def main() -> None:
    """Measure on each database."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phones", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=20)
    for given, root, url in on_each_database(parser):
        made_ready(root, url, 1)
        ports = [free_port() for _number in range(given.processes)]
        services = [serve(root, url, port, "--no-grading") for port in ports]
        try:
            asyncio.run(_measure([f"http://127.0.0.1:{port}" for port in ports], given))
        finally:
            for service in services:
                service.terminate()


class Meeting:
    """A wall that asks, and phones that ask and vote."""

    def __init__(self, addresses: Sequence[str], phones: int) -> None:
        limits = httpx.Limits(keepalive_expiry=LOOK + 1)  # before the service lets go of it
        clients = [httpx.AsyncClient(base_url=one, timeout=PATIENCE, limits=limits) for one in addresses]
        self.walls, self.number = cycle(clients), 0
        self.phones = [
            httpx.AsyncClient(base_url=addresses[number % len(addresses)], timeout=PATIENCE, limits=limits)
            for number in range(phones)
        ]
        self.answered: list[tuple[float, float]] = []
        self.bare: list[float] = []
        self.path, self.led = "", {}

    async def open(self) -> None:
        """Open it, with every phone."""
        opened = (await next(self.walls).post("/api/meetings")).raise_for_status().json()
        self.path, self.led = f"/api/meetings/{opened['code']}", {"Meeting-Secret": opened["secret"]}
        for phone in self.phones:
            (await phone.get(PATH)).raise_for_status()
            (await phone.post(f"{self.path}/phones")).raise_for_status()

    async def ask(self) -> None:
        """Another question, with four options."""
        self.number += 1
        wall = {"question": self.number, "options": 4, "open": True}
        (await next(self.walls).put(self.path, json=wall, headers=self.led)).raise_for_status()

    async def wall(self) -> None:
        """Ask what has been voted, again and again."""
        before = None
        while True:
            begun = time.monotonic()
            answer = (await next(self.walls).get(f"{self.path}/votes", headers=self.led)).raise_for_status().json()
            self.answered.append((begun, time.monotonic()))
            seen = (answer["phones"], answer["voted"])
            await asyncio.sleep(AGAIN if seen == before else SOON)
            before = seen

    async def ask_for_nothing(self) -> None:
        """Ask for a script, again and again."""
        while True:
            begun = time.monotonic()
            (await next(self.walls).get(static_name("vote.js"))).raise_for_status()
            self.bare.append(time.monotonic() - begun)
            await asyncio.sleep(AGAIN)

    async def looking(self, phone: httpx.AsyncClient) -> None:
        """Ask now and then what is voted on."""
        await asyncio.sleep(random.uniform(0, LOOK))
        while True:
            (await phone.get(self.path)).raise_for_status()
            await asyncio.sleep(LOOK)

    async def vote(self, phone: httpx.AsyncClient, after: float) -> tuple[float, float]:
        """Vote after so many seconds; when it was pressed, and when it was kept."""
        await asyncio.sleep(after)
        begun, given = time.monotonic(), {"question": self.number, "letters": random.choice("ABCD")}
        (await phone.put(f"{self.path}/vote", json=given)).raise_for_status()
        return begun, time.monotonic()

    async def votes(self, seconds: float) -> list[float]:
        """Every phone votes within some seconds; how long each vote took to the wall."""
        await self.ask()
        self.bare.clear()
        coming = [self.vote(phone, random.uniform(0, seconds)) for phone in self.phones]
        cast = await asyncio.gather(*coming)
        await asyncio.sleep(3 * AGAIN + 1)
        return [min(end for asked, end in self.answered if asked >= kept) - pressed for pressed, kept in cast]


async def _measure(addresses: Sequence[str], given: Any) -> None:
    meeting = Meeting(addresses, given.phones)
    await meeting.open()
    running = [asyncio.create_task(meeting.wall()), asyncio.create_task(meeting.ask_for_nothing())]
    running += [asyncio.create_task(meeting.looking(phone)) for phone in meeting.phones]
    for how, seconds in (f"votes over {given.seconds:g} s", given.seconds), ("all at once", 0):
        votes, bare = [], []
        for _round in range(3):
            votes += await meeting.votes(seconds)
            bare += meeting.bare
        print(f"  {given.phones} phones, {how}: vote to wall {_told(votes)}; a bare request {_told(bare)}")
    for one in running:
        one.cancel()
    await asyncio.gather(*running, return_exceptions=True)


def _told(seconds: Sequence[float]) -> str:
    return f"{percentiles(seconds, (50, 95, 99))}, longest {1000 * max(seconds):.0f} ms"


if __name__ == "__main__":
    main()
