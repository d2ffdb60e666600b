"""Managers see their own people, by name and whether they have handed in, and nothing else of anybody."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from tests.grading import QUIZ
from tests.people import NAMES
from trekant.course.contact.clock import date_in_words
from trekant.course.people.participant import Participant
from trekant.service import grader
from trekant.service.kept.access import Role, ensure_managers
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import DEADLINE
from trekant.service.numbers import LEAST, Share, unless_few
from trekant.service.state import Service

SignedIn = Callable[..., TestClient]

LENE, LARS = "lene@fjordby.example", "lars@fjordby.example"
PATH = "/underviser/ledere"


@pytest.fixture
def lene(service: Service, signed_in: SignedIn) -> TestClient:
    """A browser of the manager of ana, bo, cilla and dan; eva-1 has another one."""
    everybody = grader.everybody(service.database)
    led = [one.model_copy(update={"manager": LARS if one.code == "eva-1" else LENE}) for one in everybody]
    grader.put_on_roster(service.database, led)
    return as_manager(service, signed_in, LENE)


def as_manager(service: Service, signed_in: SignedIn, email: str) -> TestClient:
    ensure_managers(service.database, [email])
    return signed_in(service.accounts.of_manager(email))


def rows(page: str) -> dict[str, list[str]]:
    """What the table says of each name."""
    found = {}
    for row in re.findall(r"<tr>\n<th scope=\"row\">.*?</tr>", page, re.S):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        name, *said = [" ".join(re.sub(r"<[^>]*>", "", cell).split()) for cell in cells]
        found[name] = said
    return found


def test_a_manager_sees_who_has_handed_in_and_never_how_it_went(lene: TestClient) -> None:
    page = lene.get("/leder").text
    done, lacks = ["Afleveret", "Nej"], ["Ikke afleveret", "Ja"]
    # one of the three has passed, one has failed, and a text of the third waits to be read
    assert rows(page) == {NAMES["ana"]: done, NAMES["bo"]: done, NAMES["cilla"]: done, NAMES["dan"]: lacks}
    for secret in ("10 af 10,5", "Bestået", "Skal læses", "fjordby.example", "2026-1", "Kvisten", NAMES["eva-1"]):
        assert secret not in page, secret
    assert not re.search(r"\b(ana|bo|cilla|dan)\b", page), "a code is enough to hand in a file"


def test_a_manager_finds_nobody_elses_people(service: Service, lene: TestClient, signed_in: SignedIn) -> None:
    lars = as_manager(service, signed_in, LARS)
    for asked in ({}, {"q": "dan"}, {"vis": "mangler"}, {"sorter": "-mangler"}, {"side": "2"}):
        page = lars.get("/leder", params=asked).text
        assert not [name for code, name in NAMES.items() if code != "eva-1" and name in page], asked
    assert list(rows(lars.get("/leder").text)) == [NAMES["eva-1"]]
    for path in ("/underviser", "/underviser/deltagere/dan", "/underviser/fritekst"):
        assert lene.get(path).status_code == 404


def test_one_without_an_address_leads_nobody(service: Service, signed_in: SignedIn) -> None:
    page = signed_in(service.accounts.add(Role.MANAGER, name="Uden")).get("/leder").text
    assert rows(page) == {} and "ingen medarbejdere ud for dig" in page


def test_who_is_over_the_day_is_told_and_who_is_not_to_take_a_test_lacks_nothing(
    service: Service, lene: TestClient
) -> None:
    day = (utc_now() - timedelta(days=3)).date()
    with service.database.writing() as connection:
        connection.execute(insert(DEADLINE).values(cohort="2026-1", quiz=QUIZ, day=day))
    grader.put_on_roster(service.database, [Participant(code="fie", cohort="et andet", manager=LENE)])
    page = lene.get("/leder").text
    assert rows(page)[NAMES["dan"]] == [f"Ikke afleveret Fristen var {date_in_words(day)}", "Ja"]
    assert rows(page)["Uden navn"] == ["Ikke afleveret", "Nej"]
    assert list(rows(lene.get("/leder?vis=over-fristen").text)) == [NAMES["dan"]]
    assert list(rows(lene.get("/leder?q=sKJald").text)) == [NAMES["bo"]]
    assert next(iter(rows(lene.get("/leder?sorter=mangler").text))) == NAMES["dan"]
    assert next(iter(rows(lene.get("/leder?sorter=-navn").text))) == NAMES["dan"]


@given(st.lists(st.booleans(), max_size=30))
def test_of_fewer_than_five_no_number_is_told(done: list[bool]) -> None:
    assert unless_few(done) == (Share(done.count(True), len(done)) if len(done) >= 5 else None)


def test_numbers_are_shown_from_five_on_and_none_of_fewer_who_are_searched_for(
    service: Service, lene: TestClient
) -> None:
    def numbers(page: str) -> list[str]:
        return re.findall(r"\d+ af \d+|\d+ person", page)

    assert numbers(lene.get("/leder").text) == [] and "mindst fem" in lene.get("/leder").text
    grader.put_on_roster(service.database, [Participant(code="fie", name="Fie Fyn", cohort="2026-1", manager=LENE)])
    assert LEAST == 5 and numbers(lene.get("/leder").text) == ["3 af 5", "5 person"]
    assert numbers(lene.get("/leder?vis=mangler").text) == ["3 af 5"]


def test_a_trainer_makes_cards_for_managers_and_closes_them(
    service: Service, trainer: TestClient, lene: TestClient
) -> None:
    page = trainer.get(PATH).text
    assert LENE in page and LARS in page
    sheet = trainer.post(f"{PATH}/kort", data={"leder": [LENE]}).text
    [code] = re.findall(r'class="secret">([^<]*)<', sheet)
    found = service.accounts.by_secret(code)
    assert found and (found.role, found.email) == (Role.MANAGER, LENE)
    assert code not in trainer.get(PATH).text and sheet.count("<svg") == 1
    assert lene.get("/leder").headers["location"] == "/logind?videre=/leder", "what the old card began has ended"
    trainer.post(f"{PATH}/spaer", data={"leder": LENE})
    assert service.accounts.by_secret(code) is None and "Spærret" in trainer.get(PATH).text
    assert trainer.post(f"{PATH}/kort", data={"leder": ["x@fjordby.example"]}).status_code == 404
    assert trainer.post(f"{PATH}/kort").status_code == 400


def test_a_trainer_of_some_cohorts_lets_in_no_manager_of_other_people(
    service: Service, lene: TestClient, signed_in: SignedIn
) -> None:
    gerd = "gerd@fjordby.example"
    mixed = [Participant(code="fie", cohort="mit", manager=LENE), Participant(code="gro", cohort="mit", manager=gerd)]
    grader.put_on_roster(service.database, mixed)
    mine = signed_in(cohorts='["mit"]')
    page = mine.get(PATH).text
    assert gerd in page and LENE not in page
    assert mine.post(f"{PATH}/kort", data={"leder": [LENE]}).status_code == 404
    assert mine.post(f"{PATH}/spaer", data={"leder": LENE}).status_code == 404


def test_the_column_is_seen_before_it_counts_taken_along_and_forgotten(service: Service, trainer: TestClient) -> None:
    text = f"kode;navn;leder\ndan;{NAMES['dan']};{LENE.upper()}\nny;Nynne Ny;{LARS}\n"
    answer = trainer.post("/underviser/deltagere", files={"fil": ("l.csv", text.encode())})
    page = trainer.get(answer.headers["location"]).text
    assert f"leder: fra »« til »{LENE}«" in page and f"Nynne Ny (ny), leder: {LARS}" in page
    trainer.post(answer.headers["location"])
    assert [one.code for one in grader.led_by(service.database, LENE)] == ["dan"]
    assert LENE in trainer.get("/underviser/deltagere/dan").text
    with zipfile.ZipFile(io.BytesIO(trainer.post("/underviser/deltagere/dan/hent").content)) as archive:
        assert f'"leder": "{LENE}"' in archive.read("oplysninger.json").decode()
    assert trainer.post("/underviser/deltagere/dan/slet", data={"ord": "slet"}).status_code == 200
    assert grader.led_by(service.database, LENE) == ()
