"""Removing what has been kept for as long as the course's configuration says."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.api import Assignment, Comment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.utils import parse_utc
from sqlalchemy import ColumnElement, insert, select, update

from trekant.course.people.retention import Limits, Retention
from trekant.course.quizzes.answers import AnswerSheet
from trekant.grading.batch.lock import folder_lock
from trekant.grading.folders import ANSWERS, REPLACED, TIMESTAMP, Folders
from trekant.grading.gradebook import roster, submitted_notebook
from trekant.grading.intake.foreign import SET_ASIDE
from trekant.grading.intake.handins import arrival
from trekant.grading.marks.arrivals import ARRIVED, with_arrival
from trekant.grading.nbgrader_tables import FAILED
from trekant.grading.own_tables import EXTRA, as_kept, now
from trekant.grading.people.elsewhere import KeptElsewhere
from trekant.grading.people.forget import delete_rows, note, overwrite_deleted, scrub
from trekant.grading.people.heard import last_in_gradebook
from trekant.grading.people.locations import loose_answers, places, remove, safe_code

STEPS = ("submitted", "autograded", "feedback")
BEGINNING = datetime(1971, 1, 1)
"""A stamp before this is none: it marks a folder that is not finished."""

Key = tuple[str, str]
"""A participant's code and a quiz."""


@dataclass(frozen=True)
class Expired:
    """What is older than it may be.

    ``answers`` lose folders and comments and keep their points, and ``ungraded`` are those of them that nobody has
    graded yet. ``files`` are older answers, files set aside, and answer files that lie about. ``participants`` go
    altogether. ``undated`` are participants of whom nobody knows since when: for them the time is counted from now.
    ``elsewhere`` is how many rows another room keeps that are too old by ``limits``, by what they are in Danish.
    """

    answers: tuple[Key, ...]
    ungraded: tuple[Key, ...]
    files: tuple[Path, ...]
    participants: tuple[str, ...]
    undated: tuple[str, ...]
    limits: Limits
    elsewhere: Mapping[str, int] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to remove."""
        return not (self.answers or self.files or self.participants or any(self.elsewhere.values()))


def find_expired(
    root: Path,
    gradebook: Gradebook,
    retention: Retention,
    at: datetime | None = None,
    elsewhere: KeptElsewhere | None = None,
) -> Expired:
    """What is to be removed by the periods; ``at`` is the moment to reckon from, in UTC without a time zone."""
    limits = retention.limits(at or now())
    folders = Folders.of(root)
    loose = loose_answers(root)
    in_gradebook, graded = _in_gradebook(gradebook)
    times = _in_folders(folders, ("submitted",))
    for key, arrived in in_gradebook.items():
        times.setdefault(key, arrived)
    for key, arrived in _in_folders(folders, ("autograded", "feedback")).items():
        times.setdefault(key, arrived)
    gone, undated = _participants(gradebook, times, loose, limits.participants, elsewhere)
    answers: list[Key] = []
    files: list[Path] = []
    limit = limits.answers
    if limit is not None:
        has_comments = _with(gradebook, Comment, Comment.manual_comment.is_not(None))
        before = {key for key, stamp in times.items() if stamp < limit and key[0] not in gone}
        answers = sorted(key for key in before if key in has_comments or _has_folder(folders, key))
        files = [path for path, stamp in _old_files(folders) if stamp < limit]
        files += [path for path, sheet in loose if _touched(path) < limit and sheet.participant not in gone]
    ungraded = tuple(key for key in answers if key not in graded)
    old = elsewhere.count_old(gradebook.db.connection(), limits) if elsewhere else {}
    return Expired(tuple(answers), ungraded, tuple(files), tuple(sorted(gone)), tuple(undated), limits, old)


def _in_gradebook(gradebook: Gradebook) -> tuple[dict[Key, datetime], set[Key]]:
    """When each submission in the gradebook arrived, and which of them are graded to the end."""
    columns = (SubmittedAssignment.student_id, Assignment.name, ARRIVED)
    rows = gradebook.db.execute(with_arrival(select(*columns).join_from(SubmittedAssignment, Assignment))).all()
    times = {(code, quiz): stamp for code, quiz, stamp in rows if stamp is not None}
    waiting = _with(gradebook, Grade, Grade.needs_manual_grade)
    return times, {(code, quiz) for code, quiz, _ in rows} - waiting


def _with(gradebook: Gradebook, row: type[Grade | Comment], such: ColumnElement[bool]) -> set[Key]:
    """The submissions that have at least one such grade or comment."""
    rows = gradebook.db.execute(
        select(SubmittedAssignment.student_id, Assignment.name)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(row, row.notebook_id == SubmittedNotebook.id)
        .where(such)
        .distinct()
    )
    return {(code, quiz) for code, quiz in rows}


def _in_folders(folders: Folders, steps: tuple[str, ...]) -> dict[Key, datetime]:
    """When what lies in each folder arrived, by the first of the steps that has it."""
    times: dict[Key, datetime] = {}
    for step in steps:
        for student in _visible(folders.quizzes / step):
            for quiz in _visible(student):
                times.setdefault((student.name, quiz.name), _arrived(quiz))
    return times


def _visible(folder: Path) -> Iterator[Path]:
    if folder.is_dir() and not folder.is_symlink():
        yield from (path for path in folder.iterdir() if not path.name.startswith(".") and path.is_dir())


def _arrived(folder: Path) -> datetime:
    """When a folder's answers arrived; a page of feedback lies beside the time alone. Never later than now."""
    if (folder / ANSWERS).exists():
        return min(as_kept(arrival(folder)), now())
    with contextlib.suppress(OSError, ValueError, OverflowError):
        stamp: datetime = parse_utc((folder / TIMESTAMP).read_text(encoding="ascii").strip())
        if stamp > BEGINNING:
            return min(stamp, now())
    return _touched(folder)


def _touched(path: Path) -> datetime:
    """When a file came to where it lies, as well as can be told; the times in it are the participant's own."""
    info = path.lstat()
    # a file keeps its own time when it is moved; on most systems the other one says when that was
    last = max(info.st_mtime, info.st_ctime)
    try:
        return min(datetime.fromtimestamp(last, UTC).replace(tzinfo=None), now())
    except (OSError, ValueError, OverflowError):
        return now()


def _old_files(folders: Folders) -> Iterator[tuple[Path, datetime]]:
    """Answers that newer ones took the place of, and what was set aside, with their times."""
    for student in _visible(folders.submitted / REPLACED):
        yield from ((folder, _arrived(folder)) for folder in _visible(student))
    for here, below, names in os.walk(folders.submitted / SET_ASIDE):
        links = [name for name in below if Path(here, name).is_symlink()]
        yield from ((path, _touched(path)) for path in (Path(here, name) for name in [*names, *links]))


def _participants(
    gradebook: Gradebook,
    times: dict[Key, datetime],
    loose: list[tuple[Path, AnswerSheet]],
    limit: datetime | None,
    elsewhere: KeptElsewhere | None,
) -> tuple[set[str], list[str]]:
    """The codes that nothing has been heard of since the limit, and those of whom there is no time at all."""
    if limit is None:
        return set(), []
    last: dict[str, datetime] = {}

    def heard(code: str, stamp: datetime) -> None:
        last[code] = max(last.get(code, stamp), stamp)

    for (code, _), stamp in times.items():
        heard(code, stamp)
    for path, sheet in loose:
        heard(sheet.participant, _touched(path))
    on_roster = roster(gradebook)
    for code, moment in last_in_gradebook(gradebook.db.connection()).items():
        heard(code, moment)
    if elsewhere is not None:
        for code, arrived in elsewhere.heard_of(gradebook.db.connection()).items():
            heard(code, arrived)
        for code, since in elsewhere.known_since(gradebook.db.connection()).items():
            last.setdefault(code, since)
    return {code for code, stamp in last.items() if stamp < limit}, sorted(on_roster - last.keys())


def _has_folder(folders: Folders, key: Key) -> bool:
    return any((folders.quizzes / step / key[0] / key[1]).exists() for step in STEPS)


def remove_expired(root: Path, gradebook: Gradebook, expired: Expired, elsewhere: KeptElsewhere | None = None) -> None:
    """Remove it. Files go first, so a run that is cut short is finished by the next.

    Raises:
        GradingError: something cannot be removed, somebody is grading, or another program has the gradebook open.
    """
    with folder_lock(Folders.of(root)):  # a grading under way would write it all again
        _remove(root, gradebook, expired, elsewhere)


def _remove(root: Path, gradebook: Gradebook, expired: Expired, elsewhere: KeptElsewhere | None) -> None:
    folders = Folders.of(root)
    for path in expired.files:
        remove(path)
    for code, quiz in expired.answers:
        for step in STEPS:
            remove(folders.quizzes / step / safe_code(code) / quiz)
    loose = loose_answers(root) if expired.participants else []
    for code in expired.participants:
        for place in places(folders, code, loose):
            remove(place.path)
    _drop_empty(folders)
    _forget_comments(gradebook, expired.answers)
    _count_from_now(gradebook, expired.undated)
    if elsewhere is not None:
        overwrite_deleted(gradebook)
        elsewhere.remove_old(gradebook.db.connection(), expired.limits)
        gradebook.db.commit()
    delete_rows(gradebook, list(expired.participants), elsewhere)
    if not expired.nothing:
        counts = f"{len(expired.answers)} besvarelser, {len(expired.files)} andre filer"
        note(root, f"expire: {counts}, {len(expired.participants)} deltagere")
        scrub(gradebook)


def _forget_comments(gradebook: Gradebook, answers: tuple[Key, ...]) -> None:
    overwrite_deleted(gradebook)
    for code, quiz in answers:
        mine = update(Comment).where(Comment.notebook_id.in_(submitted_notebook(quiz, code)))
        # that a submission could not be graded is no comment on what somebody wrote
        ours = mine.where(Comment.auto_comment.not_like(f"{FAILED}%")).values(auto_comment=None)
        for statement in (mine.values(manual_comment=None), ours):
            gradebook.db.execute(statement, execution_options={"synchronize_session": False})
    gradebook.db.commit()


def _count_from_now(gradebook: Gradebook, codes: tuple[str, ...]) -> None:
    if codes:
        rows = [{"code": code, "workplace": "", "cohort": "", "added": now(), "changed": now()} for code in codes]
        gradebook.db.execute(insert(EXTRA), rows)
        gradebook.db.commit()


def _drop_empty(folders: Folders) -> None:
    tops = [folders.quizzes / step for step in STEPS] + [folders.submitted / name for name in (REPLACED, SET_ASIDE)]
    for top in tops:
        for folder, _, _ in os.walk(top, topdown=False):
            if Path(folder) != top:
                with contextlib.suppress(OSError):  # there is something in it
                    Path(folder).rmdir()
