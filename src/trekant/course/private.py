"""What is about people is for its owner's eyes: files 0600 and folders 0700, whatever the umask."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OWNERS = 0o077
"""The umask that leaves a file or a folder to its owner."""


@contextmanager
def private_files() -> Iterator[None]:
    """Everything that is made inside is its owner's alone, also what a library or a database makes."""
    before = os.umask(OWNERS)
    try:
        yield
    finally:
        os.umask(before)


def make_private(paths: Iterable[Path]) -> None:
    """Take from everybody else what an earlier version, or another program, let them read; where that can be done."""
    for path in paths:
        with suppress(OSError):  # it is not there, or it is not ours to change
            if not path.is_symlink() and path.stat().st_mode & OWNERS:
                path.chmod(path.stat().st_mode & 0o700)
