"""Which quiz and which cohorts a trainer asks for, and may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trekant.course.people.participant import Participant
from trekant.course.quizzes.quiz import Quiz
from trekant.course.words import _
from trekant.service.kept.access import Account
from trekant.service.state import Service
from trekant.service.trainer.people import NONE_OF_THEM
from trekant.service.web.problems import ProblemError


@dataclass(frozen=True)
class Reach:
    """A quiz, and the cohorts that it is about: None is everybody, also who is on no roster any more."""

    quiz: Quiz
    cohorts: tuple[str, ...] | None

    def has(self, one: Participant) -> bool:
        """Whether somebody is of these cohorts."""
        return self.cohorts is None or one.cohort in self.cohorts

    @property
    def in_words(self) -> str:
        """The quiz and the cohorts, as a heading has them."""
        if self.cohorts is None:
            return self.quiz.title
        return f"{self.quiz.title}, {', '.join(one or _('uden hold') for one in self.cohorts)}"


def reach_of(service: Service, account: Account, test: str, hold: str) -> Reach:
    """What an address or a form asks for; without a cohort it is all that the trainer has.

    Raises:
        ProblemError: there is no such quiz, or the cohort is somebody else's.
    """
    quizzes = service.graded_quizzes()
    quiz = next((one for one in quizzes if one.id == test), None) if test else last_of(quizzes)
    if quiz is None:
        raise ProblemError(404)
    if not hold:
        return Reach(quiz, account.cohorts)
    cohort = "" if hold == NONE_OF_THEM else hold
    if not account.may_see(cohort):
        raise ProblemError(404)
    return Reach(quiz, (cohort,))


def last_of(quizzes: Sequence[Quiz]) -> Quiz | None:
    """The largest quiz that one can pass, which is the last one of a course."""
    return max(quizzes, key=lambda quiz: (quiz.pass_mark is not None, quiz.maximum), default=None)


def is_within(account: Account, cohorts: tuple[str, ...] | None) -> bool:
    """Whether a trainer may see what is about some cohorts; what the account is limited to may have changed."""
    return account.cohorts is None or (cohorts is not None and set(cohorts) <= set(account.cohorts))
