"""Grading of one database from two folders, as workers on two machines do, and by a trainer at the same time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.grading import RIGHT, grades, hand_in, scores
from tests.service.conftest import Running, answers
from trekant.course.store import load_course
from trekant.course.tasks.interaction import Task
from trekant.grading.batch import grade
from trekant.grading.batch.lock import folder_lock
from trekant.grading.folders import Folders
from trekant.grading.gradebook import open_gradebook
from trekant.grading.gradebook_url import URL_VARIABLE
from trekant.service.background.process import grade_next
from trekant.service.grader import make_ready

WRONG = RIGHT | {"nyt-skaeg": "forhoer"}


@pytest.fixture
def other(running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course's folder on another machine, with the same database."""
    monkeypatch.setenv(URL_VARIABLE, running.service.settings.database)
    folder = tmp_path / "other"
    shutil.copytree(running.root, folder)
    return folder


def grade_in(folder: Path, running: Running) -> None:
    ready = make_ready(load_course(folder))
    while running.service.hand_ins.waiting():
        grade_next(ready, running.service.hand_ins)


def test_whichever_machine_grades_the_last_to_arrive_counts(running: Running, other: Path) -> None:
    ana = running.participant("ana")
    ana.post("/api/hand-ins", json=answers("ana", WRONG))
    grade_in(running.root, running)
    ana.post("/api/hand-ins", json=answers("ana", handed_in="2026-11-20T10:01:00+01:00"))
    grade_in(other, running)
    assert scores(running.root, "ana")["slot-01"] == 1
    running.participant("bo").post("/api/hand-ins", json=answers("bo"))
    grade_in(running.root, running)
    assert scores(running.root, "ana")["slot-01"] == 1, "the first machine has only what came first"


def test_a_later_file_on_another_machine_is_left_alone(running: Running, other: Path) -> None:
    running.participant("ana").post("/api/hand-ins", json=answers("ana", WRONG))
    hand_in(other, answers("ana", handed_in="2031-11-20T10:00:00+01:00"))
    grade(load_course(other), "proeve")
    grade_in(running.root, running)
    assert scores(running.root, "ana")["slot-01"] == 1


def test_what_a_trainer_read_on_one_machine_needs_no_second_reading(running: Running, other: Path) -> None:
    """The free text is the same, only another answer has changed."""
    ana = running.participant("ana")
    question = next(one for one, task in _tasks(running).items() if task.kind == "text")
    texts = RIGHT | {question: "Jeg så ham i går."}
    ana.post("/api/hand-ins", json=answers("ana", texts))
    grade_in(running.root, running)
    with open_gradebook(running.root) as gradebook:
        (read,) = [one for one in grades(gradebook, "ana") if one.needs_manual_grade]
        read.manual_score, read.needs_manual_grade = 1.5, False
        gradebook.db.commit()
    changed = answers("ana", texts | {"nyt-skaeg": "forhoer"}, handed_in="2026-11-20T10:01:00+01:00")
    assert ana.post("/api/hand-ins", json=changed).status_code == 201
    grade_in(other, running)
    with open_gradebook(running.root) as gradebook:
        assert [one.name for one in grades(gradebook, "ana") if one.needs_manual_grade] == []
        assert 1.5 in [one.manual_score for one in grades(gradebook, "ana")]


def _tasks(running: Running) -> dict[str, Task]:
    found = running.service.quiz("proeve")
    assert found
    return found[1]


def test_to_wait_for_a_trainer_who_grades_is_no_failed_try(running: Running) -> None:
    running.participant("ana").post("/api/hand-ins", json=answers("ana"))
    ready = make_ready(load_course(running.root))
    with folder_lock(Folders.of(running.root)):
        for _try in range(10):
            assert grade_next(ready, running.service.hand_ins) > 0
    assert running.service.hand_ins.failed() == []
    grade_in(running.root, running)
    assert scores(running.root, "ana")["slot-01"] == 1
