"""What processes do without, so that nobody waits for it."""

from __future__ import annotations

import subprocess
import sys

from tests.patience import PATIENCE

_GRADING = """
import sys
from trekant.course.unneeded import leave_out_grammars
leave_out_grammars()
import nbgrader.api, nbformat
print("lark" in sys.modules)
"""


def test_grading_begins_without_compiling_grammars() -> None:
    found = subprocess.run(
        [sys.executable, "-c", _GRADING], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    assert found.stdout.split() == ["False"]
