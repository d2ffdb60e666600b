"""The figures as CSV, at full precision: a figure that is not defined is an empty field.

``quiz.csv`` has one line: number (participants), questions, maximum (points), passed, pass_share, then mean, median
and standard_deviation of the points, skewness, excess_kurtosis, and times 100 coefficient_of_internal_consistency
and error_ratio; standard_error is in points.

``questions.csv`` has a line for each question: question, objective, number (who met it), unanswered, maximum; as
shares facility_index, standard_deviation, random_guess_score, upper_lower_discrimination; times 100 intended_weight,
effective_weight, discrimination_index, discriminative_efficiency, alpha_without_question; and flags.

``options.csv`` has a line for each thing that could be done with an option: question, option, value (chosen, a place
from 1, or a rating), right (1 or 0), count, and as shares share, upper, lower.

``objectives.csv``: objective, questions, facility_index.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trekant.course.writing.table import Cell, csv_text
from trekant.reports.report import QuestionReport, Report

QUIZ = (
    "number",
    "questions",
    "maximum",
    "passed",
    "pass_share",
    "mean",
    "median",
    "standard_deviation",
    "skewness",
    "excess_kurtosis",
    "coefficient_of_internal_consistency",
    "error_ratio",
    "standard_error",
)
FIGURES = (
    "number",
    "unanswered",
    "maximum",
    "facility_index",
    "standard_deviation",
    "random_guess_score",
    "intended_weight",
    "effective_weight",
    "discrimination_index",
    "discriminative_efficiency",
    "upper_lower_discrimination",
    "alpha_without_question",
)
QUESTIONS = ("question", "objective", *FIGURES, "flags")
OPTIONS = ("question", "option", "value", "right", "count", "share", "upper", "lower")
OBJECTIVES = ("objective", "questions", "facility_index")
HEADS = {
    f"{name}.csv": (";".join(columns), ",".join(columns))
    for name, columns in (
        ("quiz", QUIZ),
        ("questions", QUESTIONS),
        ("options", OPTIONS),
        ("objectives", OBJECTIVES),
    )
}
"""The first line of each file in its two forms, which our own are known by."""


def report_tables(report: Report, *, international: bool = False) -> dict[str, str]:
    """The files, by name; in Danish form, or the international one."""
    made: dict[str, tuple[Sequence[str], Iterable[Sequence[Cell]]]] = {
        "quiz.csv": (QUIZ, [_quiz(report)]),
        "questions.csv": (QUESTIONS, map(_question, report.questions)),
    }
    if any(question.choices for question in report.questions):
        made["options.csv"] = OPTIONS, (line for one in report.questions for line in _options(one))
    if report.objectives:
        lines = [(one.objective.value, one.questions, one.facility) for one in report.objectives]
        made["objectives.csv"] = OBJECTIVES, lines
    return {name: csv_text(head, lines, international=international) for name, (head, lines) in made.items()}


def _quiz(report: Report) -> Sequence[Cell]:
    figures = report.quiz.model_dump()
    share = report.passed / report.quiz.number if report.passed is not None and report.quiz.number else None
    figures |= {"maximum": report.maximum, "passed": report.passed, "pass_share": share}
    return [figures[name] for name in QUIZ]


def _question(one: QuestionReport) -> Sequence[Cell]:
    figures = one.figures.model_dump()
    objective = one.asked.objective.value if one.asked.objective else None
    return [one.asked.id, objective, *(figures[name] for name in FIGURES), " ".join(flag.reason for flag in one.flags)]


def _options(one: QuestionReport) -> Iterable[Sequence[Cell]]:
    for choice in one.choices:
        value = one.asked.kind.written(choice.value) if one.asked.kind else choice.value
        right = int(choice.right)
        yield choice.question, choice.option, value, right, choice.count, choice.share, choice.upper, choice.lower
