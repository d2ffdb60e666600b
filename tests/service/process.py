"""The service as somebody starts it in the course's own folder, with the links that it prints."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.material import ROOT
from tests.patience import wait_until
from tests.service.real import Process
from trekant.cli.site import build_course
from trekant.grading.gradebook_url import gradebook_url

_PARTS = ("assets", "book", "quizzes", "locale", "notebooks", "editions")
_PERSONAL = ("gradebook.db*", "source", "release", "submitted", "autograded", "inbox", "feedback", "certificates")
_LINK = re.compile(r"(http://\S+/logind#\S+)\s")


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

    @property
    def code(self) -> str:
        """The sign-in code of the participant."""
        return self.participant.partition("#")[2]


@contextmanager
def started_course(folder: Path) -> Iterator[Started]:
    """The service of the built course, in a folder of its own."""
    build_course(ROOT)
    with started(course_folder(folder / "kursus")) as running:
        yield running


@contextmanager
def started(folder: Path) -> Iterator[Started]:
    """The service of a course, on the first free port from 18400."""
    process = Process.start(folder, gradebook_url(folder / "quizzes"), "serve", "--port", "18400")

    def links() -> list[str]:
        said = process.log.read_text(encoding="utf-8", errors="replace")
        assert process.running.poll() is None, said
        return _LINK.findall(said)

    try:
        wait_until(lambda: len(links()) == 2, "the service prints no links")
        yield Started(links()[0].partition("/logind")[0], *links())
    finally:
        process.terminate()
