"""What the figures ask somebody to look at, in words for a trainer.

The limits are the usual ones of classical item analysis: discrimination under 0.20 deserves a look and a negative one
mostly means a wrong key (Ebel & Frisbie 1991, »Essentials of Educational Measurement«, ch. 13), a distractor that
fewer than 5 % choose does no work (Haladyna & Downing 1993, Educational and Psychological Measurement 53, 999-1010).
The course's tests are mastery tests: that nearly everybody is right is what one hopes for, and fails no question.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from scipy import stats

from trekant.course.base import Model
from trekant.course.quizzes.response import AskedQuestion
from trekant.course.tasks.scoring import CHOSEN
from trekant.reports.choices import OptionCount
from trekant.reports.statistics import QuestionFigures
from trekant.reports.words import percent

LOW_FACILITY, HIGH_FACILITY = 0.30, 0.90
LOW_DISCRIMINATION = 20.0
IDLE_DISTRACTOR = 0.05
CHANCE = 0.05
ALPHA_GOOD, ALPHA_DOUBTFUL = 75.0, 64.0
FEW_ANSWERS = 30
"""Under this many answers a few of them decide the figures."""
TOO_FEW = 5
"""Under this many no question is pointed out, and no group is shown: the figures would be about persons."""


class Reason(StrEnum):
    """Why a question is pointed out, the gravest first."""

    NEGATIVE = "negative-discrimination"
    RIVAL = "distractor-beats-key"
    GUESSING = "no-better-than-guessing"
    HARD = "low-facility"
    WEAK = "low-discrimination"
    IDLE = "idle-distractor"
    EASY = "low-discrimination-high-facility"


class Flag(Model):
    """A question that is pointed out, and why, in words."""

    question: str
    reason: Reason
    sentence: str
    advice: str


def _inside(choice: OptionCount) -> str:
    """What an option says, as it stands inside a sentence."""
    return choice.text.rstrip(". ")


def gravity(flag: Flag) -> int:
    """0 for the gravest reason."""
    return list(Reason).index(flag.reason)


def flags(figures: QuestionFigures, question: AskedQuestion, choices: Sequence[OptionCount]) -> tuple[Flag, ...]:
    """Why the question deserves a look, the gravest reason first; empty where nothing is found or few answered."""
    if figures.number < TOO_FEW:
        return ()
    found = [
        *_discrimination(figures, by_hand=question.kind is not None and question.kind.by_hand),
        *_rival(choices),
        *_facility(figures),
        *_idle(figures, choices),
    ]
    made = [Flag(question=question.id, reason=one, sentence=said, advice=todo) for one, said, todo in found]
    return tuple(sorted(made, key=gravity))


FlagReasons = list[tuple[Reason, str, str]]


def _discrimination(figures: QuestionFigures, *, by_hand: bool) -> FlagReasons:
    """``by_hand``: a person gives the points, by a rubric; there is no key that could be wrong."""
    index = figures.discrimination_index
    if index is None or index >= LOW_DISCRIMINATION:
        return []
    if index < 0 and by_hand:
        said = "De, der klarer resten godt, får færre point her end de andre."
        todo = "Læs et par af teksterne igen: Er der givet point efter det samme hver gang, og er opgaven klar?"
        return [(Reason.NEGATIVE, said, todo)]
    if index < 0:
        return [
            (
                Reason.NEGATIVE,
                "De, der klarer resten godt, svarer oftere forkert her end de andre. Det tyder på et forkert facit.",
                "Læs facit igen. Er det rigtigt, så se, om spørgsmålet kan læses på to måder.",
            )
        ]
    if figures.facility_index is not None and figures.facility_index >= HIGH_FACILITY:
        said = "Næsten alle kan det, så spørgsmålet viser ikke, hvem der er sikker, og hvem der er i tvivl."
        return [(Reason.EASY, said, "Er det noget, alle skal kunne, kan det blive stående, som det er.")]
    said = "Det gør næsten ingen forskel her, om man ellers er dygtig eller usikker."
    return [(Reason.WEAK, said, "Læs spørgsmålet, som om du så det første gang. Er det klart?")]


def _rival(choices: Sequence[OptionCount]) -> FlagReasons:
    """A wrong option that more people choose than the right one, where one option is right."""
    right = [one for one in choices if one.right and one.value == CHOSEN]
    wrong = [one for one in choices if not one.right and one.value == CHOSEN]
    if len(right) != 1 or not wrong:
        return []
    rival = max(wrong, key=lambda one: one.count)
    both = rival.count + right[0].count
    # 16 against 15 is chance: a sign test of the two
    if not both or stats.binomtest(rival.count, both, alternative="greater").pvalue > CHANCE:
        return []
    said = f"Flere vælger »{_inside(rival)}« ({rival.count}) end det rigtige svar ({right[0].count})."
    return [
        (
            Reason.RIVAL,
            said,
            "Er det en udbredt misforståelse, hører den hjemme i kurset. Ellers er facit måske forkert.",
        )
    ]


def _facility(figures: QuestionFigures) -> FlagReasons:
    facility, guess = figures.facility_index, figures.random_guess_score
    if facility is None:
        return []
    if guess is not None and facility <= guess:
        said = f"Deltagerne fik {percent(facility)} af pointene. Det er ikke mere, end man får ved at gætte."
        return [(Reason.GUESSING, said, "Se, hvad de svarede i stedet. Står det i kurset, og står det klart?")]
    if facility < LOW_FACILITY:
        said = f"Det er svært: Deltagerne fik kun {percent(facility)} af pointene."
        return [(Reason.HARD, said, "Se, om kurset lærer det, før spørgsmålet kommer, og om spørgsmålet er klart.")]
    return []


def _idle(figures: QuestionFigures, choices: Sequence[OptionCount]) -> FlagReasons:
    if figures.facility_index is None or figures.facility_index >= HIGH_FACILITY or figures.number < FEW_ANSWERS:
        return []  # of few answers, none is not yet under 5 %
    idle = [_inside(one) for one in choices if one.value == CHOSEN and not one.right and one.share < IDLE_DISTRACTOR]
    if not idle:
        return []
    named = " og ".join(f"»{text}«" for text in idle)
    said = f"Næsten ingen vælger {named}. {'Det svar' if len(idle) == 1 else 'De svar'} hjælper ikke med at skelne."
    return [(Reason.IDLE, said, "Skriv et svar, som en, der er i tvivl, kunne finde på at vælge.")]


def alpha_in_words(alpha: float | None, number: int) -> str:
    """What the coefficient of internal consistency says of the test."""
    if alpha is None:
        return "Tallet kan ikke regnes ud her."
    few = " Men med så få svar er tallet usikkert." if number < FEW_ANSWERS else ""
    if alpha >= ALPHA_GOOD:
        return "Spørgsmålene trækker i samme retning. Resultatet er til at stole på." + few
    if alpha >= ALPHA_DOUBTFUL:
        return "Det kan bruges, men en deltager tæt på grænsen kunne have fået et andet resultat en anden dag." + few
    return (
        "Spørgsmålene måler ikke det samme, eller også er deltagerne meget lige dygtige. Læg ikke stor vægt på få "
        "points forskel." + few
    )
