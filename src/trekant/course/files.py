"""The one place where the course's files are read: as text, and never more than a course can hold."""

from __future__ import annotations

import stat
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
