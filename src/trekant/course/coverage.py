"""What the course covers: which places teach and test a fact, and how the cases are spread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from trekant.course.base import Status
from trekant.course.cases.vignette import CaseKind, Form, Level, Outcome, Vignette, Workplace
from trekant.course.store import Course

MARK = re.compile(r"\{notat\}`([^`]+)`")

AGES = ((0, 12), (13, 15), (16, 17), (18, 25), (26, 130))
"""Age groups of the persons in the cases, both ends included."""


@dataclass(frozen=True)
class FactUse:
    """Where a fact is taught and tested: names of pages, cases and questions."""

    taught: tuple[str, ...]
    cases: tuple[str, ...]
    questions: tuple[str, ...]


def marks(course: Course) -> Iterator[tuple[str, int, str]]:
    """Every fact mark on a page, as (file, line, fact id)."""
    for name, text in course.texts("book/*.md"):
        for number, line in enumerate(text.splitlines(), start=1):
            for match in MARK.finditer(line):
                yield name, number, match[1].strip()


def fact_uses(course: Course) -> dict[str, FactUse]:
    """Every fact with the places that teach and test it, in the order of the facts."""
    taught: dict[str, dict[str, None]] = {fact: {} for fact in course.facts}
    for name, _, fact in marks(course):
        if fact in taught:
            taught[fact][name.removesuffix(".md")] = None
    cases = [case.model for case in course.vignettes.values() if case.model.status is Status.LIVE]
    questions = [question for question, _ in course.questions.values() if question.status is Status.LIVE]
    return {
        fact: FactUse(
            taught=tuple(taught[fact]),
            cases=tuple(case.id for case in cases if fact in case.debrief.facts),
            questions=tuple(question.id for question in questions if fact in question.facts),
        )
        for fact in course.facts
    }


@dataclass(frozen=True)
class Count:
    """A line of the coverage table: what is counted, how many there are, how many there must be."""

    group: str
    value: str
    found: int
    wanted: int

    @property
    def enough(self) -> bool:
        """Whether there are as many as there must be."""
        return self.found >= self.wanted


_FORMS: Mapping[str, int] = {Form.RIGHT: 4, Form.LEFT: 3, Form.ISLAMIST: 4, Form.MIXED: 3, Form.NONE: 6}
_AGES = dict(zip(AGES, (2, 6, 4, 5, 4), strict=True))
_OUTCOMES: Mapping[str, int] = {
    Outcome.NO_CONCERN: 6,
    Outcome.TALK_LOCALLY: 5,
    Outcome.SSP: 4,
    Outcome.SSP_PLUS: 4,
    Outcome.INFOHUS: 2,
    Outcome.HOTLINE: 2,
    Outcome.POLICE: 3,
    Outcome.EMERGENCY: 3,
}
CASES = 36
_CASE_KINDS: Mapping[str, int] = dict.fromkeys(CaseKind, 1)
_KINDS = ("choose", "mark", "contact", "order", "rate", "write")


def case_table(course: Course) -> list[Count]:
    """How the live cases are spread, and how they must be: no form, age or outcome may stand for all."""
    cases = [case.model for case in course.vignettes.values() if case.model.status is Status.LIVE]

    def counts(group: str, of: Callable[[Vignette], str], wanted: Mapping[str, int]) -> list[Count]:
        found = Counter(of(case) for case in cases)
        return [Count(group, str(value), found[value], least) for value, least in wanted.items()]

    def age_group(case: Vignette) -> str:
        low, high = next(group for group in AGES if group[0] <= case.person.age <= group[1])
        return _age_words(low, high)

    special = Counter[str](kind for case in cases for kind in set(case.kinds))
    kinds: Counter[str] = Counter(
        kind for case in cases for kind in {s.decision.kind for s in case.scenes if s.decision}
    )
    return [
        Count("cases", "i alt", len(cases), CASES),
        *counts("form", lambda case: case.form, _FORMS),
        *counts("alder", age_group, {_age_words(*group): least for group, least in _AGES.items()}),
        *counts("sted", lambda case: case.place, dict.fromkeys(Workplace, 1)),
        *counts("niveau", lambda case: case.level, dict.fromkeys(Level, 5)),
        *counts("udfald", lambda case: case.outcome, _OUTCOMES),
        *(Count("særligt", kind, special[kind], least) for kind, least in _CASE_KINDS.items()),
        *(Count("beslutning", kind, kinds[kind], 1) for kind in _KINDS),
    ]


def _age_words(low: int, high: int) -> str:
    if low == 0:
        return f"under {high + 1}"
    return f"over {low - 1}" if high >= 120 else f"{low}-{high}"
