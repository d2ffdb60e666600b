"""A rule on the choice of words: one term for one thing, as ``assets/ordvalg.yaml`` lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pydantic import Field

from trekant.course.base import Model, Text
from trekant.course.checks.files import PAGES
from trekant.course.editions.edition import TEXTS
from trekant.course.store import Course, CourseError, Problem, read_data
from trekant.course.writing.prose import TEXTS_KEPT

WORDS = "assets/ordvalg.yaml"
_PLACES = (
    *PAGES,
    "quizzes/*.yaml",
    "quizzes/banks/*.yaml",
    "notebooks/vignettes/*.yaml",
    "assets/guide.yaml",
    "assets/handlingskort.yaml",
    "assets/paamindelser.yaml",
    "assets/municipalities/*.yaml",
    TEXTS,
)


class WordChoice(Model):
    """What one writes, what one does not, and why."""

    write: Text
    avoid: tuple[Text, ...] = Field(alias="not", min_length=1)
    why: Text


class WordChoices(Model):
    """The list; a course need not have one."""

    words: tuple[WordChoice, ...] = ()


def chosen(course: Course) -> Iterator[Problem]:
    """R080."""
    if not (course.root / WORDS).is_file():
        return
    try:
        choices = read_data(course.root, WORDS, WordChoices).words
    except CourseError as error:
        yield Problem(WORDS, 1, "R080", str(error))
        return
    better = {" ".join(avoid.lower().split()): choice for choice in choices for avoid in choice.avoid}
    if not better:
        return
    # the text is wrapped anywhere, so any white space may stand between two words
    phrases = (r"\s+".join(map(re.escape, phrase.split())) for phrase in sorted(better, key=len, reverse=True))
    # names of directives, folders and commands are no words of the text
    pattern = re.compile(rf"(?<![\w{{/`])(?:{'|'.join(phrases)})(?![\w}}/`])", re.IGNORECASE)
    for name, text in course.texts(*_PLACES):
        for line, said in _found(text, pattern):
            choice = better[said.lower()]
            yield Problem(name, line, "R080", f"»{said}«: skriv hellere »{choice.write}«. {choice.why}")


@lru_cache(maxsize=TEXTS_KEPT)
def _found(text: str, pattern: re.Pattern[str]) -> tuple[tuple[int, str], ...]:
    found = pattern.finditer(text)
    return tuple((text.count("\n", 0, one.start()) + 1, " ".join(one[0].split())) for one in found)
