"""Measures the build: from nothing, and after a change of one file, as an author waits for it.

Usage: ``python -m benchmarks.build`` at the root. The course is copied to a folder of its own. Each change is made
seven times, since a shared processor is not the same from one second to the next. Prints seconds, the median and all;
nothing here passes or fails.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
CONTENT = ("assets", "book", "editions", "locale", "notebooks", "quizzes", "tests/fictional")
CHANGED = (
    "book/hvad-er-det.md",
    "book/hvem-og-hvornaar.md",
    "notebooks/vignettes/gummistoevlerne.yaml",
    "quizzes/banks/bedoemt-define.yaml",
)
"""Two chapters; and a case and a bank, after which every page is read again, since any may show what they say."""

ROUNDS = 7


def main() -> None:
    """Build, change, build again."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in CONTENT:
            ignored = shutil.ignore_patterns("submitted", "autograded", "feedback", "release", "source", "*.db*")
            shutil.copytree(ROOT / name, root / name, ignore=ignored)
        for name in ("_config.yml", "_toc.yml", "requirements.txt"):
            shutil.copy(ROOT / name, root / name)
        print(f"{'from nothing':<46}{_seconds(root):>6.1f}", flush=True)
        print(f"{'nothing changed':<46}{_seconds(root):>6.1f}", flush=True)
        for name in CHANGED:
            times = [_changed(root, name) for _ in range(ROUNDS)]
            print(f"{name:<46}{statistics.median(times):>6.1f}   {' '.join(f'{one:.1f}' for one in times)}", flush=True)


def _changed(root: Path, name: str) -> float:
    """The seconds of a build after a line more in a file."""
    with (root / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    return _seconds(root)


def _seconds(root: Path) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "trekant.cli", "build"], cwd=root, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
