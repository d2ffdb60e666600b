"""Whom to contact: the rules of the municipality, and sentences that a consultant can read."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trekant.course.municipality import Actor, Asker, Municipality, Urgency
from trekant.course.routing import Situation, differences, parse_situation, route, situation_in_words
from trekant.course.store import load_course

ROOT = Path(__file__).parents[1]

situations = st.builds(
    Situation,
    asker=st.sampled_from(Asker),
    urgency=st.sampled_from(Urgency),
    age=st.none() | st.integers(0, 120),
    weekday=st.integers(0, 6),
    at=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
)


@pytest.fixture(scope="module")
def roedovre() -> Municipality:
    return load_course(ROOT).municipality


def test_the_sentences_of_the_municipality_hold(roedovre: Municipality) -> None:
    assert len(roedovre.cases) >= 20
    for case in roedovre.cases:
        assert list(differences(case.advice, route(parse_situation(case.case), roedovre))) == [], case.case


def test_the_sentences_cover_the_edges(roedovre: Municipality) -> None:
    asked = [parse_situation(case.case) for case in roedovre.cases]
    assert {12, 16, 17, 18, 25, 40} <= {situation.age for situation in asked}
    assert set(Urgency) == {situation.urgency for situation in asked}
    edges = {time(6, 59), time(7, 0), time(14, 59), time(15, 0), time(21, 0)}
    assert edges <= {situation.at for situation in asked}
    assert any(situation.weekday == 6 and situation.at >= time(22) for situation in asked)


@given(situations)
def test_a_situation_survives_being_written_and_read(situation: Situation) -> None:
    assert parse_situation(situation_in_words(situation)) == situation


@given(st.text())
def test_any_other_sentence_is_refused_with_the_form(sentence: str) -> None:
    try:
        parse_situation(sentence)
    except ValueError as error:
        assert "skriv den som" in str(error) or "klokkeslæt" in str(error)


@given(situations)
def test_an_employee_goes_to_the_manager_first_unless_it_is_acute(situation: Situation) -> None:
    advice = route(situation, load_once())
    first = advice.first.contact.id
    if situation.urgency is Urgency.ACUTE:
        assert first == "politi"
        if situation.asker is Asker.EMPLOYEE:
            own = [step.contact.id for step in advice.stage(Actor.YOU)]
            assert own == ["politi", "leder"]
    elif situation.asker is Asker.EMPLOYEE:
        assert first == "leder"
    else:
        assert first != "leder"


@given(situations.filter(lambda s: s.age is not None))
def test_age_decides_between_ssp_and_ssp_plus(situation: Situation) -> None:
    contacts = {step.contact.id for step in route(situation, load_once()).steps}
    assert situation.age is not None
    if situation.age < 18:
        assert "ssp-plus" not in contacts
    else:
        assert "ssp" not in contacts


@given(situations)
def test_what_is_closed_opens_later_and_is_open_then(situation: Situation) -> None:
    for step in route(situation, load_once()).steps:
        if step.open_now is False:
            assert step.opens is not None
            assert step.contact.hours.is_open(*step.opens)
        else:
            assert step.opens is None


def test_sixteen_and_seventeen_are_told_of_ssp_plus(roedovre: Municipality) -> None:
    for age, told in ((15, False), (16, True), (17, True), (18, False)):
        advice = route(Situation(urgency=Urgency.CONCRETE, age=age), roedovre)
        assert any(note.source == "ssp-plus" for note in advice.notes) is told, age


def test_steps_that_the_notat_lacks_say_so(roedovre: Municipality) -> None:
    advice = route(Situation(urgency=Urgency.ACUTE, age=15), roedovre)
    outside = {step.contact.id for step in advice.steps if step.source == "outside-notat"}
    assert outside == {"alarm", "stedfortraeder"}
    assert all(step.proviso for step in advice.steps if step.source == "outside-notat")


def test_another_municipality_has_other_answers() -> None:
    fjordby = load_course(ROOT / "tests/fictional").municipality
    ours, theirs = (
        {step.contact.name for step in route(Situation(urgency=Urgency.CONCRETE, age=19), town).steps}
        for town in (load_once(), fjordby)
    )
    assert ours != theirs


_once: list[Municipality] = []


def load_once() -> Municipality:
    """The municipality for property tests, which cannot take a fixture for each example."""
    if not _once:
        _once.append(load_course(ROOT).municipality)
    return _once[0]
