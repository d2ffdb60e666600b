"""Taking in answer files. The only way into ``quizzes/submitted``.

Of a file that is handed in nothing is kept but the checked answers, written anew by us.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from trekant.course.quizzes.answers import AnswerFileError, AnswerSheet, KeptSheet, check_sheet, read_sheet
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, CourseError
from trekant.course.tasks.interaction import Task
from trekant.course.writing.text import printable
from trekant.grading.courses import GradingError, graded_quiz
from trekant.grading.folders import Folders
from trekant.grading.gradebook import open_gradebook, roster
from trekant.grading.intake.handins import HandIn, Origin, came, hand_ins, origin, sheet_fingerprint, taken_as_another
from trekant.grading.intake.inbox import Identity, InboxFile, inbox_files
from trekant.grading.intake.placing import finish_what_was_begun, place_submission

AT_ONCE = 20
"""So many hand-ins of one participant to one quiz are taken in together; of more than that the last ones."""


@dataclass(frozen=True)
class CollectedFile:
    """What became of one file, as a Danish sentence.

    ``file`` is what it lay in, a zip or itself, ``identity`` that of what was read there, and ``why`` the sentence
    without the file's name.
    """

    name: str
    sentence: str
    quiz: str | None = None
    participant: str | None = None
    file: Path | None = None
    identity: Identity | None = None
    why: str = ""


@dataclass
class CollectReport:
    """What became of every file that was given.

    Among the accepted, ``replaced`` are those that took the place of another, and ``late`` those where the time had
    run out.
    """

    accepted: list[CollectedFile] = field(default_factory=list)
    replaced: list[CollectedFile] = field(default_factory=list)
    late: list[CollectedFile] = field(default_factory=list)
    skipped: list[CollectedFile] = field(default_factory=list)
    refused: list[CollectedFile] = field(default_factory=list)


@dataclass(frozen=True)
class _Read:
    found: InboxFile
    sheet: KeptSheet

    @property
    def key(self) -> tuple[str, str]:
        return self.sheet.quiz, self.sheet.participant

    def entry(self, said: str) -> CollectedFile:
        return _entry(self.found, said, *self.key)


def collect(
    course: Course,
    paths: Sequence[Path],
    leave_out: Path | None = None,
    *,
    as_code: str | None = None,
    at: datetime | None = None,
) -> CollectReport:
    """Take in every answer file in the paths: files, folders (with all below, save ``leave_out``) and zips.

    Of several from the same participant to the same quiz the one that arrived last counts; of those that arrive
    together, the one that was handed in last by their own times, of which none is believed to lie after the arrival.
    The others are kept too. ``at`` is the moment of collecting, which is now. With ``as_code`` the files are taken in
    as that participant's, with the draw of the code that stands in them. Never stops at a file that cannot be used.

    Raises:
        GradingError: with ``as_code``, the files are of several codes; nothing is taken in.
    """
    report = CollectReport()
    folders = Folders.of(course.root)
    finish_what_was_begun(folders)
    moment = at or datetime.now(UTC)
    usable = _usable(course, inbox_files(paths, leave_out), report, as_code)
    if as_code is not None:
        _refuse_several({read.sheet.drawn_by for read in usable})
    for read in _in_order(usable, moment, report):
        _take_in(read, folders, moment, report)
    return report


def _refuse_several(codes: set[str]) -> None:
    if len(codes) > 1:
        named = ", ".join(f"»{code}«" for code in sorted(codes))
        raise GradingError(f"Filerne har flere koder: {named}. Tag én deltagers filer ind ad gangen med --as.")


def _usable(
    course: Course, files: Iterable[InboxFile], report: CollectReport, as_code: str | None = None
) -> list[_Read]:
    """The files that can be taken in; the others go into the report."""
    check = _Checker(course)
    usable = []
    for found in files:
        if found.problem is not None:
            (report.refused if found.refused else report.skipped).append(_entry(found, found.problem))
            continue
        try:
            sheet = _owned(read_sheet(found.content), as_code)
            owner = check.owner(sheet) if as_code is None else None
            if owner is not None:
                said = f"den er taget ind før, som »{owner}«"
                report.skipped.append(_entry(found, said, sheet.quiz, owner))
                continue
            sheet = check(sheet)
        except (AnswerFileError, CourseError) as error:
            report.refused.append(_entry(found, str(error)))
        else:
            usable.append(_Read(found, sheet))
    return usable


def _owned(sheet: AnswerSheet, as_code: str | None) -> KeptSheet:
    """The sheet as it is kept: as somebody else's, with the draw of the code that stands in the file."""
    kept = KeptSheet.model_construct(**dict(sheet))
    if as_code is None or as_code == sheet.participant:
        return kept
    return kept.model_copy(update={"participant": as_code, "drawn_for": sheet.participant})


class _Checker:
    """Checks answer sheets against the course and the roster, which it looks up once."""

    def __init__(self, course: Course) -> None:
        self._course, self._folders = course, Folders.of(course.root)
        self._quizzes: dict[str, tuple[Quiz, dict[str, Task]]] = {}
        self._as_another: dict[str, dict[Origin, str]] = {}
        with open_gradebook(course.root) as gradebook:
            self._roster = roster(gradebook)

    def __call__(self, sheet: KeptSheet) -> KeptSheet:
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
        return check_sheet(sheet, *self._quizzes[sheet.quiz])

    def owner(self, sheet: KeptSheet) -> str | None:
        """Whom a trainer has taken this very file in for, where it is not the one whose code stands in it."""
        if sheet.quiz not in self._as_another:
            self._as_another[sheet.quiz] = taken_as_another(self._folders, [sheet.quiz])
        return self._as_another[sheet.quiz].get(origin(sheet))


def _in_order(files: Sequence[_Read], moment: datetime, report: CollectReport) -> list[_Read]:
    """The files in the order in which they are taken in, so that the one that counts comes last.

    By their own times, none of which lies after their arrival; of two at the same time the first in the paths counts.
    """
    by_key: dict[tuple[str, str], list[_Read]] = {}
    for read in files:
        by_key.setdefault(read.key, []).append(read)
    ordered: list[_Read] = []
    for ones in by_key.values():
        latest_first = sorted(ones, key=lambda read: min(read.sheet.handed_in, moment), reverse=True)
        ordered += reversed(latest_first[:AT_ONCE])
        for read in latest_first[AT_ONCE:]:
            said = f"deltageren har afleveret flere end {AT_ONCE} på én gang, og kun de nyeste er taget ind"
            report.skipped.append(read.entry(said))
    return ordered


def _take_in(read: _Read, folders: Folders, moment: datetime, report: CollectReport) -> None:
    known = hand_ins(folders, *reversed(read.key))
    mine = sheet_fingerprint(read.sheet)
    if any(one.sheet and sheet_fingerprint(one.sheet) == mine for one in known):
        report.skipped.append(read.entry("den er taget ind før"))
        return
    # two that arrive together, and one that arrives after a clock was set back, have an order all the same
    after = [one.arrived + timedelta(microseconds=1) for one in known if not one.estimated]
    sheet = read.sheet.model_copy(update={"arrived": max([moment, *after])})
    before = next((one for one in known if one.counts), None)
    try:
        place_submission(sheet, folders)
    except OSError:
        said = "den kunne ikke gemmes i submitted/; se efter, om der er plads på disken og lov til at skrive der"
        report.refused.append(read.entry(said))
        return
    entry = read.entry("taget ind" + _as_whom(sheet) + (_instead(sheet, before) if before else "") + _late(sheet))
    report.accepted.append(entry)
    if before is not None:
        report.replaced.append(entry)
    if sheet.minutes_over is not None:
        report.late.append(entry)


def _as_whom(sheet: KeptSheet) -> str:
    if sheet.drawn_for is None:
        return ""
    return f" som »{sheet.participant}«; spørgsmålene er dem, som koden »{sheet.drawn_for}« i filen fik"


def _instead(sheet: KeptSheet, before: HandIn) -> str:
    """That it took another's place, with the times of both: the arrivals, and what the files say."""
    old = came(before.arrived, before.sheet, estimated=before.estimated)
    return f" i stedet for en, der {old}; den nye {came(sheet.stamp, sheet)}"


def _late(sheet: KeptSheet) -> str:
    """What the trainer is told of a quiz with a time limit; whether it counts is for a person to say."""
    over = sheet.minutes_over
    if over is None:
        return ""
    return f"; tiden var gået, da der blev afleveret, med {f'{over} min.' if over else 'under et minut'}"


def _entry(found: InboxFile, said: str, quiz: str | None = None, participant: str | None = None) -> CollectedFile:
    # names and fields are the participant's own, and may hold anything; a terminal obeys control characters
    name, why = printable(found.name), f"{printable(said).rstrip('.')}."
    return CollectedFile(name, f"{name}: {why}", quiz, participant, found.file, found.identity, why)
