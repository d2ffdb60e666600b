"""Writing a file that is either there as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from trekant.course.store import CourseError


@contextmanager
def whole_file(to: Path) -> Iterator[Path]:
    """A file to write in, beside the one that it becomes when nothing went wrong; else nothing is left of it.

    Raises:
        CourseError: the file cannot be written.
    """
    try:
        with NamedTemporaryFile(dir=to.parent, prefix=f"{to.name}.", delete=False) as held:
            made = Path(held.name)
        try:
            yield made
            made.chmod(0o644)
            made.replace(to)
        finally:
            made.unlink(missing_ok=True)
    except OSError as error:
        raise CourseError(f"{to} kan ikke skrives: {error.strerror or error}.") from None
