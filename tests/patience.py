"""How long the tests wait for what might hang.

A slow or loaded machine is no failure, so a limit lies far above what anything sound takes there, and stands here
alone. How long a whole test may take stands in pyproject.toml, for the same reason; how fast things are is measured in
benchmarks/.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 600
"""Seconds for a program, a request, a kernel."""

MILLISECONDS = 120_000
"""For what a page does; as Playwright counts."""


def patient_kernels(config: Any) -> None:
    """Let nbgrader and nbclient wait for kernels; as they come, a cell has 30 seconds and its output four."""
    for name in ("Execute", "ExecutePreprocessor", "NotebookClient"):
        config[name].timeout = config[name].startup_timeout = config[name].iopub_timeout = PATIENCE


def wait_until(there: Callable[[], bool], what: str) -> None:
    """Wait for what tells nobody when it comes, such as a server that begins to listen.

    Raises:
        TimeoutError: it did not come.
    """
    end = time.monotonic() + PATIENCE
    while not there():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.02)
