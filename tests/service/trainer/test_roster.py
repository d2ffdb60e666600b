"""The roster on the trainer's pages: seen before it counts, undone, and cards to sign in with."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import numpy
import pytest
import zxingcpp
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import select, update

from tests.grading import QUIZ
from tests.people import NAMES
from trekant.course.people.participant import Participant
from trekant.course.people.sign_in_codes import as_sign_in_code
from trekant.grading.people.roster_file import MAX_BYTES, RosterError, read_roster
from trekant.service import grader
from trekant.service.kept.keeping import remove_over
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import AUDIT, HAND_IN, IMPORT, IMPORT_KEPT
from trekant.service.state import Service
from trekant.service.trainer.cards import MOST_CARDS

SignedIn = Callable[..., TestClient]
PATH = "/underviser/deltagere"
HEAD = "kode;navn;hold\n"


def send(browser: TestClient, text: str) -> Response:
    return browser.post(PATH, files={"fil": ("liste.csv", text.encode(), "text/csv")})


def confirm(browser: TestClient, text: str) -> str:
    """Upload a roster and let it count; returns where its preview was."""
    address = send(browser, text).headers["location"]
    assert browser.post(address).headers["location"] == PATH
    return str(address)


def roster(service: Service) -> dict[str, Participant]:
    return {one.code: one for one in grader.everybody(service.database)}


def audit(service: Service) -> list[tuple[str, str]]:
    with service.database.reading() as connection:
        return [tuple(row) for row in connection.execute(select(AUDIT.c.action, AUDIT.c.about).order_by(AUDIT.c.id))]


def test_a_list_is_seen_before_it_counts(service: Service, trainer: TestClient) -> None:
    before = roster(service)
    address = send(trainer, HEAD + "ny;Nynne Ny;2027\nbo;Bo Bech;2026-1\nana;Ana Østergård-Ngọc;2026-1\n").headers
    page = trainer.get(address["location"]).text
    for said in ("1 ny", "1 ændret", "1 uændret", "3 på listen står ikke i filen", "Nynne Ny (ny), 2027"):
        assert said in page, said
    assert "navn: fra »Bo Skjaldborg« til »Bo Bech«" in page
    assert roster(service) == before and audit(service) == []
    trainer.post(address["location"])
    after = roster(service)
    assert (after["ny"].name, after["bo"].name, len(after)) == ("Nynne Ny", "Bo Bech", 6)
    assert after["bo"].workplace == before["bo"].workplace, "a column that the file has not is left alone"
    assert audit(service) == [("roster-added", "ny"), ("roster-changed", "bo")]
    assert trainer.post(address["location"]).status_code == 404, "it counts once"


@pytest.mark.parametrize("text", ["navn\nBo\n", HEAD + "Æ;Bo;1\n;Dan;1\n", HEAD + "a-1;010190-1234;x\n", "", HEAD])
def test_a_list_that_cannot_be_used_is_told_as_the_command_tells_it(
    service: Service, trainer: TestClient, text: str
) -> None:
    before = roster(service)
    with pytest.raises(RosterError) as told:
        read_roster(text.encode())
    answer = send(trainer, text)
    assert answer.status_code == 400 and roster(service) == before
    for line in str(told.value).splitlines():
        assert line in re.sub("&gt;", ">", answer.text), line


def test_a_file_that_is_too_large_or_none_is_refused(trainer: TestClient) -> None:
    assert send(trainer, HEAD + "x" * (MAX_BYTES + 20_000)).status_code == 413
    assert trainer.post(PATH, data={"fil": "tekst"}, files={"andet": b""}).status_code == 400


def test_the_last_list_can_be_undone(service: Service, trainer: TestClient) -> None:
    before = roster(service)
    address = confirm(trainer, HEAD + "ny;Nynne Ny;2027\nbo;Bo Bech;2025-9\n")
    grader.put_on_roster(service.database, [Participant(code="senere")])
    assert f"{address}/fortryd" in trainer.get(PATH).text
    assert trainer.post(f"{address}/fortryd").headers["location"] == PATH
    assert roster(service) == before | {"senere": roster(service)["senere"]}
    assert trainer.post(f"{address}/fortryd").status_code == 404 and "fortryd" not in trainer.get(PATH).text
    assert audit(service)[-1] == ("roster-undone", "")


def test_who_has_handed_in_since_stays_when_a_list_is_undone(service: Service, trainer: TestClient) -> None:
    address = confirm(trainer, HEAD + "ny;Nynne Ny;2027\nny-2;Nils Ny;2027\n")
    row = {"id": "h", "participant": "ny", "quiz": QUIZ, "revision": 1, "fingerprint": "f", "content": b"{}"}
    more = {"arrived": utc_now(), "maximum": 1, "pending": False, "state": "graded", "tries": 0}
    with service.database.writing() as connection:
        connection.execute(HAND_IN.insert().values(**row, **more))
    answer = trainer.post(f"{address}/fortryd")
    assert answer.status_code == 200 and "ny." in answer.text
    assert "ny" in roster(service) and "ny-2" not in roster(service)


def test_what_was_there_before_is_kept_for_a_day(service: Service, trainer: TestClient) -> None:
    address = confirm(trainer, HEAD + "bo;Bo Bech;2026-1\n")
    with service.database.writing() as connection:
        assert connection.scalar(select(IMPORT.c.content)) == b"", "the file is not kept beyond that"
        connection.execute(update(IMPORT).values(at=utc_now() - IMPORT_KEPT - timedelta(seconds=1)))
    assert trainer.post(f"{address}/fortryd").status_code == 404
    with service.database.writing() as connection:
        remove_over(connection, utc_now())
        assert connection.execute(select(IMPORT)).first() is None


def test_a_trainer_of_one_cohort_reaches_nobody_elses_people(service: Service, signed_in: SignedIn) -> None:
    grader.put_on_roster(service.database, [Participant(code="min", name="Min Egen", cohort="mit")])
    mine = signed_in(cohorts='["mit"]')
    page = mine.get(PATH).text
    assert "Min Egen" in page
    listed = mine.get(f"{PATH}/liste").text
    assert "Min Egen" in listed
    for secret in (*NAMES.values(), "fjordby.example", "2026-1"):
        assert secret not in page and secret not in listed
    for address in ("ana", "ana/kort", "ana/spaer"):
        method = "GET" if address == "ana" else "POST"
        assert mine.request(method, f"{PATH}/{address}").status_code == 404
    assert mine.post(f"{PATH}/kort", data={"kode": ["min", "ana"]}).status_code == 404
    assert mine.post(f"{PATH}/kort", data={"hold": "2026-1"}).status_code == 400
    assert service.accounts.of_participant("ana") is None
    before = roster(service)
    for text in (HEAD + "ana;Ana;mit\n", HEAD + "ny;Ny;2026-1\n", "kode;navn\nana;Ana\n", "kode;navn\nny;Ny\n"):
        answer = send(mine, text)
        assert answer.status_code == 400 and "»mit«" in answer.text and NAMES["ana"] not in answer.text
    address = send(mine, HEAD + "ny;Ny Person;mit\n").headers["location"]
    assert "1 på listen står ikke i filen" in mine.get(address).text
    assert signed_in().get(address).status_code == 404, "an upload is the trainer's own"
    assert roster(service) == before


def test_cards_are_shown_once_and_sign_in(service: Service, trainer: TestClient, signed_in: SignedIn) -> None:
    page = trainer.post(f"{PATH}/kort", data={"kode": ["ana", "bo"]}).text
    codes = re.findall(r'class="secret">([^<]*)<', page)
    names = re.findall(r"<h2>([^<]*)</h2>", page)
    assert names == [NAMES["ana"], NAMES["bo"]] and len(set(map(as_sign_in_code, codes)) - {None}) == 2
    assert [getattr(service.accounts.by_secret(code), "participant", None) for code in codes] == ["ana", "bo"]
    assert page.count("<svg") == 2 and not re.search(r"\bstyle=|<script", page)
    assert codes[0] not in trainer.get(PATH).text + trainer.get(f"{PATH}/ana").text
    again = trainer.post(f"{PATH}/ana/kort").text
    assert service.accounts.by_secret(codes[0]) is None and codes[0] not in again
    assert audit(service) == [("sign-in-code-made", code) for code in ("ana", "bo", "ana")]


def test_the_picture_on_a_card_is_the_personal_link(trainer: TestClient) -> None:
    page = trainer.post(f"{PATH}/ana/kort").text
    [code] = re.findall(r'class="secret">([^<]*)<', page)
    [drawn] = re.findall(r"<svg.*?</svg>", page, re.S)
    assert seen(drawn) == f"http://testserver/logind#{code}"


def seen(drawn: str) -> str:
    """What a phone reads of a picture that is drawn in rows of modules, from (x, y + 0.5) on, by relative steps."""
    size = int(re.findall(r'viewBox="0 0 (\d+)', drawn)[0]) if "viewBox" in drawn else 0
    [path] = re.findall(r'stroke="[^"]*" d="([^"]*)"', drawn)  # beside its ground
    side = size or 120
    image = numpy.full((side, side), 255, numpy.uint8)
    x = y = 0.0
    for step, given in re.findall(r"([Mmh])([^Mmh]*)", path):
        numbers = [float(one) for one in re.findall(r"-?\d*\.?\d+", given)]
        if step == "h":
            image[int(y), int(x) : int(x + numbers[0])] = 0
            x += numbers[0]
        else:
            x, y = (numbers[0], numbers[1]) if step == "M" else (x + numbers[0], y + numbers[1])
    return str(zxingcpp.read_barcodes(image.repeat(4, 0).repeat(4, 1))[0].text)


def test_a_cohort_gets_cards_for_those_who_have_none(service: Service, trainer: TestClient) -> None:
    many = [Participant(code=f"p-{number:03}", cohort="stort") for number in range(MOST_CARDS + 5)]
    grader.put_on_roster(service.database, many)
    first = trainer.post(f"{PATH}/kort", data={"hold": "stort"}).text
    assert first.count('class="secret"') == MOST_CARDS and "5 endnu" in first
    assert trainer.post(f"{PATH}/kort", data={"hold": "stort"}).text.count('class="secret"') == 5
    assert trainer.post(f"{PATH}/kort", data={"hold": "stort"}).status_code == 400
    assert trainer.post(f"{PATH}/kort", data={"hold": "stort", "alle": "ja"}).status_code == 200


def test_a_code_can_be_revoked(service: Service, trainer: TestClient) -> None:
    page = trainer.post(f"{PATH}/ana/kort").text
    [code] = re.findall(r'class="secret">([^<]*)<', page)
    assert "har et kort, der virker" in trainer.get(f"{PATH}/ana").text
    assert trainer.post(f"{PATH}/ana/spaer").headers["location"] == f"{PATH}/ana"
    assert service.accounts.by_secret(code) is None
    assert "har intet kort, der virker" in trainer.get(f"{PATH}/ana").text
    assert audit(service)[-1] == ("sign-in-code-revoked", "ana")


def test_the_page_of_a_person_says_how_far_they_are(trainer: TestClient) -> None:
    page = trainer.get(f"{PATH}/ana").text
    assert NAMES["ana"] in page and "Bestået" in page and "10 af 10,5" in page
    assert trainer.get(f"{PATH}/nobody").status_code == 404


def test_new_codes_come_as_a_list_that_can_be_taken_in(service: Service, trainer: TestClient) -> None:
    answer = trainer.post(f"{PATH}/nye-koder", data={"antal": "7"})
    assert "attachment" in answer.headers["content-disposition"]
    found = read_roster(answer.content)
    assert len(found.participants) == 7 and not {one.code for one in found.participants} & set(roster(service))
    assert trainer.post(f"{PATH}/nye-koder", data={"antal": "0"}).status_code == 422
    whole = read_roster(trainer.get(f"{PATH}/liste").content)
    assert {one.code: one for one in whole.participants} == roster(service)
