"""Long work as it runs for people: told as it goes over a real connection, and done by the next when one is killed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import insert, update

from tests.patience import PATIENCE, wait_until
from tests.people import graded
from tests.service.conftest import a_site, say_result
from tests.service.real import COOKIE, Process, serve
from tests.webservers import free_port
from trekant.course.people.sign_in_codes import hash_of
from trekant.grading.gradebook_url import gradebook_url
from trekant.service.grader import bring_up_to_date
from trekant.service.kept.access import Accounts, Role
from trekant.service.kept.database import Database
from trekant.service.kept.jobs import DEAD_AFTER, Jobs, JobState
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import JOB, SESSION
from trekant.service.start import GRACE, prepare_gradebook

pytestmark = [pytest.mark.slow]


@pytest.fixture
def root(released: Path) -> Path:
    say_result(released, "at-once")
    a_site(released / "_build/html")
    graded(released)
    return released


def _a_trainer(database: Database) -> str:
    """What the browser of a trainer holds."""
    account, token = Accounts(database).add(Role.TRAINER, name="Tine"), uuid4().hex
    session = {"token": hash_of(token), "account": account.id, "created": utc_now()}
    with database.writing() as connection:
        connection.execute(insert(SESSION).values(**session, expires=utc_now() + timedelta(days=1)))
    return token


def _told(answer: httpx.Response) -> Iterator[dict[str, object]]:
    for line in answer.iter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


def test_it_is_told_as_it_goes_and_survives_who_does_it(root: Path) -> None:
    url = gradebook_url(root / "quizzes")
    prepare_gradebook(root, url)
    bring_up_to_date(url)
    database = Database(url)
    jobs, token = Jobs(database), _a_trainer(database)
    service = serve(root, url, port := free_port(), "--no-grading")
    workers: list[Process] = []
    try:
        here = {"base_url": f"http://127.0.0.1:{port}", "cookies": {COOKIE: token}, "timeout": PATIENCE}
        with httpx.Client(**here) as browser:
            asked = browser.post("/underviser/resultater", data={"hvad": "certificates", "test": "proeve"})
            address = asked.headers["location"]
            job = address.rpartition("/")[2]
            with browser.stream("GET", f"{address}/haendelser") as answer:
                assert answer.headers["content-type"].startswith("text/event-stream")
                told = _told(answer)
                assert next(told)["state"] == "waiting", "nobody is there yet"
                workers.append(Process.start(root, url, "worker"))
                wait_until(lambda: (found := jobs.one(job)) is not None and found.state != JobState.WAITING, "begun")
                workers[0].kill()
                with database.writing() as connection:  # as if a minute had passed, and it had not come to an end
                    silent = {"state": JobState.RUNNING, "ended": None, "claimed": utc_now() - 2 * DEAD_AFTER}
                    connection.execute(update(JOB).values(**silent))
                workers.append(Process.start(root, url, "worker"))
                wait_until(lambda: (found := jobs.one(job)) is not None and found.ended, "done by the next")
            with browser.stream("GET", f"{address}/haendelser") as answer:
                assert [one["state"] for one in _told(answer)] == ["done"], "and then it ends"
            assert browser.get(f"{address}/hent").content.startswith(b"PK")
            another = browser.post("/underviser/resultater", data={"hvad": "certificates", "test": "proeve"})
            workers[1].terminate()
            with browser.stream("GET", f"{another.headers['location']}/haendelser") as answer:
                assert next(_told(answer))
                assert service.terminate() < GRACE, "whoever listens keeps nobody from stopping it"
    finally:
        for one in (service, *workers):
            if one.running.poll() is None:
                one.terminate()
        database.close()
