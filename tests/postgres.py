"""A PostgreSQL for the tests: where it is, how to get one, and one that runs as long as it is needed.

``python -m tests.postgres --ensure`` finds one or installs it, and says in Danish what is missing.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from tests.installing import by_apt, ensure, instead_of_apt

FOLDER_VARIABLE = "TREKANT_POSTGRESQL"
"""The environment variable that may hold the folder of ``initdb`` and ``pg_ctl``."""

USER = "trekant"
_FORGETFUL = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
_OPTIONS = "-c shared_buffers=32MB"
_ATTEMPTS = 5


def find() -> Path | None:
    """The folder with the programs; Debian does not put them on the path."""
    wished = os.environ.get(FOLDER_VARIABLE)
    if wished:
        return Path(wished) if Path(wished, "pg_ctl").exists() else None
    on_path = shutil.which("pg_ctl")
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[4]))
    return Path(on_path).parent if on_path else known[-1].parent if known else None


@dataclass
class Server:
    """A running server."""

    port: int
    password: str
    programs: Path
    folder: Path
    options: str

    def __post_init__(self) -> None:
        self._numbers = count(1)

    def url(self, database: str = "postgres", scheme: str = "postgresql+psycopg") -> str:
        """The SQLAlchemy URL of a database."""
        return f"{scheme}://{USER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def new_database(self, like: str = "template1") -> str:
        """The name of a database that is new, and empty or like another."""
        import psycopg

        name = f"karakterbog{next(self._numbers)}"
        with psycopg.connect(self.url(scheme="postgresql"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
        return name

    def stop(self) -> None:
        """Stop it, as when the machine is started anew; whoever is connected is thrown off."""
        _run(self.programs / "pg_ctl", "-D", self.folder / "data", "-m", "fast", "-w", "stop")

    def start(self) -> None:
        """Start it on the port that it had."""
        _begin(self.programs, self.folder, self.port, self.options)


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """A new server in a folder of its own, gone afterwards; ``durable`` as one in use, that survives a power cut.

    Raises:
        RuntimeError: there is none, or it does not start; the message is a Danish sentence.
    """
    programs = find()
    if programs is None:
        raise RuntimeError("Der er ingen PostgreSQL.")
    folder = Path(tempfile.mkdtemp(prefix="trekant-pg-"))
    try:
        if _as_somebody():
            shutil.chown(folder, **_as_somebody("user", "group"))
        password = secrets.token_hex(8)
        (folder / "password").write_text(password, encoding="ascii")
        (folder / "password").chmod(0o644)  # in a folder that only the server's user can look into
        data = folder / "data"
        _run(programs / "initdb", "-D", data, "-U", USER, "-A", "scram-sha-256", f"--pwfile={folder / 'password'}",
             "-E", "UTF8", "--locale=C", "--no-sync")  # fmt: skip
        options = _OPTIONS if durable else f"{_OPTIONS} {_FORGETFUL}"
        server = Server(_start(programs, folder, options), password, programs, folder, options)
        try:
            yield server
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(programs: Path, folder: Path, options: str) -> int:
    """Start the server on a free port; somebody else may take it in between."""
    for attempt in range(1, _ATTEMPTS + 1):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        try:
            _begin(programs, folder, port, options)
        except RuntimeError:
            if attempt == _ATTEMPTS:
                raise
        else:
            return port
    raise AssertionError


def _begin(programs: Path, folder: Path, port: int, options: str) -> None:
    options = f"{options} -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
    _run(programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")


def _run(*command: str | Path) -> None:
    # pg_ctl leaves the server behind with its output, so that goes to a file and not into a pipe
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(command, stdout=output, stderr=output, cwd="/", **_as_somebody())
        if done.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace").strip().splitlines()
            raise RuntimeError(f"PostgreSQL kan ikke starte: {said[-1] if said else done.returncode}")


def _as_somebody(*names: str) -> dict[str, Any]:
    """Who runs it: PostgreSQL refuses to run as root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    import pwd

    user = next((name for name in ("postgres", "nobody") if name in {one.pw_name for one in pwd.getpwall()}), "nobody")
    whole = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
    return {name: whole[name] for name in names or whole}


def _problem() -> str | None:
    """Why no PostgreSQL starts, as a Danish sentence; None when one does."""
    wished = os.environ.get(FOLDER_VARIABLE)
    if find() is None:
        return f"{FOLDER_VARIABLE} peger på »{wished}«, hvor den ikke er." if wished else "Der er ingen PostgreSQL."
    try:
        with running():
            return None
    except (RuntimeError, OSError) as error:
        return str(error)


if __name__ == "__main__":
    raise SystemExit(
        ensure(
            "PostgreSQL",
            _problem,
            by_apt("postgresql"),
            variable=FOLDER_VARIABLE,
            instead=instead_of_apt("postgresql", variable=FOLDER_VARIABLE, what="mappen med pg_ctl"),
        )
    )
