"""The rule on questions of one use that are too like those of another: who has met the one has then seen the answer."""

from __future__ import annotations

from collections.abc import Iterator

from trekant.course.base import Use
from trekant.course.checks.questions import Posed, posed
from trekant.course.store import Course, Problem
from trekant.course.writing.prose import words

ALIKE = 80
"""Stems this much alike (0-100) ask the same. In the course's own banks the likest two that ask for different things
are at 76, and nineteen of twenty stems with every sixth word changed are at 83 or more."""

SAME_ANSWERS, A_SENTENCE = 2, 4
"""So many answers of so many words that are the same word for word show two questions alike."""

_OTHERS = "skriv andre svar i et af dem"

_APART: tuple[tuple[Use, Use, str], ...] = (
    ("practice", "graded", "det bedømte"),
    ("package", "graded", "det bedømte"),
    ("package", "practice", "øvelsen"),
)
"""The use that a question is of, the one that it may not be like, and what a question of that one is called."""


def unlike_other_uses(course: Course) -> Iterator[Problem]:
    """R024."""
    asked = [(one, _sentences(one)) for one in posed(course)]
    for use, other, called in _APART:
        mine = [(one, sentences) for one, sentences in asked if one.bank.use == use]
        theirs = [(one, sentences) for one, sentences in asked if one.bank.use == other]
        yield from _same_stem([one for one, _ in mine], {one.question.id: _plain(one) for one, _ in theirs}, called)
        yield from _same_answers(mine, theirs, called)


def _same_stem(mine: list[Posed], theirs: dict[str, str], called: str) -> Iterator[Problem]:
    from rapidfuzz import fuzz, process  # four megabytes, which the service can do without

    for one in mine:
        near = process.extractOne(_plain(one), theirs, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if near:
            message = f"spørgsmålet er næsten det samme som {called} »{near[2]}«; skriv en anden situation"
            yield one.problem("R024", message, "stem")


_Sentences = list[tuple[Posed, set[str]]]


def _same_answers(mine: _Sentences, theirs: _Sentences, called: str) -> Iterator[Problem]:
    """Answers that stand word for word in two questions of the same type.

    Names do: the levels of the triangle, the contacts. Two sentences that are the same are no chance.
    """
    for one, sentences in mine:
        for other, those in theirs:
            same = sentences & those if one.task.kind is other.task.kind else set()
            if len(same) >= SAME_ANSWERS:
                message = f"{len(same)} svar er ord for ord de samme som i {called} »{other.question.id}«; {_OTHERS}"
                yield one.problem("R024", message, "stem")


def _sentences(one: Posed) -> set[str]:
    if not one.task.kind.worded:
        return set()
    split = (words(option.text) for option in one.task.options)
    return {" ".join(found) for found in split if len(found) >= A_SENTENCE}


def _plain(one: Posed) -> str:
    return " ".join(words(one.question.stem))
