"""Everywhere in the course folder that something of a participant's may lie. Who adds a place adds it here."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trekant.course.answers import AnswerFileError, AnswerSheet, read_sheet
from trekant.course.facts import CourseSettings
from trekant.course.participant import Participant
from trekant.course.store import read_data
from trekant.grading.courses import GradingError
from trekant.grading.folders import ANSWERS, INCOMING, REPLACED, Folders
from trekant.grading.foreign import SET_ASIDE
from trekant.grading.submission import read_regular

BY_PERSON = {
    "submitted": "afleverede svar",
    f"submitted/{REPLACED}": "tidligere afleverede svar",
    f"submitted/{SET_ASIDE}": "filer, der blev lagt til side",
    "autograded": "rettede svar",
    "feedback": "feedback",
}
"""Folders of ``quizzes/`` that have a folder for each participant, and what lies there."""

WITH_KEY = frozenset({"autograded"})
"""Of these the ones that also hold the key, for the trainer's eyes."""

EXPORT = "udtræk"
"""What a copy of all that is held is called."""

_CONTENT = {".git", ".venv", "_build", "node_modules", "src", "tests", "book", "assets", "locale", "notebooks"}
_KNOWN = {"banks", "source", "release", "submitted", "autograded", "feedback", "certificates"}
_READABLE = {".csv", ".tsv", ".json", ".html", ".pdf", ".log", ".zip", ".xlsx"}
_LARGEST = 100 * 1024 * 1024


@dataclass(frozen=True)
class Place:
    """A file or folder of a participant's, and in Danish what it is."""

    what: str
    path: Path


def safe_code(code: str) -> str:
    """A code that can be part of a path.

    Raises:
        GradingError: it would lead somewhere else.
    """
    if not code or code.startswith(".") or set(code) & set('/\\:*?"<>|\0') or not code.isprintable():
        raise GradingError(f"»{code}« er ikke en deltagerkode; se efter på listen med »trekant participants list«.")
    return code


def places(folders: Folders, code: str, loose: list[tuple[Path, AnswerSheet]]) -> list[Place]:
    """What lies in the course folder of a participant; ``loose`` are the course's loose answer files."""
    safe_code(code)
    found = [Place(what, folders.quizzes / step / code) for step, what in BY_PERSON.items()]
    # a participant's whole folder that turned out to be a link was set aside under a name of its own
    found += [
        Place(BY_PERSON[f"submitted/{SET_ASIDE}"], path)
        for path in _children(folders.submitted / SET_ASIDE)
        if re.fullmatch(re.escape(code) + r"\.[0-9a-f]{8}", path.name)
    ]
    for path in _children(folders.submitted / INCOMING):
        sheet = _sheet(path / ANSWERS)
        if sheet and sheet.participant == code:
            found.append(Place("svar, der var ved at blive taget ind", path))
    for quiz in _children(folders.certificates):
        found += [Place("kursusbevis", quiz / f"{code}{end}") for end in (".pdf", ".new")]
    found += [Place("svarfil", path) for path, sheet in loose if sheet.participant == code]
    # the course's own folder and the quizzes' are where one stands when one asks for an export
    found += [Place(EXPORT, folder / export_name(code)) for folder in (folders.quizzes.parent, folders.quizzes)]
    return [place for place in found if os.path.lexists(place.path)]


def export_name(code: str) -> str:
    """The file that ``trekant participants export`` writes."""
    return f"deltager-{code}.zip"


def loose_answers(root: Path) -> list[tuple[Path, AnswerSheet]]:
    """The answer files that lie anywhere in the course folder, as they were handed in."""
    files = (path for path in _loose(root) if path.suffix.lower() == ".json")
    return [(path, sheet) for path in files if (sheet := _sheet(path)) is not None]


def mentions(root: Path, one: Participant, gone: list[Place]) -> list[Path]:
    """Files of others' too, lists and copies, in which the participant's code or name stands.

    They cannot be removed without taking what is somebody else's; ``gone`` are those that are.
    """
    own = {place.path for place in gone}
    texts = {text.encode(coding) for text in (one.code, one.name) for coding in _CODINGS if _fits(text, coding)}
    words = b"|".join(map(re.escape, sorted(texts)))
    of_one = rb"[a-z0-9-]+-" + re.escape(one.code.encode()) + rb"\.(?:json|html|pdf)"  # how files are named
    pattern = re.compile(rb"(?<![\w-])(" + words + rb"|" + of_one + rb")(?![\w-])", re.IGNORECASE)
    return [path for path in _loose(root) if path not in own and _readable(path) and _holds(path, pattern)]


_CODINGS = ("utf-8", "cp1252")


def _fits(text: str, coding: str) -> bool:
    """Whether there is any text, and the coding has all of it."""
    try:
        return bool(text.encode(coding))
    except UnicodeEncodeError:
        return False


def _readable(path: Path) -> bool:
    if re.search(r"\.(db|sqlite3?)(\b|$)", path.name):  # a copy of the gradebook; nbgrader makes some by itself
        return not re.fullmatch(r"gradebook\.db(-wal|-shm|-journal)?", path.name)
    return path.suffix.lower() in _READABLE


def _holds(path: Path, pattern: re.Pattern[bytes]) -> bool:
    try:
        if path.stat().st_size > _LARGEST:
            return False
        if not zipfile.is_zipfile(path):
            return bool(pattern.search(path.name.encode(errors="replace") + b"\n" + path.read_bytes()))
        with zipfile.ZipFile(path) as archive:  # also what Excel writes
            entries = [entry for entry in archive.infolist() if entry.file_size <= _LARGEST]
            return any(pattern.search(entry.filename.encode() + b"\n" + archive.read(entry)) for entry in entries)
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError):
        return False


def _loose(root: Path) -> Iterator[Path]:
    """The files of a course that are neither its own nor in a place that has an order; with those in its inbox."""
    inbox = root / read_data(root, "assets/course.yaml", CourseSettings).inbox
    for top in (root,) if inbox.is_relative_to(root) else (root, inbox):
        for folder, below, names in os.walk(top, followlinks=False):
            here = Path(folder)
            skipped = _CONTENT if here == root else _KNOWN if here == root / "quizzes" else {".ipynb_checkpoints"}
            below[:] = sorted(set(below) - skipped)
            yield from (here / name for name in sorted(names) if not (here / name).is_symlink())


def _sheet(path: Path) -> AnswerSheet | None:
    try:
        return read_sheet(read_regular(path))
    except AnswerFileError:
        return None


def _children(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def remove(path: Path) -> None:
    """Remove a file, a folder with all in it, or a link but not what it leads to.

    Raises:
        GradingError: it cannot be removed.
    """
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise GradingError(
            f"{path} kan ikke slettes ({error.strerror or error}). Luk den, hvis den er åben, og kør kommandoen igen: "
            "den fortsætter, hvor den slap."
        ) from None
