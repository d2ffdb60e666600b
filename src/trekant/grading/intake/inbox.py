"""Finding answer files among what a trainer has got: files, folders and zips. Nothing is unpacked to disk."""

from __future__ import annotations

import os
import re
import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from trekant.course.outside import OutsideError, opened
from trekant.course.quizzes.answers import MAX_BYTES
from trekant.grading.intake import zips
from trekant.grading.intake.zips import EntryError, opened_zip, unpacked

MAX_ENTRIES = 50_000
"""The most files that are read from one zip."""

_NO_LINK = "et link bliver ikke fulgt"
_NOT_ANSWERS = "kun .json, .zip og svar….txt bliver læst"

_SENT = re.compile(r"svar.*\.txt", re.IGNORECASE)
"""What »Send min svarfil« calls a file, and what answers are saved as that were copied from a mail."""

_ENDING = re.compile(r"\.json\.?(txt|download|crdownload|part|tmp|htm|html|\d+)$", re.IGNORECASE)
"""What mail programs and browsers put behind the name of an answer file."""

_UNFINISHED = ("download", "crdownload", "part", "tmp")


Identity = tuple[int, int, int]
"""What another file under the same name has not, nor the same one with other content: number, size and time."""


def identity_of(file: Path) -> Identity | None:
    """The identity of what lies under a name now; None when nothing does."""
    try:
        info = file.lstat()
    except OSError:
        return None
    return info.st_ino, info.st_size, info.st_mtime_ns


@dataclass(frozen=True)
class InboxFile:
    """A file that may hold answers: its content, or why there is none.

    ``refused`` tells what looked like an answer file from what was never going to be one. ``file`` is what lies in
    the folder: the file itself, or the zip that it is in; and ``identity`` is that of what was opened there.
    """

    name: str
    content: bytes = b""
    problem: str | None = None
    refused: bool = True
    file: Path | None = None
    identity: Identity | None = None


def may_hold_answers(name: str) -> bool:
    """Whether a file of this name, which is no path, is read as answers."""
    return name.lower().endswith(".json") or _SENT.fullmatch(name) is not None


def inbox_files(paths: Sequence[Path], leave_out: Path | None = None) -> Iterator[InboxFile]:
    """Every file in the paths that may hold answers, in a fixed order, and a word on every other file.

    The folder ``leave_out`` is not looked into.
    """
    for path in paths:
        if path.is_symlink():
            yield InboxFile(str(path), problem=_NO_LINK)
        elif path.is_dir():
            yield from _folder(path, leave_out)
        else:
            yield from _in(path, _file(path, asked_for=True))


def _folder(top: Path, leave_out: Path | None) -> Iterator[InboxFile]:
    for folder, folders, files in os.walk(top, followlinks=False):
        folders[:] = sorted(name for name in folders if Path(folder, name) != leave_out)
        for name in folders:
            if Path(folder, name).is_symlink():
                yield InboxFile(str(Path(folder, name)), problem=_NO_LINK)
        for name in sorted(files):
            if not name.startswith("."):  # what the operating system leaves behind
                yield from _in(Path(folder, name), _file(Path(folder, name)))


def _in(path: Path, found: Iterator[InboxFile]) -> Iterator[InboxFile]:
    before = identity_of(path)  # before it is opened: what is saved meanwhile must look new
    return (replace(one, file=path, identity=before) for one in found)


def _file(path: Path, *, asked_for: bool = False) -> Iterator[InboxFile]:
    kind = path.suffix.lower()
    if kind == ".zip":
        yield from _zip(path)
    elif may_hold_answers(path.name):
        try:
            with opened(path, MAX_BYTES) as file:
                yield InboxFile(str(path), file.read(MAX_BYTES + 1))
        except OutsideError as error:
            yield InboxFile(str(path), problem=str(error))
    elif asked_for and not path.exists():
        yield InboxFile(str(path), problem="filen mangler")
    else:
        yield _other(str(path), refused=asked_for)


def _other(name: str, *, refused: bool = False) -> InboxFile:
    """A file that is not read, and what it is where one can tell."""
    ending = _ENDING.search(name)
    if ending is None:
        return InboxFile(name, problem=_NOT_ANSWERS, refused=refused)
    if ending[1].lower() in _UNFINISHED:
        said = "den er ikke hentet færdig, eller browseren har givet den et andet navn"
    else:
        said = "det er nok en svarfil, der har fået en endelse for meget"
    return InboxFile(name, problem=f"{said}; omdøb den, så navnet ender på .json, og prøv igen")


def _zip(path: Path) -> Iterator[InboxFile]:
    try:
        with opened_zip(path) as archive:
            yield from _entries(path, archive)
    except OutsideError as error:
        yield InboxFile(str(path), problem=str(error))


def _entries(path: Path, archive: zipfile.ZipFile) -> Iterator[InboxFile]:
    left = zips.MAX_ZIP
    for number, entry in enumerate(archive.infolist()):
        name = f"{path}/{entry.filename}"
        base = PurePosixPath(entry.filename).name
        # not is_dir(), which in Python 3.11 cannot stand a file without a name
        if entry.filename.endswith("/") or base.startswith(".") or entry.filename.startswith("__MACOSX/"):
            continue
        if number >= MAX_ENTRIES or left <= 0:
            yield InboxFile(name, problem="zip-filen har for meget i sig; resten af den er ikke læst")
            return
        found = _entry(name, archive, entry)
        left -= max(len(found.content), entry.compress_size)
        yield found


def _entry(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> InboxFile:
    path = PurePosixPath(entry.filename)
    if stat.S_ISLNK(entry.external_attr >> 16):
        return InboxFile(name, problem=_NO_LINK)
    if path.suffix.lower() == ".zip":
        return InboxFile(name, problem="en zip i en zip bliver ikke læst; pak den ud først")
    if not may_hold_answers(path.name):
        return _other(name)
    try:
        return InboxFile(name, unpacked(archive, entry, MAX_BYTES))
    except EntryError as error:
        return InboxFile(name, problem=str(error))
