"""The trainer's handbook, followed step by step: what it says to type is typed, and what it says one sees is seen.

The commands are read out of ``book/underviser.md`` itself, so the chapter and the commands cannot part. Blocks marked
``console`` are run; the list of participants is the one that stands there. Only two things are not typed: the site is
not built, and the trainer's points come straight into the gradebook in place of the formgrader, which has tests of its
own.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from tests.grading import nbgrader, our_formgrader
from tests.patience import PATIENCE
from trekant.cli import main
from trekant.course.store import load_course
from trekant.grading.assignments.assignment import write_assignments
from trekant.grading.badges.making import prepare_badge
from trekant.grading.gradebook import open_gradebook
from trekant.grading.marks.certificates import certificates_in

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
HANDBOOK = (ROOT / "book/underviser.md").read_text(encoding="utf-8")
QUIZ = "hvem-og-hvornaar"
PASSES, FAILS = "sol-4h7", "regn-2k9"
ADDRESS = "https://kursus.fjordby.example"
AFTER_READING = "trekant feedback"
"""What comes first when the trainer has read the texts."""


@dataclass(frozen=True)
class Step:
    """A command, and the lines that the handbook says it prints; ``…`` stands for anything."""

    command: str
    shown: tuple[str, ...]

    def pattern(self) -> re.Pattern[str]:
        parts = [r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n" for line in self.shown]
        return re.compile("".join(parts))


def steps() -> Iterator[Step]:
    for block in re.findall(r"^```console\n(.*?)^```", HANDBOOK, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.rstrip("\n").split("\n")
            yield Step(command, tuple(shown))


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course's folder, with the trainer's own folder beside it as the handbook has it."""
    course = tmp_path / "kurset"
    course.mkdir()
    personal = shutil.ignore_patterns("source", "release", "submitted", "autograded", "feedback", "gradebook.db*")
    for name in ("assets", "book", "editions", "notebooks", "quizzes"):
        shutil.copytree(ROOT / name, course / name, ignore=personal)
    group = tmp_path / "hold"
    (group / "indbakke").mkdir(parents=True)
    roster = re.search(r"^```text\n(kode;.*?)^```", HANDBOOK, re.MULTILINE | re.DOTALL)
    assert roster
    (group / "deltagere.csv").write_text(roster[1], encoding="utf-8")
    for code, answers in _answers(course).items():
        sheet = {
            "format": "trekant-svar-1",
            "quiz": QUIZ,
            "revision": load_course(course).quiz(QUIZ).revision,
            "participant": code,
            "handed_in": "2026-11-20T10:00:00+01:00",
            "answers": answers,
        }
        (group / f"indbakke/svar-{code}.json").write_text(json.dumps(sheet), encoding="utf-8")
    monkeypatch.chdir(course)
    return course


def _answers(root: Path) -> dict[str, dict[str, Any]]:
    """One who answers everything by the key, and one who answers only the text."""
    course = load_course(root)
    right = {}
    for item in course.quiz(QUIZ).questions:
        task = course.questions[item.question][0].task(course.municipality)
        right[item.question] = "Gå til din leder i dag." if task.kind == "text" else task.key
    texts = {question: answer for question, answer in right.items() if answer == "Gå til din leder i dag."}
    return {PASSES: right, FAILS: texts}


def _read_the_texts(root: Path) -> None:
    """What the trainer does in the formgrader: give points for every text that waits."""
    with open_gradebook(root) as gradebook:
        for code in (PASSES, FAILS):
            for grade in gradebook.find_submission(QUIZ, code).notebooks[0].grades:
                if grade.needs_manual_grade:
                    grade.manual_score, grade.needs_manual_grade = grade.max_score / 2, False
        gradebook.db.commit()


def _typed(root: Path, command: str) -> str:
    """Type a command as the handbook has it, with the paper's code or the badge in hand, and give what is printed."""
    program, *arguments = shlex.split(command)
    if program == "cd":
        os.chdir(arguments[0])
        return ""
    if program == "nbgrader":
        done = nbgrader(root, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout + "\n"
    assert program == "trekant"
    if arguments == ["formgrader"]:
        return _opened()
    if arguments[0] == "verify":
        course = load_course(root)
        with open_gradebook(root) as gradebook:
            given = certificates_in(gradebook, QUIZ)[0]
            if arguments[1].endswith(".svg"):
                badge = prepare_badge(gradebook, course, course.quiz(QUIZ), given, ADDRESS)
                Path(arguments[1]).write_bytes(badge.signed())
            else:
                arguments[1] = given.check_code
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, f"{command}\n{result.output}"
    return result.output


def _opened() -> str:
    """Open the formgrader where the trainer stands, see the quiz in it, and give what is printed."""
    with our_formgrader() as (address, printed):
        assert "No nbgrader_config.py file found" not in _page(address)
        quizzes = json.loads(_page(address.replace("/formgrader?", "/formgrader/api/assignments?")))
        assert QUIZ in {quiz["name"] for quiz in quizzes}
    return printed.replace("er klar om lidt", "åbner i din browser om lidt")  # no browser opens in a test


def _page(address: str) -> str:
    with urlopen(address, timeout=PATIENCE) as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize("folder", [".", "quizzes", "book"])
def test_the_formgrader_finds_the_course_from_any_of_its_folders(
    workplace: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_assignments(load_course(workplace), (QUIZ,))
    monkeypatch.chdir(workplace / folder)
    assert _opened()


def test_the_trainers_road_as_the_handbook_has_it(workplace: Path) -> None:
    read = False
    for step in steps():
        if step.command.startswith(AFTER_READING) and not read:
            _read_the_texts(workplace)
            read = True
        printed = _typed(workplace, step.command)
        assert step.pattern().fullmatch(printed), f"$ {step.command}\n{printed}\n-- the handbook has:\n{step.shown}"
    assert read
    group = workplace.parent / "hold"
    assert (group / "point.csv").read_text(encoding="utf-8").count(f"\n{QUIZ};") == 2
    assert (group / f"svar/{QUIZ}-{PASSES}.html").is_file()
    assert (group / f"{FAILS}.zip").is_file()
    assert list((workplace / f"quizzes/certificates/{QUIZ}").glob("*.pdf"))


def test_the_whole_road_at_a_glance_has_the_same_commands() -> None:
    glance = re.search(r"^## Hele vejen på én gang\n+```text\n(.*?)^```", HANDBOOK, re.MULTILINE | re.DOTALL)
    assert glance
    typed = {step.command for step in steps()}
    assert set(glance[1].splitlines()) <= typed
