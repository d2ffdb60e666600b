"""What the tests of grading share: a fictional participant's answers, and running nbgrader."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log
from traitlets.config import Config

from tests.patience import PATIENCE, wait_until
from trekant.course.store import load_course
from trekant.grading.config import configure
from trekant.grading.gradebook import open_gradebook
from trekant.grading.intake.collect import CollectReport, collect

QUIZ = "proeve"
STUDENTS = ("ana", "bo", "cilla", "dan", "eva-1")
HANDED_IN = "2026-11-20T10:00:00+01:00"

RIGHT: dict[str, Any] = {
    "nyt-skaeg": "ingenting",
    "hvilke-tegn": ["trusler", "brud"],
    "kenneth-paa-nitten": "ssp",
    "rette-raekkefoelge": ["skriv", "sig-det", "leder-ringer", "plan"],
    "fire-svar": {"citat": 4, "fornemmelse": 2, "rygte": 1},
}
AUTO_MAXIMUM = 8.5
MAXIMUM = 10.5


def sheet(participant: str, answers: dict[str, Any] | None = None, /, **changes: Any) -> dict[str, Any]:
    """An answer file as a participant's browser writes it."""
    return {
        "format": "trekant-svar-1",
        "quiz": QUIZ,
        "revision": 2,
        "participant": participant,
        "handed_in": HANDED_IN,
        "answers": RIGHT if answers is None else answers,
    } | changes


def write_json(path: Path, data: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def hand_in(root: Path, *sheets: dict[str, Any]) -> CollectReport:
    """Collect answer files that are all expected to be taken in, each when it was handed in by its own time."""
    paths: dict[str, list[Path]] = {}
    for number, one in enumerate(sheets):
        paths.setdefault(one["handed_in"], []).append(write_json(root / "inbox" / f"{number}.json", one))
    whole = CollectReport()
    for moment, files in paths.items():
        report = collect(load_course(root), files, at=datetime.fromisoformat(moment))
        assert not report.refused and not report.skipped, report
        whole.accepted += report.accepted
    return whole


_WITHOUT_GRAMMARS = """
from trekant.course.unneeded import leave_out_grammars
leave_out_grammars()
from {module} import main
main()
"""
"""A program's own start, without what takes most of it: see ``trekant.course.unneeded``."""


def nbgrader(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the real command in the quizzes folder."""
    command = [sys.executable, "-c", _WITHOUT_GRAMMARS.format(module="nbgrader.apps.nbgraderapp"), *arguments]
    return subprocess.run(command, cwd=root / "quizzes", capture_output=True, text=True, timeout=PATIENCE)


def autograde(root: Path, config: Config | None = None, *, force: bool = False) -> dict[str, Any]:
    """What ``nbgrader autograde`` does, in this process: with ``success``, ``log`` and ``error``."""
    return _convert(Autograde, root, config, force)


def feedback(root: Path, *, force: bool = False) -> dict[str, Any]:
    """What ``nbgrader generate_feedback`` does, in this process."""
    return _convert(GenerateFeedback, root, None, force)


def _convert(converter: type, root: Path, config: Config | None, force: bool) -> dict[str, Any]:
    if config is None:
        config = Config()
        configure(config, root / "quizzes")
    app = converter(coursedir=CourseDirectory(config=config), config=config)
    app.coursedir.assignment_id, app.force = QUIZ, force
    result: dict[str, Any] = capture_log(app)
    return result


def scores(root: Path, student: str) -> dict[str, float | None]:
    """The points that were found, by slot."""
    with open_gradebook(root) as gradebook:
        return {grade.name: grade.auto_score for grade in grades(gradebook, student)}


def grades(gradebook: Gradebook, student: str) -> list[Any]:
    submission = gradebook.find_submission(QUIZ, student)
    return sorted(submission.notebooks[0].grades, key=lambda grade: str(grade.name))


@contextmanager
def submission_of(root: Path, student: str) -> Iterator[Any]:
    with open_gradebook(root) as gradebook:
        yield gradebook.find_submission(QUIZ, student)


@contextmanager
def formgrader_of(root: Path) -> Iterator[str]:
    """The real Jupyter server with nbgrader's extension, started in the quizzes folder; its token is »t«."""
    command = [
        sys.executable, "-c", _WITHOUT_GRAMMARS.format(module="jupyter_server.serverapp"),
        "--no-browser", "--allow-root", "--ServerApp.port=0",
        "--IdentityProvider.token=t", "--ServerApp.log_level=INFO", f"--ServerApp.root_dir={root / 'quizzes'}",
        "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True, 'jupyterlab': False, "
        "'jupyter_lsp': False, 'jupyter_server_terminals': False, 'notebook': False, 'notebook_shim': False}",
    ]  # fmt: skip
    with subprocess.Popen(command, cwd=root / "quizzes", stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            address = next(match[0] for line in server.stderr if (match := re.search(r"http://localhost:\d+", line)))
            _wait_until_it_listens(address, server)
            yield address
        finally:
            server.kill()


@contextmanager
def our_formgrader() -> Iterator[tuple[str, str]]:
    """``trekant formgrader`` in the present folder: its address with the token, and what it has printed."""
    command = [sys.executable, "-u", "-m", "trekant.cli", "formgrader", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None and server.stderr is not None
            printed = server.stdout.readline()
            found = (re.search(r"(http://127\.0\.0\.1:\d+)/\S*\?token=\w+", line) for line in server.stderr)
            address = next(match for match in found if match)
            _wait_until_it_listens(address[1], server)
            yield address[0], printed
        finally:
            server.kill()


def _wait_until_it_listens(address: str, server: subprocess.Popen[str]) -> None:
    """Jupyter prints its address before it listens there, and tells nobody when it does."""
    port = int(address.rpartition(":")[2])

    def listens() -> bool:
        try:
            socket.create_connection((urlsplit(address).hostname, port), timeout=PATIENCE).close()
        except ConnectionRefusedError:
            return False
        return True

    wait_until(lambda: server.poll() is not None or listens(), f"{address} does not listen")
