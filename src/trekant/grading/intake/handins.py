"""The hand-ins of a participant to a quiz, as they lie in ``submitted/``: the one that counts, and those replaced.

What is known of one lies in its own folder: the answers and when they arrived in ``svar.json``, and the same time in
``timestamp.txt`` for nbgrader. So a folder can be put back into its place, and is what it was.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from trekant.course.contact.clock import danish_moment, distance
from trekant.course.quizzes.answers import AnswerFileError, AnswerSheet, KeptSheet, read_kept
from trekant.grading.folders import ANSWERS, REPLACED, Folders
from trekant.grading.intake.submission import read_regular


@dataclass(frozen=True)
class HandIn:
    """A hand-in. ``counts`` is the one that is graded; ``sheet`` is None when its answers cannot be read.

    ``arrived`` has a time zone. It is ``estimated`` for what was taken in before arrivals were kept: then it is when
    the file was written here.
    """

    participant: str
    quiz: str
    folder: Path
    counts: bool
    sheet: KeptSheet | None
    arrived: datetime
    estimated: bool


def hand_ins(folders: Folders, participant: str, quiz: str) -> tuple[HandIn, ...]:
    """The hand-ins of a participant to a quiz, in order of arrival; the first is the first attempt.

    Those of before arrivals were kept come before all others, among themselves by their own times: by these, until
    then, it was decided which of them counted.
    """
    current = folders.submission(participant, quiz)
    places = [(current, True)] if _is_folder(current) and not current.parent.is_symlink() else []
    places += [
        (folder, False)
        for folder in _folders(folders.submitted / REPLACED / participant)
        if folder.name.rpartition(".")[0] == quiz
    ]
    return tuple(sorted((_hand_in(participant, quiz, *place) for place in places), key=_order))


def all_hand_ins(folders: Folders, quiz: str) -> Iterator[tuple[HandIn, ...]]:
    """The hand-ins to a quiz, participant by participant, by code; see :func:`hand_ins`."""
    codes = {folder.name for folder in _folders(folders.submitted) if not folder.name.startswith(".")}
    codes |= {folder.name for folder in _folders(folders.submitted / REPLACED)}
    for code in sorted(codes):
        found = hand_ins(folders, code, quiz)
        if found:
            yield found


def _order(one: HandIn) -> tuple[bool, datetime]:
    return not one.estimated, one.sheet.stamp if one.sheet else one.arrived


def _hand_in(participant: str, quiz: str, folder: Path, counts: bool) -> HandIn:
    sheet = kept_in(folder)
    if sheet is not None and sheet.arrived is not None:
        return HandIn(participant, quiz, folder, counts, sheet, sheet.arrived, False)
    return HandIn(participant, quiz, folder, counts, sheet, written_at(folder), True)


def arrival(folder: Path) -> datetime:
    """When what lies in a folder of ``submitted/`` or ``autograded/`` arrived; estimated where it does not say."""
    sheet = kept_in(folder)
    return sheet.arrived if sheet and sheet.arrived else written_at(folder)


def kept_in(folder: Path) -> KeptSheet | None:
    """The answers in a folder; None when there are none, or none that can be read."""
    try:
        return read_kept(read_regular(folder / ANSWERS))
    except AnswerFileError:
        return None


def written_at(folder: Path) -> datetime:
    """When the answers in a folder were written, or the folder itself where there are none; no later than now."""
    now = datetime.now(UTC)
    for path in (folder / ANSWERS, folder):
        try:
            return min(datetime.fromtimestamp(path.lstat().st_mtime, UTC), now)
        except (OSError, ValueError, OverflowError):
            continue
    return now


def sheet_fingerprint(sheet: AnswerSheet) -> str:
    """What is the same for a file and for what was kept of it, whoever it was taken in for, and for no other file."""
    said: dict[str, Any] = sheet.model_dump(include={"quiz", "revision", "answers"})
    said |= {"code": sheet.drawn_by, "handed_in": sheet.handed_in.astimezone(UTC).isoformat()}
    # half characters have become question marks in what is kept
    content = json.dumps(said, ensure_ascii=False, sort_keys=True).encode("utf-8", errors="replace")
    return hashlib.sha256(content).hexdigest()


Origin = tuple[str, str, int, datetime]
"""Which file something came from: the code that stands in it, quiz, revision, and its own time."""


def origin(sheet: AnswerSheet) -> Origin:
    """What a file and what was kept of it have in common, also when it was taken in as another's."""
    return sheet.drawn_by, sheet.quiz, sheet.revision, sheet.handed_in


def taken_as_another(folders: Folders, quizzes: Iterable[str]) -> dict[Origin, str]:
    """Whom files were taken in for that bear another code."""
    found = {}
    for quiz in quizzes:
        for ones in all_hand_ins(folders, quiz):
            for one in ones:
                if one.sheet and one.sheet.drawn_for:
                    found[origin(one.sheet)] = one.participant
    return found


def came(arrived: datetime, sheet: AnswerSheet | None, *, estimated: bool = False) -> str:
    """When a hand-in came, and what time its file says: the end of a Danish sentence that begins with »den«."""
    said = f"kom {'omkring ' if estimated else ''}den {danish_moment(arrived)}"
    if sheet is None:
        return f"{said} og ikke kan læses"
    return f"{said} (filen siger den {danish_moment(sheet.handed_in)}, {distance(sheet.handed_in, arrived)})"


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _folders(place: Path) -> list[Path]:
    if not _is_folder(place):
        return []
    with os.scandir(place) as entries:
        return sorted(Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False))
