"""The service's door to the texts that people read: which there are, what was written, and what they are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trekant.course.quizzes.answers import AnswerFileError
from trekant.course.quizzes.quiz import Quiz, draw
from trekant.course.tasks.interaction import Task
from trekant.grading.folders import Folders
from trekant.grading.intake.submission import read_answers
from trekant.grading.marks.readings import OvertakenError, Reading, give, reading, readings
from trekant.grading.own_tables import as_kept
from trekant.service.kept.database import Database

__all__ = ["OvertakenError", "Reading"]


@dataclass(frozen=True)
class WrittenText:
    """What a participant was asked and wrote; ``text`` is None when it cannot be shown."""

    task: Task
    text: str | None


def readings_of(database: Database, quizzes: Sequence[str]) -> list[Reading]:
    """The texts of some quizzes, those that wait and those that were read."""
    with database.reading() as connection:
        return readings(connection, quizzes)


def one_reading(database: Database, grade: str) -> Reading | None:
    """A text by its id."""
    with database.reading() as connection:
        return reading(connection, grade)


def give_points(
    database: Database, grade: str, shown: str, points: float | None, comment: str, *, waits: bool = False
) -> tuple[Reading, Reading] | None:
    """Give a text points and a comment; returns it as it was and as it is, None when there is none of that id.

    Raises:
        OvertakenError: it is not what was seen any more.
    """
    with database.writing() as connection:
        return give(connection, grade, shown, points, comment, waits=waits)


def asked_in(quiz: Quiz, slot: str, code: str) -> str:
    """The question that a participant gets in a slot."""
    return next((one.question for one in draw(quiz, code) if one.id == slot), "")


def written_in(root: Path, quiz: Quiz, tasks: dict[str, Task], one: Reading) -> WrittenText | None:
    """What was asked and written; None when the quiz does not ask it any more."""
    folder = Folders.of(root).submission(one.participant, quiz.id)
    try:
        sheet = read_answers(folder, one.participant, quiz, tasks)
    except AnswerFileError:
        task = tasks.get(asked_in(quiz, one.slot, one.participant))
        return WrittenText(task, None) if task else None
    question = asked_in(quiz, one.slot, sheet.drawn_by)
    if question not in tasks:
        return None
    text = sheet.answers.get(question)
    same = as_kept(sheet.stamp) == one.handed_in
    return WrittenText(tasks[question], text if same and isinstance(text, str) else None)
