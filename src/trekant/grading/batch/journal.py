"""Whose points changed, also when the run that changed them was killed before it could say so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


class Journal:
    """The points that participants had before a run took up its work, until a run has told what became of them.

    ``before`` has them by participant. The file lies in ``autograded/``, out of nbgrader's sight.
    """

    def __init__(self, graded: Path, quiz: str) -> None:
        self._path = graded / f".before-{quiz}.jsonl"
        self.before = self._read()

    def _read(self) -> dict[str, float]:
        """What earlier runs left behind; of several for one participant the first counts."""
        before: dict[str, float] = {}
        with suppress(FileNotFoundError):
            for line in self._path.read_text(encoding="utf-8").splitlines():
                with suppress(ValueError):  # the last line, which a run was killed with
                    before = json.loads(line) | before
        return before

    def note(self, before: Mapping[str, float]) -> None:
        """Note the points of some participants, before they are changed.

        Raises:
            OSError: it could not be written.
        """
        if before:
            self._path.parent.mkdir(exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"\n{json.dumps(before)}\n")  # the line before may have been cut short
            self.before = {**before, **self.before}

    def close(self) -> None:
        """Everything has been told."""
        self._path.unlink(missing_ok=True)
