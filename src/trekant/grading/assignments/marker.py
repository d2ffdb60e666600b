"""What a graded notebook was graded from: the answer file and the key, as hashes in the notebook's metadata.

The notebook reaches the disk after the gradebook has the points. So a notebook whose marker fits is one that needs
no grading, and whichever road graded it, nbgrader's own or the batch, the other one can tell.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from nbformat import NotebookNode

from trekant.course.quizzes.quiz import Slot
from trekant.course.tasks.interaction import Task

NAME = "trekant"
"""The key of the marker in the notebook's metadata."""

_TAIL = 8192
"""The metadata stands last in the file; this many bytes hold it many times over."""

# Within a JSON string every quotation mark has a backslash before it, so no answer can look like this.
_MARKER = re.compile(rb'"trekant": \{\s*"answers": "([0-9a-f]{64})",\s*"key": "([0-9a-f]{64})"\s*\}')


@dataclass(frozen=True)
class Marker:
    """Hashes (SHA-256, hexadecimal) of the answer file's bytes, and of the key to the participant's questions."""

    answers: str
    key: str


def hash_answers(content: bytes) -> str:
    """The hash of an answer file."""
    return hashlib.sha256(content).hexdigest()


def hash_key(asked: Iterable[tuple[Slot, Task]]) -> str:
    """The hash of what decides the points: questions, maximum, tables and rubrics, but no wording.

    Who merely mends a typing error in a question has not changed anybody's points.
    """
    parts = [
        [slot.id, slot.question, slot.points, task.model_dump(include={"kind", "table", "key", "model", "rubric"})]
        for slot, task in asked
    ]
    return hashlib.sha256(json.dumps(parts, default=str, sort_keys=True).encode()).hexdigest()


def put_marker(nb: NotebookNode, marker: Marker) -> None:
    """Put the marker into a notebook."""
    nb.metadata[NAME] = asdict(marker)


def read_marker(notebook: Path) -> Marker | None:
    """The marker of a graded notebook; None when there is no notebook, no marker, or the end of the file is gone."""
    try:
        with notebook.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            tail = file.read()
    except OSError:
        return None
    found = _MARKER.findall(tail) if tail.rstrip().endswith(b"}") else []
    return Marker(*(part.decode() for part in found[-1])) if found else None
