"""A participant's answers in a folder, and the points they give."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trekant.course.outside import OutsideError, read_outside
from trekant.course.quizzes.answers import MAX_BYTES, AnswerFileError, AnswerSheet, KeptSheet, check_sheet, read_kept
from trekant.course.quizzes.quiz import Quiz, Slot, draw
from trekant.course.store import find_root
from trekant.course.tasks.interaction import Answer, Task
from trekant.course.tasks.points import as_written, decimal, exact
from trekant.course.tasks.question import score
from trekant.course.writing.text import danish_number
from trekant.grading.courses import GradingError, graded_quiz_at
from trekant.grading.folders import ANSWERS


@dataclass(frozen=True)
class Marked:
    """A slot of a quiz as one participant answered it; ``points`` is None when a person has to read it."""

    slot: Slot
    task: Task
    answer: Answer | None
    points: float | None


def read_regular(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Read a file that somebody else may have made: no link is followed, and the size is asked first.

    Raises:
        AnswerFileError: it is missing, is not a regular file, is too large or cannot be read.
    """
    try:
        return read_outside(path, limit)
    except OutsideError as error:
        raise AnswerFileError(str(error)) from None


def read_answers(folder: Path, student: str, quiz: Quiz, tasks: dict[str, Task]) -> KeptSheet:
    """Read and check the answer file of a submission.

    Raises:
        AnswerFileError: it cannot be used, or belongs to somebody else.
    """
    sheet = read_kept(read_regular(folder / ANSWERS))
    if sheet.participant != student:
        raise AnswerFileError(f"filen er fra deltageren »{sheet.participant}«, men ligger hos »{student}«")
    return check_sheet(sheet, quiz, tasks)


def mark_folder(folder: Path) -> tuple[Marked, ...]:
    """Mark the submission in ``…/<participant>/<quiz>/``, slot by slot.

    Raises:
        GradingError: it cannot be marked; the message names the file and the reason.
        CourseError: the course, the quiz or a question cannot be used.
    """
    student, quiz_id = folder.parent.name, folder.name
    quiz, tasks = graded_quiz_at(find_root(folder), quiz_id)
    try:
        sheet = read_answers(folder, student, quiz, tasks)
    except AnswerFileError as error:
        raise GradingError(f"{student}/{quiz_id}/{ANSWERS} kan ikke rettes: {error}.") from None
    return mark_sheet(sheet, quiz, tasks)


def mark_sheet(sheet: AnswerSheet, quiz: Quiz, tasks: dict[str, Task]) -> tuple[Marked, ...]:
    """Mark a checked answer sheet, slot by slot.

    Raises:
        GradingError: a score came out as something else than a number between 0 and the slot's points.
    """
    slots = draw(quiz, sheet.drawn_by)
    return tuple(mark_slot(slot, tasks[slot.question], sheet.answers.get(slot.question)) for slot in slots)


def mark_slot(slot: Slot, task: Task, answer: Answer | None) -> Marked:
    """Mark a checked answer.

    Raises:
        GradingError: the score came out as something else than a number between 0 and the slot's points.
    """
    if task.kind.by_hand:
        return Marked(slot, task, answer, None)
    earned = score(task, answer, slot.points).points
    # nbgrader gives full marks for anything that is no such number, so it must not get that far
    if earned is None or not 0 <= earned <= decimal(slot.points) or as_written(earned) > slot.points:
        said = f"gav ikke et tal mellem 0 og {danish_number(slot.points)} point"
        raise GradingError(f"Spørgsmålet »{slot.question}« {said}.")
    points = as_written(earned)
    if exact(points, slot.points) != earned:  # what is written would be taken for something else later
        raise GradingError(f"Spørgsmålet »{slot.question}« er delt i for mange dele; del det i to spørgsmål.")
    return Marked(slot, task, answer, points)
