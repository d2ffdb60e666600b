"""The trainer's overview says of everybody what is so, and shows nobody to whom they are not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from tests.batch import score_by_hand
from tests.grading import QUIZ, RIGHT, sheet
from tests.people import NAMES
from trekant.course.people.participant import Participant
from trekant.course.quizzes.answers import KeptSheet, read_sheet
from trekant.grading.gradebook import open_gradebook
from trekant.service import grader
from trekant.service.kept.access import Role
from trekant.service.kept.tables import AUDIT
from trekant.service.state import Service

SignedIn = Callable[..., TestClient]


def rows(page: str) -> dict[str, list[str]]:
    """The cells of the first table with people, by the code in the third."""
    found = {}
    for row in re.findall(r"<tr>\n<th scope=\"row\">.*?</tr>", page, re.S):
        cells = [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
        found[cells[2]] = cells
    return found


def counts(page: str) -> dict[str, int]:
    """The numbers above the table."""
    found = re.findall(r"<strong>(\d+)</strong> ([^<]*)</a>", page)
    return {words: int(number) for number, words in found}


def test_everybody_is_told_with_how_far_they_are(trainer: TestClient) -> None:
    page = trainer.get("/underviser").text
    found = {code: cells[1] for code, cells in rows(page).items()}
    assert found == {
        "ana": "Bestået",
        "bo": "Ikke bestået",
        "cilla": "Skal læses",
        "dan": "Ikke afleveret",
        "eva-1": "Ikke afleveret",
    }
    assert rows(page)["ana"][:5] == [NAMES["ana"], "Bestået", "ana", "2026-1", "Børnehuset Kvisten"]
    assert rows(page)["ana"][5:] == ["10 af 10,5", "22. november 2026 kl. 00.30"]
    assert counts(page) == {
        "I alt": 5,
        "Ikke afleveret": 2,
        "Afleveret": 0,
        "Skal læses": 1,
        "Bestået": 1,
        "Ikke bestået": 1,
        "Kan ikke rettes": 0,
        "Over fristen": 0,
    }


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"status": "bestaaet"}, ["ana"]),
        ({"status": "mangler"}, ["dan", "eva-1"]),
        ({"q": "skjald"}, ["bo"]),
        ({"q": "EVA-1"}, ["eva-1"]),
        ({"q": "dan fjordby.example"}, ["dan"]),
        ({"q": "nobody"}, []),
        ({"hold": "2026-1", "sorter": "-kode"}, ["eva-1", "dan", "cilla", "bo", "ana"]),
        ({"hold": "2025-9"}, []),
        ({"sorter": "-point"}, ["ana", "cilla", "bo", "eva-1", "dan"]),
        ({"sorter": "nothing-known"}, ["ana", "bo", "cilla", "dan", "eva-1"]),
    ],
)
def test_the_server_searches_filters_and_sorts(trainer: TestClient, asked: dict[str, str], codes: list[str]) -> None:
    assert list(rows(trainer.get("/underviser", params=asked).text)) == codes


def test_names_stand_as_in_a_danish_register(trainer: TestClient, service: Service) -> None:
    people = [Participant(code=f"n-{number}", name=name) for number, name in enumerate("ÅØÆZÉEA")]
    grader.put_on_roster(service.database, people)
    page = trainer.get("/underviser", params={"hold": "-"}).text
    assert "".join(cells[0] for cells in rows(page).values()) in ("AEÉZÆØÅ", "AÉEZÆØÅ")


def test_many_come_in_pages_and_every_one_on_one_of_them(trainer: TestClient, service: Service) -> None:
    grader.put_on_roster(service.database, [Participant(code=f"p-{one:03}", cohort="stort") for one in range(120)])
    seen: list[str] = []
    address: str | None = "/underviser?hold=stort"
    while address:
        page = trainer.get(address).text
        seen += rows(page)
        following = re.search(r'rel="next" href="([^"]*)"', page)
        address = following[1].replace("&amp;", "&") if following else None
    assert seen == [f"p-{one:03}" for one in range(120)]


def test_the_numbers_of_a_cohort_lead_to_its_people(trainer: TestClient, service: Service) -> None:
    grader.put_on_roster(service.database, [Participant(code="ny", cohort="2027 & frem")])
    page = trainer.get("/underviser?vis=hold").text
    [address] = re.findall(r'<a href="([^"]*)">2027 &amp; frem</a>', page)
    assert list(rows(trainer.get(address.replace("&amp;", "&")).text)) == ["ny"]
    assert "2026-1" in page and "Børnehuset Kvisten" in trainer.get("/underviser?vis=sted").text


def test_a_trainer_of_one_cohort_sees_nobody_elses_people(service: Service, signed_in: SignedIn) -> None:
    grader.put_on_roster(service.database, [Participant(code="min", name="Min Egen", cohort="mit", workplace="Værket")])
    mine = signed_in(cohorts='["mit"]')
    for asked in ({}, {"hold": "2026-1"}, {"q": "ana"}, {"vis": "hold"}, {"vis": "sted"}, {"hold": "-"}):
        page = mine.get("/underviser", params=asked).text
        for secret in (*NAMES.values(), "fjordby.example", "2026-1<", "Kvisten"):
            assert secret not in page, asked
    assert list(rows(mine.get("/underviser").text)) == ["min"]
    assert counts(mine.get("/underviser").text)["I alt"] == 1


def test_the_page_is_there_for_trainers_alone(service: Service, signed_in: SignedIn) -> None:
    grader.put_on_roster(service.database, [Participant(code="ida")])
    for who in (service.accounts.add(Role.PARTICIPANT, participant="ida"), service.accounts.add(Role.MANAGER)):
        for path in ("/underviser", "/underviser/frister"):
            assert signed_in(who).get(path).status_code == 404
        assert signed_in(who).post("/underviser/frister", data={"hold": "2026-1"}).status_code == 404
    nobody = signed_in()
    nobody.cookies.clear()
    answer = nobody.get("/underviser")
    assert (answer.status_code, answer.headers["location"]) == (303, "/logind?videre=/underviser")


def test_what_is_on_its_way_to_the_gradebook_counts_before_what_is_there(service: Service, trainer: TestClient) -> None:
    quiz, tasks = service.quiz(QUIZ) or pytest.fail("the quiz is gone")
    for code, answers in (("dan", RIGHT), ("ana", {})):
        kept = KeptSheet.model_construct(**dict(read_sheet(json.dumps(sheet(code, answers)).encode())))
        arrived, _new = service.hand_ins.take_in(kept, grader.outcome(kept, quiz, grader.mark_sheet(kept, quiz, tasks)))
        if code == "ana":
            service.hand_ins.not_graded([arrived.id], "Disken er fuld.", for_good=True)
    found = {code: cells[1] for code, cells in rows(trainer.get("/underviser").text).items()}
    assert (found["dan"], found["ana"]) == ("Afleveret", "Kan ikke rettes")


def test_who_is_over_the_day_is_told_until_they_have_handed_in(service: Service, trainer: TestClient) -> None:
    sent = {"hold": "2026-1", "test": QUIZ, "dag": "2026-11-20"}
    answer = trainer.post("/underviser/frister", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/underviser/frister")
    assert "20. november 2026" in trainer.get("/underviser/frister").text
    page = trainer.get("/underviser?status=over-fristen").text
    assert list(rows(page)) == ["dan", "eva-1"] and "Fristen var 20. november 2026" in page
    trainer.post("/underviser/frister", data=sent | {"dag": "2999-01-01"})
    assert counts(trainer.get("/underviser").text)["Over fristen"] == 0
    trainer.post("/underviser/frister", data=sent | {"dag": ""})
    assert "1. januar 2999" not in trainer.get("/underviser/frister").text
    with service.database.reading() as connection:
        noted = connection.execute(select(AUDIT.c.action, AUDIT.c.quiz).order_by(AUDIT.c.id)).all()
    assert [tuple(one) for one in noted] == [
        ("deadline-set", QUIZ),
        ("deadline-set", QUIZ),
        ("deadline-removed", QUIZ),
    ]


def test_a_day_is_set_for_ones_own_cohort_a_known_quiz_and_in_the_calendar(
    service: Service, signed_in: SignedIn
) -> None:
    grader.put_on_roster(service.database, [Participant(code="min", cohort="mit")])
    mine = signed_in(cohorts='["mit"]')
    right = {"hold": "mit", "test": QUIZ, "dag": "2026-11-20"}
    signed_in().post("/underviser/frister", data=right | {"hold": "2026-1"})
    assert mine.post("/underviser/frister", data=right | {"hold": "2026-1", "dag": ""}).status_code == 404
    assert "2026-1<" not in mine.get("/underviser/frister").text
    assert mine.post("/underviser/frister", data=right | {"test": "oevelse"}).status_code == 404
    wrong = mine.post("/underviser/frister", data=right | {"dag": "31.12.26"})
    assert wrong.status_code == 400 and "31.12.26" in wrong.text
    assert mine.post("/underviser/frister", data=right).status_code == 303
    assert (
        mine.post("/underviser/frister", data=right, headers={"origin": "https://elsewhere.example"}).status_code == 403
    )


def test_the_overview_needs_no_script_and_runs_none(trainer: TestClient) -> None:
    for path in ("/underviser", "/underviser?vis=hold", "/underviser/frister"):
        answer = trainer.get(path)
        assert "script-src" in answer.headers["content-security-policy"]
        assert not re.search(r"<script|\bstyle=|\bon[a-z]+=", answer.text)


def test_a_name_is_text_and_no_markup(trainer: TestClient, graded: Path) -> None:
    with open_gradebook(graded) as gradebook:
        gradebook.add_student("ond", first_name="<script>alert(1)</script>", last_name="\"'>")
    assert "<script>alert" not in trainer.get("/underviser").text


def test_points_are_added_up_exactly(trainer: TestClient, graded: Path) -> None:
    for number, points in enumerate((0.0, 1.6667, 0.3333, 1.5, 1.85, 2.0), start=1):
        score_by_hand(graded, "cilla", f"slot-{number:02}", points)
    row = rows(trainer.get("/underviser").text)["cilla"]
    assert (row[1], row[5]) == ("Bestået", "7,35 af 10,5")
