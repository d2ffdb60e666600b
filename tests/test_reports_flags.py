"""Which questions are pointed out, at the limits, and by what words."""

from __future__ import annotations

from typing import Any

import pytest

from trekant.course.quizzes.response import AskedQuestion
from trekant.course.tasks.single import SINGLE
from trekant.course.tasks.text import TEXT
from trekant.reports.choices import OptionCount
from trekant.reports.flags import Reason, alpha_in_words, flags, gravity
from trekant.reports.statistics import QuestionFigures

QUESTION = AskedQuestion(id="q", kind=SINGLE)


def figures(**known: Any) -> QuestionFigures:
    """The figures of a sound question that 40 answered, but for what is known of it."""
    sound = dict.fromkeys(QuestionFigures.model_fields) | {
        "question": "q",
        "number": 40,
        "unanswered": 0,
        "maximum": 1.0,
        "facility_index": 0.6,
        "random_guess_score": 0.25,
        "discrimination_index": 40.0,
    }
    return QuestionFigures.model_validate(sound | known)


def choice(text: str, count: int, *, right: bool = False, of: int = 40, value: str = "chosen") -> OptionCount:
    return OptionCount(
        question="q",
        option=text,
        text=text,
        value=value,
        right=right,
        count=count,
        share=count / of,
        upper=None,
        lower=None,
    )


def reasons(*choices: OptionCount, question: AskedQuestion = QUESTION, **known: Any) -> list[Reason]:
    return [flag.reason for flag in flags(figures(**known), question, choices)]


def test_a_sound_question_is_left_alone() -> None:
    assert reasons(choice("Ja", 24, right=True), choice("Nej", 10), choice("Måske", 6)) == []


@pytest.mark.parametrize(
    ("index", "facility", "found"),
    [
        (20.0, 0.6, []),
        (19.9, 0.6, [Reason.WEAK]),
        (0.0, 0.6, [Reason.WEAK]),
        (-0.1, 0.6, [Reason.NEGATIVE]),
        (19.9, 0.90, [Reason.EASY]),
        (19.9, 0.89, [Reason.WEAK]),
        (-0.1, 0.95, [Reason.NEGATIVE]),
        (19.9, None, [Reason.WEAK]),
        (None, 0.6, []),
    ],
)
def test_discrimination_is_judged_at_its_limits(
    index: float | None, facility: float | None, found: list[Reason]
) -> None:
    assert reasons(discrimination_index=index, facility_index=facility) == found


@pytest.mark.parametrize(
    ("facility", "guess", "found"),
    [
        (0.30, 0.25, []),
        (0.29, 0.25, [Reason.HARD]),
        (0.25, 0.25, [Reason.GUESSING]),
        (0.26, 0.25, [Reason.HARD]),
        (0.29, None, [Reason.HARD]),
        (0.45, 0.5, [Reason.GUESSING]),
        (None, 0.25, []),
    ],
)
def test_facility_is_judged_beside_guessing(facility: float | None, guess: float | None, found: list[Reason]) -> None:
    assert reasons(facility_index=facility, random_guess_score=guess) == found


def test_a_text_that_a_person_marks_has_no_key_that_could_be_wrong() -> None:
    text = AskedQuestion(id="q", kind=TEXT)
    (by_hand,) = flags(figures(discrimination_index=-5.0), text, ())
    (by_key,) = flags(figures(discrimination_index=-5.0), QUESTION, ())
    assert [flag.reason for flag in flags(figures(discrimination_index=0.0), text, ())] == [Reason.WEAK]
    assert "facit" not in by_hand.sentence + by_hand.advice
    assert "færre point her end de andre" in by_hand.sentence and "Læs et par af teksterne igen" in by_hand.advice
    assert "tyder på et forkert facit" in by_key.sentence and "Læs facit igen" in by_key.advice


def test_under_five_answers_nobody_is_pointed_at() -> None:
    assert reasons(number=4, discrimination_index=-50.0) == []
    assert reasons(number=5, discrimination_index=-50.0) == [Reason.NEGATIVE]


@pytest.mark.parametrize(
    ("key", "rival", "found"),
    [(15, 16, []), (10, 16, []), (8, 18, [Reason.RIVAL]), (0, 5, [Reason.RIVAL]), (0, 4, []), (0, 0, [])],
)
def test_a_wrong_answer_beats_the_key_when_it_is_not_chance(key: int, rival: int, found: list[Reason]) -> None:
    """A sign test at 5 %: 5 of 5 has a chance of 1/32, 4 of 4 of 1/16, 18 of 26 of 0.038."""
    made = flags(
        figures(number=29), QUESTION, [choice("A", key, right=True), choice("B", rival), choice("C", min(rival, 3))]
    )
    assert [flag.reason for flag in made] == found


def test_the_strongest_rival_is_named_with_both_counts() -> None:
    (flag,) = flags(figures(), QUESTION, [choice("C", 3), choice("B.", 18), choice("A", 8, right=True)])
    assert flag.question == "q"
    assert flag.sentence == "Flere vælger »B« (18) end det rigtige svar (8)."
    assert flag.advice == "Er det en udbredt misforståelse, hører den hjemme i kurset. Ellers er facit måske forkert."


def test_a_name_that_ends_in_a_capital_letter_keeps_it() -> None:
    (flag,) = flags(figures(), QUESTION, [choice("Opslag på X.", 18), choice("A", 8, right=True)])
    assert flag.sentence.startswith("Flere vælger »Opslag på X« (18)")


def test_with_two_right_answers_or_none_there_is_no_rival() -> None:
    assert reasons(choice("A", 2, right=True), choice("B", 2, right=True), choice("C", 30)) == []
    assert reasons(choice("B", 30), choice("C", 9)) == []
    assert reasons(choice("A", 2, right=True)) == []


def test_places_and_ratings_are_no_rivals_and_not_idle() -> None:
    placed = [choice("A", 1, right=True, value="0"), choice("B", 39, value="0"), choice("C", 0, value="1")]
    assert reasons(*placed) == []
    assert reasons(choice("A", 5, right=True), choice("B", 30, value="1"), choice("C", 5)) == []


def test_an_answer_that_hardly_anybody_takes_is_named_when_enough_have_answered() -> None:
    options = [choice("A", 20, right=True), choice("B", 18), choice("C. ", 1), choice("D", 1), choice("E", 2)]
    (flag,) = flags(figures(), QUESTION, options)
    assert flag.reason is Reason.IDLE
    assert flag.sentence == "Næsten ingen vælger »C« og »D«. De svar hjælper ikke med at skelne."
    assert flag.advice == "Skriv et svar, som en, der er i tvivl, kunne finde på at vælge."
    (one,) = flags(figures(), QUESTION, options[:3])
    assert one.sentence == "Næsten ingen vælger »C«. Det svar hjælper ikke med at skelne."
    assert reasons(*options, number=29) == []
    assert reasons(*options, number=30) == [Reason.IDLE]
    assert reasons(*options, facility_index=0.90) == []
    assert reasons(*options, facility_index=0.89) == [Reason.IDLE]
    assert reasons(*options, facility_index=None) == []
    assert reasons(choice("A", 1, right=True), choice("B", 2)) == []  # the key is no distractor


def test_the_gravest_reason_stands_first_and_each_says_what_to_do() -> None:
    options = [choice("A", 2, right=True), choice("B", 37), choice("C", 1)]
    made = flags(figures(discrimination_index=-10.0, facility_index=0.05), QUESTION, options)
    found = [flag.reason for flag in made]
    assert found == [Reason.NEGATIVE, Reason.RIVAL, Reason.GUESSING, Reason.IDLE]
    assert [gravity(flag) for flag in made] == [0, 1, 2, 5]
    assert "5 procent" in made[2].sentence and made[2].advice.startswith("Se, hvad de svarede i stedet.")


@pytest.mark.parametrize(
    ("known", "said", "todo"),
    [
        ({"facility_index": 0.29}, "kun 29 procent af pointene", "Se, om kurset lærer det"),
        ({"discrimination_index": 5.0}, "næsten ingen forskel", "Læs spørgsmålet, som om du så det første gang"),
        ({"discrimination_index": 5.0, "facility_index": 0.95}, "Næsten alle kan det", "kan det blive stående"),
    ],
)
def test_what_is_said_fits_the_reason(known: dict[str, Any], said: str, todo: str) -> None:
    (flag,) = flags(figures(**known), QUESTION, ())
    assert said in flag.sentence and todo in flag.advice


@pytest.mark.parametrize(
    ("alpha", "begins"),
    [
        (None, "Tallet kan ikke regnes ud her."),
        (75.0, "Spørgsmålene trækker i samme retning."),
        (74.9, "Det kan bruges, men"),
        (64.0, "Det kan bruges, men"),
        (63.9, "Spørgsmålene måler ikke det samme"),
    ],
)
def test_the_coefficient_is_put_in_words_and_few_answers_are_named(alpha: float | None, begins: str) -> None:
    few = " Men med så få svar er tallet usikkert."
    enough = alpha_in_words(alpha, 30)
    assert enough.startswith(begins) and enough.endswith(".") and few not in enough
    assert alpha_in_words(alpha, 29) == enough + (few if alpha is not None else "")
