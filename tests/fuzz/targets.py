"""What is attacked: reading and marking in memory, and the whole way into the course folder."""

from __future__ import annotations

import math
import re
import shutil
import stat
import unicodedata
import warnings
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from tests.fuzz.guard import guarded
from tests.fuzz.inputs import PEOPLE, course_to_attack
from tests.generated import Participant, enrol
from tests.generated_quiz import DEFAULT as QUIZ
from trekant.course.quizzes.answers import AnswerFileError, AnswerSheet, check_sheet, read_kept, read_sheet
from trekant.course.store import Course
from trekant.grading.assignments.answer_html import for_participant, for_trainer
from trekant.grading.assignments.assignment import write_assignments
from trekant.grading.assignments.freetext import code_block
from trekant.grading.batch import GradeReport, grade
from trekant.grading.folders import Folders
from trekant.grading.intake.collect import CollectReport, collect
from trekant.grading.intake.submission import mark_sheet

PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)

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
                sheet = check_sheet(sheet, *self._quizzes[sheet.quiz])
            except AnswerFileError as error:
                assert DANISH.match(str(error)), repr(str(error))
                return False
            self._mark(sheet)
        return True

    def _mark(self, sheet: AnswerSheet) -> None:
        for marked in mark_sheet(sheet, *self._quizzes[sheet.quiz]):
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

    def __call__(self, loose: Sequence[bytes], zips: Sequence[bytes] = ()) -> CollectReport:
        """Collect them; every one has its sentence, and nothing is left but checked answers."""
        shutil.rmtree(self._inbox, ignore_errors=True)
        self._inbox.mkdir()
        for suffix, files in ((".json", loose), (".zip", zips)):
            for number, raw in enumerate(files):
                (self._inbox / f"{number:05d}{suffix}").write_bytes(raw)
        before = self._outside()
        with guarded(self._root, self._inbox):
            report = collect(self.course, [self._inbox])
        assert len(report.accepted) + len(report.skipped) + len(report.refused) >= len(loose)
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
                sheet = read_kept(path.read_bytes())
                assert (sheet.participant, sheet.quiz) == (code, quiz)
                check_sheet(sheet, self.course.quiz(quiz), self.course.tasks(self.course.quiz(quiz)))


class Grader:
    """Answer files that lie in ``submitted/`` already, whoever put them there, are graded."""

    def __init__(self, root: Path) -> None:
        """Make the course in ``root`` ready."""
        self.course, self._root = course_to_attack(root), root
        write_assignments(self.course, [QUIZ])
        self.graded: set[str] = set()

    def __call__(self, inputs: Sequence[bytes]) -> GradeReport:
        """Grade them, each as another participant's; every one has points or a sentence."""
        folders = Folders.of(self._root)
        shutil.rmtree(folders.submitted, ignore_errors=True)
        people = [Participant(f"p-{number}") for number in range(len(inputs))]
        enrol(self._root, [one for one in people if one.code not in self.graded])
        self.graded |= {one.code for one in people}
        for one, raw in zip(people, inputs, strict=True):
            folder = folders.submission(one.code, QUIZ)
            folder.mkdir(parents=True)
            named = re.sub(rb'"nr-[0-9]{5}"', f'"{one.code}"'.encode(), raw)
            (folder / "svar.json").write_bytes(named)
            (folder / "timestamp.txt").write_text("2026-01-05 07:00:00 UTC\n", encoding="ascii")
        with guarded(self._root):
            report = grade(self.course, QUIZ)
        assert report.graded + report.unchanged + len(report.failed) == len(inputs) and not report.refused
        for trouble in report.failed:
            assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in trouble.sentence), trouble
        written = {path.parent.name for path in (self._root / "quizzes" / "autograded").glob(f"*/{QUIZ}")}
        assert written == {one.code for one in people} - {trouble.participant for trouble in report.failed}
        return report


def packed(entries: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip; names may be anything, and may stand there twice."""
    made = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w") as archive:
        warnings.simplefilter("ignore")  # of the names that stand there twice
        for number, (name, raw) in enumerate(entries):
            entry = zipfile.ZipInfo(name or "x")
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16 if number % 7 == 6 else 0
            archive.writestr(entry, raw, PACKINGS[number % len(PACKINGS)])
    return made.getvalue()
