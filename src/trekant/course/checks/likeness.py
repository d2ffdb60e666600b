"""The rule on practice questions that are too like graded ones: who has practised has then seen the answer."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz, process

from trekant.course.checks.questions import Posed, posed
from trekant.course.store import Course, Problem
from trekant.course.writing.prose import words

ALIKE = 80
"""Stems this much alike (0-100) ask the same. In the course's own banks the likest two that ask for different things
are at 76, and nineteen of twenty stems with every sixth word changed are at 83 or more."""

SAME_ANSWERS, A_SENTENCE = 2, 4
"""So many answers of so many words that are the same word for word show a practice question and a graded one alike."""

_OTHERS = "skriv andre svar i et af dem"


def practice_unlike_graded(course: Course) -> Iterator[Problem]:
    """R024."""
    graded = {one.question.id: _plain(one) for one in posed(course) if one.bank.use == "graded"}
    for one in posed(course):
        if one.bank.use == "practice":
            near = process.extractOne(_plain(one), graded, scorer=fuzz.ratio, score_cutoff=ALIKE)
            if near:
                message = f"spørgsmålet er næsten det samme som det bedømte »{near[2]}«; skriv en anden situation"
                yield one.problem("R024", message, "stem")
    yield from _same_answers(course)


def _same_answers(course: Course) -> Iterator[Problem]:
    """Answers that stand word for word in a practice question and in a graded one of the same type.

    Names do: the levels of the triangle, the contacts. Two sentences that are the same are no chance.
    """
    asked = [(one, _sentences(one)) for one in posed(course)]
    graded = [(other, theirs) for other, theirs in asked if other.bank.use == "graded"]
    for one, sentences in asked:
        for other, theirs in graded if one.bank.use == "practice" else ():
            same = sentences & theirs if one.task.kind is other.task.kind else set()
            if len(same) >= SAME_ANSWERS:
                message = f"{len(same)} svar er ord for ord de samme som i det bedømte »{other.question.id}«; {_OTHERS}"
                yield one.problem("R024", message, "stem")


def _sentences(one: Posed) -> set[str]:
    if not one.task.kind.worded:
        return set()
    split = (words(option.text) for option in one.task.options)
    return {" ".join(found) for found in split if len(found) >= A_SENTENCE}


def _plain(one: Posed) -> str:
    return " ".join(words(one.question.stem))
