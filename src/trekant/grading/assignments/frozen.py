"""Freezing: writing down what the graded questions are called in a browser, and what their keys are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from trekant.course.quizzes.freezing import Freezer, asked_in_graded_quizzes, graded_quizzes
from trekant.course.quizzes.opaque import FROZEN, FrozenQuestions
from trekant.course.store import Course, CourseError

_HEAD = """\
# Det, de bedømte spørgsmål og deres svarmuligheder hedder i en browser og i en svarfil, så navnene ikke røber facit.
# Filen skrives af »trekant freeze« og skal gemmes sammen med kurset. Ret ikke i den: Så betyder svar noget andet.
"""


@dataclass(frozen=True)
class Froze:
    """What was written: the file, and the questions and quizzes of which something is new in it."""

    path: Path
    questions: tuple[str, ...]
    quizzes: tuple[str, ...]


def freeze(course: Course, corrected: Iterable[str] = ()) -> Froze:
    """Freeze every graded question and quiz whose revision is not frozen yet; what is frozen stays as it is.

    Of the questions in ``corrected`` the key was wrong and has been put right: the new one is taken down.

    Raises:
        CourseError: the course has errors, a question is none, or its options are others than those that are frozen.
    """
    broken = [problem for problem in course.problems if not problem.path.startswith("notebooks/")]
    if broken:
        raise CourseError(f"{broken[0]} Spørgsmålene kan ikke lægges fast, før det er rettet.")
    freezer = Freezer(course.frozen.model if course.frozen else FrozenQuestions())
    for question, task in asked_in_graded_quizzes(course):
        freezer.add(question, task, corrected=question.id in corrected)
    for quiz in graded_quizzes(course):
        freezer.add_quiz(quiz, course.asked(quiz))
    unknown = sorted(set(corrected) - {question.id for question, _ in asked_in_graded_quizzes(course)})
    if unknown:
        raise CourseError(f"Spørgsmålet »{unknown[0]}« er ikke med i nogen bedømt test.")
    path = course.root / FROZEN
    if freezer.questions or freezer.quizzes:
        _write(path, freezer.frozen())
    return Froze(path, tuple(freezer.questions), tuple(freezer.quizzes))


def _write(path: Path, frozen: FrozenQuestions) -> None:
    data: dict[str, Any] = frozen.model_dump()
    data = {name: {one: dict(sorted(by.items())) for one, by in sorted(found.items())} for name, found in data.items()}
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=None, width=1000)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(_HEAD + text, encoding="utf-8")
    new.replace(path)
