"""Fixtures that several tests use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from trekant.course import words
from trekant.course.store import load_course
from trekant.course.words.catalogues import catalogue

# A slow machine is no failure: how long an example takes is measured in benchmarks/, not here.
settings.register_profile("trekant", deadline=None)
settings.load_profile("trekant")

TESTS = Path(__file__).parent
FICTIONAL = TESTS / "fictional"


@pytest.fixture(autouse=True)
def _danish_again() -> Iterator[None]:
    """A process speaks the language of the course that it last opened, and the next test has another one."""
    yield
    words.speak(catalogue(words.DANISH), words.DANISH)


@pytest.fixture
def fictional(tmp_path: Path) -> Path:
    """The fictional course, in a folder of its own."""
    return _copy(FICTIONAL, tmp_path / "fictional")


@pytest.fixture(scope="session")
def _released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.grading import STUDENTS
    from trekant.grading.assignments.assignment import write_assignments
    from trekant.grading.gradebook import open_gradebook

    root = _copy(FICTIONAL, tmp_path_factory.mktemp("released") / "course")
    shutil.copy(TESTS.parent / "quizzes" / "nbgrader_config.py", root / "quizzes")
    write_assignments(load_course(root))
    with open_gradebook(root) as gradebook:
        for student in STUDENTS:
            gradebook.add_student(student)
    return root


@pytest.fixture
def released(_released: Path, tmp_path: Path) -> Path:
    """The fictional course with its assignments made and its participants in the gradebook."""
    return _copy(_released, tmp_path / "released")


@pytest.fixture(scope="session")
def _graded(_released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.people import graded

    root = _copy(_released, tmp_path_factory.mktemp("graded") / "course")
    graded(root)
    return root


@pytest.fixture
def graded(_graded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fictional course with a roster and answers that are graded; it is the working folder."""
    root = _copy(_graded, tmp_path / "graded")
    monkeypatch.chdir(root)
    return root


def _copy(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    return target
