"""Which tests somebody's people have done and lack: nothing else of them comes out of here.

Done is handed in, whether it was passed or not. Were it »passed«, a manager who knows that somebody has taken the test
would learn that they failed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from trekant.course.contact.clock import danish_day
from trekant.course.people.participant import Participant
from trekant.course.quizzes.quiz import Quiz
from trekant.service import grader
from trekant.service.state import Service
from trekant.service.trainer.progress import HowFar, deadlines_of, progress_among


@dataclass(frozen=True)
class Cell:
    """A test of somebody's.

    ``asked`` is whether the person is to take it, ``day`` the last day to hand it in, where one is set, and ``late``
    that it is past and the test is not handed in.
    """

    done: bool
    asked: bool
    day: date | None
    late: bool


@dataclass(frozen=True)
class Led:
    """Somebody whom a manager leads, with a cell for each test."""

    participant: Participant
    cells: tuple[Cell, ...]

    @property
    def lacks(self) -> int:
        """How many tests are not handed in that the person is to take."""
        return sum(one.asked and not one.done for one in self.cells)

    @property
    def late(self) -> bool:
        """Whether the day of a test is past that is not handed in."""
        return any(one.late for one in self.cells)


def tests_and_people(service: Service, people: Sequence[Participant]) -> tuple[list[Quiz], list[Led]]:
    """The tests that some people are to take, by title, and how it stands with each of them.

    One is to take what one's cohort has a last day for. Where there is no day at all, it is the last test of the
    course: the largest that one can pass. What only measures the course is nobody's business.
    """
    quizzes = [quiz for quiz in service.graded_quizzes() if not quiz.measures]
    days = {quiz.id: deadlines_of(service.database, quiz.id) for quiz in quizzes}
    cohorts = {one.cohort for one in people}
    wanted = [quiz for quiz in quizzes if cohorts & days[quiz.id].keys()]
    everybody_takes = not wanted
    if everybody_takes and quizzes:
        wanted = [max(quizzes, key=lambda quiz: (quiz.pass_mark is not None, quiz.maximum))]
    columns = [_cells(service, quiz, people, days[quiz.id], asked=everybody_takes) for quiz in wanted]
    rows = zip(*columns, strict=True) if columns else [()] * len(people)
    return wanted, [Led(one, tuple(cells)) for one, cells in zip(people, rows, strict=True)]


def _cells(
    service: Service, quiz: Quiz, people: Sequence[Participant], days: Mapping[str, date], *, asked: bool
) -> list[Cell]:
    today = danish_day(datetime.now(UTC))
    found = progress_among(service, quiz, people, grader.standings_of(service.database, quiz))
    cells = []
    for one in found:
        day, done = days.get(one.participant.cohort), one.step is not HowFar.NOT_BEGUN
        late = not done and day is not None and day < today
        cells.append(Cell(done, asked or day is not None, day, late))
    return cells
