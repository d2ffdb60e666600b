"""Long work: it is done once, says how far it is, and where it fails says why and can be done again."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select, update

from tests.grading import QUIZ
from tests.people import NAMES
from tests.service.trainer.results.conftest import PATH, Asking
from trekant.course.store import Course, CourseError
from trekant.grading.courses import BusyError
from trekant.service.background import jobs as doing
from trekant.service.background.jobs import JobResult, Tell, do_next
from trekant.service.kept.database import Database
from trekant.service.kept.jobs import DEAD_AFTER, MOST_BEGUN, JobAsked, JobState
from trekant.service.kept.keeping import remove_over
from trekant.service.kept.moments import utc_now
from trekant.service.kept.own_data import OwnData
from trekant.service.kept.tables import AUDIT, JOB, JOB_PART, RESULT_KEPT
from trekant.service.state import Service

SignedIn = Callable[..., TestClient]
FAKE = "certificates"


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Callable[[doing.Doing], None]:
    """Let the work be done by a function of the test's."""

    def use(work: doing.Doing) -> None:
        monkeypatch.setattr(doing, "_kinds", lambda: {FAKE: work})

    return use


def _state(service: Service, address: str) -> tuple[JobState, str]:
    found = service.jobs.one(address.rpartition("/")[2])
    assert found
    return found.state, found.said


def _events(browser: TestClient, address: str) -> list[dict[str, object]]:
    text = browser.get(f"{address}/haendelser").text
    return [json.loads(line.removeprefix("data: ")) for line in text.splitlines() if line.startswith("data: ")]


def test_the_certificates_of_all_come_in_one_file(asking: Asking) -> None:
    address = asking.begin("certificates")
    waiting = asking.browser.get(address).text
    assert "Det går i gang om lidt." in waiting and 'http-equiv="refresh"' in waiting
    assert asking.begin("certificates") == address, "pressed twice, it is one job"
    asking.do()
    assert "1 bevis er i filen." in asking.browser.get(address).text
    assert _events(asking.browser, address)[-1]["state"] == "done"
    answer = asking.browser.get(f"{address}/hent")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == [f"{NAMES['ana']} (ana).pdf"]
        assert archive.read(archive.namelist()[0]).startswith(b"%PDF-")
    with asking.service.database.reading() as connection:
        noted = connection.execute(select(AUDIT.c.action, AUDIT.c.about).order_by(AUDIT.c.id)).all()
    assert [tuple(one) for one in noted][1:] == [
        ("certificates-asked", ""),
        ("certificates-asked", ""),
        ("certificates-fetched", ""),
    ]
    assert "Kursusbeviser: " in asking.browser.get(PATH).text


def test_a_trainer_of_others_gets_none_of_theirs(asking: Asking, signed_in: SignedIn) -> None:
    address = asking.done("certificates", hold="2026-1")
    stranger = signed_in(cohorts='["2026-2"]')
    for what in ("", "/haendelser", "/hent"):
        assert stranger.get(f"{address}{what}").status_code == 404
    assert stranger.post(f"{address}/igen").status_code == 404
    assert stranger.post(PATH, data={"hvad": "certificates", "test": QUIZ, "hold": "2026-1"}).status_code == 404
    own = Asking(asking.service, stranger).done("certificates")
    with zipfile.ZipFile(io.BytesIO(stranger.get(f"{own}/hent").content)) as archive:
        assert archive.namelist() == []


def test_before_the_result_is_shown_there_are_none(service: Service, trainer: TestClient) -> None:
    assert "Vis først deltagerne resultatet" in trainer.get(PATH).text
    assert trainer.post(PATH, data={"hvad": "certificates", "test": QUIZ}).status_code == 409
    assert trainer.post(PATH, data={"hvad": "nothing", "test": QUIZ}).status_code == 404


def test_how_far_it_is_is_told(asking: Asking, fake: Callable[[doing.Doing], None]) -> None:
    seen: list[str] = []

    def work(_course: Course, _database: Database, _asked: JobAsked, tell: Tell) -> JobResult:
        seen.append(asking.browser.get(address).text)
        tell(40, 40)
        seen.append(asking.browser.get(address).text)
        return JobResult("Færdig med det.")

    fake(work)
    address = asking.begin("certificates")
    asking.do()
    assert "Det er i gang." in seen[0] and "<progress" in seen[0]
    assert "40 af 40 er klar." in seen[1] and 'value="40" max="40"' in seen[1]
    assert "Færdig med det." in asking.browser.get(address).text


@pytest.mark.parametrize(
    ("error", "said"), [(CourseError("Der er ingen plads."), "Der er ingen plads."), (ValueError("x"), "Det gik galt")]
)
def test_what_fails_says_why_and_is_done_again(
    asking: Asking, fake: Callable[[doing.Doing], None], error: Exception, said: str
) -> None:
    def work(*_: object) -> JobResult:
        raise error

    fake(work)
    address = asking.done("certificates")
    page = asking.browser.get(address).text
    assert said in page and "Prøv igen" in page and said in asking.browser.get(PATH).text
    fake(lambda *_: JobResult("Nu gik det."))
    assert asking.browser.post(f"{address}/igen").status_code == 303
    asking.do()
    assert _state(asking.service, address) == (JobState.DONE, "Nu gik det.")


def test_while_somebody_grades_it_waits(asking: Asking, fake: Callable[[doing.Doing], None]) -> None:
    def work(*_: object) -> JobResult:
        raise BusyError("optaget")

    fake(work)
    for _number in range(MOST_BEGUN + 1):
        address = asking.done("certificates")
    assert _state(asking.service, address) == (JobState.WAITING, "")


def test_what_a_process_died_over_is_begun_again_and_not_for_ever(asking: Asking) -> None:
    address = asking.begin("certificates")
    for _number in range(MOST_BEGUN):
        assert asking.service.jobs.claim() and asking.service.jobs.claim() is None, "nobody else gets it"
        with asking.service.database.writing() as connection:
            connection.execute(update(JOB).values(claimed=utc_now() - 2 * DEAD_AFTER))
        assert asking.service.jobs.waiting() == 1
    assert asking.service.jobs.claim() is None
    assert _state(asking.service, address)[0] is JobState.FAILED
    assert "Serveren blev afbrudt" in asking.browser.get(address).text
    asking.browser.post(f"{address}/igen")
    asking.do()
    assert _state(asking.service, address)[0] is JobState.DONE


def test_what_waits_for_long_says_so(asking: Asking) -> None:
    address = asking.begin("certificates")
    with asking.service.database.writing() as connection:
        connection.execute(update(JOB).values(at=utc_now() - timedelta(hours=1)))
    assert "Sig det til it-afdelingen" in asking.browser.get(address).text


def _parts(service: Service) -> int:
    with service.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(JOB_PART)) or 0


def test_what_was_made_is_gone_after_a_while(asking: Asking) -> None:
    address = asking.done("certificates")
    assert _parts(asking.service) == 1
    with asking.service.database.writing() as connection:
        connection.execute(update(JOB).values(ended=utc_now() - 2 * RESULT_KEPT))
    assert asking.browser.get(f"{address}/hent").status_code == 404
    assert "Det er slettet igen." in asking.browser.get(address).text
    with asking.service.database.writing() as connection:
        remove_over(connection, utc_now())
    assert _parts(asking.service) == 0


def test_what_was_made_goes_with_whoever_it_may_name(asking: Asking) -> None:
    address = asking.done("certificates")
    with asking.service.database.writing() as connection:
        OwnData().forget(connection, ["ana"])
    assert _parts(asking.service) == 0 and asking.browser.get(address).status_code == 404


def test_of_a_job_that_is_forgotten_meanwhile_nothing_is_kept(
    asking: Asking, fake: Callable[[doing.Doing], None]
) -> None:
    def parts() -> Iterator[bytes]:
        with asking.service.database.writing() as connection:
            OwnData().forget(connection, ["ana"])
        yield b"ana"

    fake(lambda *_: JobResult("", parts()))
    asking.begin("certificates")
    assert do_next(asking.service.course, asking.service.database)
    assert _parts(asking.service) == 0
