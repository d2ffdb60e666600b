"""What the reading of an answer file must never do, watched from inside the interpreter.

Python raises an audit event before it runs code, starts a program, opens a socket or touches a file
(https://docs.python.org/3/library/audit_events.html). An audit hook cannot be taken off again, so there is one for
the process, and it looks only while somebody is inside ``guarded``.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from sqlalchemy.util import langhelpers

CODE_AND_PROGRAMS = (
    "code.__new__",
    "ctypes.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "pickle.find_class",
    "pty.spawn",
    "socket.",
    "subprocess.",
    "urllib.Request",
    "webbrowser.open",
)
"""The beginnings of the events that nothing in an answer file may bring about."""

_PATHS: dict[str, tuple[tuple[int, int | None], ...]] = {
    "os.chmod": ((0, 2),),
    "os.chown": ((0, 3),),
    "os.link": ((0, 2), (1, 3)),
    "os.mkdir": ((0, 2),),
    "os.remove": ((0, 1),),
    "os.rename": ((0, 2), (1, 3)),
    "os.rmdir": ((0, 1),),
    "os.setxattr": ((0, None),),
    "os.symlink": ((1, 2),),
    "os.truncate": ((0, None),),
    "os.utime": ((0, 3),),
    "sqlite3.connect": ((0, None),),
    "tempfile.mkdtemp": ((0, None),),
    "tempfile.mkstemp": ((0, None),),
}
"""The events that change files: where in their arguments a path stands, and the folder it is relative to."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_PYTHONS_OWN = tuple(
    os.path.realpath(path)
    for path in (
        sys.prefix,
        sys.base_prefix,
        *sysconfig.get_paths().values(),
        Path(__file__).parents[2] / "src",
        "/usr/share/zoneinfo",
        "/etc/localtime",
    )
)

Watch = Callable[[str, tuple[Any, ...]], None]
_watch: Watch | None = None
_is_on = False


class Forbidden(BaseException):
    """Something that must not happen is about to. No ``except Exception`` gets it."""


@contextmanager
def guarded(*folders: Path) -> Iterator[None]:
    """No code is run and no program started in here; files are read and written in these folders only.

    Raises:
        Forbidden: it happened, even where somebody caught the error that stopped it.
    """
    global _watch, _is_on
    if not _is_on:
        sys.addaudithook(lambda event, args: _watch(event, args) if _watch else None)
        _is_on = True
    inside = tuple(os.path.realpath(folder) for folder in folders)
    seen: list[str] = []

    def watch(event: str, args: tuple[Any, ...]) -> None:
        said = _forbidden(event, args, inside)
        if said is not None:
            seen.append(said)
            raise Forbidden(said)

    _watch = watch
    try:
        yield
    finally:
        _watch = None
    if seen:
        raise Forbidden(seen[0])


def _forbidden(event: str, args: tuple[Any, ...], inside: tuple[str, ...]) -> str | None:
    """What is wrong with an event, if anything."""
    if event.startswith(CODE_AND_PROGRAMS):
        return f"{event} {args!r:.200}"
    if event in ("exec", "compile"):
        name = args[0].co_filename if event == "exec" else args[1]
        if (name and _is_in(name, None, _PYTHONS_OWN)) or _asker() == langhelpers.__file__:
            return None  # a module that is imported at its first use, or a function that SQLAlchemy writes for itself
        return f"{event} {args!r:.200}"
    if event == "open":
        path, mode, flags = args
        writes = bool(flags & _WRITING) or any(letter in (mode or "") for letter in "wax+")
        if not writes and _asker() == shutil.__file__ and not Path(os.fsdecode(path)).is_absolute():
            return None  # rmtree, on its way down; this event does not say from where, but that of removing does
        allowed = inside if writes else inside + _PYTHONS_OWN
        return None if _is_in(path, None, allowed) else f"{'write' if writes else 'read'} {path!r}"
    for path, folder in _PATHS.get(event, ()):
        if not _is_in(args[path], None if folder is None else args[folder], inside):
            return f"{event} {args!r:.200}"
    return None


def _asker() -> str:
    """The file whose code brought an event about."""
    frame: FrameType | None = sys._getframe()
    while frame is not None and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    return frame.f_code.co_filename if frame else ""


def _is_in(path: Any, folder: int | None, allowed: tuple[str, ...]) -> bool:
    if isinstance(path, int):  # a file that is open already
        return True
    text = os.fsdecode(path)
    if folder is not None and folder >= 0 and not text.startswith("/"):
        text = str(Path(f"/proc/self/fd/{folder}").readlink() / text)
    real = os.path.realpath(text)
    return any(real == one or real.startswith(one + os.sep) for one in allowed)
