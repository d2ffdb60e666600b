"""What a participant is told of a result, and when: the service's one door to reports."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import select

from trekant.course.contact.clock import danish_moment
from trekant.course.quizzes.feedback import Feedback
from trekant.course.quizzes.quiz import Quiz
from trekant.course.quizzes.result import QuizResult
from trekant.course.store import Course
from trekant.course.words import _
from trekant.course.writing.text import number_in_words
from trekant.reports.feedback import FeedbackPages, chapters
from trekant.reports.rendering import REPORT_STYLE
from trekant.service.kept.database import Database
from trekant.service.kept.tables import RELEASED

__all__ = ["REPORT_STYLE"]

AT_ONCE = "at-once"


def may_know(database: Database, quiz: Quiz) -> bool:
    """Whether participants may see how a quiz went: at once, or when a trainer has released it."""
    if quiz.result == AT_ONCE:
        return True
    with database.reading() as connection:
        return connection.execute(select(RELEASED.c.quiz).where(RELEASED.c.quiz == quiz.id)).first() is not None


def words_of(quiz: Quiz, result: QuizResult, *, known: bool) -> str:
    """What a hand-in came to, in one or two sentences."""
    when = _("Dine svar kom frem den {when}.").format(when=danish_moment(result.handed_in))
    if quiz.measures:
        return f"{when} {_('Tak. De hjælper med at se, om kurset virker.')}"
    if not known:
        return f"{when} {_('Du får resultatet, når underviseren har set på dem.')}"
    if result.pending_manual:
        return f"{when} {_('Noget af det, du har skrevet, skal læses af en underviser, før resultatet er klar.')}"
    told = FeedbackPages(quiz, "", {}, with_keys=False).told(result)
    got = _("Du fik {points} af {maximum} point.").format(
        points=told["points"], maximum=number_in_words(result.maximum)
    )
    if not quiz.pass_mark:
        return f"{when} {got}"
    return f"{when} {got} {_('Du har bestået.') if result.passed else _('Du har ikke bestået endnu.')}"


@dataclass(frozen=True)
class InFull:
    """Everything that a participant is told of a hand-in: each question as HTML."""

    told: dict[str, str | float]
    questions: list[Markup]


def in_full(course: Course, quiz: Quiz, feedback: Feedback) -> InFull:
    """Everything, without the keys of questions that may come again."""
    addresses = chapters({one.page for one in feedback.answered}, course.pages, "/")
    pages = FeedbackPages(quiz, course.title, addresses, with_keys=False)
    return InFull(pages.told(feedback.result), [pages.question(one) for one in feedback.answered])
