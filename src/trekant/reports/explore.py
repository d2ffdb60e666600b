"""The same figures for a part of the participants, in a notebook: by cohort, workplace and objective."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import ipywidgets
from markupsafe import Markup
from matplotlib.figure import Figure

from trekant.course.people.participant import Participant
from trekant.course.quizzes.response import Responses
from trekant.course.store import Course
from trekant.reports.figures import FILL, INK, WARM, inline_svg, report_canvas
from trekant.reports.flags import FEW_ANSWERS, TOO_FEW
from trekant.reports.page import question_name
from trekant.reports.report import QuestionReport, Report, analyse
from trekant.reports.words import number, people, percent, short_percent

ALL = ""
"""The value of a choice that leaves nobody out."""

MOST_BARS = 30
"""So many bars can be told apart; the table has every question."""

_CELL = Markup("<td style='padding: 0.2rem 0.6rem; vertical-align: top'>{}</td>")
_NAME = Markup("<th scope='row' style='text-align: left; font-weight: 400; padding: 0.2rem 0.6rem'>{}</th>")

Numbered = tuple[int, QuestionReport]


class Explorer:
    """Choices above, and below them a figure and a table that follow.

    ``view`` is what the notebook shows. Where a choice leaves fewer than five, no figure is shown: it would be about
    persons and not about questions.
    """

    def __init__(
        self, course: Course, participants: Sequence[Participant], responses: Callable[[str], Responses]
    ) -> None:
        """Make the widgets for a course; ``responses`` finds the answers to a quiz, and is asked once a quiz."""
        self._words = course.settings.model.objectives if course.settings else {}
        self._people = {one.code: one for one in participants}
        self._responses = cache(responses)
        quizzes = [(quiz.model.title, name) for name, quiz in course.quizzes.items() if quiz.model.use == "graded"]
        self.quiz = _dropdown("Test", quizzes)
        self.cohort = _dropdown("Hold", _groups("Alle hold", (one.cohort for one in participants)))
        self.workplace = _dropdown(
            "Arbejdsplads", _groups("Alle arbejdspladser", (one.workplace for one in participants))
        )
        goals = [("Alle mål", ALL), *((words, goal.value) for goal, words in self._words.items())]
        self.objective = _dropdown("Mål", goals)
        self.summary, self.figure, self.table = (ipywidgets.HTML() for _ in range(3))
        choices = [self.quiz, self.cohort, self.workplace, self.objective]
        for choice in choices:
            choice.observe(self._show, names="value")
        self.view = ipywidgets.VBox([*choices, self.summary, self.figure, self.table])
        self._show()

    def _show(self, change: object = None) -> None:
        """Show what is chosen."""
        if self.quiz.value is None:
            self._write("Kurset har ingen bedømt test.")
            return
        report = self._report()
        if report is None:
            self._write("Der er ingen svar på testen endnu.")
        elif report.quiz.number < TOO_FEW:
            self._write(
                f"Det er færre end {TOO_FEW} deltagere. Her bliver ingen tal vist, for de ville handle om enkelte "
                "mennesker. Vælg et større hold."
            )
        else:
            shown = [
                (at, one)
                for at, one in enumerate(report.questions, start=1)
                if self.objective.value in (ALL, one.asked.objective)
            ]
            self._write(_summary(report, shown), *_figure_and_table(shown))

    def _write(self, summary: str, figure: str = "", table: str = "") -> None:
        self.summary.value = str(Markup("<p role='status'>{}</p>").format(summary))
        self.figure.value, self.table.value = figure, table

    def _report(self) -> Report | None:
        """The chosen participants' answers to the chosen quiz, analysed; None where nobody at all has answered."""
        responses = self._responses(self.quiz.value)
        if not responses.rows:
            return None
        rows = tuple(row for row in responses.rows if self._is_chosen(row.participant))
        return analyse(responses.model_copy(update={"rows": rows}), self._words)

    def _is_chosen(self, code: str) -> bool:
        somebody = self._people.get(code)
        cohort, workplace = (somebody.cohort, somebody.workplace) if somebody else (None, None)
        return self.cohort.value in (ALL, cohort) and self.workplace.value in (ALL, workplace)


def _dropdown(label: str, options: Sequence[tuple[str, str]]) -> Any:
    return ipywidgets.Dropdown(
        description=label, options=options, style={"description_width": "7rem"}, layout={"width": "min(40rem, 100%)"}
    )


def _groups(everybody: str, names: Iterable[str]) -> list[tuple[str, str]]:
    return [(everybody, ALL), *((name, name) for name in sorted({name for name in names if name}))]


def _summary(report: Report, shown: Sequence[Numbered]) -> str:
    share = sum(report.shares) / len(report.shares)
    parts = [f"{people(report.quiz.number)} fik i snit {percent(share)} af pointene."]
    if report.passed is not None:
        parts.append(f"{report.passed} bestod.")
    met = [one.figures for _, one in shown if one.figures.facility_index is not None]
    possible = sum(one.maximum * one.number for one in met)
    if possible and len(shown) < len(report.questions):
        earned = sum((one.facility_index or 0) * one.maximum * one.number for one in met)
        parts.append(f"I målet fik de {percent(earned / possible)}.")
    if report.quiz.number < FEW_ANSWERS:
        parts.append(f"Under {FEW_ANSWERS} deltagere skal der kun et par svar til at flytte tallene.")
    return " ".join([*parts, *report.notes[:1]] if report.passed is None else parts)


def _figure_and_table(shown: Sequence[Numbered]) -> tuple[str, str]:
    if not shown:
        return "", "<p>Testen har ingen spørgsmål til det mål.</p>"
    hardest = sorted((one for one in shown if one[1].figures.facility_index is not None), key=_facility)[:MOST_BARS]
    alt = "Søjler: løsningsprocent, det sværeste øverst. " + "; ".join(
        f"spørgsmål {at}: {short_percent(one.figures.facility_index)}" for at, one in hardest
    )
    picture = inline_svg(_bars(hardest), "udforsk", alt)
    return f"<div style='max-width: 34rem; background: #fdfcfa'>{picture}</div>", _table(shown)


def _facility(one: Numbered) -> float:
    return one[1].figures.facility_index or 0.0


def _bars(hardest: Sequence[Numbered]) -> Figure:
    with report_canvas(0.9 + 0.24 * len(hardest)) as figure:
        axes = figure.add_subplot()
        places = range(len(hardest), 0, -1)
        colours = [WARM if one.flags else FILL for _, one in hardest]
        axes.barh(places, [100 * _facility(one) for one in hardest], color=colours, height=0.7, linewidth=0)
        axes.set_yticks(places, [str(at) for at, _ in hardest])
        axes.set_xlim(0, 100)
        axes.set_xlabel("løsningsprocent", color=INK)
        axes.set_ylabel("spørgsmål", color=INK)
        axes.tick_params(length=0)
    return figure


def _table(shown: Sequence[Numbered]) -> str:
    heads = ("Nr.", "Spørgsmål", "Svar", "Løsningsprocent", "Skelneevne", "Se efter")
    head = "".join(f"<th scope='col' style='text-align: left; padding: 0.2rem 0.6rem'>{one}</th>" for one in heads)
    body = "".join(_line(at, one) for at, one in shown)
    caption = "<caption style='text-align: left'>Spørgsmålene</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _line(at: int, one: QuestionReport) -> Markup:
    index = one.figures.discrimination_index
    cells = (
        str(one.figures.number),
        short_percent(one.figures.facility_index),
        number(None if index is None else index / 100),
        one.flags[0].sentence if one.flags else "",
    )
    made = Markup("").join(_CELL.format(text) for text in cells)
    return Markup("<tr>{}{}{}</tr>").format(_CELL.format(at), _NAME.format(question_name(one)), made)
