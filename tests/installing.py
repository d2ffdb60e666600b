"""Getting the programs that the tests need onto a machine that has none, for ``make test`` and ``make slow``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence

from tests.patience import PATIENCE

Commands = Sequence[Sequence[str]]


def by_apt(*packages: str) -> list[Commands]:
    """The one way of installing packages on Debian and Ubuntu; none elsewhere, or without the right to."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return []
    return [[["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *packages]]]


def instead_of_apt(*packages: str, variable: str = "", what: str = "") -> str:
    """What a person can do where it is not installed by itself, as a Danish sentence."""
    names = " ".join(packages)
    way = f"Installer {names} med systemets pakkehåndtering (Debian og Ubuntu: »sudo apt-get install {names}«)"
    return f"{way}, eller sæt {variable} til {what}." if variable else f"{way}."


def ensure(
    name: str, problem: Callable[[], str | None], ways: Sequence[Commands], *, instead: str, variable: str = ""
) -> int:
    """Report whether the program works, with ``--ensure`` also install it; an exit code.

    ``problem`` says in Danish why it does not start, or None. ``ways`` are tried in turn, unless the environment
    variable names a program of one's own. ``instead`` is what a person can do.
    """
    wrong = problem()
    if "--ensure" in sys.argv[1:] and variable not in os.environ:
        for commands in ways:
            if wrong is None:
                break
            print(f"{wrong} Prøver: {' && '.join(' '.join(command) for command in commands)}", flush=True)  # noqa: T201
            if all(_run(command) for command in commands):
                wrong = problem()
    if wrong:
        print(f"{wrong} {instead}", file=sys.stderr)  # noqa: T201
        return 1
    print(f"{name} er klar.")  # noqa: T201
    return 0


def _run(command: Sequence[str]) -> bool:
    """Whether it went well; what it says is shown only when it did not."""
    surroundings = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        print(f"»{' '.join(command)}« blev ikke færdig på {PATIENCE // 60} minutter.", file=sys.stderr)  # noqa: T201
        return False
    if done.returncode:
        print(f"{done.stdout}{done.stderr}".rstrip(), file=sys.stderr)  # noqa: T201
    return done.returncode == 0
