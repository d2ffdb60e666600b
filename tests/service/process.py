"""The service as somebody starts it: the real command, in a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.material import ROOT
from tests.patience import PATIENCE

_PARTS = ("assets", "book", "quizzes", "locale", "notebooks")
_PERSONAL = ("gradebook.db*", "source", "release", "submitted", "autograded", "inbox", "feedback", "certificates")


def course_folder(folder: Path) -> Path:
    """A copy of the course with its built site, and nothing of anybody who tried it here."""
    for name in _PARTS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(*_PERSONAL))
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "_build").symlink_to(ROOT / "_build")
    return folder


@dataclass
class Started:
    """A service that runs, and the links that it printed."""

    address: str
    participant: str
    trainer: str
    process: subprocess.Popen[str]

    @property
    def code(self) -> str:
        """The sign-in code of the participant."""
        return self.participant.partition("#")[2]


@contextmanager
def started(folder: Path, *options: str, **environment: str) -> Iterator[Started]:
    """The service of a course, on a free port."""
    command = [sys.executable, "-m", "trekant.cli", "serve", "--port", "18400", *options]
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
    )
    said = ""
    links: list[str] = []
    assert process.stdout
    while len(links) < 2:
        line = process.stdout.readline()
        assert line, f"it ended: {said}"
        said += line
        links = re.findall(r"(http://\S+/logind#\S+)", said)
    try:
        yield Started(links[0].partition("/logind")[0], *links, process)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        process.stdout.close()
