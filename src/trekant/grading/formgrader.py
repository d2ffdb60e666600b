"""The formgrader, opened where it finds the course whatever folder the trainer stands in."""

from __future__ import annotations

import os
from pathlib import Path

from trekant.course.store import CourseError

PAGE = "/formgrader"


def serve(root: Path, *, open_browser: bool = True) -> None:
    """Run the Jupyter server in the course's folder of quizzes, with the formgrader as its first page.

    nbgrader reads its configuration from the working folder alone, so a server that was started anywhere else shows an
    empty formgrader. It listens on this machine only and ends with Ctrl+C, without asking.

    Args:
        root: the course's folder.
        open_browser: whether the browser opens; else the address is printed.

    Raises:
        CourseError: the folder is no nbgrader course.
    """
    quizzes = root / "quizzes"
    if not (quizzes / "nbgrader_config.py").is_file():
        raise CourseError(f"{quizzes}: nbgrader_config.py mangler. Hent den igen sammen med kurset.")
    from jupyter_server.serverapp import ServerApp

    os.chdir(quizzes)
    ServerApp.launch_instance(
        [
            f"--ServerApp.default_url={PAGE}",
            f"--ServerApp.root_dir={quizzes}",
            f"--ServerApp.open_browser={open_browser}",
            f"--ServerApp.allow_root={hasattr(os, 'geteuid') and os.geteuid() == 0}",
            "--ServerApp.ip=127.0.0.1",
            "--ServerApp.answer_yes=True",
            "--Application.log_level=ERROR",
        ]
    )
