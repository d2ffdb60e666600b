"""What practitioners think: ratings of reactions, which become keys, and how hard questions are, for the pass mark.

Both are collected on a sheet that a spreadsheet opens: a line a reaction, or a question, and a column a practitioner.
A key is the median of the ratings. The pass mark is set by the modified Angoff method (W. H. Angoff, »Scales, Norms,
and Equivalent Scores«, 1971): each judge says how many of a hundred people who can only just do it would answer right;
the sum over the questions, as a mean over the judges, is the standard.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

from trekant.course.base import Status
from trekant.course.outside import OutsideError, read_outside
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, CourseError
from trekant.course.tasks.kinds import kind_of
from trekant.course.tasks.rate import RateDecision, RateQuestion
from trekant.course.writing.table import plain_cell
from trekant.course.writing.text import danish_number

JUDGES = 5
"""How many practitioners a key should rest on."""

RATED = ("sted", "situation", "reaktion")
JUDGED = ("spørgsmål", "tekst")
_LARGEST = 4 * 1024 * 1024
_APART = 2
"""From this difference on two practitioners do not see the same thing: one sees help where another sees harm."""

Row = tuple[str, ...]


@dataclass(frozen=True)
class Reaction:
    """A reaction that is rated, where it stands, and its key today (1 does harm, 4 helps a lot)."""

    place: str
    item: str
    situation: str
    text: str
    key: int


@dataclass(frozen=True)
class Rating:
    """What the practitioners said of a reaction."""

    reaction: Reaction
    ratings: tuple[int, ...]

    @property
    def key(self) -> int | None:
        """The key that the ratings give: their median; None where that lies between two."""
        middle = median(self.ratings)
        return int(middle) if middle == int(middle) else None

    @property
    def apart(self) -> bool:
        """Whether they do not see the same thing."""
        return max(self.ratings) - min(self.ratings) >= _APART

    def in_words(self) -> str:
        """One line for the person who decides."""
        said = " ".join(map(str, self.ratings))
        name = f"{self.reaction.place} {self.reaction.item}: {said}"
        if self.key is None:
            return f"{name}. Midten ligger mellem to tal; tal om punktet (facit nu {self.reaction.key})."
        doubt = " De er uenige; tal om punktet, før det bliver facit." if self.apart else ""
        if self.key == self.reaction.key:
            return f"{name}. Facit bliver {self.key}, som nu.{doubt}"
        return f"{name}. Facit ville blive {self.key} (nu {self.reaction.key}).{doubt}"


@dataclass(frozen=True)
class Standard:
    """The pass mark that the judges set for a quiz, in points, beside the one of today."""

    quiz: Quiz
    points: float
    judges: int

    def in_words(self) -> str:
        """One line for the person who decides."""
        whole = danish_number(self.quiz.maximum)
        now = f" (nu {danish_number(self.quiz.points_to_pass)})" if self.quiz.points_to_pass else ""
        return f"{self.quiz.title}: {danish_number(self.points)} af {whole} point efter {self.judges} dommere{now}."


def reactions(course: Course) -> Iterator[Reaction]:
    """Every reaction that is rated in a live question or case."""
    for question, _ in course.questions.values():
        if isinstance(question, RateQuestion) and question.status is Status.LIVE:
            for item in question.items:
                yield Reaction(question.id, item.id, question.stem, item.text, item.rating)
    for case in course.vignettes.values():
        for scene in case.model.scenes if case.model.status is Status.LIVE else ():
            if isinstance(scene.decision, RateDecision):
                for item in scene.decision.items:
                    place = f"{case.model.id}/{scene.id}"
                    yield Reaction(place, item.id, f"{scene.told} {scene.decision.prompt}", item.text, item.rating)


def rating_sheet(course: Course) -> tuple[Row, list[Row]]:
    """The sheet for ratings: its columns, and a line a reaction.

    Today's keys are left out, and so are the reactions' ids, which are named after them.
    """
    lines = [(one.place, _flat(one.situation), _flat(one.text)) for one in reactions(course)]
    return (*RATED, *_judges()), [(*line, *[""] * JUDGES) for line in lines]


def standard_sheet(course: Course) -> tuple[Row, list[Row]]:
    """The sheet for the pass marks: a line a question that a quiz to pass may ask and that has a key."""
    asked = dict.fromkeys(one for quiz in _to_pass(course) for one in quiz.pool)
    questions = [course.questions[one][0] for one in asked]
    lines = [(one.id, _flat(one.stem)) for one in questions if not kind_of(one.type).by_hand]
    return (*JUDGED, *_judges()), [(*line, *[""] * JUDGES) for line in lines]


def read_ratings(course: Course, path: Path) -> list[Rating] | list[Standard]:
    """What a filled sheet says, whichever of the two it is.

    Raises:
        CourseError: it cannot be used; the sentence names line and column.
    """
    columns, lines = _table(path)
    if columns[: len(RATED)] == list(RATED):
        return _ratings(course, path, columns, lines)
    if columns[: len(JUDGED)] == list(JUDGED):
        return _standards(course, path, columns, lines)
    raise CourseError(
        f"{path.name} er ikke et af de to ark; lav dem med »trekant ratings --sheet MAPPE«, og udfyld dem."
    )


def _ratings(course: Course, path: Path, columns: list[str], lines: Sequence[list[str]]) -> list[Rating]:
    known = {(one.place, _flat(one.text)): one for one in reactions(course)}
    found = []
    for number, cells in enumerate(lines, start=2):
        reaction = known.get((cells[0], _flat(cells[2])))
        if reaction is None:
            where = f"{path.name}, linje {number}"
            raise CourseError(
                f"{where}: reaktionen står ikke sådan i »{cells[0]}« i kurset. Lav arket igen, og flyt tallene over."
            )
        ratings = tuple(int(one) for one in _numbers(path, number, columns, cells, len(RATED), 1, 4))
        if ratings:
            found.append(Rating(reaction, ratings))
    return found


def _standards(course: Course, path: Path, columns: list[str], lines: Sequence[list[str]]) -> list[Standard]:
    hard: dict[str, float] = {}
    judges = 0
    for number, cells in enumerate(lines, start=2):
        if cells[0] not in course.questions:
            raise CourseError(f"{path.name}, linje {number}: spørgsmålet »{cells[0]}« findes ikke; slet linjen.")
        said = list(_numbers(path, number, columns, cells, len(JUDGED), 0, 100))
        if said:
            hard[cells[0]] = fmean(said) / 100
            judges = max(judges, len(said))
    return [
        Standard(quiz, points, judges)
        for quiz in _to_pass(course)
        if (points := _standard(course, quiz, hard)) is not None
    ]


def _standard(course: Course, quiz: Quiz, hard: dict[str, float]) -> float | None:
    """The points of somebody who can only just do it, as a mean over all draws; None where a question is not judged.

    A free text has no key to guess; who can only just do it is taken to get the share of the pass mark there.
    """
    mark = quiz.pass_mark or 0
    by_text = {one: mark for one in quiz.pool if kind_of(course.questions[one][0].type).by_hand}
    shares = hard | by_text
    if any(one not in shares for one in quiz.pool):
        return None
    return fmean(
        sum(shares[one] * worth for one, worth in zip(draw, quiz.points, strict=True)) for draw in quiz.variants
    )


def _numbers(
    path: Path, number: int, columns: list[str], cells: list[str], first: int, low: int, high: int
) -> Iterator[int]:
    for place, cell in enumerate(cells[first:], start=first):
        if not cell:
            continue
        if not cell.isascii() or not cell.isdigit() or not low <= int(cell[:4]) <= high:
            where = f"{path.name}, linje {number}, kolonnen »{columns[place]}«"
            raise CourseError(f"{where}: »{cell[:20]}« skal være et helt tal fra {low} til {high}, eller tomt.")
        yield int(cell)


def _table(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        text = read_outside(path, _LARGEST).decode("utf-8-sig")
    except OutsideError as error:
        raise CourseError(f"{path.name}: {error}.") from None
    except UnicodeDecodeError:
        raise CourseError(f"{path.name} er ikke gemt som UTF-8; gem den som »CSV UTF-8«, og prøv igen.") from None
    head = text.split("\n", 1)[0]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(";\t,", key=head.count), strict=True))
    except csv.Error:
        raise CourseError(f"{path.name} kan ikke læses som CSV; gem den igen fra regnearket.") from None
    if not rows:
        raise CourseError(f"{path.name} er tom.")
    columns = [cell.strip() for cell in rows[0]]
    lines = [[plain_cell(cell.strip()) for cell in row] for row in rows[1:] if any(row)]
    return columns, [(line + [""] * len(columns))[: len(columns)] for line in lines]


def _to_pass(course: Course) -> list[Quiz]:
    """The graded quizzes that one can pass; one that measures the course has no pass mark to judge."""
    quizzes = (quiz.model for quiz in course.quizzes.values())
    return [quiz for quiz in quizzes if quiz.use == "graded" and not quiz.measures]


def _judges() -> tuple[str, ...]:
    return tuple(f"fagperson {number}" for number in range(1, JUDGES + 1))


def _flat(text: str) -> str:
    return " ".join(text.split())
