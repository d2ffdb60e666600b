"""What gives a right answer away, counted: forbidden forms, words that tell, and cues over many questions."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trekant.course.checks import cues
from trekant.course.checks.cues import ENOUGH, Options, Tally, tally
from trekant.course.checks.questions import place_tells_nothing
from trekant.course.store import load_course

TESTS = Path(__file__).parent

CUES = {
    "longest": cues.longest,
    "shortest": cues.shortest,
    "hedged": cues.most_hedged,
    "first": cues.option_at(1),
    "third": cues.option_at(3),
    "last": cues.option_at(-1),
}

texts = st.lists(
    st.sampled_from(["Ja.", "Nej.", "Måske.", "Det kan ske.", "Som regel ikke.", "Det ved jeg."]),
    min_size=2,
    max_size=5,
)


@st.composite
def questions(draw: st.DrawFn) -> Options:
    found = draw(texts)
    right = draw(st.lists(st.booleans(), min_size=len(found), max_size=len(found)))
    return Options(tuple(found), tuple(right))


def _one_right(key: int, options: int = 4) -> Options:
    """A question whose options cannot be told apart, with the key at an index."""
    return Options(("svar",) * options, tuple(index == key for index in range(options)))


@pytest.mark.parametrize(
    "text",
    [
        "Alle ovenstående.",
        "Ingen af ovenstående",
        "Alle de nævnte",
        "Ingen af dem.",
        "»Begge dele.«",
        "Både a og c",
        "a, b og c",
        "Alle svar er rigtige.",
        "De førnævnte ting",
    ],
)
def test_an_option_about_the_others_is_found(text: str) -> None:
    assert cues.is_all_or_none(text)


@pytest.mark.parametrize(
    "text",
    [
        "Alle ansatte i kommunen.",
        "Ingen ved det endnu.",
        "Både skolen og SSP.",
        "Begge forældre kommer til et møde.",
        "Det hele er foregribende, fordi hun har en mentor.",
        "Ham og hende",
    ],
)
def test_an_option_of_its_own_is_left_alone(text: str) -> None:
    assert not cues.is_all_or_none(text)


@pytest.mark.parametrize(
    "stem",
    [
        "Hvilket af dem er ikke et tegn?",
        "Bo ser fire ting. Hvad af det er ikke værd at fortælle?",
        "Hvad hører med undtagen her?",
        "Hvem er det, der ikke skal kontaktes?",
        "Hvilken sætning er forkert?",
        "Markér det, der ikke passer.",
        "I hvilken situation ringer du aldrig til politiet?",
    ],
)
def test_a_stem_that_asks_for_the_false_is_found(stem: str) -> None:
    assert len(cues.negative_sentences(stem)) == 1


@pytest.mark.parametrize(
    "stem",
    [
        "Hvad gør du, når hun ikke svarer?",
        "Han svarer ikke. Hvad gør du?",
        "»Hvorfor ikke bare ringe selv?« spørger hun. Hvad svarer du?",
        "Hvad siger du til en kollega, der ikke tror på det?",
        "Skriv, hvad du svarer. Skriv ikke om rigtige mennesker.",
    ],
)
def test_a_stem_with_a_not_in_the_situation_is_left_alone(stem: str) -> None:
    assert cues.negative_sentences(stem) == []


def test_an_echo_is_seen_through_endings() -> None:
    assert cues.echoes("Lederens opgave?", ["Det afgør lederen."], ["Det afgør du."]) == {"lederens"}
    assert cues.echoes("Lederens opgave?", ["Det afgør lederen."], ["Spørg en leder."]) == set()


def test_small_words_are_no_echo() -> None:
    assert cues.echoes("Hvilken er efter de andre?", ["Efter de andre, hvilken det end er."], ["Den her."]) == set()


def test_an_echo_is_in_every_right_option() -> None:
    assert cues.echoes("Politiet kommer.", ["Politiet", "Hotlinen"], ["Skolen"]) == set()
    assert cues.echoes("Politiet kommer.", ["Politiet", "Politiets hotline"], ["Skolen"]) == {"politiet"}


def test_absolute_words_tell_only_where_no_right_option_has_one() -> None:
    assert cues.absolutes_in_distractors(["Ofte."], ["Altid.", "Aldrig!"]) == {"altid", "aldrig"}
    assert cues.absolutes_in_distractors(["Kun i dag."], ["Altid."]) == set()
    assert cues.absolutes_in_distractors(["Ja."], ["Allerede."]) == set()


def test_a_cue_that_points_at_two_points_at_none() -> None:
    assert cues.longest(["en", "to", "tre"]) == 2
    assert cues.longest(["tre", "en", "fem"]) is None
    assert cues.shortest(["tre", "en", "fem"]) == 1
    assert cues.most_hedged(["Ja.", "Nej."]) is None
    assert cues.most_hedged(["Det sker.", "Det kan måske ske.", "Det sker ofte."]) == 1
    assert cues.option_at(4)(["a", "b", "c"]) is None
    assert cues.option_at(-1)(["a", "b", "c"]) == 2


@pytest.mark.parametrize("count", [ENOUGH - 1, ENOUGH, 40])
def test_a_key_that_is_first_each_time_tells_when_there_are_enough(count: int) -> None:
    found = tally(cues.option_at(1), [_one_right(0)] * count)
    assert found == Tally(count, count, Fraction(count, 4))
    assert found.better == (count >= ENOUGH)
    assert tally(cues.option_at(2), [_one_right(0)] * count).worse == (count >= ENOUGH)


def test_ten_points_over_chance_are_the_limit() -> None:
    def first_in(hits: int) -> Tally:
        return tally(cues.option_at(1), [_one_right(0)] * hits + [_one_right(1)] * (20 - hits))

    # 20 questions of four: chance is 5, ten points are 2
    assert not first_in(7).better
    assert first_in(8).better
    assert not first_in(3).worse
    assert first_in(2).worse


@given(st.lists(st.integers(3, 5), min_size=2, max_size=12))
def test_keys_spread_evenly_tell_nothing(sizes: list[int]) -> None:
    bank = [_one_right(key, options) for options in sizes for key in range(options)]
    for number in (1, 2, 3, -1):
        found = tally(cues.option_at(number), bank)
        assert found.hits == found.expected
        assert not found.better
        assert not found.worse


@given(st.lists(questions(), max_size=30), st.sampled_from(sorted(CUES)), st.randoms())
def test_a_tally_is_in_bounds_and_blind_to_order(bank: list[Options], name: str, random: object) -> None:
    found = tally(CUES[name], bank)
    assert 0 <= found.hits <= found.asked <= len(bank)
    assert 0 <= found.expected <= found.asked
    assert not (found.better and found.worse)
    mixed = list(bank)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert tally(CUES[name], mixed) == found


@given(st.lists(questions(), max_size=20), st.lists(questions(), max_size=20), st.sampled_from(sorted(CUES)))
def test_tallies_of_two_banks_add_up(one: list[Options], other: list[Options], name: str) -> None:
    a, b, both = (tally(CUES[name], bank) for bank in (one, other, one + other))
    assert (both.asked, both.hits, both.expected) == (a.asked + b.asked, a.hits + b.hits, a.expected + b.expected)


@given(st.lists(questions(), max_size=30), st.sampled_from(["longest", "shortest", "hedged"]))
def test_cues_of_wording_are_blind_to_place(bank: list[Options], name: str) -> None:
    turned = [Options(one.texts[::-1], one.right[::-1]) for one in bank]
    assert tally(CUES[name], bank) == tally(CUES[name], turned)


@given(st.text(), st.lists(st.text(), min_size=1, max_size=3), st.lists(st.text(), max_size=3))
def test_no_text_is_too_odd_to_be_read(stem: str, right: list[str], wrong: list[str]) -> None:
    cues.negative_sentences(stem)
    cues.is_all_or_none(stem)
    assert cues.echoes(stem, right, [stem, *wrong]) == set(), "a wrong option that has the whole stem hides every echo"
    assert cues.absolutes_in_distractors(right, right) == set()


@pytest.fixture
def first_each_time(tmp_path: Path) -> Path:
    """A course with a bank of eight questions, all with the key first."""
    course = Path(shutil.copytree(TESTS / "fictional", tmp_path / "course"))
    shutil.copytree(TESTS / "broken/R027", course, dirs_exist_ok=True)
    return course / "quizzes/banks/ekstra.yaml"


def test_small_banks_are_judged_together_and_told_once(first_each_time: Path) -> None:
    head, *questions = first_each_time.read_text(encoding="utf-8").split("  - id: ekstra-")
    for name, part in (("ekstra", questions[:4]), ("mere", questions[4:])):
        text = head.replace("id: ekstra", f"id: {name}") + "".join(f"  - id: ekstra-{one}" for one in part)
        first_each_time.with_name(f"{name}.yaml").write_text(text, encoding="utf-8")
    told = [problem.message for problem in place_tells_nothing(load_course(first_each_time.parents[2]))]
    assert len([message for message in told if message.startswith("det første svar")]) == 1
    assert all("øvelsesbankerne tilsammen" in message for message in told)


def test_retired_questions_count_no_more(first_each_time: Path) -> None:
    text = first_each_time.read_text(encoding="utf-8")
    first_each_time.write_text(
        text.replace("    type: single\n", "    type: single\n    status: retired\n", 3), "utf-8"
    )
    assert list(place_tells_nothing(load_course(first_each_time.parents[2]))) == [], (
        "five are left, and the course has two others"
    )
