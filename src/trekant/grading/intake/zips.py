"""Zips from outside: opened guarded, and unpacked in memory no further than agreed, whatever they say of themselves."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from trekant.course.outside import OutsideError, opened

MAX_ZIP = 200 * 1024 * 1024
"""The largest zip that is opened, and the most that is unpacked from one, in bytes."""

MAX_LIST = 16 * 1024 * 1024
"""The longest list of files in a zip that is read, in bytes: fifty thousand names of 300 characters."""

_END, _END_LENGTH = b"PK\x05\x06", 22
_LARGE_END, _LARGE_END_LENGTH = b"PK\x06\x07", 20
_TAIL = _LARGE_END_LENGTH + _END_LENGTH + 65_536
"""How near the end of the file a zip's last record begins, in bytes: there may be a comment after it."""

_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How what is in a zip may be packed. Of the others, zipfile unpacks all there is, whatever length is asked for."""


class EntryError(ValueError):
    """Something in a zip that is not unpacked. The message is a Danish sentence without full stop."""


@contextmanager
def opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip.

    Raises:
        OutsideError: it is no regular file, or is too large, or no zip.
    """
    with opened(path, MAX_ZIP) as file, zip_in(file) as archive:
        yield archive


@contextmanager
def zip_in(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Open a zip that lies in an open file.

    Raises:
        OutsideError: it is no zip, or has too many files in it.
    """
    try:
        if _length_of_list(file) > MAX_LIST:
            raise OutsideError("zip-filen har for mange filer i sig; del den op i flere")
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        if isinstance(error, OutsideError):
            raise
        raise OutsideError("det er ikke en zip-fil, der kan læses") from None
    with archive:
        yield archive


def is_zip(content: bytes) -> bool:
    """Whether it begins as a zip does; a document of Word or Excel is one too."""
    return content.startswith(b"PK\x03\x04") and zipfile.is_zipfile(io.BytesIO(content))


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """The content of a file in a zip, at most ``limit`` bytes: what the zip says of its sizes may be a lie.

    Raises:
        EntryError: it cannot be unpacked, or says that it is larger.
    """
    if entry.flag_bits & 1:
        raise EntryError("zip-filen er låst med en adgangskode; pak den ud først")
    if entry.compress_type not in _PACKINGS:
        raise EntryError("zip-filen er pakket på en måde, der ikke bliver læst; pak den ud først")
    if entry.file_size > limit:
        raise EntryError(f"filen er for stor; grænsen er {limit // 1024} KB")
    try:
        with archive.open(entry) as file:
            content = file.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
        raise EntryError("filen er i stykker i zip-filen") from None
    if len(content) > limit:
        raise EntryError(f"filen er for stor; grænsen er {limit // 1024} KB")
    return content


def _length_of_list(file: BinaryIO) -> int:
    """How long a zip says that its list of files is, in bytes; zipfile reads it whole before it can be asked anything.

    Of a zip of the large kind (zip64) it is too long: no zip below ``MAX_ZIP`` has to be one.
    """
    file.seek(max(0, file.seek(0, io.SEEK_END) - _TAIL))
    tail = file.read(_TAIL)
    end = len(tail) - _END_LENGTH  # zipfile looks for it in these two places, in this order
    if not (tail[end:].startswith(_END) and tail.endswith(b"\0\0")):
        end = tail.rfind(_END)
    if end < 0:
        return 0  # no zip, as zipfile will find
    large = tail[max(0, end - _LARGE_END_LENGTH) : end].startswith(_LARGE_END)
    return MAX_LIST + 1 if large else int.from_bytes(tail[end + 12 : end + 16], "little")
