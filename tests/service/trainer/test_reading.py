"""Texts are read in the browser: what is saved is what nbgrader has, nobody's points are lost, and names are hidden."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from tests.batch import grade, score_by_hand
from tests.grading import QUIZ, grades
from tests.people import FREE_TEXT, NAMES
from tests.service.conftest import say_result
from trekant.course.store import load_course
from trekant.grading.folders import Folders
from trekant.grading.gradebook import open_gradebook
from trekant.grading.marks.results import results
from trekant.service import grader
from trekant.service.kept.access import Role
from trekant.service.kept.tables import AUDIT
from trekant.service.state import Service

SignedIn = Callable[..., TestClient]
PATH = "/underviser/fritekst"
SLOT = "slot-06"
QUESTION = f"{PATH}?test={QUIZ}&opgave={SLOT}"


def form(page: str, number: int = -1) -> tuple[str, dict[str, str]]:
    """Where a form of the page goes, and what its fields hold."""
    found = re.findall(r'<form method="post" action="(/underviser/fritekst/[^"]*)"(.*?)</form>', page, re.S)
    action, inside = found[number]
    fields = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*? value="([^"]*)"', inside))
    text = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", inside, re.S)
    return action, {name: html.unescape(value) for name, value in fields.items()} | (
        {"kommentar": html.unescape(text[1])} if text else {}
    )


def save(browser: TestClient, page: str, points: str, comment: str = "") -> tuple[int, str]:
    action, fields = form(page)
    answer = browser.post(action, data=fields | {"point": points, "kommentar": comment})
    return answer.status_code, answer.text


def in_formgrader(root: Path, student: str) -> tuple[float | None, bool, str | None]:
    """What nbgrader has of the text: the points, whether it waits, and the comment."""
    with open_gradebook(root) as gradebook:
        one = next(one for one in grades(gradebook, student) if one.name == SLOT)
        comment = gradebook.find_comment(SLOT, QUIZ, QUIZ, student)
        return one.manual_score, one.needs_manual_grade, comment.manual_comment


def test_what_is_saved_is_what_nbgrader_has_and_counts(service: Service, trainer: TestClient, graded: Path) -> None:
    page = trainer.get(QUESTION).text
    assert FREE_TEXT in page and "1 tekst venter" in page and "Det skal svaret have med" in page
    status, after = save(trainer, page, "1,5", "Fint.\r\nSkriv også, hvornår.")
    assert status == 200 and "Gemt: 1,5 point" in after and "ikke flere tekster" in after
    assert in_formgrader(graded, "cilla") == (1.5, False, "Fint.\nSkriv også, hvornår.")
    with open_gradebook(graded) as gradebook:
        found = {one.participant: one for one in results(gradebook, Folders.of(graded), load_course(graded).quiz(QUIZ))
                 .known}  # fmt: skip
    assert (found["cilla"].points, found["cilla"].pending_manual, found["cilla"].passed) == (10, False, True)
    grade(graded)
    assert in_formgrader(graded, "cilla") == (1.5, False, "Fint.\nSkriv også, hvornår."), "grading undoes nothing"


def test_what_the_formgrader_saves_is_seen_here(trainer: TestClient, graded: Path) -> None:
    score_by_hand(graded, "cilla", SLOT, 0.5, "Fra formgrader")
    page = trainer.get(f"{PATH}?deltager=cilla").text
    assert "ikke flere tekster" in page
    [address] = re.findall(r'<a href="([^"]*svar=[^"]*)">Se dem', page)
    assert form(trainer.get(html.unescape(address)).text)[1] | {"version": ""} == {
        "point": "0,5",
        "kommentar": "Fra formgrader",
        "version": "",
        "deltager": "cilla",
    }


def test_the_second_of_two_trainers_sees_both_and_overwrites_nothing(
    trainer: TestClient, signed_in: SignedIn, graded: Path
) -> None:
    other, page = signed_in(), trainer.get(QUESTION).text
    assert save(other, page, "2", "Den anden skrev det her.")[0] == 200
    status, both = save(trainer, page, "1", "Jeg skrev det her.")
    assert status == 409 and "Den anden skrev det her." in both and "Jeg skrev det her." in both
    assert in_formgrader(graded, "cilla") == (2, False, "Den anden skrev det her.")
    action, fields = form(both)
    assert trainer.post(action, data=fields).status_code == 200
    assert in_formgrader(graded, "cilla") == (1, False, "Jeg skrev det her."), "who has seen both decides"


def test_what_the_formgrader_saves_meanwhile_is_not_overwritten(trainer: TestClient, graded: Path) -> None:
    page = trainer.get(QUESTION).text
    score_by_hand(graded, "cilla", SLOT, 0.5, "Fra formgrader")
    status, both = save(trainer, page, "1")
    assert status == 409 and "Fra formgrader" in both
    assert in_formgrader(graded, "cilla") == (0.5, False, "Fra formgrader")


def test_the_same_pressed_twice_is_saved_once(service: Service, trainer: TestClient, graded: Path) -> None:
    page = trainer.get(QUESTION).text
    assert [save(trainer, page, "1", "Fint.")[0] for _ in range(2)] == [200, 200]
    with service.database.reading() as connection:
        assert list(connection.scalars(select(AUDIT.c.action))) == ["text-marked"]


@pytest.mark.parametrize("before", [(None, True, None), (0.25, False, "Før.")])
def test_the_last_save_is_taken_back(
    trainer: TestClient, graded: Path, before: tuple[float | None, bool, str | None]
) -> None:
    page = trainer.get(QUESTION).text
    if not before[1]:
        _, after = save(trainer, page, "0,25", "Før.")
        [address] = re.findall(r'<a href="([^"]*svar=[^"]*)">Se dem', trainer.get(f"{PATH}?deltager=cilla").text)
        page = trainer.get(html.unescape(address)).text
    _, after = save(trainer, page, "2", "Forkert.")
    action, fields = form(after, 0)
    assert action.endswith("/fortryd")
    assert trainer.post(action, data=fields).status_code == 200
    assert in_formgrader(graded, "cilla") == before


def test_a_certificate_is_given_with_the_last_text_and_withdrawn_when_that_is_undone(
    service: Service, trainer: TestClient, graded: Path
) -> None:
    page = trainer.get(QUESTION).text
    _, after = save(trainer, page, "2")
    assert not grader.own_certificates(service.database, "cilla"), "it tells when it is released"
    trainer.post(form(after, 0)[0], data=form(after, 0)[1])
    say_result(graded, "at-once")
    _, after = save(trainer, trainer.get(QUESTION).text, "2")
    [given] = grader.own_certificates(service.database, "cilla")
    assert given.withdrawn is None and given.certificate.points == 10.5
    trainer.post(form(after, 0)[0], data=form(after, 0)[1])
    [given] = grader.own_certificates(service.database, "cilla")
    assert given.withdrawn is not None


def test_names_are_hidden_until_they_are_asked_for(trainer: TestClient) -> None:
    page = trainer.get(QUESTION).text
    for secret in (*NAMES, *NAMES.values()):
        assert not re.search(rf"\b{re.escape(secret)}\b", page), secret
    assert re.search(r"<h2>Deltager \d</h2>", page)
    [address] = re.findall(r'<a href="([^"]*)">Vis navnene', page)
    assert NAMES["cilla"] in trainer.get(html.unescape(address)).text


@pytest.mark.parametrize("points", ["", "to", "2,1", "-1", "1,5,5", "nan", "1e0"])
def test_points_that_cannot_be_given_are_said_and_nothing_is_saved(
    trainer: TestClient, graded: Path, points: str
) -> None:
    status, page = save(trainer, trainer.get(QUESTION).text, points, "Mit.")
    assert status == 400 and "Mit." in page and 'aria-invalid="true"' in page
    assert in_formgrader(graded, "cilla") == (None, True, None)


def test_a_trainer_reads_nobody_elses_people(
    service: Service, trainer: TestClient, signed_in: SignedIn, graded: Path
) -> None:
    action, fields = form(trainer.get(QUESTION).text)
    managers = signed_in(service.accounts.add(Role.MANAGER))
    for browser in (signed_in(cohorts=json.dumps(["2025-9"])), managers):
        for path in (PATH, QUESTION, f"{QUESTION}&svar={action.rpartition('/')[2]}", f"{PATH}?deltager=cilla"):
            assert FREE_TEXT not in browser.get(path).text
        assert browser.post(action, data=fields | {"point": "1"}).status_code == 404
        assert browser.post(f"{action}/fortryd", data=fields).status_code == 404
    assert in_formgrader(graded, "cilla") == (None, True, None)


def test_what_was_written_is_text_and_the_page_runs_no_script(trainer: TestClient, graded: Path) -> None:
    path = Folders.of(graded).submission("cilla", QUIZ) / "svar.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(FREE_TEXT, "<script>alert(1)</script>"), encoding="utf-8")
    page = trainer.get(QUESTION).text
    assert "&lt;script&gt;alert(1)" in page and "<script" not in page
