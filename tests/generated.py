"""Submissions that nobody wrote: participants of some ability, their answers, answer files and a roster.

Everything comes from a seed, and one participant's answers do not depend on how many others there are::

    people = participants(300)
    write_roster(people, folder / "deltagere.csv")
    write_sheets(course, "slutproeve", people, folder / "svar")

How an answer turned out is its *manner*: right, partly right, wrong or empty, as people answer; *odd*, which nobody's
page sends but which is taken in; and *malformed*, which an answer sheet can hold but which makes it be refused.
Odd and malformed ones come only when they are asked for (see ``Shares``).
"""

from __future__ import annotations

import csv
import json
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

from trekant.course.quizzes.answers import FORMAT
from trekant.course.quizzes.quiz import Quiz, draw
from trekant.course.store import Course
from trekant.course.tasks.interaction import Task
from trekant.course.tasks.text import MAX_TEXT

FIRST_HAND_IN = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)


class Manner(StrEnum):
    """How an answer turned out."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    EMPTY = "empty"
    ODD = "odd"
    MALFORMED = "malformed"


@dataclass(frozen=True)
class Participant:
    """A code on the roster, and an ability on the scale of the Rasch model: 0 is average, 1 a good deal better."""

    code: str
    ability: float = 0.0


@dataclass(frozen=True)
class Shares:
    """How often each manner comes. What is not empty, odd or malformed is right by ability, else partly or wrong."""

    empty: float = 0.03
    partly: float = 0.4
    """Of the answers that are not right; a question without partial credit has none."""
    odd: float = 0.0
    malformed: float = 0.0


AS_PEOPLE_ANSWER = Shares()


def participants(count: int, seed: int = 1, *, prefix: str = "nr") -> list[Participant]:
    """People with normally distributed ability: ``nr-00001`` …"""
    return [
        Participant(f"{prefix}-{number:05d}", _generator(seed, "ability", number).gauss(0, 1))
        for number in range(1, count + 1)
    ]


def difficulty(question: str) -> float:
    """How hard a question is, on the same scale as ability; between -1.5 and 1, and always the same."""
    return _generator(0, "difficulty", question).uniform(-1.5, 1.0)


def manner(question: str, participant: Participant, shares: Shares, generator: random.Random) -> Manner:
    """How a participant's answer to a question turns out; right with the Rasch model's probability."""
    share = generator.random()
    for one, limit in ((Manner.EMPTY, shares.empty), (Manner.ODD, shares.odd), (Manner.MALFORMED, shares.malformed)):
        if share < limit:
            return one
        share -= limit
    if generator.random() < 1 / (1 + math.exp(difficulty(question) - participant.ability)):
        return Manner.RIGHT
    return Manner.PARTLY if generator.random() < shares.partly else Manner.WRONG


def possible(task: Task) -> dict[Manner, list[Any]]:
    """Answers to a task that turn out in each manner, as JSON; a choice of one has no partly right ones."""
    return {
        Manner.RIGHT: [task.model if task.kind == "text" else task.key],
        **_not_right(task),
        Manner.EMPTY: [None, "", [], {}],
        Manner.ODD: list(_odd(task)),
        Manner.MALFORMED: list(_malformed(task)),
    }


def _not_right(task: Task) -> dict[Manner, list[Any]]:
    """Answers of the task's shape: those that are worth something, and those that are worth the least."""
    if task.kind == "text":
        return {Manner.PARTLY: [task.rubric[0]], Manner.WRONG: ["Det ved jeg ikke."]}
    generator = _generator(0, "answers", task.prompt)
    tried = [_any(task, generator) for _ in range(100)]
    shares = [task.share(one) or Fraction(0) for one in tried]
    least = min(shares)
    return {
        Manner.PARTLY: [one for one, share in zip(tried, shares, strict=True) if least < share < 1],
        Manner.WRONG: [one for one, share in zip(tried, shares, strict=True) if share == least],
    }


def _any(task: Task, generator: random.Random) -> Any:
    ids = [option.id for option in task.options]
    match task.kind:
        case "single" | "contact":
            return generator.choice(ids)
        case "multiple" | "mark":
            return generator.sample(ids, generator.randint(1, len(ids)))
        case "order":
            return generator.sample(ids, len(ids))
        case "rate":
            return {item: generator.randint(1, 4) for item in ids}
        case "text":
            return "Jeg har set det."
        case _:
            assert task.table is not None
            return {item: generator.choice(list(values)) for item, values in task.table.weights.items()}


HOSTILE_TEXTS = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "### slot-01\n\n[her](javascript:alert(1))",
    "$$\\href{javascript:alert(1)}{x}$$ `id` $(id) ${7*7} {{7*7}}",
    "```python\n__import__('os').system('id')\n```",
    "a\x00b\x1b[31mc\u2028d\ud800e\u202ef",
    "\u200b",
    "1.0",
    "    " * 500 + "x",
    "Ord " * 2_000,
    "\r\n\r\n# *Her kommer dit svar til at stå, når testen rettes.*",
)
"""What people with a bad intent, or a bad program, write where text is asked for."""


def _odd(task: Task) -> Iterator[Any]:
    yield from ("   ", "\n\t")
    match task.kind:
        case "text":
            yield from HOSTILE_TEXTS
            yield "x" * MAX_TEXT
        case "multiple" | "mark":
            yield [option.id for option in task.options]
        case "rate":
            *but_last, last = [option.id for option in task.options]
            yield {last: 1}
            yield dict.fromkeys(reversed(but_last), 4)


def _malformed(task: Task) -> Iterator[Any]:
    yield from (0, 1.5, True, False, [[]], {"": None}, [None], {"findes-ikke": 1}, ["findes-ikke"])
    match task.kind:
        case "text":
            yield "x" * (MAX_TEXT + 1)
        case "order" | "multiple" | "mark":
            yield [task.options[0].id] * 2
            yield task.options[0].id
        case "rate":
            yield from ({task.options[0].id: wrong} for wrong in (0, 5, True, "4", 4.0, None))
        case "single" | "contact":
            yield from ("findes-ikke", "\ud800\x00", [task.options[0].id])


def sheet(
    course: Course, quiz_id: str, participant: Participant, seed: int = 1, shares: Shares = AS_PEOPLE_ANSWER
) -> dict[str, Any]:
    """A participant's answer file to a quiz, as data. People hand in over some weeks."""
    return _Writer(course, quiz_id, seed, shares).sheet(participant)


def sheets(
    course: Course,
    quiz_id: str,
    people: Iterable[Participant],
    seed: int = 1,
    shares: Shares = AS_PEOPLE_ANSWER,
) -> list[dict[str, Any]]:
    """Everybody's answer file to a quiz, as data."""
    writer = _Writer(course, quiz_id, seed, shares)
    return [writer.sheet(one) for one in people]


def write_sheets(
    course: Course,
    quiz_id: str,
    people: Iterable[Participant],
    folder: Path,
    seed: int = 1,
    shares: Shares = AS_PEOPLE_ANSWER,
) -> list[Path]:
    """Everybody's answer file to a quiz: ``<folder>/<code>.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for one in sheets(course, quiz_id, people, seed, shares):
        paths.append(folder / f"{one['participant']}.json")
        paths[-1].write_text(json.dumps(one), encoding="ascii")
    return paths


class _Writer:
    """Writes answer files to one quiz; works its tasks out once."""

    def __init__(self, course: Course, quiz_id: str, seed: int, shares: Shares) -> None:
        self._quiz: Quiz = course.quiz(quiz_id)
        self._possible = {question: possible(task) for question, task in course.tasks(self._quiz).items()}
        self._seed, self._shares = seed, shares

    def sheet(self, participant: Participant) -> dict[str, Any]:
        generator = _generator(self._seed, self._quiz.id, participant.code)
        answers = {}
        for slot in draw(self._quiz, participant.code):
            how = manner(slot.question, participant, self._shares, generator)
            choices = self._possible[slot.question]
            answers[slot.question] = generator.choice(choices[how] or choices[Manner.WRONG])
        handed_in = FIRST_HAND_IN + timedelta(minutes=generator.randrange(60 * 24 * 21))
        return {
            "format": FORMAT,
            "quiz": self._quiz.id,
            "revision": self._quiz.revision,
            "participant": participant.code,
            "handed_in": handed_in.isoformat(),
            "answers": answers,
        }


def write_roster(people: Sequence[Participant], path: Path) -> Path:
    """The roster that ``nbgrader db student import`` reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "first_name", "last_name", "email"])
        writer.writerows([one.code, "Deltager", one.code, f"{one.code}@example.org"] for one in people)
    return path


def enrol(root: Path, people: Iterable[Participant]) -> None:
    """Put people on the roster of the course in ``root``, in one transaction."""
    from nbgrader.api import Student

    from trekant.grading.gradebook import open_gradebook

    with open_gradebook(root) as gradebook:
        gradebook.db.add_all([Student(id=one.code) for one in people])
        gradebook.db.commit()


def _generator(seed: int, *what: str | int) -> random.Random:
    return random.Random("|".join(map(str, (seed, *what))))
