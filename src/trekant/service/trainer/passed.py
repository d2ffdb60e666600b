"""Certificates that follow from what a trainer does: reads the last text, or lets a result be known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from trekant.course.quizzes.quiz import Quiz
from trekant.course.quizzes.result import QuizResult
from trekant.service import grader
from trekant.service.grader import GradedAs, Standing
from trekant.service.state import Service


def settle_certificates(service: Service, quiz: Quiz, codes: Sequence[str], *, undone: bool = False) -> None:
    """Give those of some participants who passed a certificate; one whose points are others now is withdrawn.

    Who has newer answers that are not graded yet is left for then, and so is what waits to be read; where the points
    of a text were taken back (``undone``), what was given for them is withdrawn.
    """
    on_the_way = service.hand_ins.on_the_way(quiz.id)
    found = grader.exact_standings_of(service.database, quiz, [code for code in codes if code not in on_the_way])
    results = [_result(quiz, code, one, undone) for code, one in found.items() if one.state in _MARKED]
    if results:
        grader.give_certificate(service.database, service.course, quiz, results, service.settings.paper.names)


_MARKED = (GradedAs.TO_READ, GradedAs.DONE)


def _result(quiz: Quiz, code: str, one: Standing, undone: bool) -> QuizResult:
    assert one.arrived is not None, "what is marked was handed in"
    return QuizResult(
        participant=code,
        quiz=quiz.id,
        revision=None,
        points=one.points,
        maximum=one.maximum,
        share=one.points / one.maximum if one.maximum else 0.0,
        passed=one.passed,
        handed_in=one.arrived.replace(tzinfo=UTC),
        pending_manual=one.state is GradedAs.TO_READ and not undone,
    )
