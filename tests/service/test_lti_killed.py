"""3,300 results reach a platform that fails and is away, though those who send are killed at any moment."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, select

from tests.grading import QUIZ
from tests.patience import PATIENCE, wait_until
from tests.service.conftest import say_result
from tests.service.receiving import DEPLOYMENT, ITEM, SCORE, Receiving, a_gradebook
from tests.service.sending import a_sender
from trekant.service.grader import bring_up_to_date
from trekant.service.kept.database import Database
from trekant.service.kept.hand_ins import State
from trekant.service.kept.lti_tables import LTI_LAUNCH, LTI_SCORE
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import HAND_IN
from trekant.service.lti.places import PlaceKind
from trekant.service.lti.platforms import Platform
from trekant.service.lti.scores.outbox import ScoreState
from trekant.service.start import prepare_gradebook

pytestmark = [pytest.mark.slow]

PEOPLE = 3300
AGAIN = 400
"""So many hand in once more while the first results are on their way."""

KILLS = 14
AT_RANDOM = 20261130
MAXIMUM = 10.5


def code(number: int) -> str:
    return f"p-{number:04}"


def hand_in(database: Database, points: dict[str, float], later: timedelta = timedelta(0)) -> None:
    """What people have handed in, and nobody has graded yet."""
    same = {"quiz": QUIZ, "revision": 2, "content": b"{}", "maximum": MAXIMUM, "pending": False, "problem": None}
    same |= {"state": State.WAITING, "tries": 0, "arrived": utc_now() + later}
    rows = [
        same | {"id": uuid4().hex, "fingerprint": uuid4().hex, "participant": one, "points": got}
        for one, got in points.items()
    ]
    with database.writing() as connection:
        connection.execute(insert(HAND_IN), rows)


def everybody_opens(database: Database, lms: Receiving, platform: Platform) -> None:
    same: dict[str, Any] = {"platform": platform.id, "link": "1", "deployment": DEPLOYMENT, "kind": PlaceKind.TEST}
    same |= {"name": QUIZ, "lineitem": lms.address + ITEM, "scopes": f'["{SCORE}"]', "seen": utc_now()}
    rows = [
        same | {"id": uuid4().hex, "participant": code(number), "subject": f"sub-{code(number)}"}
        for number in range(PEOPLE)
    ]
    with database.writing() as connection:
        connection.execute(insert(LTI_LAUNCH), rows)


def count(database: Database, *wanted: Any) -> int:
    with database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(LTI_SCORE).where(*wanted)) or 0


class Senders:
    """Two processes that send, of which one is killed now and then."""

    def __init__(self, root: Path, url: str) -> None:
        self._root, self._url = root, url
        self.running = [a_sender(root, url) for _number in range(2)]

    def kill(self, number: int) -> None:
        self.running[number].kill()
        self.running[number].wait(PATIENCE)
        self.running[number] = a_sender(self._root, self._url)

    def end(self) -> None:
        for one in self.running:
            with suppress(ProcessLookupError):
                one.kill()
            one.wait(PATIENCE)


def test_nothing_is_lost_and_nothing_told_wrong(released: Path, url: str) -> None:
    say_result(released, "at-once")
    prepare_gradebook(released, url)
    bring_up_to_date(url)
    database, chance = Database(url), random.Random(AT_RANDOM)
    points = {code(number): chance.randrange(22) / 2 for number in range(PEOPLE)}

    def fault(_path: str) -> int | str | None:
        return chance.choice([500, 502, 429, "lost", 401]) if chance.random() < 0.05 else None

    with a_gradebook() as lms:
        everybody_opens(database, lms, lms.known_to(database))
        hand_in(database, points)
        lms.fault = fault
        senders = Senders(released, url)
        try:
            for number in range(KILLS):
                aim = min(PEOPLE, len(lms.said) + chance.randrange(1, 2 * PEOPLE // KILLS))
                wait_until(lambda aim=aim: len(lms.said) >= aim, "nothing more comes")
                senders.kill(number % 2)
                if number == KILLS // 3:
                    better = dict.fromkeys(chance.sample(sorted(points), AGAIN), MAXIMUM)
                    points |= better
                    hand_in(database, better, timedelta(seconds=1))
                if number == KILLS // 2:
                    lms.go_down()
                    away = (LTI_SCORE.c.state == ScoreState.WAITING, LTI_SCORE.c.problem.like("%svarer ikke%"))
                    wait_until(lambda away=away: count(database, *away) > 0, "nobody has seen that it is away")
                    senders.kill(0)
                    senders.kill(1)
                    lms.come_up()
            wait_until(lambda: count(database, LTI_SCORE.c.state == ScoreState.SENT) == PEOPLE, "some are never sent")
            told = {said["userId"]: said["scoreGiven"] for said in lms.newest.values()}
            wait_until(lambda: _told(lms) == {f"sub-{one}": got for one, got in points.items()}, "wrong in the end")
        finally:
            senders.end()
            database.close()
        assert len(told) == len(lms.newest) == PEOPLE and lms.clashes == []
        moments = {(said["userId"], said["timestamp"]) for said in lms.said}
        assert len(moments) <= PEOPLE + AGAIN, "each result once, or the very same again"


def _told(lms: Receiving) -> dict[str, float]:
    with lms.lock:
        return {said["userId"]: said["scoreGiven"] for said in lms.newest.values()}
