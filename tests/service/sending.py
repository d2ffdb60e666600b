"""A process that sends results, fast, until it is ended: ``python -m tests.service.sending FOLDER DATABASE``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Event

from trekant.service.kept.database import Database
from trekant.service.lti.scores.sending import Pace, ScoreSending
from trekant.service.reading import CourseReader

PACE = Pace(look=0.05, compare=3.0, first_pause=0.05, longest_pause=0.5, held=4.0)


def a_sender(root: Path, url: str) -> subprocess.Popen[bytes]:
    """Start one."""
    return subprocess.Popen([sys.executable, "-m", "tests.service.sending", str(root), url])


if __name__ == "__main__":
    reader = CourseReader(Path(sys.argv[1]))
    ScoreSending(Database(sys.argv[2]), lambda: reader.course, PACE).start()
    Event().wait()
