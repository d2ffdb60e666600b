"""The assignments: one notebook with slots for each graded quiz, made by nbgrader's generate_assignment."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log
from traitlets.config import Config

from trekant.course import words
from trekant.course.pages.payload import quiz_payload
from trekant.course.quizzes.quiz import Quiz, Slot, draw
from trekant.course.store import Course, CourseError, load_course
from trekant.course.tasks.interaction import Kind, Task
from trekant.course.words import _
from trekant.course.writing.text import number_in_words
from trekant.grading.assignments.frozen import freeze
from trekant.grading.assignments.notebooks import as_text, code, markdown, notebook, read_notebook
from trekant.grading.config import NO_TEXT_YET, configure
from trekant.grading.courses import GradingError, graded_quiz
from trekant.grading.folders import ANSWERS, Folders
from trekant.grading.gradebook import open_gradebook

SCHEMA = 3
"""The version of nbgrader's cell metadata."""

BEFORE: dict[str, Any] = {"trekant": "before"}
"""The metadata of cells that are of use until one hands in; feedback leaves them out."""

NOT_WHILE_GRADING = {"tags": ["skip-execution"]}
"""The metadata of a cell that nbgrader's Execute passes over."""


@dataclass(frozen=True)
class Assignment:
    """An assignment that was written; ``changed`` is False when it was there already, just like that."""

    quiz: str
    notebook: Path
    changed: bool


def write_assignments(course: Course, quiz_ids: Iterable[str] | None = None) -> list[Assignment]:
    """Write the assignment of each graded quiz (or of those named) to ``quizzes/source`` and ``quizzes/release``.

    What is unchanged is left alone. Scores that the gradebook holds are kept. What participants may get from now on is
    frozen, where it was not before.

    Raises:
        CourseError: a quiz cannot be used, or its slots have changed after somebody handed in.
    """
    broken = [problem for problem in course.problems if not problem.path.startswith("notebooks/")]
    if broken:
        raise CourseError(f"{broken[0]} Opgaverne kan ikke laves, før det er rettet.")
    if freeze(course).questions:
        course = load_course(course.root)
    wanted = list(quiz_ids) if quiz_ids is not None else _graded(course)
    return [_write(course, *graded_quiz(course, quiz_id)) for quiz_id in wanted]


def _graded(course: Course) -> list[str]:
    return [quiz_id for quiz_id, quiz in course.quizzes.items() if quiz.model.use == "graded"]


def _write(course: Course, quiz: Quiz, tasks: dict[str, Task]) -> Assignment:
    folders = Folders.of(course.root)
    release = folders.release_notebook(quiz.id)
    payload = quiz_payload(quiz, course.asked(quiz), course.municipality)
    made = assignment_notebook(quiz, tasks)
    wanted = {
        f"{quiz.id}.ipynb": as_text(made),
        f"{quiz.id}.json": json.dumps(payload, ensure_ascii=False, indent=1) + "\n",
    }
    with open_gradebook(course.root) as gradebook:
        if _is_written(folders, quiz, made, wanted) and _is_known(gradebook, quiz, tasks):
            return Assignment(quiz.id, release, changed=False)
        _refuse_other_slots(gradebook, quiz, tasks)
    source = folders.source(quiz.id)
    source.mkdir(parents=True, exist_ok=True)
    for name, text in wanted.items():
        (source / name).write_text(text, encoding="utf-8")
    _generate(folders, quiz)
    return Assignment(quiz.id, release, changed=True)


def assignment_notebook(quiz: Quiz, tasks: dict[str, Task]) -> NotebookNode:
    """The notebook of a quiz: the quiz as a widget, and a grade cell a slot. There is no key in it."""
    language = "" if words.language() == words.DANISH else f', language="{words.language()}"'
    show = f'from trekant.widgets import quiz\n\nquiz("{quiz.id}.json"{language})'
    cells = [
        markdown("intro", _intro(quiz), BEFORE),
        code("quiz", show, BEFORE | NOT_WHILE_GRADING),
        markdown(
            "om-point",
            f"## {_('Point')}\n\n{_('Resten udfyldes, når testen rettes. Du skal ikke skrive noget her.')}",
            BEFORE,
        ),
    ]
    for number, slot in enumerate(draw(quiz, participant=""), start=1):
        cells.append(markdown(f"{slot.id}-titel", f"## {_('Spørgsmål {number}').format(number=number)}"))
        cells.append(_grade_cell(slot, tasks[slot.question].kind))
    kernelspec = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return notebook(cells, {"kernelspec": kernelspec, "language_info": {"name": "python"}, "title": quiz.title})


def _intro(quiz: Quiz) -> str:
    takes = _("Det tager omkring {minutes} minutter.").format(minutes=quiz.minutes)
    if quiz.points_to_pass is not None:
        takes = _("Det tager omkring {minutes} minutter, og man består med {needed} af {maximum} point.").format(
            minutes=quiz.minutes,
            needed=number_in_words(quiz.points_to_pass),
            maximum=number_in_words(quiz.maximum),
        )
    how = _(
        "Kør den næste celle: Klik i den, og tryk på Shift og Enter. Så kommer spørgsmålene frem. Dine svar bliver "
        "gemt i filen »{file}« ved siden af denne notesbog, og det er den fil, du afleverer. Skriv aldrig om rigtige "
        "mennesker."
    ).format(file=ANSWERS)
    return f"# {quiz.title}\n\n{quiz.intro}\n\n{takes}\n\n{how}"


def _grade_cell(slot: Slot, kind: Kind) -> NotebookNode:
    by_hand = kind.by_hand
    meta = {
        "grade": True,
        "grade_id": slot.id,
        "locked": not by_hand,
        "points": slot.points,
        "schema_version": SCHEMA,
        "solution": by_hand,
        "task": False,
    }
    if by_hand:
        return markdown(slot.id, _(NO_TEXT_YET), {"nbgrader": meta})
    return code(slot.id, f'from trekant.grading import points\n\npoints("{slot.id}")', {"nbgrader": meta})


def _is_written(folders: Folders, quiz: Quiz, made: NotebookNode, wanted: dict[str, str]) -> bool:
    """Whether the source is as it should be, and the release is made of it."""
    for name, text in wanted.items():
        path = folders.source(quiz.id) / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            return False
    try:
        payload = (folders.release(quiz.id) / f"{quiz.id}.json").read_text(encoding="utf-8")
        released = read_notebook(folders.release_notebook(quiz.id))
    except (OSError, ValueError):  # not there, or cut short
        return False
    return payload == wanted[f"{quiz.id}.json"] and _content(released) == _content(made)


def _content(made: NotebookNode) -> list[tuple[str, str]]:
    return [(cell.get("id", ""), cell.source) for cell in made.cells]


def _is_known(gradebook: Gradebook, quiz: Quiz, tasks: dict[str, Task]) -> bool:
    return _known_slots(gradebook, quiz) == _slots(quiz, tasks)


def _refuse_other_slots(gradebook: Gradebook, quiz: Quiz, tasks: dict[str, Task]) -> None:
    """Points that somebody has must go on meaning what they meant."""
    known = _known_slots(gradebook, quiz)
    if known is None or known == _slots(quiz, tasks) or not gradebook.assignment_submissions(quiz.id):
        return
    raise GradingError(
        f"Testen »{quiz.id}« har fået andre pladser, typer eller point, men der er allerede rettet besvarelser af "
        "den. Lad den være, som den var, og lav en ny test med et nyt navn."
    )


def _slots(quiz: Quiz, tasks: dict[str, Task]) -> dict[str, tuple[float, str]]:
    return {
        slot.id: (slot.points, "markdown" if tasks[slot.question].kind.by_hand else "code")
        for slot in draw(quiz, participant="")
    }


def _known_slots(gradebook: Gradebook, quiz: Quiz) -> dict[str, tuple[float, str]] | None:
    try:
        known = gradebook.find_notebook(quiz.id, quiz.id)
    except MissingEntry:
        return None
    return {cell.name: (cell.max_score, cell.cell_type) for cell in known.grade_cells}


def _generate(folders: Folders, quiz: Quiz) -> None:
    config = Config()
    configure(config, folders.quizzes)
    converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
    converter.coursedir.assignment_id = quiz.id
    converter.force = True
    result = capture_log(converter)
    if not result["success"]:
        raise GradingError(f"nbgrader kunne ikke lave opgaven »{quiz.id}«:\n{result.get('log') or result['error']}")
