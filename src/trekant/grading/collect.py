"""Taking in answer files. The only way into ``quizzes/submitted``.

Of a file that is handed in nothing is kept but the checked answers, written anew by us.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from trekant.course.answers import AnswerFileError, AnswerSheet, check_sheet, read_sheet
from trekant.course.interaction import Task
from trekant.course.quiz import Quiz
from trekant.course.store import Course, CourseError
from trekant.course.text import printable
from trekant.grading.courses import graded_quiz
from trekant.grading.folders import ANSWERS, INCOMING, REPLACED, TIMESTAMP, Folders, stamp
from trekant.grading.gradebook import open_gradebook, roster
from trekant.grading.inbox import Found, find
from trekant.grading.submission import read_regular

EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
CLOCKS_MAY_DIFFER = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """What became of one file, as a Danish sentence; ``file`` is what it lay in, a zip or itself."""

    name: str
    sentence: str
    quiz: str | None = None
    participant: str | None = None
    file: Path | None = None


@dataclass
class CollectReport:
    """What became of every file that was given; ``late`` are those of the accepted where the time had run out."""

    accepted: list[Entry] = field(default_factory=list)
    late: list[Entry] = field(default_factory=list)
    skipped: list[Entry] = field(default_factory=list)
    refused: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class _Read:
    name: str
    sheet: AnswerSheet
    file: Path | None

    @property
    def key(self) -> tuple[str, str]:
        return self.sheet.quiz, self.sheet.participant

    def entry(self, said: str) -> Entry:
        return _entry(self.name, said, self.file, *self.key)


def collect(course: Course, paths: Sequence[Path], leave_out: Path | None = None) -> CollectReport:
    """Take in every answer file in the paths: files, folders (with all below, save ``leave_out``) and zips.

    Of several from the same participant to the same quiz the one handed in last counts, whether the others
    come along or were taken in before. Never stops at a file that cannot be used.
    """
    report = CollectReport()
    folders = Folders.of(course.root)
    _finish_what_was_begun(folders)
    for read in _newest(_usable(course, find(paths, leave_out), report), report):
        _take_in(read, folders, report)
    return report


def _usable(course: Course, files: Iterable[Found], report: CollectReport) -> list[_Read]:
    """The files that can be taken in; the others go into the report."""
    check = _Checker(course)
    usable = []
    for found in files:
        if found.problem is not None:
            (report.refused if found.refused else report.skipped).append(_entry(found.name, found.problem, found.file))
            continue
        try:
            sheet = check(read_sheet(found.content))
        except (AnswerFileError, CourseError) as error:
            report.refused.append(_entry(found.name, str(error), found.file))
        else:
            usable.append(_Read(found.name, sheet, found.file))
    return usable


class _Checker:
    """Checks answer sheets against the course and the roster, which it looks up once."""

    def __init__(self, course: Course) -> None:
        self._course, self._folders = course, Folders.of(course.root)
        self._quizzes: dict[str, tuple[Quiz, dict[str, Task]]] = {}
        with open_gradebook(course.root) as gradebook:
            self._roster = roster(gradebook)

    def __call__(self, sheet: AnswerSheet) -> AnswerSheet:
        """Check a sheet; returns it with authored ids.

        Raises:
            AnswerFileError: it cannot be taken in.
            CourseError: its quiz cannot be graded.
        """
        if sheet.quiz not in self._quizzes:
            self._quizzes[sheet.quiz] = graded_quiz(self._course, sheet.quiz)
        if not self._folders.release_notebook(sheet.quiz).is_file():
            raise AnswerFileError(f"opgaven til »{sheet.quiz}« er ikke lavet endnu; lav den, og prøv igen")
        if sheet.participant not in self._roster:
            raise AnswerFileError(f"deltageren »{sheet.participant}« står ikke på deltagerlisten")
        if not EARLIEST <= sheet.handed_in <= datetime.now(UTC) + CLOCKS_MAY_DIFFER:
            raise AnswerFileError("tidspunktet for afleveringen kan ikke passe; deltagerens ur går nok forkert")
        return check_sheet(sheet, *self._quizzes[sheet.quiz])


def _newest(files: Sequence[_Read], report: CollectReport) -> list[_Read]:
    """The last one from each participant to each quiz; of two at the same time the first in the paths."""
    newest: dict[tuple[str, str], _Read] = {}
    for read in files:
        rival = newest.get(read.key)
        if rival is None or read.sheet.handed_in > rival.sheet.handed_in:
            newest[read.key] = read
    for read in files:
        best = newest[read.key]
        if read is not best:
            report.skipped.append(read.entry(f"deltageren har også afleveret {best.name}, og den gælder"))
    return list(newest.values())


def _take_in(read: _Read, folders: Folders, report: CollectReport) -> None:
    sheet = read.sheet
    before = _before(folders.submission(sheet.participant, sheet.quiz))
    if before is not None and before.handed_in >= sheet.handed_in:
        same = before.answers == sheet.answers and before.handed_in == sheet.handed_in
        said = "den er taget ind før" if same else "der er allerede taget en ind, som ikke er ældre, og den gælder"
        report.skipped.append(read.entry(said))
        return
    try:
        _place(sheet, folders)
    except OSError:
        said = "den kunne ikke gemmes i submitted/; se efter, om der er plads på disken og lov til at skrive der"
        report.refused.append(read.entry(said))
    else:
        said = "taget ind" if before is None else "taget ind i stedet for en ældre"
        entry = read.entry(said + _late(sheet))
        report.accepted.append(entry)
        if sheet.minutes_over is not None:
            report.late.append(entry)


def _late(sheet: AnswerSheet) -> str:
    """What the trainer is told of a quiz with a time limit; whether it counts is for a person to say."""
    over = sheet.minutes_over
    if over is None:
        return ""
    return f"; tiden var gået, da der blev afleveret, med {f'{over} min.' if over else 'under et minut'}"


def _before(folder: Path) -> AnswerSheet | None:
    """What was taken in before into a folder; None when there is nothing, or nothing that can be read."""
    try:
        return read_sheet(read_regular(folder / ANSWERS))
    except AnswerFileError:
        return None


def _place(sheet: AnswerSheet, folders: Folders) -> None:
    """Write the submission beside its place and move it there, so that it is never there by half.

    Raises:
        OSError: it could not be done, and nothing has changed.
    """
    new = folders.submitted / INCOMING / uuid4().hex
    try:
        _write(sheet, folders, new)
        _move(new, folders.submission(sheet.participant, sheet.quiz), folders)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)  # what is reported as not saved must not turn up later
        raise


def _write(sheet: AnswerSheet, folders: Folders, new: Path) -> None:
    new.mkdir(parents=True)
    shutil.copyfile(folders.release_notebook(sheet.quiz), new / f"{sheet.quiz}.ipynb")
    (new / ANSWERS).write_bytes(_content(sheet))
    (new / TIMESTAMP).write_text(stamp(sheet.handed_in), encoding="ascii")


def _move(new: Path, place: Path, folders: Folders) -> None:
    """Move a submission to its place, and what is there out of the way."""
    place.parent.mkdir(exist_ok=True)
    old = folders.submitted / REPLACED / place.parent.name / f"{place.name}.{uuid4().hex[:8]}"
    if place.exists() or place.is_symlink():
        old.parent.mkdir(parents=True, exist_ok=True)
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise


def _finish_what_was_begun(folders: Folders) -> None:
    """Put what a run was killed with in its hands into its place; the time, written last, says that it is whole."""
    for folder in (folders.submitted / INCOMING).glob("*"):
        sheet = _before(folder) if (folder / TIMESTAMP).exists() else None
        if sheet is not None:
            there = _before(folders.submission(sheet.participant, sheet.quiz))
            try:
                if there is None or there.handed_in < sheet.handed_in:
                    _place(sheet, folders)
            except OSError:
                continue  # it stays for the next time
        shutil.rmtree(folder, ignore_errors=True)


def _content(sheet: AnswerSheet) -> bytes:
    data = {name: value for name, value in sheet.model_dump().items() if value is not None}
    data |= {name: moment.isoformat() for name, moment in data.items() if isinstance(moment, datetime)}
    # half characters, which JSON can hold and UTF-8 cannot, become question marks
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", errors="replace")


def _entry(name: str, said: str, file: Path | None, quiz: str | None = None, participant: str | None = None) -> Entry:
    # names and fields are the participant's own, and may hold anything; a terminal obeys control characters
    name, said = printable(name), printable(said)
    return Entry(name, f"{name}: {said.rstrip('.')}.", quiz, participant, file)
