"""The autograded notebook as text, put together of pieces that are written once.

nbgrader reads, changes and writes a notebook twice for every participant. But all of them get the same notebook,
and what stands in a cell depends on nothing but the question and the answer. So nbformat's own writer writes each cell
once, with gaps, the preprocessors' own functions say what goes into them, and a participant's notebook is those texts
in a row: the same bytes that ``nbgrader autograde`` writes.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping
from functools import lru_cache

import nbformat
import nbformat.v4
from nbformat import NotebookNode

from trekant.course.quizzes.quiz import Slot
from trekant.course.tasks.interaction import Answer, Task
from trekant.grading.assignments.answer_html import for_participant, for_trainer
from trekant.grading.assignments.marker import Marker, put_marker
from trekant.grading.assignments.notebooks import notebook
from trekant.grading.intake.submission import Marked, mark_slot
from trekant.grading.preprocessors.base import slot_of
from trekant.grading.preprocessors.score_from_bank import cells_with
from trekant.grading.preprocessors.use_release_notebook import free_text

CACHED = 8192
"""How many cells are kept: some 20 MB. An order or a rating has many answers, but few that people give."""

_HERE = Marker("@answers", "@key")
_GAP = re.compile(r'"@(participant|trainer|source|points)"')


class NotebookWriter:
    """Marks answers and writes the graded notebooks of a quiz.

    ``template`` is the release notebook as sanitised by nbgrader.
    """

    def __init__(self, template: NotebookNode) -> None:
        self._cells = {slot: cell for cell in template.cells if (slot := slot_of(cell))}
        self._texts = [(slot_of(cell), _cell_text(cell)) for cell in template.cells]
        ending = notebook([], copy.deepcopy(template.metadata))
        ending.nbformat, ending.nbformat_minor = template.nbformat, template.nbformat_minor
        put_marker(ending, _HERE)
        self._before, _, self._after = _text(ending).partition("[]")
        self._shapes: dict[str, _Shape] = {}
        self._known = lru_cache(CACHED)(self._graded)

    def grade(self, slot: Slot, task: Task, answer: Answer | None) -> tuple[Marked, str]:
        """Mark a checked answer; the text of its cells in the notebook comes with it.

        Raises:
            GradingError: see :func:`~trekant.grading.intake.submission.mark_slot`.
        """
        # no two people write the same
        return (self._graded if task.kind.by_hand else self._known)(_Given(slot, task, answer))

    def write(self, graded: Mapping[str, str], marker: Marker) -> str:
        """The notebook of a participant; ``graded`` are the texts of the graded cells by slot."""
        pieces = [text if slot is None else graded[slot] for slot, text in self._texts]
        after = self._after.replace(_HERE.answers, marker.answers).replace(_HERE.key, marker.key)
        return "".join([self._before, "[\n", ",\n".join(pieces), "\n ]", after, "\n"])

    def _graded(self, given: _Given) -> tuple[Marked, str]:
        marked = mark_slot(given.slot, given.task, given.answer)
        source = free_text(marked) if marked.points is None else ""
        points = "" if marked.points is None else repr(marked.points)
        shape = self._shape(given.slot.id)
        return marked, shape.fill(for_participant(marked), for_trainer(marked), source or shape.source, points)

    def _shape(self, slot: str) -> _Shape:
        if slot not in self._shapes:
            self._shapes[slot] = _Shape(self._cells[slot], slot)
        return self._shapes[slot]


class _Shape:
    """The text of a slot's cells with gaps for what differs; nbformat's writer made it, and each gap is a string."""

    def __init__(self, template: NotebookNode, slot: str) -> None:
        self.source: str = template.source
        cell = copy.deepcopy(template)
        by_hand = cell.cell_type == "markdown"
        cell.source = "@source" if by_hand else cell.source
        made = cells_with(cell, slot, "@participant", "@trainer", None if by_hand else "@points")
        self._pieces = _GAP.split(",\n".join(_cell_text(one) for one in made))

    def fill(self, participant: str, trainer: str, source: str, points: str) -> str:
        """The text of the cells."""
        values = {"participant": participant, "trainer": trainer, "source": source, "points": points}
        # every second piece is the name of a gap
        return "".join(
            _lines(values[piece], self._pieces[number - 1]) if number % 2 else piece
            for number, piece in enumerate(self._pieces)
        )


def _lines(text: str, before: str) -> str:
    """A text as nbformat writes it: a JSON string a line, indented as the first of them."""
    indent = before[before.rindex("\n") :]
    return f",{indent}".join(json.dumps(line, ensure_ascii=False) for line in text.splitlines(keepends=True))


class _Given:
    """An answer to a question in a slot, which a cache can look up."""

    def __init__(self, slot: Slot, task: Task, answer: Answer | None) -> None:
        self.slot, self.task, self.answer = slot, task, answer
        frozen = tuple(answer.items()) if isinstance(answer, dict) else tuple(answer or ())
        self._key = (slot.id, slot.question, answer if isinstance(answer, str) else frozen)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Given) and self._key == other._key


def _text(nb: NotebookNode) -> str:
    # without nbformat.writes, which validates each time; tests do
    return str(nbformat.v4.writes_json(nb))  # type: ignore[no-untyped-call]


def _cell_text(cell: NotebookNode) -> str:
    """The cell as it stands in a notebook file."""
    bare = nbformat.from_dict({"cells": [cell], "metadata": {}})  # type: ignore[no-untyped-call]
    whole = _text(bare)
    return whole[whole.index("[\n") + 2 : whole.rindex('\n ],\n "metadata"')]
