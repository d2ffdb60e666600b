"""The report as one HTML page that holds everything it needs: no script, no other file, no name of a participant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Template
from markupsafe import Markup
from matplotlib.figure import Figure

from trekant.course.contact.clock import danish_date
from trekant.reports.figures import MADE_BY, distribution_in_words, inline_svg, map_in_words
from trekant.reports.flags import FEW_ANSWERS, TOO_FEW, alpha_in_words
from trekant.reports.rendering import report_templates
from trekant.reports.report import QuestionReport, Report

SHORT = 90
"""So many characters of a question stand where it is only mentioned."""

_MARKS = re.compile(r"[*_`]+")


@dataclass(frozen=True)
class OnServer:
    """Where the page lies on a server: the address of its style, and of the page that led to it."""

    style: str
    back: str


def report_page(report: Report, drawn: Mapping[str, Figure], today: date, live: OnServer | None = None) -> str:
    """The page; ``drawn`` are the figures ``fordeling`` and ``spoergsmaal``, ``live`` where it is if no file."""
    numbers = {question.asked.id: question.number for question in report.questions}
    return _template().render(
        report=report,
        live=live,
        numbers=numbers,
        by_id={question.asked.id: question for question in report.questions},
        figures={
            "fordeling": _figure(drawn["fordeling"], "fordeling", distribution_in_words(report)),
            "spoergsmaal": _figure(drawn["spoergsmaal"], "spoergsmaal", map_in_words(report)),
        },
        objectives=sorted(report.objectives, key=lambda one: 1.0 if one.facility is None else one.facility),
        alpha=alpha_in_words(report.quiz.coefficient_of_internal_consistency, report.quiz.number),
        has_key=any(question.choices for question in report.questions),
        today=danish_date(today),
        made_by=MADE_BY,
        few=FEW_ANSWERS,
        too_few=TOO_FEW,
    )


def _figure(figure: Figure, name: str, alt: str) -> Markup:
    return Markup(inline_svg(figure, name, alt))  # noqa: S704 - matplotlib's own output, the text in it escaped


@cache
def _template() -> Template:
    environment = report_templates()
    environment.filters["hundredth"] = lambda value: None if value is None else value / 100
    environment.globals |= {"short": question_name, "parts": _parts}
    return environment.get_template("rapport.html")


def question_name(question: QuestionReport) -> str:
    """The question in one short line without marks: its text, or its id where only that is known."""
    text = _MARKS.sub("", " ".join(question.asked.stem.split())) or question.asked.id
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0].rstrip(",.;:") + " …"


def _parts(question: QuestionReport) -> dict[str, Any]:
    """What was done with the options as a table: the heads of the columns, and a row for each option."""
    rows: dict[str, list[Any]] = {}
    for choice in question.choices:
        rows.setdefault(choice.option, []).append(choice)
    return {
        "heads": list(question.asked.values.values()),
        "rows": list(rows.values()),
        "what": question.asked.kind.what if question.asked.kind else "",
    }
