"""Whether Playwright's own driver starts: it is a Node of its own that wants a library which a minimal Debian lacks."""

from __future__ import annotations

import re
import subprocess

from playwright._impl._driver import compute_driver_executable  # it has no public name

from tests.installing import by_apt, ensure, instead_of_apt

LIBRARY = "libatomic1"


def problem() -> str | None:
    """Why the driver does not start, as a Danish sentence; None when it does."""
    try:
        done = subprocess.run([*compute_driver_executable(), "--version"], capture_output=True, text=True)
    except OSError as error:
        return f"Playwright, der styrer browseren, kan ikke starte: {error}."
    if done.returncode == 0:
        return None
    missing = re.search(r"lib[\w.+-]+\.so[.\d]*", done.stderr)
    if missing:
        return f"Playwright, der styrer browseren, mangler systembiblioteket {missing[0]}."
    said = done.stderr.strip().splitlines()
    return f"Playwright, der styrer browseren, kan ikke starte: {said[-1] if said else done.returncode}"


def ready() -> int:
    """Report whether it starts, with ``--ensure`` also install what it lacks; an exit code."""
    return ensure("Playwright", problem, by_apt(LIBRARY), instead=instead_of_apt(LIBRARY))
