"""Building the site with Jupyter Book, and only when something has changed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from trekant.course.files import content_hash
from trekant.course.store import CourseError

_INPUTS = (
    "_config.yml",
    "_toc.yml",
    "requirements.txt",
    "assets/**/*",
    "book/**/*",
    "editions/**/*",
    "locale/**/*.po",
    "notebooks/**/*",
    "quizzes/*.md",
    "quizzes/*.yaml",
    "quizzes/banks/*.yaml",
    "quizzes/frozen/*.yaml",
    "tests/fictional/**/*",  # the author's guide shows these files
)
_ENGINE = Path(__file__).parents[1]


def site_folder(root: Path) -> Path:
    """Where the built site stands."""
    return root / "_build" / "html"


def build(
    root: Path, check: Callable[[], None] = lambda: None, beside: Callable[[Path], None] = lambda site: None
) -> bool:
    """Build the site if anything it is made of has changed since the last build.

    Args:
        root: the course.
        check: raises when the course should not be built; called while Jupyter Book is being loaded.
        beside: lays what other rooms make beside the pages, in the folder that it is given.

    Returns:
        Whether anything was built.

    Raises:
        CourseError: the check raised it, or Jupyter Book found an error or a warning; its own words are on the
            screen above.
    """
    now, stamp = content_hash({root: _INPUTS, _ENGINE: ["**/*"]}), root / "_build" / "built-from"
    if stamp.is_file() and stamp.read_text() == now and (site_folder(root) / "index.html").is_file():
        check()
        return False
    if _jupyter_book(root, check, stamp) != 0 or not (site_folder(root) / "index.html").is_file():
        raise CourseError(
            "Siden kunne ikke bygges. Linjerne ovenfor siger, i hvilken fil og hvorfor; ret det, og byg igen."
        )
    beside(site_folder(root))
    stamp.write_text(now)
    return True


def _jupyter_book(root: Path, check: Callable[[], None], stamp: Path) -> int:
    """Load Jupyter Book in a process of its own, check meanwhile, and let it build; returns its exit code."""
    command = [sys.executable, "-m", "trekant.site.jupyter_book", str(root.resolve())]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as building:
        try:
            check()
        except BaseException:
            building.terminate()
            raise
        stamp.unlink(missing_ok=True)
        building.communicate(b"\n")
    return building.returncode
