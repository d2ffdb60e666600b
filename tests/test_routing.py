"""Whom to contact: the rules of the municipality, and sentences that a consultant can read."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from trekant.course.contact.closed_days import ClosedDays
from trekant.course.contact.municipality import Actor, Asker, Municipality, Obstacle, OpeningHours, StepRule, Urgency
from trekant.course.contact.routing import (
    OpenState,
    Situation,
    differences,
    parse_situation,
    route,
    situation_in_words,
    state_on,
)
from trekant.course.store import load_course
from trekant.course.tasks.contact import ContactTask

ROOT = Path(__file__).parents[1]

times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
days = st.dates(date(2026, 1, 1), date(2029, 12, 31))
_who = {
    "asker": st.sampled_from(Asker),
    "urgency": st.sampled_from(Urgency),
    "age": st.none() | st.integers(0, 120),
    "at": times,
}
situations = st.builds(Situation, weekday=st.integers(0, 6), **_who) | st.builds(Situation, day=days, **_who)


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
        assert any(word in str(error) for word in ("skriv den som", "klokkeslæt", "dato", "er en"))


URGENT = {Urgency.NOW: "alarm", Urgency.TODAY: "politi"}


@given(situations)
def test_an_employee_goes_to_the_manager_first_unless_somebody_must_come_or_the_police_must_know(
    situation: Situation,
) -> None:
    advice = route(situation, load_once())
    first = advice.first.contact.id
    if situation.urgency in URGENT:
        assert first == URGENT[situation.urgency]
        if situation.asker is Asker.EMPLOYEE:
            own = [step.contact.id for step in advice.stage(Actor.YOU)]
            assert own == [first, "leder"]
    elif situation.asker is Asker.EMPLOYEE:
        assert first == "leder"
    else:
        assert first != "leder"


@given(situations)
def test_nobody_in_danger_is_sent_to_a_number_that_may_be_closed(situation: Situation) -> None:
    if situation.urgency in URGENT:
        assert route(situation, load_once()).first.state.open_now is True


@given(situations)
def test_in_doubt_one_may_turn_to_the_hotline_or_to_ssp(situation: Situation) -> None:
    advice = route(situation, load_once())
    if situation.urgency is not Urgency.ADVICE:
        assert len(advice.firsts) == 1
    elif situation.asker is Asker.EMPLOYEE:
        assert [step.contact.id for step in advice.firsts] == ["leder"]
    else:
        right = {step.contact.id for step in advice.firsts}
        both = {"hotline", "ssp", "ssp-plus"} if situation.age is None else {"hotline", _by_age(situation.age)}
        assert right == both


def _by_age(age: int) -> str:
    return "ssp" if age < 18 else "ssp-plus"


@given(situations)
def test_whoever_works_with_people_under_18_is_told_of_the_duty_that_is_theirs_alone(situation: Situation) -> None:
    notes = [note for note in route(situation, load_once()).notes if "selv pligt til at underrette" in note.text]
    concerned = situation.asker is not Asker.CITIZEN and (situation.age is None or situation.age < 18)
    assert bool(notes) is concerned
    assert all(note.source == "outside-notat" for note in notes)


def test_the_ways_round_the_manager_are_there_and_marked(roedovre: Municipality) -> None:
    advice = route(Situation(urgency=Urgency.CONCRETE, age=16), roedovre)
    ways = {step.proviso: step.contact.id for step in advice.steps if step.proviso and step.contact.id != "hotline"}
    assert ways == {
        "Hvis din leder ikke kan nås": "stedfortraeder",
        "Hvis det er din leder, du er bekymret for": "leders-leder",
        "Hvis din leder siger nej, og du stadig er bekymret": "ssp",
    }
    assert {step.source for step in advice.steps if step.proviso} == {"outside-notat"}


@pytest.mark.parametrize(
    ("manager", "age", "right"),
    [
        (Obstacle.AWAY, 16, {"stedfortraeder"}),
        (Obstacle.CONCERNED, 40, {"leders-leder"}),
        (Obstacle.REFUSES, 17, {"hotline", "ssp"}),
        (Obstacle.REFUSES, 18, {"hotline", "ssp-plus"}),
    ],
)
def test_a_case_can_ask_for_the_way_round_the_manager(
    manager: Obstacle, age: int, right: set[str], roedovre: Municipality
) -> None:
    task = ContactTask(urgency=Urgency.CONCRETE, age=age, manager=manager)
    assert set(task.accepted(route(task.situation(), roedovre))) == right


@pytest.mark.parametrize("other", [{"urgency": "today"}, {"asker": "manager"}, {"ask": "onward"}])
def test_what_is_wrong_with_the_manager_is_refused_where_it_changes_nothing(other: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="»manager« er til en medarbejder"):
        ContactTask.model_validate({"urgency": "concrete", "age": 16, "manager": "refuses"} | other)


def test_a_step_that_can_be_asked_for_says_its_proviso_in_words(roedovre: Municipality) -> None:
    step = next(step for step in roedovre.routing.steps if step.manager is Obstacle.AWAY)
    with pytest.raises(ValidationError, match="skriv også forbeholdet med ord"):
        StepRule.model_validate(step.model_dump() | {"proviso": None})


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
        if step.state.open_now is False:
            assert step.state.opens is not None
            if situation.day is None:
                assert step.contact.hours.is_open(*step.state.opens)
        else:
            assert step.state.opens is None


@given(days, times, st.sampled_from(("infohus", "hotline", "politi")))
def test_a_date_opens_at_the_first_minute_that_is_open(day: date, at: time, contact: str) -> None:
    town = load_once()
    hours = town.contact(contact).hours
    opening = hours.next_opening_after(day, at, town.closed_days)
    if hours.is_open_on(day, at, town.closed_days):
        assert opening is None
        return
    assert opening is not None
    for ahead in range((opening[0] - day).days + 1):
        between = day + timedelta(days=ahead)
        for clock in (time(0, 0), time(6, 59), time(7, 0), time(8, 0), time(12, 0), time(20, 59)):
            if (day, at) < (between, clock) < opening:
                assert not hours.is_open_on(between, clock, town.closed_days)
    assert hours.is_open_on(*opening, town.closed_days)


def test_offices_keep_holidays_and_the_police_do_not(roedovre: Municipality) -> None:
    christmas, ten = date(2026, 12, 25), time(10, 0)
    state = state_on(roedovre.contact("infohus"), christmas, ten, roedovre.closed_days)
    assert state.in_words() == "lukket (juledag), åbner mandag kl. 07.00"
    for contact in ("alarm", "politi", "hotline"):
        assert roedovre.contact(contact).hours.is_open_on(christmas, ten, roedovre.closed_days)
    assert roedovre.contact("ssp").hours.is_open_on(christmas, ten, roedovre.closed_days) is None


def test_an_opening_that_lies_a_week_ahead_is_told_by_its_date() -> None:
    closed = ClosedDays(own=[{"day": date(2026, 11, 16), "name": "lukkedag"}])
    hours = OpeningHours(openings=[{"days": ["mandag"], "from": "09:00", "to": "10:00"}], source="outside-notat")
    contact = load_once().contact("ssp").model_copy(update={"hours": hours})
    state = state_on(contact, date(2026, 11, 16), time(8, 0), closed)
    assert state.in_words() == "lukket (lukkedag), åbner mandag den 23. november kl. 09.00"


def test_a_state_is_told_as_far_as_it_is_known(roedovre: Municipality) -> None:
    assert OpenState(open_now=None).in_words() == ""
    assert OpenState(open_now=True, closed_day="juledag").in_words() == "åbent nu"
    assert OpenState(open_now=False).in_words() == "lukket"  # it never opens again
    assert OpenState(open_now=False, opens=(0, time(7, 0))).in_words() == "lukket, åbner mandag kl. 07.00"
    unknown = state_on(roedovre.contact("ssp"), date(2026, 12, 25), time(10, 0), roedovre.closed_days)
    assert unknown == OpenState(open_now=None)  # of hours that nobody knows, no holiday is an exception


def test_a_sentence_that_cannot_be_read_is_answered_with_the_form() -> None:
    with pytest.raises(ValueError, match="sætningen kan ikke læses") as refused:
        parse_situation("Hvem skal jeg ringe til?")
    assert str(refused.value) == (
        "sætningen kan ikke læses; skriv den som »En medarbejder har en konkret bekymring om en på 16 år, tirsdag "
        "kl. 10.00« (En medarbejder / En leder / En borger; har brug for hjælp nu, og det handler / har noget, "
        "politiet skal vide i dag, og det handler / har en konkret bekymring / vil gerne have råd; »på 16 "
        "år« eller »af ukendt alder«; »tirsdag« eller »fredag den 25. december 2026«)"
    )


def test_a_date_and_a_weekday_that_disagree_are_refused() -> None:
    sentence = "En borger vil gerne have råd om en på 30 år, mandag den 25. december 2026 kl. 10.00"
    with pytest.raises(ValueError, match=r"den 25\. december 2026 er en fredag, ikke en mandag"):
        parse_situation(sentence)


def test_sixteen_and_seventeen_are_told_of_ssp_plus(roedovre: Municipality) -> None:
    for age, told in ((15, False), (16, True), (17, True), (18, False)):
        advice = route(Situation(urgency=Urgency.CONCRETE, age=age), roedovre)
        assert any(note.source == "ssp-plus" for note in advice.notes) is told, age


def test_steps_that_the_notat_lacks_say_so(roedovre: Municipality) -> None:
    for urgency, outside in ((Urgency.NOW, {"alarm"}), (Urgency.TODAY, set())):
        advice = route(Situation(urgency=urgency, age=15), roedovre)
        marked = {step.contact.id for step in advice.steps if step.source == "outside-notat" and not step.proviso}
        assert marked == outside


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


def test_what_is_expected_and_does_not_come_is_said_in_words(roedovre: Municipality) -> None:
    advice = route(parse_situation("En leder har en konkret bekymring om en på 16 år, søndag kl. 10.00"), roedovre)
    got = [step.contact.id for step in advice.steps if step.proviso is None]
    assert list(differences(tuple(got), advice)) == []
    assert advice.steps[0].opens_in_words() == ""  # SSP has no hours in the file
    assert list(differences((f"{got[0]} (åbent nu)", *got[1:]), advice)) == [
        f"ventede {got[0]} »åbent nu«, men reglerne giver »ukendt tid«"
    ]
    assert list(differences(("leder", "ssp-plus"), advice)) == [
        f"ventede leder, ssp-plus, men reglerne giver {', '.join(got)}"
    ]
    assert list(differences((), advice)) == [f"ventede ingen, men reglerne giver {', '.join(got)}"]
    nothing = advice.model_copy(update={"steps": ()})
    assert list(differences(("leder",), nothing)) == ["ventede leder, men reglerne giver ingen"]
    assert list(differences(("SSP!", "ssp"), advice)) == [
        "trinnet »SSP!« kan ikke læses; skriv for eksempel »ssp« eller »infohus (lukket, åbner mandag kl. 07.00)«"
    ]


def test_an_expected_time_may_be_written_in_either_way(roedovre: Municipality) -> None:
    advice = route(parse_situation("En leder har en konkret bekymring om en på 16 år, søndag kl. 10.00"), roedovre)
    step = next(step for step in advice.steps if step.contact.id == "infohus")
    only = advice.model_copy(update={"steps": (step.model_copy(update={"proviso": None}),)})
    for clock in ("kl. 07.00", "kl. 7.00", "kl. 7:00"):
        assert list(differences((f"infohus (lukket, åbner mandag {clock})",), only)) == []
    assert list(differences(("infohus (lukket, åbner mandag kl. 17.00)",), only)) != []
