"""Drill questions: one right answer each, the same for the same seed, and true to the municipality's rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from trekant.cli import main
from trekant.course.contact.drill import MOST_OPTIONS, DrillQuestion, drill
from trekant.course.contact.municipality import Asker, Municipality, Routing, Urgency
from trekant.course.contact.routing import parse_situation, route, situation_in_words
from trekant.course.store import load_course
from trekant.course.tasks.question import score

TESTS = Path(__file__).parent
PLACES = {place.id: place for place in (load_course(root).municipality for root in (TESTS.parent, TESTS / "fictional"))}
SEEDS = st.integers(min_value=-(10**9), max_value=10**9)
municipalities = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
WHOLE_ROUND = 400
"""More questions than there are situations."""


@municipalities
@given(seed=SEEDS)
def test_every_question_has_exactly_one_right_option(place: Municipality, seed: int) -> None:
    for question in drill(place, seed, 12):
        task = question.task(place)
        points = {option.id: score(task, option.id).points for option in task.options}
        assert points == {option: float(option == task.key) for option in question.options}
        assert sum(value for value in points.values() if value) == 1


@municipalities
@given(seed=SEEDS)
def test_the_same_seed_gives_the_same_questions(place: Municipality, seed: int) -> None:
    assert drill(place, seed, 10) == drill(place, seed, 10)
    assert drill(place, seed, 10)[:4] == drill(place, seed, 4)


@municipalities
def test_another_seed_gives_mostly_others(place: Municipality) -> None:
    asked = [frozenset(question.prompt for question in drill(place, seed, 10)) for seed in range(20)]
    for place_in_row, one in enumerate(asked):
        assert all(len(one & other) <= 3 for other in asked[place_in_row + 1 :])


@municipalities
def test_no_option_could_be_defended(place: Municipality) -> None:
    for question in drill(place, 1, WHOLE_ROUND):
        advice = route(question.contact.situation(), place)
        key = question.task(place).key
        wrong = set(question.options) - {key}
        assert 2 <= len(question.options) == len(set(question.options)) <= MOST_OPTIONS
        sure = {step.contact.id for step in advice.steps if step.proviso is None}
        assert not (wrong & {step.contact.id for step in advice.steps}) - sure
        if question.contact.ask == "onward":
            assert not wrong & {step.contact.id for step in advice.steps}
        else:
            assert key == advice.first.contact.id


@municipalities
def test_a_round_has_every_situation_before_one_comes_again(place: Municipality) -> None:
    def situation(question: DrillQuestion) -> tuple[object, ...]:
        return question.contact.asker, question.contact.urgency, question.contact.age, question.contact.ask

    asked = [situation(question) for question in drill(place, 5, WHOLE_ROUND)]
    first_round = len(set(asked))
    assert first_round < WHOLE_ROUND and len(set(asked[:first_round])) == first_round
    assert {asker for asker, *_ in asked} == set(Asker)
    assert {urgency for _, urgency, *_ in asked} == set(Urgency)
    assert {ask for *_, ask in asked} == {"first", "onward"}


@municipalities
def test_ages_and_times_lie_on_both_sides_of_the_limits(place: Municipality) -> None:
    questions = drill(place, 5, WHOLE_ROUND)
    ages = {question.contact.age for question in questions}
    used = {rule.when.age for rule in place.routing.steps}
    for group in (group for name, group in place.routing.age_groups.items() if name in used):
        assert group.low == 0 or {group.low - 1, group.low} <= ages
    assert {question.contact.weekday for question in questions} == set(range(7))
    moments = [question.contact.situation() for question in questions]
    for contact in place.contacts:
        if contact.hours.known and "hele døgnet" not in contact.hours.in_words():
            assert {contact.hours.is_open(one.weekday, one.at) for one in moments} == {True, False}, contact.id


@municipalities
def test_keys_stand_in_every_position(place: Municipality) -> None:
    whole = [question for question in drill(place, 5, WHOLE_ROUND) if len(question.options) == MOST_OPTIONS]
    positions = [question.options.index(str(question.task(place).key)) for question in whole]
    for position in range(MOST_OPTIONS):
        assert positions.count(position) > len(whole) / 6


def test_the_text_is_the_situation_as_the_rules_read_it() -> None:
    for place in PLACES.values():
        for question in drill(place, 7, 30):
            sentence = situation_in_words(question.contact.situation())
            assert question.prompt.startswith(sentence)
            assert parse_situation(sentence) == question.contact.situation()


def test_rules_without_a_wrong_answer_say_so() -> None:
    place = PLACES["fjordby"]
    step = {"contact": "leder", "why": "Ja.", "source": "ansvar"}
    only = Routing.model_validate({"age_groups": {"alle": {}}, "steps": [step]})
    with pytest.raises(ValueError, match="ingen situation med både en rigtig og en forkert"):
        drill(place.model_copy(update={"routing": only}), 1, 3)


def test_the_command_prints_what_the_seed_says(fictional: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fictional)

    def output(*arguments: str) -> str:
        result = CliRunner().invoke(main, ["drill", *arguments])
        assert result.exit_code == 0, result.output
        return result.output

    plain = output("--seed", "4", "--count", "3")
    assert plain == output("--seed", "4", "--count", "3")
    assert "Svar:" not in plain and plain.count("?\n   a) ") == 3
    assert plain.endswith("De samme spørgsmål igen: trekant drill --seed 4 --count 3\n")
    answered = output("--seed", "4", "--count", "3", "--answers")
    questions = drill(PLACES["fjordby"], 4, 3)
    assert answered.count("   Svar: ") == 3
    assert all(question.reason(PLACES["fjordby"]) in answered for question in questions)
    assert "--seed" in output("--count", "1")


def test_a_count_that_is_too_small_is_told_in_danish(fictional: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fictional)
    result = CliRunner().invoke(main, ["drill", "--count", "0"])
    assert result.exit_code == 2 and "0 er uden for det tilladte" in result.output
