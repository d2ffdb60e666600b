"""Reading what comes from outside: the one guarded way to a file that a person passes in, or that others can write to.

Only regular files are read: a pipe would keep the reader waiting, a device has no end, and a link leads to somebody
else's file. The size is asked before anything is read, and no more is read than that.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


class OutsideError(ValueError):
    """A file that is not read. The message is a Danish sentence without file name and full stop."""


@contextmanager
def opened(path: Path, limit: int) -> Iterator[BinaryIO]:
    """Open a regular file of at most ``limit`` bytes; no link is followed.

    Raises:
        OutsideError: it is missing, is not a regular file, is too large or cannot be read.
    """
    if path.is_symlink():  # also where the system knows no O_NOFOLLOW
        raise OutsideError("filen er et link, og et link bliver ikke fulgt")
    flags = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
    try:
        descriptor = os.open(path, flags)
        try:
            _check(os.fstat(descriptor), limit)
        except OutsideError:
            os.close(descriptor)
            raise
        with os.fdopen(descriptor, "rb") as file:
            yield file
    except FileNotFoundError:
        raise OutsideError("filen mangler") from None
    except OSError as error:
        link = error.errno == errno.ELOOP
        said = "filen er et link, og et link bliver ikke fulgt" if link else "filen kan ikke læses"
        raise OutsideError(said) from None


def _check(info: os.stat_result, limit: int) -> None:
    if not stat.S_ISREG(info.st_mode):
        raise OutsideError("det er ikke en almindelig fil")
    if info.st_size > limit:
        raise OutsideError(f"filen er for stor ({_in_words(info.st_size)}; grænsen er {_in_words(limit)})")


def read_outside(path: Path, limit: int) -> bytes:
    """The content of a regular file of at most ``limit`` bytes; one that grows meanwhile is cut off after one more.

    Raises:
        OutsideError: see :func:`opened`.
    """
    with opened(path, limit) as file:
        return file.read(limit + 1)


def _in_words(size: int) -> str:
    megabyte = 1024 * 1024
    return f"{size // megabyte} MB" if size >= megabyte else f"{size // 1024} KB"
