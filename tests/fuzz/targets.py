"""What is attacked: reading and marking in memory, and the whole way into the course folder."""

from __future__ import annotations

import math
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from tests.fuzz.guard import guarded
from tests.fuzz.inputs import PEOPLE, course_to_attack
from tests.generated import enrol
from trekant.course.answers import AnswerFileError, AnswerSheet, check_sheet, read_sheet
from trekant.course.store import Course
from trekant.grading.assignment import write_assignments
from trekant.grading.collect import CollectReport, collect
from trekant.grading.freetext import code_block
from trekant.grading.shown import for_participant, for_trainer
from trekant.grading.submission import mark

DANISH = re.compile(r"^(filen|feltet|deltagerkoden|det samme felt|spørgsmålet »|svaret på ») ?.{3,300}[^.]$", re.DOTALL)
"""How a refusal begins; whatever else comes out is not one of our sentences."""


class Reader:
    """An answer file is read, checked, marked and shown, all in memory."""

    def __init__(self, course: Course) -> None:
        graded = [quiz.model for quiz in course.quizzes.values() if quiz.model.use == "graded"]
        self._quizzes = {quiz.id: (quiz, course.tasks(quiz)) for quiz in graded}

    def __call__(self, raw: bytes) -> bool:
        """Whether it is taken in; anything else than yes or a Danish sentence is an error."""
        with guarded():
            try:
                sheet = read_sheet(raw)
                if sheet.quiz not in self._quizzes:
                    return False
                check_sheet(sheet, *self._quizzes[sheet.quiz])
            except AnswerFileError as error:
                assert DANISH.match(str(error)), repr(str(error))
                return False
            self._mark(sheet)
        return True

    def _mark(self, sheet: AnswerSheet) -> None:
        for marked in mark(sheet, *self._quizzes[sheet.quiz]):
            assert marked.points is None or (math.isfinite(marked.points) and 0 <= marked.points <= marked.slot.points)
            assert for_trainer(marked) and for_participant(marked)
            if marked.points is None and isinstance(marked.answer, str):
                lines = code_block(marked.answer).splitlines()
                assert all(line.startswith("    ") or not line for line in lines)


class Collector:
    """Files are collected into a course folder, as they are and in a zip."""

    def __init__(self, root: Path) -> None:
        """Make the course in ``root`` ready; its gradebook and its assignments are written here."""
        self.course, self._root = course_to_attack(root), root
        write_assignments(self.course)
        enrol(root, PEOPLE)
        self._inbox = root.parent / "inbox"
        self._codes = {one.code for one in PEOPLE}
        self([b"{}"], [])  # what is imported and compiled once is so now, and not under the guard's eyes

    def __call__(self, loose: Sequence[bytes], zipped: Sequence[tuple[str, bytes]]) -> CollectReport:
        """Collect them; every one has its sentence, and nothing is left but checked answers."""
        shutil.rmtree(self._inbox, ignore_errors=True)
        self._inbox.mkdir()
        for number, raw in enumerate(loose):
            (self._inbox / f"{number:05d}.json").write_bytes(raw)
        if zipped:
            (self._inbox / "zipped.zip").write_bytes(packed(zipped))
        return self.collect(self._inbox)

    def collect(self, path: Path) -> CollectReport:
        """Collect what lies in a path."""
        before = self._outside()
        with guarded(self._root, path):
            report = collect(self.course, [path])
        for entry in (*report.accepted, *report.skipped, *report.refused):
            said = entry.sentence
            assert said.startswith(entry.name) and said.endswith("."), repr(said)
            assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in said), repr(said)
        assert self._outside() == before
        self._only_checked_answers()
        return report

    def _outside(self) -> list[tuple[str, int]]:
        """The files of the course that a hand-in has no business with."""
        theirs = self._root / "quizzes" / "submitted"
        files = (path for path in self._root.rglob("*") if path.is_file() and theirs not in path.parents)
        return sorted((str(path), path.stat().st_mtime_ns) for path in files if path.name[:12] != "gradebook.db")

    def _only_checked_answers(self) -> None:
        submitted = self._root / "quizzes" / "submitted"
        for path in submitted.rglob("*"):
            assert not path.is_symlink(), path
            parts = path.relative_to(submitted).parts
            if path.is_dir() or parts[0] in (".replaced", ".incoming"):
                continue
            code, quiz, name = parts
            assert code in self._codes and name in ("svar.json", "timestamp.txt", f"{quiz}.ipynb"), path
            if name == "svar.json":
                sheet = read_sheet(path.read_bytes())
                assert (sheet.participant, sheet.quiz) == (code, quiz)
                check_sheet(sheet, self.course.quiz(quiz), self.course.tasks(self.course.quiz(quiz)))


def packed(entries: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip; names may be anything, and may stand there twice."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in entries:
            archive.writestr(zipfile.ZipInfo(name or "x"), raw)
    return made.getvalue()
