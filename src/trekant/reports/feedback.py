"""Feedback as one HTML page a participant: no script, no other file, and without keys unless they are asked for.

What may be told without the keys: one's own answer, its points, where to read again and, where it earned everything,
why it is right. Not what is said about a wrong option, for that mostly tells the right one; and not which of several
chosen options are right. A question may come again: the final test draws from every bank, and a quiz can be handed in
once more. So the keys come only when the trainer says so, which is for when nobody is to answer them again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from trekant.course.contact.clock import danish_day, date_in_words
from trekant.course.quizzes.feedback import Answered, Feedback
from trekant.course.quizzes.quiz import Quiz
from trekant.course.quizzes.result import QuizResult
from trekant.course.tasks.interaction import Answer, Task, is_empty
from trekant.course.tasks.points import decimal, to_pass
from trekant.course.writing.text import number_in_words, number_under, printable, to_html, with_decimal_mark
from trekant.reports.rendering import inline, report_templates


@dataclass(frozen=True)
class Chapter:
    """Where to read again: its title, and its address where the site has one."""

    title: str
    address: str | None


class FeedbackPages:
    """The pages of a quiz. ``chapters`` by name (``book/trekanten``)."""

    def __init__(self, quiz: Quiz, course: str, chapters: Mapping[str, Chapter], *, with_keys: bool) -> None:
        self._quiz, self._course, self._chapters, self._with_keys = quiz, course, chapters, with_keys
        # thousands give the same few answers, and each different one is put into words once
        self._seen: dict[tuple[object, ...], Markup] = {}

    def page(self, feedback: Feedback) -> str:
        """One participant's page."""
        result = feedback.result
        return _template().render(
            course=self._course,
            quiz=self._quiz,
            result=result,
            **self.told(result),
            handed_in=date_in_words(danish_day(result.handed_in)),
            penalty=0 if result.pending_manual else result.penalty,
            with_keys=self._with_keys,
            questions=[self.question(one) for one in feedback.answered],
        )

    def told(self, result: QuizResult) -> dict[str, str | float]:
        """Points and percent; who has not passed is never told the figure that it takes to pass."""
        points, percent, mark = result.points, 100 * result.share, self._quiz.pass_mark
        needed = float(to_pass(decimal(result.maximum), mark)) if mark else 0.0
        if result.passed or result.pending_manual or not needed:
            return {"points": number_in_words(points), "percent": number_in_words(percent, 0), "needed": needed}
        return {
            "points": with_decimal_mark(number_under(points, needed)),
            "percent": with_decimal_mark(number_under(percent, 100 * needed / result.maximum, 0)),
            "needed": needed,
        }

    def question(self, one: Answered) -> Markup:
        """One question with its answer, as HTML."""
        if one.task.kind.by_hand or one.comment:
            return self._render(one)
        key = (one.question, json.dumps(one.answer, sort_keys=True), one.points, one.maximum)
        if key not in self._seen:
            self._seen[key] = self._render(one)
        return self._seen[key]

    def _render(self, one: Answered) -> Markup:
        task, free = one.task, one.task.kind.by_hand
        return Markup(  # noqa: S704 - rendered by a template that escapes
            _macros().question(
                prompt=Markup(to_html(task.prompt)),  # noqa: S704 - the author's Markdown, any HTML in it escaped
                written=_written(one.answer) if free else None,
                answer=[] if free else said(task, one.answer),
                in_order=task.kind.in_order,
                one=one,
                why=[] if free else self._why(one),
                key=said(task, task.key) if self._with_keys and not free and not one.full else [],
                model=Markup(to_html(task.model)) if free and self._with_keys and task.model else None,  # noqa: S704
                chapter=self._chapters[one.page],
            )
        )

    def _why(self, one: Answered) -> list[Markup]:
        """What is said of the answer: of everything chosen where it earned all, else only with the keys."""
        if is_empty(one.answer) or not (one.full or self._with_keys):
            return []
        named = {option.id: option for option in one.task.options}
        return [inline(named[option].feedback) for option, _ in one.task.parts(one.answer)]


def said(task: Task, answer: Answer | None) -> list[Markup]:
    """An answer in words, a line for each option; empty where there is none."""
    if answer is None or is_empty(answer):
        return []
    return [inline(text) + (" – " + inline(beside) if beside else "") for text, beside in task.said(answer)]


def _written(answer: Answer | None) -> str:
    lines = str(answer or "").splitlines()
    return "\n".join(printable(line.expandtabs(4)) for line in lines).strip("\n")


def chapters(pages: Iterable[str], titles: Mapping[str, str], address: str | None) -> dict[str, Chapter]:
    """Where to read again; ``address`` is that of the site."""
    return {page: Chapter(titles[page], f"{address.rstrip('/')}/{page}.html" if address else None) for page in pages}


@cache
def _template() -> Template:
    return report_templates().get_template("tilbagemelding.html")


@cache
def _macros() -> Any:
    return report_templates().get_template("tilbagemelding-spoergsmaal.html").module
