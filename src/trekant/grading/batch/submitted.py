"""What lies in ``submitted/``, participant by participant, and whether it is graded already."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from functools import cached_property
from pathlib import Path

from nbgrader.utils import parse_utc

from trekant.course.quizzes.answers import AnswerFileError, KeptSheet, check_sheet, read_kept, with_authored_ids
from trekant.grading.assignments.marker import Marker, hash_answers, read_marker
from trekant.grading.batch.setup import Setup
from trekant.grading.folders import ANSWERS, TIMESTAMP
from trekant.grading.intake.handins import hand_ins, kept_in
from trekant.grading.intake.submission import read_regular
from trekant.grading.own_tables import as_kept

_MAX_STAMP = 200
_OURS = " UTC\n"


class SubmissionState(Enum):
    """How a submission compares with what was graded last."""

    NEW = auto()
    """It was not graded before, or is not the one that was."""
    KEY_CHANGED = auto()
    """It was graded, by another key."""
    DONE = auto()


@dataclass(frozen=True)
class Submission:
    """A participant's submission: the answer file, and the text of ``timestamp.txt``.

    ``problem`` is the reason why they could not be read, a sentence without its full stop.
    """

    student: str
    content: bytes = b""
    stamp: str = ""
    problem: str | None = None

    @cached_property
    def timestamp(self) -> datetime | None:
        """When it was handed in, in UTC without a zone, as nbgrader reads it; None when that cannot be read."""
        try:
            if self.stamp.endswith(_OURS):  # as »collect« writes it; nbgrader's reader takes any form, and its time
                return datetime.fromisoformat(self.stamp.removesuffix(_OURS))
            found: datetime = parse_utc(self.stamp.strip())
        except (ValueError, OverflowError):
            return None
        return found

    @cached_property
    def drawn_by(self) -> str:
        """The code that decided which questions were asked; only rarely is it not the participant's own."""
        if b'"drawn_for"' in self.content:
            with suppress(AnswerFileError):
                return read_kept(self.content).drawn_by
        return self.student

    def sheet(self, setup: Setup) -> KeptSheet:
        """The checked answers.

        Raises:
            AnswerFileError: they cannot be used.
        """
        if self.problem:
            raise AnswerFileError(self.problem)
        if self.timestamp is None:
            raise AnswerFileError(f"tidspunktet i {TIMESTAMP} kan ikke læses")
        sheet = read_kept(self.content)
        if sheet.participant != self.student:
            raise AnswerFileError(f"filen er fra deltageren »{sheet.participant}«, men ligger hos »{self.student}«")
        return check_sheet(sheet, setup.quiz, setup.tasks)

    def still_fits(self, setup: Setup) -> bool:
        """Whether the answers can be graded by the quiz as it is now."""
        try:
            self.sheet(setup)
        except AnswerFileError:
            return False
        return True


def find_students(setup: Setup, only: Collection[str] | None = None) -> list[str]:
    """Everybody who has handed the quiz in, in order; with ``only`` none but these."""
    top = setup.folders.submitted
    try:
        with os.scandir(top) as entries:
            students = sorted(only or (entry.name for entry in entries if entry.name[0] != "."))
    except FileNotFoundError:
        return []
    return [student for student in students if (top / student / setup.quiz.id).is_dir()]


def read_submission(setup: Setup, student: str) -> Submission:
    """A participant's submission. What cannot be read is told in it."""
    folder = setup.folders.submission(student, setup.quiz.id)
    found = _read(student, folder)
    return _read(student, folder) if found.problem else found  # a newer one may just be coming in


def _read(student: str, folder: Path) -> Submission:
    if folder.is_symlink() or folder.parent.is_symlink():
        return Submission(student, problem="mappen er et link, og et link bliver ikke fulgt")
    stamp, content = "", b""
    try:
        while True:
            before, stamp = stamp, read_regular(folder / TIMESTAMP, _MAX_STAMP).decode("ascii", errors="replace")
            if stamp == before:  # otherwise a newer one may have come in between
                return Submission(student, content, stamp)
            content = read_regular(folder / ANSWERS)
    except AnswerFileError as error:
        return Submission(student, stamp=stamp, problem=str(error))


def state_of(submission: Submission, setup: Setup) -> SubmissionState:
    """Compare a submission with the folder that was graded last."""
    folder = graded_folder(setup, submission.student)
    marker = read_marker(folder / f"{setup.quiz.id}.ipynb")
    if submission.problem or marker is None or marker.answers != hash_answers(submission.content):
        return SubmissionState.NEW
    try:
        stamp = (folder / TIMESTAMP).read_text(encoding="ascii", errors="replace")
    except OSError:
        return SubmissionState.NEW
    if stamp != submission.stamp:
        return SubmissionState.NEW
    return SubmissionState.DONE if marker.key == setup.key(submission.drawn_by) else SubmissionState.KEY_CHANGED


def marker_of(submission: Submission, setup: Setup) -> Marker:
    """The marker for a submission that is graded now."""
    return Marker(hash_answers(submission.content), setup.key(submission.drawn_by))


def graded_before(setup: Setup, student: str, at: datetime | None = None) -> KeptSheet | None:
    """The answers that were graded last; None when there are none, or they cannot be read any more.

    ``at`` is the time that the gradebook has of them: when they were graded on another machine, they are found here
    among the hand-ins, where they have been put in their place too.
    """
    try:
        sheet = kept_in(graded_folder(setup, student))
        if at is not None and (sheet is None or as_kept(sheet.stamp) != at):
            known = (one.sheet for one in hand_ins(setup.folders, student, setup.quiz.id) if one.sheet)
            sheet = next((one for one in known if as_kept(one.stamp) == at), sheet)
        return sheet and with_authored_ids(sheet, setup.quiz, setup.tasks)
    except AnswerFileError:
        return None


def graded_folder(setup: Setup, student: str) -> Path:
    """Where a participant's graded notebook stands."""
    return setup.folders.quizzes / "autograded" / student / setup.quiz.id
