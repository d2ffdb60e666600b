"""When somebody is through with a package, as it is set when the package is made."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import CourseError
from trekant.course.tasks.points import decimal
from trekant.course.words import with_and
from trekant.export.selection import Selection


@dataclass(frozen=True)
class Completion:
    """These pages read, so many cases played to their end, and the ``test`` taken where it is asked for.

    ``pass_from`` is a score in percent: of the test where it is asked for, and else of the cases. ``tells_answers``
    says whether the platform is told what was answered in the exercises.
    """

    pages: tuple[str, ...]
    cases: int
    pass_from: int | None = None
    tells_answers: bool = False
    test: Quiz | None = None

    @property
    def tells_score(self) -> bool:
        """Whether the platform is told how it went, in percent."""
        return self.pass_from is not None or self.tells_answers

    def for_player(self) -> dict[str, Any]:
        """As the launch page gets it."""
        shown: dict[str, Any] = {
            "pages": list(self.pages),
            "cases": self.cases,
            "score": self.tells_score,
            "answers": self.tells_answers,
        }
        shown |= {"test": True} if self.test else {}
        return shown | ({} if self.pass_from is None else {"pass": self.pass_from})

    def in_words(self) -> str:
        """What one has to do, in Danish, as the end of a sentence."""
        parts = []
        if self.pages:
            parts.append("modulet er læst" if len(self.pages) == 1 else f"alle {len(self.pages)} moduler er læst")
        if self.cases:
            parts.append("én case er spillet" if self.cases == 1 else f"{self.cases} cases er spillet")
        if self.test:
            parts.append("den afsluttende test er taget")
        passed = f", og »bestået« fra {self.pass_from} procent" if self.pass_from else ""
        return with_and(parts) + passed


def rule_for(
    selection: Selection,
    cases: int | None = None,
    pass_from: int | None = None,
    answers: bool = False,
    test: bool = False,
) -> Completion:
    """The rule of a package: every module of it read, so many cases played, and the test taken.

    Args:
        selection: what is in the package.
        cases: how many are to be played; None for one in a whole course and in the package of a case, else none.
        pass_from: from how many percent it is passed; None for the test's own limit, and without it only completed.
        answers: whether the platform is told what was answered.
        test: whether the test is to be taken.

    Raises:
        CourseError: there are fewer cases or no test, nothing is asked for at all, or there is nothing to give percent
            of.
    """
    there = len(selection.cases)
    wanted = cases if cases is not None else int(bool(there) and (selection.is_whole or selection.only is not None))
    if wanted > there:
        raise CourseError(f"Pakken har {there} cases, så man kan ikke spille {wanted}. Giv et mindre tal med --cases.")
    quiz = _limited(selection, pass_from) if test else None
    if not wanted and not selection.modules:
        raise CourseError("Pakken har intet, der kan være gennemført. Giv et tal over nul med --cases.")
    if quiz is not None:
        return Completion(selection.modules, wanted, _percent_to_pass(quiz), answers, quiz)
    if pass_from is not None and not wanted:
        raise CourseError("Point kommer fra casene eller testen, så --pass kræver mindst én med --cases, eller --test.")
    return Completion(selection.modules, wanted, pass_from, answers)


def _limited(selection: Selection, pass_from: int | None) -> Quiz:
    """The test, with the limit that was asked for."""
    if selection.test is None and not selection.is_whole:
        raise CourseError("Testen er kun i pakken med hele kurset. Udelad --test, eller udelad --module og --case.")
    if selection.test is None:
        raise CourseError(
            "Kurset har ingen test til pakken. Skriv en i quizzes med »use: package«, eller udelad --test."
        )
    quiz = selection.test.quiz
    return quiz if pass_from is None else quiz.model_copy(update={"pass_mark": pass_from / 100})


def _percent_to_pass(quiz: Quiz) -> int:
    """The limit in whole percent, rounded up as the player rounds up what is enough (``players/final-test.js``)."""
    return ceil(Fraction(100 * decimal(quiz.points_to_pass or 0), decimal(quiz.maximum)))
