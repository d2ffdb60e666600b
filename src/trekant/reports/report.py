"""A quiz analysed: everything that the page, the tables and the figures show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy import stats

from trekant.course.base import Objective
from trekant.course.quizzes.response import AskedQuestion, Response, Responses
from trekant.course.tasks.points import decimal, is_enough, share_of
from trekant.reports.choices import OptionCount, option_counts
from trekant.reports.flags import FEW_ANSWERS, TOO_FEW, Flag, flags, gravity
from trekant.reports.marks import Marks, marks_table
from trekant.reports.statistics import QuestionFigures, QuizFigures, question_figures, quiz_figures
from trekant.reports.words import number, people, percent

BINS = 10
"""How many equal parts the share of the points is shown in."""

LOOK_AT = 3
"""More than so many questions at a time nobody gets round to."""

ROUNDING = 1e-9
"""Seven tenths of 10 points is 7 points, whatever floating point makes of it."""


@dataclass(frozen=True)
class QuestionReport:
    """A question, its figures, what was chosen, and why it deserves a look."""

    asked: AskedQuestion
    figures: QuestionFigures
    choices: tuple[OptionCount, ...]
    flags: tuple[Flag, ...]
    number: int
    """What participants know it by, also where a question before it is not in the report."""


@dataclass(frozen=True)
class ObjectiveReport:
    """What participants earned on the questions to an objective: ``facility`` is points earned over points possible."""

    objective: Objective
    words: str
    questions: int
    facility: float | None


@dataclass(frozen=True)
class Report:
    """A quiz analysed.

    ``shares`` is each participant's share of the points, in no order that says who. ``passed`` is None where nobody
    can say: there is no pass mark, or something still has to be read. ``maximum`` and ``each`` are the points that one
    could get and the questions that one met, None where that differed.
    """

    title: str
    basis: str
    drawn: bool
    pass_mark: float | None
    quiz: QuizFigures
    questions: tuple[QuestionReport, ...]
    objectives: tuple[ObjectiveReport, ...]
    shares: tuple[float, ...]
    passed: int | None
    maximum: float | None
    each: int | None
    notes: tuple[str, ...]

    @property
    def first(self) -> tuple[Flag, ...]:
        """What to look at first: the gravest reason of each of the gravest questions."""
        pointed_out = [one for one in self.questions if one.flags]
        gravest = sorted(pointed_out, key=lambda one: (gravity(one.flags[0]), one.figures.discrimination_index or 0.0))
        return tuple(one.flags[0] for one in gravest[:LOOK_AT])

    @property
    def bins(self) -> tuple[int, ...]:
        """How many have up to 10 % of the points, up to 20 %, and so on; a share on the edge counts upwards."""
        edges = np.linspace(0, 1, BINS + 1)
        clipped = np.clip(np.array(self.shares) + ROUNDING, 0, 1)
        return tuple(int(count) for count in np.histogram(clipped, edges)[0])


def analyse(responses: Responses, objectives: Mapping[Objective, str] | None = None) -> Report:
    """Analyse the answers to a quiz. ``objectives`` are the objectives in words."""
    rows, notes = _scored(responses.rows)
    whole = len(rows) == len(responses.rows) or _same_questions(rows, responses.rows)
    marks = marks_table(rows, [question.id for question in responses.questions])
    asked = {question.id: question for question in responses.questions}
    figures = question_figures(marks, {question.id: question.guess for question in responses.questions})
    chosen = option_counts(rows, marks, asked.values())
    passes = _passed(rows, responses.pass_mark) if whole else None
    return Report(
        title=responses.title,
        basis=responses.basis,
        drawn=responses.drawn,
        pass_mark=responses.pass_mark,
        quiz=quiz_figures(marks),
        questions=tuple(
            _question(one, asked[one.question], chosen.get(one.question, ()), at) for at, one in enumerate(figures, 1)
        ),
        objectives=tuple(_objectives(marks, asked, objectives or {})),
        shares=tuple(sorted(_shares(marks))),
        passed=passes,
        maximum=_only(marks.possible),
        each=None if (each := _only(marks.seen.sum(axis=1))) is None else int(each),
        notes=(*responses.notes, *notes, *_caveats(marks, figures, passes)),
    )


def _question(
    figures: QuestionFigures, asked: AskedQuestion, chosen: tuple[OptionCount, ...], place: int
) -> QuestionReport:
    shown = chosen if figures.number >= TOO_FEW else ()  # of fewer it would be told what somebody chose
    number = place if asked.number is None else asked.number
    return QuestionReport(asked, figures, shown, flags(figures, asked, shown), number)


def _scored(rows: Sequence[Response]) -> tuple[list[Response], list[str]]:
    """The rows without what still has to be read, and what that left out.

    A mark that is not there yet is no 0. Where most texts wait, the question is left out; else those participants.
    """
    asked, waiting = _count(rows), _count(row for row in rows if row.pending_manual)
    dropped = {name for name, count in waiting.items() if 2 * count > asked[name]}
    people_out = {row.participant for row in rows if row.pending_manual and row.question not in dropped}
    notes = [
        f"Spørgsmålet »{name}« er ikke med: {waiting[name]} af {asked[name]} svar er ikke læst og givet point endnu."
        for name in sorted(dropped)
    ]
    if people_out:
        notes.append(f"{people(len(people_out))} er ikke med, fordi en tekst ikke er læst og givet point endnu.")
    return [row for row in rows if row.question not in dropped and row.participant not in people_out], notes


def _count(rows: Iterable[Response]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        found[row.question] = found.get(row.question, 0) + 1
    return found


def _same_questions(rows: Sequence[Response], before: Sequence[Response]) -> bool:
    return {row.question for row in rows} == {row.question for row in before}


def _shares(marks: Marks) -> list[float]:
    return [float(total / most) if most else 0.0 for total, most in zip(marks.totals, marks.possible, strict=True)]


def _passed(rows: Sequence[Response], pass_mark: float | None) -> int | None:
    if pass_mark is None:
        return None
    points: dict[str, Fraction] = {}
    possible: dict[str, Fraction] = {}
    for row in rows:
        maximum = decimal(row.points)
        earned = share_of(row.fraction) * maximum if row.fraction else Fraction(0)
        points[row.participant] = points.get(row.participant, Fraction(0)) + earned
        possible[row.participant] = possible.get(row.participant, Fraction(0)) + maximum
    return sum(is_enough(points[one], possible[one], pass_mark) for one in points)


def _only(values: np.ndarray) -> float | None:
    return float(values[0]) if len(values) and np.ptp(values) < ROUNDING else None


def _objectives(
    marks: Marks, asked: Mapping[str, AskedQuestion], words: Mapping[Objective, str]
) -> Iterable[ObjectiveReport]:
    for objective in Objective:
        columns = [at for at, name in enumerate(marks.questions) if asked[name].objective is objective]
        if columns:
            possible = float((marks.seen[:, columns] * marks.maxima[columns]).sum())
            earned = float(marks.marks[:, columns].sum())
            yield ObjectiveReport(
                objective, words.get(objective, objective), len(columns), earned / possible if possible else None
            )


def _caveats(marks: Marks, figures: Sequence[QuestionFigures], passes: int | None) -> Iterable[str]:
    count = len(marks.participants)
    if 0 < count < TOO_FEW:
        yield (
            f"Kun {people(count)} har svaret. Tallene siger mere om dem end om spørgsmålene, og intet spørgsmål "
            "bliver peget ud. Vis ikke siden til andre."
        )
    elif count < FEW_ANSWERS:
        yield (
            f"Kun {people(count)} har svaret. Under {FEW_ANSWERS} skal der kun et par svar til at flytte tallene. "
            f"Et tal for sammenhæng kan let ligge {number(_margin(count), 1)} ved siden af. Læs svarene, før du "
            "ændrer et spørgsmål."
        )
    if passes is not None and TOO_FEW <= count < FEW_ANSWERS:
        low, high = stats.binomtest(passes, count).proportion_ci(0.95, method="wilson")
        yield f"Med så få svar kunne andelen, der består, lige så godt have været {percent(low)} som {percent(high)}."
    few = sum(1 for one in figures if one.number < FEW_ANSWERS)
    if count >= FEW_ANSWERS and few:
        yield f"{few} af {len(figures)} spørgsmål har under {FEW_ANSWERS} svar. Tallene for dem er usikre."
    if count and not marks.complete:
        yield (
            "Deltagerne fik ikke de samme spørgsmål. Hvert spørgsmål er derfor målt på dem, der fik det, mod resten af "
            "det, de selv fik. Alpha og effektiv vægt kræver, at alle fik de samme spørgsmål, og bliver ikke regnet ud."
        )


def _margin(count: int) -> float:
    """Half the width of the 95 % interval of a correlation near 0, by Fisher's z: 1.96 / sqrt(n - 3)."""
    return float(min(1.0, stats.norm.ppf(0.975) / np.sqrt(max(count - 3, 1))))
