"""One grading at a time. The locks are the operating system's and the database's, so they go with their process."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from sqlalchemy import Engine, text

from trekant.grading.courses import BusyError, GradingError
from trekant.grading.errors import telling
from trekant.grading.folders import Folders

LOCK = ".grading.lock"
"""The file, in ``quizzes/``, that is locked. It stays there; only the lock on it counts."""

BUSY = "En anden er i gang med at rette lige nu. Vent, til det er færdigt, og prøv igen."

NO_LOCKS = (
    "Kursets mappe ligger på et drev, hvor en fil ikke kan låses, og så kunne to komme til at rette oven i hinanden. "
    "Flyt mappen til maskinens egen disk, og prøv igen. Intet er ændret."
)
"""Some network drives have no locks (ENOLCK and others). SQLite needs them too, so going on without is never safe."""


@contextmanager
def folder_lock(folders: Folders) -> Iterator[None]:
    """Keep others from collecting or grading in the same folders.

    Raises:
        BusyError: somebody else does so just now.
        GradingError: the folder lies where nothing can be locked.
    """
    with telling():
        file = (folders.quizzes / LOCK).open("a")
    with file:
        try:
            locked = _locked(file)
        except OSError as error:
            raise GradingError(NO_LOCKS) from error
        if not locked:
            raise BusyError(BUSY)
        yield


if sys.platform == "win32":
    import msvcrt

    def _locked(file: IO[str]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:  # what Windows calls a lock that somebody else has
            return False
        return True

else:
    import fcntl

    def _locked(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def gradebook_lock(engine: Engine, quiz: str) -> Iterator[None]:
    """Keep others from grading the quiz into the same PostgreSQL gradebook from other folders.

    A gradebook in a file lies in the folders that :func:`folder_lock` keeps.

    Raises:
        BusyError: somebody else does so just now.
    """
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        key = zlib.crc32(f"trekant/{quiz}".encode())
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}):
            raise BusyError(BUSY)
        try:
            yield
        finally:
            connection.invalidate()  # a pooled connection would keep the lock
