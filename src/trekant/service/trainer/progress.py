"""How far everybody is in a quiz: the gradebook's word, and beside it what is on its way there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import select

from trekant.course.contact.clock import danish_day
from trekant.course.people.participant import Participant
from trekant.course.quizzes.quiz import Quiz
from trekant.course.words import N_, _
from trekant.course.writing.text import number_in_words
from trekant.service import grader
from trekant.service.grader import GradedAs, Standing
from trekant.service.kept.access import Account
from trekant.service.kept.database import Database
from trekant.service.kept.hand_ins import State
from trekant.service.kept.tables import DEADLINE
from trekant.service.state import Service
from trekant.service.trainer.people import seen_by


class HowFar(StrEnum):
    """How far somebody is in a quiz; its value stands in addresses."""

    NOT_BEGUN = "mangler"
    HANDED_IN = "afleveret"
    TO_READ = "laeses"
    PASSED = "bestaaet"
    NOT_PASSED = "ikke-bestaaet"
    FAILED = "ikke-rettet"


WORDS = {
    HowFar.NOT_BEGUN: N_("Ikke afleveret"),
    HowFar.HANDED_IN: N_("Afleveret"),
    HowFar.TO_READ: N_("Skal læses"),
    HowFar.PASSED: N_("Bestået"),
    HowFar.NOT_PASSED: N_("Ikke bestået"),
    HowFar.FAILED: N_("Kan ikke rettes"),
}
"""What each is called."""

ORDER = tuple(HowFar)

OVERDUE = "over-fristen"
"""Stands in an address for those who have not handed in, and the day is past."""


@dataclass(frozen=True)
class Progress:
    """How far a participant is in a quiz; ``overdue`` is the day by which it should have been handed in."""

    participant: Participant
    step: HowFar
    standing: Standing | None
    overdue: date | None

    @property
    def arrived(self) -> datetime | None:
        """When the answers came that the gradebook has, with a time zone."""
        moment = self.standing.arrived if self.standing else None
        return moment.replace(tzinfo=UTC) if moment else None

    @property
    def points(self) -> str:
        """The points in words, where there is something to pass and all of it is marked."""
        if self.standing is None or self.step not in (HowFar.PASSED, HowFar.NOT_PASSED):
            return ""
        points, maximum = number_in_words(self.standing.points), number_in_words(self.standing.maximum)
        return _("{points} af {maximum}").format(points=points, maximum=maximum)

    def is_at(self, wanted: str) -> bool:
        """Whether it is a step, or overdue, as an address says it; nothing is anything."""
        return not wanted or wanted == self.step or (wanted == OVERDUE and self.overdue is not None)


def progress_in(service: Service, account: Account, quiz: Quiz) -> list[Progress]:
    """How far everybody is whom a trainer may see."""
    found = grader.standings_of(service.database, quiz)
    return progress_among(service, quiz, seen_by(service, account), found)


def progress_of(service: Service, one: Participant) -> list[tuple[Quiz, Progress]]:
    """How far a participant is in every quiz, with the exact points."""
    return [
        (quiz, progress_among(service, quiz, [one], grader.exact_standings_of(service.database, quiz, [one.code]))[0])
        for quiz in service.graded_quizzes()
    ]


def progress_among(
    service: Service, quiz: Quiz, people: Iterable[Participant], found: Mapping[str, Standing]
) -> list[Progress]:
    """How far some people are, by what the gradebook has of them."""
    on_the_way = service.hand_ins.on_the_way(quiz.id)
    days, today = deadlines_of(service.database, quiz.id), danish_day(datetime.now(UTC))
    everybody = []
    for one in people:
        standing = found.get(one.code)
        step = _step(quiz, standing, on_the_way.get(one.code))
        day = days.get(one.cohort)
        overdue = day if step is HowFar.NOT_BEGUN and day is not None and day < today else None
        everybody.append(Progress(one, step, standing, overdue))
    return everybody


def _step(quiz: Quiz, standing: Standing | None, waits: State | None) -> HowFar:
    if waits is not None:
        return HowFar.FAILED if waits is State.FAILED else HowFar.HANDED_IN
    if standing is None:
        return HowFar.NOT_BEGUN
    if standing.state is not GradedAs.DONE:
        return {GradedAs.FAILED: HowFar.FAILED, GradedAs.TO_READ: HowFar.TO_READ}.get(standing.state, HowFar.HANDED_IN)
    if quiz.pass_mark is None:
        return HowFar.HANDED_IN
    return HowFar.PASSED if standing.passed else HowFar.NOT_PASSED


def deadlines_of(database: Database, quiz: str) -> Mapping[str, date]:
    """By which day each cohort is to hand in a quiz."""
    with database.reading() as connection:
        rows = connection.execute(select(DEADLINE.c.cohort, DEADLINE.c.day).where(DEADLINE.c.quiz == quiz))
        return {row.cohort: row.day for row in rows}


@dataclass(frozen=True)
class Numbers:
    """How many of some people are how far."""

    steps: Mapping[HowFar, int]
    overdue: int
    everybody: int


def counted(rows: Iterable[Progress]) -> Numbers:
    """How many are how far."""
    rows = list(rows)
    steps = Counter(one.step for one in rows)
    return Numbers({step: steps[step] for step in HowFar}, sum(one.overdue is not None for one in rows), len(rows))
