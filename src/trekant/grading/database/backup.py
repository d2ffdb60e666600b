"""The gradebook as one file: a whole copy though the service writes meanwhile, and the copy taken into use again.

SQLite's own backup is used, which needs no program beside Python. A PostgreSQL has its own programs for it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from trekant.grading.courses import GradingError
from trekant.grading.errors import telling

_BESIDE = "*"
"""SQLite keeps a journal beside the file, and one that is left of another gradebook would be written into this one."""


@dataclass(frozen=True)
class Kept:
    """What is in a gradebook: people on the roster, and what they have handed in."""

    participants: int
    hand_ins: int


def back_up(url: str, copy: Path) -> Kept:
    """Copy the gradebook to a new file; whoever writes in it goes on meanwhile. Returns what is in the copy.

    Raises:
        GradingError: there is no gradebook, it is in PostgreSQL, the file is there already or cannot be written.
    """
    gradebook = _file_of(url, "Tag en sikkerhedskopi af den med pg_dump")
    if not gradebook.is_file():
        raise GradingError(f"Der er ingen karakterbog i {gradebook} endnu, så der er ikke noget at kopiere.")
    if copy.exists():
        raise GradingError(f"{copy} er der allerede. Vælg et andet navn, så ingen kopi går tabt.")
    return _copied(gradebook, copy)


def take_into_use(copy: Path, url: str) -> Kept:
    """Take a copy into use as the gradebook; returns what is in it.

    Raises:
        GradingError: there is a gradebook already, it belongs in PostgreSQL, or the file is no gradebook or is broken.
    """
    gradebook = _file_of(url, "Læg kopien ind i den med pg_restore")
    if not copy.is_file():
        raise GradingError(f"{copy} findes ikke.")
    if there := sorted(gradebook.parent.glob(gradebook.name + _BESIDE)):
        names = ", ".join(path.name for path in there)
        raise GradingError(
            f"Der er allerede en karakterbog i {gradebook.parent}: {names}. Stop tjenesten, flyt det væk, og prøv igen."
        )
    return _copied(copy, gradebook)


def _file_of(url: str, instead: str) -> Path:
    place = make_url(url)
    if place.get_backend_name() != "sqlite" or not place.database:
        raise GradingError(f"Karakterbogen er ikke en fil, men en database for sig. {instead}, som håndbogen viser.")
    return Path(place.database)


def _copied(source: Path, target: Path) -> Kept:
    """Copy a gradebook under another name, see that it is whole, and give it its name."""
    unfinished = target.with_name(f".{target.name}.new")
    with telling(), _as_database_errors():
        try:
            # to read a gradebook with a journal beside it, SQLite has to be let into the folder: so not »mode=ro«
            with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(unfinished)) as there:
                here.backup(there)
                there.execute("PRAGMA journal_mode=DELETE")  # the copy is one file
                found = _seen(there, source)
            with unfinished.open("rb") as file:
                os.fsync(file.fileno())
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    return found


def _seen(copy: sqlite3.Connection, source: Path) -> Kept:
    """What is in a copy that is whole.

    Raises:
        GradingError: it is not, or is no gradebook.
    """
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    (state,) = copy.execute("PRAGMA integrity_check").fetchone()
    if state != "ok" or not {"student", "submitted_assignment"} <= tables:
        raise GradingError(f"{source} er ikke en karakterbog, eller filen er i stykker. Intet er ændret.")
    (participants,) = copy.execute("SELECT count(*) FROM student").fetchone()
    (hand_ins,) = copy.execute("SELECT count(*) FROM submitted_assignment").fetchone()
    return Kept(participants, hand_ins)


@contextmanager
def _as_database_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise DBAPIError("", None, error) from error
