"""The one place where the course's files are read, as text and never more than a course can hold, or seen to change.

What is made of files is made again when they change. Whoever makes something has a list of its own, of folders and
the patterns of the files in them, and asks here whether anything has changed: in a moment, by when they were saved,
or by what is in them, which is also the same on another machine.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

MAX_BYTES = 2_000_000
"""The largest file of text in a course; the largest of the course's own is a tenth of it."""


class UnreadableError(Exception):
    """A file cannot be read as text; the message is a sentence without its full stop."""


def text_of(path: Path) -> str:
    """The text of a file of the course, without a byte-order mark.

    Raises:
        UnreadableError: it is missing, is no file, is too large, or is not UTF-8.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UnreadableError("det er en mappe og ikke en fil; giv mappen et andet navn, eller flyt den")
        if not stat.S_ISREG(found.st_mode):  # a pipe would be waited for, and a device read without end
            raise UnreadableError("det er ikke en almindelig fil; slet den, eller flyt den")
        if found.st_size > MAX_BYTES:
            raise UnreadableError(
                f"filen fylder over {MAX_BYTES // 1_000_000} MB, og det er for meget; del den i flere"
            )
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        broken = path.is_symlink()
        raise UnreadableError(
            "filen er et link, der ikke fører nogen steder hen" if broken else "filen mangler"
        ) from None
    except PermissionError:
        raise UnreadableError("du har ikke lov til at læse filen; giv dig selv adgang til den") from None
    except UnicodeDecodeError:
        raise UnreadableError("filen er ikke gemt som UTF-8; gem den igen med den kodning") from None
    except OSError:
        raise UnreadableError("filen kan ikke læses; se, om den eller mappen er et link, der går i ring") from None


Lists = Mapping[Path, Iterable[str]]
"""Patterns of files, by the folder that they are looked for in."""

Saved = tuple[tuple[str, int, int], ...]
"""Name, time in nanoseconds and size in bytes of files."""

_BESIDE = {"__pycache__", ".ipynb_checkpoints"}
"""Folders that tools lay beside what somebody wrote."""


def when_saved(lists: Lists) -> Saved:
    """When the files were saved, which is another thing when one of them is saved, added or deleted."""
    return tuple(_saved(path for _, path in _listed(lists)))


def _saved(paths: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    for path in paths:
        try:
            found = path.stat()
        except FileNotFoundError:  # deleted this moment, as some editors do when they save
            continue
        yield str(path), found.st_mtime_ns, found.st_size


def content_hash(lists: Lists) -> str:
    """64 hexadecimal digits that are others when a file has another content or name, is added or deleted."""
    digest = sha256()
    for folder, path in _listed(lists):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _listed(lists: Lists) -> Iterator[tuple[Path, Path]]:
    """Every file once, in a fixed order, after the folder that it was looked for in."""
    for folder, patterns in lists.items():
        for path in sorted({path for pattern in patterns for path in folder.glob(pattern)}):
            if path.is_file() and not _BESIDE & set(path.parts):
                yield folder, path
