"""Getting a program that the tests need onto a machine that has none, for ``make test``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence

Commands = Sequence[Sequence[str]]


def by_apt(package: str) -> list[Commands]:
    """The one way of installing a package on Debian and Ubuntu; none elsewhere, or without the right to."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return []
    return [[["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", package]]]


def ensure(
    name: str, problem: Callable[[], str | None], ways: Sequence[Commands], *, variable: str, instead: str
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
            if all(subprocess.run(command).returncode == 0 for command in commands):
                wrong = problem()
    if wrong:
        print(f"{wrong} {instead}", file=sys.stderr)  # noqa: T201
        return 1
    print(f"{name} er klar.")  # noqa: T201
    return 0
