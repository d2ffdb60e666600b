"""The service's own grader: a thread that starts the grading process when something waits, and sees how it ends."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from trekant.service.grader import URL_VARIABLE
from trekant.service.kept.hand_ins import HandIns
from trekant.service.kept.jobs import Jobs

log = logging.getLogger("trekant.service")

_LOOK = 5.0
"""Seconds after which the thread looks by itself: another process may have taken something in, and been killed."""

_PATIENCE = 8.0
"""Seconds that a grading process gets to end what it has in its hands."""

_MOST_WAIT = 60.0


class GradingProcess:
    """Starts and watches the process that grades. ``wake`` is called when something was handed in or asked for."""

    def __init__(self, root: Path, database: str, hand_ins: HandIns, jobs: Jobs) -> None:
        self._root, self._database, self._hand_ins, self._jobs = root, database, hand_ins, jobs
        self._asked, self._stopped = Event(), Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._run, name="grading", daemon=True)
        self._failures = 0

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def wake(self) -> None:
        """Something waits."""
        self._asked.set()

    def stop(self) -> None:
        """End it all; what has not been graded waits for the next start."""
        self._stopped.set()
        self._asked.set()
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._thread.join(_PATIENCE)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._asked.wait(_LOOK)
            self._asked.clear()
            if self._stopped.is_set() or not self._anything_waits():
                continue
            self._start_and_wait()

    def _anything_waits(self) -> bool:
        try:
            return self._hand_ins.waiting() > 0 or self._jobs.waiting() > 0
        except SQLAlchemyError as error:
            log.warning("the database cannot be asked what waits: %s", type(error).__name__)
            return False

    def _start_and_wait(self) -> None:
        command = [sys.executable, "-m", "trekant.service.background.process", str(self._root), str(os.getpid())]
        self._process = subprocess.Popen(command, env={**os.environ, URL_VARIABLE: self._database})
        code = self._process.wait()
        if code == 0 or self._stopped.is_set():
            self._failures = 0
            return
        self._failures += 1
        log.error("the grading process ended with %s", code)
        self._stopped.wait(min(_MOST_WAIT, 2.0**self._failures))
        self._asked.set()
