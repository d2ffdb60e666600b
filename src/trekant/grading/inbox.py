"""Finding answer files among what a trainer has got: files, folders and zips. Nothing is unpacked to disk."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from trekant.course.answers import MAX_BYTES, AnswerFileError
from trekant.grading.submission import read_regular

MAX_ZIP = 200 * 1024 * 1024
"""The largest zip that is opened, and the most that is unpacked from one, in bytes."""
MAX_ENTRIES = 50_000
"""The most files that are read from one zip."""

MAX_LIST = 16 * 1024 * 1024
"""The longest list of files in a zip that is read, in bytes: fifty thousand names of 300 characters."""

_END, _END_LENGTH = b"PK\x05\x06", 22
_LARGE_END, _LARGE_END_LENGTH = b"PK\x06\x07", 20
_TAIL = _LARGE_END_LENGTH + _END_LENGTH + 65_536
"""How near the end of the file a zip's last record begins, in bytes: there may be a comment after it."""

_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How what is in a zip may be packed. Of the others, zipfile unpacks all there is, whatever length is asked for."""

_NO_LINK = "et link bliver ikke fulgt"
_NOT_ANSWERS = "kun .json og .zip bliver læst"


@dataclass(frozen=True)
class Found:
    """A file that may hold answers: its content, or why there is none.

    ``refused`` tells what looked like an answer file from what was never going to be one. ``file`` is what lies in
    the folder: the file itself, or the zip that it is in.
    """

    name: str
    content: bytes = b""
    problem: str | None = None
    refused: bool = True
    file: Path | None = None


def find(paths: Sequence[Path], leave_out: Path | None = None) -> Iterator[Found]:
    """Every file in the paths that may hold answers, in a fixed order, and a word on every other file.

    The folder ``leave_out`` is not looked into.
    """
    for path in paths:
        if path.is_symlink():
            yield Found(str(path), problem=_NO_LINK)
        elif path.is_dir():
            yield from _folder(path, leave_out)
        else:
            yield from _in(path, _file(path, asked_for=True))


def _folder(top: Path, leave_out: Path | None) -> Iterator[Found]:
    for folder, folders, files in os.walk(top, followlinks=False):
        folders[:] = sorted(name for name in folders if Path(folder, name) != leave_out)
        for name in folders:
            if Path(folder, name).is_symlink():
                yield Found(str(Path(folder, name)), problem=_NO_LINK)
        for name in sorted(files):
            if not name.startswith("."):  # what the operating system leaves behind
                yield from _in(Path(folder, name), _file(Path(folder, name)))


def _in(path: Path, found: Iterator[Found]) -> Iterator[Found]:
    return (replace(one, file=path) for one in found)


def _file(path: Path, *, asked_for: bool = False) -> Iterator[Found]:
    kind = path.suffix.lower()
    if kind == ".zip":
        yield from _zip(path)
    elif kind == ".json":
        try:
            yield Found(str(path), read_regular(path))
        except AnswerFileError as error:
            yield Found(str(path), problem=str(error))
    else:
        missing = asked_for and not path.exists()
        yield Found(str(path), problem="filen mangler" if missing else _NOT_ANSWERS, refused=asked_for)


def _zip(path: Path) -> Iterator[Found]:
    try:
        if path.is_symlink():
            raise AnswerFileError(_NO_LINK)
        if path.stat().st_size > MAX_ZIP:
            raise AnswerFileError(f"zip-filen er for stor; højst {MAX_ZIP // 1024 // 1024} MB")
        if _length_of_list(path) > MAX_LIST:
            raise AnswerFileError("zip-filen har for mange filer i sig; del den op i flere")
        with zipfile.ZipFile(path) as archive:
            yield from _entries(path, archive)
    except FileNotFoundError:
        yield Found(str(path), problem="filen mangler")
    except AnswerFileError as error:
        yield Found(str(path), problem=str(error))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        yield Found(str(path), problem="det er ikke en zip-fil, der kan læses")


def _length_of_list(path: Path) -> int:
    """How long a zip says that its list of files is, in bytes; zipfile reads it whole before it can be asked anything.

    Of a zip of the large kind (zip64) it is too long: no zip below ``MAX_ZIP`` has to be one.
    """
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        tail = file.read()
    end = len(tail) - _END_LENGTH  # zipfile looks for it in these two places, in this order
    if not (tail[end:].startswith(_END) and tail.endswith(b"\0\0")):
        end = tail.rfind(_END)
    if end < 0:
        return 0  # no zip, as zipfile will find
    large = tail[max(0, end - _LARGE_END_LENGTH) : end].startswith(_LARGE_END)
    return MAX_LIST + 1 if large else int.from_bytes(tail[end + 12 : end + 16], "little")


def _entries(path: Path, archive: zipfile.ZipFile) -> Iterator[Found]:
    left = MAX_ZIP
    for number, entry in enumerate(archive.infolist()):
        name = f"{path}/{entry.filename}"
        base = PurePosixPath(entry.filename).name
        # not is_dir(), which in Python 3.11 cannot stand a file without a name
        if entry.filename.endswith("/") or base.startswith(".") or entry.filename.startswith("__MACOSX/"):
            continue
        if number >= MAX_ENTRIES or left <= 0:
            yield Found(name, problem="zip-filen har for meget i sig; resten af den er ikke læst")
            return
        found = _entry(name, archive, entry)
        left -= max(len(found.content), entry.compress_size)
        yield found


def _entry(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Found:
    kind = PurePosixPath(entry.filename).suffix.lower()
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Found(name, problem=_NO_LINK)
    if kind == ".zip":
        return Found(name, problem="en zip i en zip bliver ikke læst; pak den ud først")
    if kind != ".json":
        return Found(name, problem=_NOT_ANSWERS, refused=False)
    if entry.flag_bits & 1:
        return Found(name, problem="zip-filen er låst med en adgangskode; pak den ud først")
    if entry.compress_type not in _PACKINGS:
        return Found(name, problem="zip-filen er pakket på en måde, der ikke bliver læst; pak den ud først")
    too_large = f"filen er for stor; grænsen er {MAX_BYTES // 1024} KB"
    if entry.file_size > MAX_BYTES:
        return Found(name, problem=too_large)
    try:
        with archive.open(entry) as file:
            content = file.read(MAX_BYTES + 1)  # what the zip says of its sizes may be a lie
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
        return Found(name, problem="filen er i stykker i zip-filen")
    return Found(name, problem=too_large) if len(content) > MAX_BYTES else Found(name, content)
