"""The autograded notebook as text, put together of pieces that are written once.

nbgrader reads, changes and writes a notebook twice for every participant. But all of them get the same notebook,
and what stands in a cell depends on nothing but the question and the answer. So each such cell is made once, by the
preprocessors' own functions and nbformat's own writer, and a participant's notebook is those texts in a row: the
same bytes that ``nbgrader autograde`` writes.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from functools import lru_cache

import nbformat.v4
from nbformat import NotebookNode

from trekant.course.interaction import Kind
from trekant.grading.marker import Marker, put_marker
from trekant.grading.notebooks import notebook
from trekant.grading.preprocessors.base import slot_of
from trekant.grading.preprocessors.score_from_bank import scored_cells
from trekant.grading.preprocessors.use_release_notebook import free_text
from trekant.grading.submission import Marked

CACHED = 8192
"""How many cells are kept: some 20 MB. An order or a rating has many answers, but few that people give."""

_HERE = Marker("@answers", "@key")


class NotebookWriter:
    """Writes the graded notebooks of a quiz; ``template`` is the release notebook as sanitised by nbgrader."""

    def __init__(self, template: NotebookNode) -> None:
        self._cells = [(slot_of(cell), cell, _cell_text(cell)) for cell in template.cells]
        ending = notebook([], copy.deepcopy(template.metadata))
        ending.nbformat, ending.nbformat_minor = template.nbformat, template.nbformat_minor
        put_marker(ending, _HERE)
        self._before, _, self._after = _text(ending).partition("[]")
        self._known = lru_cache(CACHED)(self._scored)

    def write(self, marked: Sequence[Marked], marker: Marker) -> str:
        """The notebook of a participant; ``marked`` slot by slot."""
        slots = {one.slot.id: one for one in marked}
        pieces = [
            text if slot is None else self._graded(number, slots[slot])
            for number, (slot, _, text) in enumerate(self._cells)
        ]
        after = self._after.replace(_HERE.answers, marker.answers).replace(_HERE.key, marker.key)
        return "".join([self._before, "[\n", ",\n".join(pieces), "\n ]", after, "\n"])

    def _graded(self, number: int, marked: Marked) -> str:
        if marked.task.kind is Kind.TEXT:
            return self._scored(number, _Hashable(marked))  # no two people write the same
        return self._known(number, _Hashable(marked))

    def _scored(self, number: int, given: _Hashable) -> str:
        _, template, _ = self._cells[number]
        cell, marked = copy.deepcopy(template), given.marked
        if marked.task.kind is Kind.TEXT:
            cell.source = free_text(marked) or cell.source
        return ",\n".join(_cell_text(one) for one in scored_cells(cell, marked))


class _Hashable:
    """A marked answer that a cache can look up."""

    def __init__(self, marked: Marked) -> None:
        self.marked = marked
        self._key = (marked.slot.question, json.dumps(marked.answer), marked.points)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashable) and self._key == other._key


def _text(nb: NotebookNode) -> str:
    # without nbformat.writes, which validates each time; tests do
    return str(nbformat.v4.writes_json(nb))  # type: ignore[no-untyped-call]


def _cell_text(cell: NotebookNode) -> str:
    """The cell as it stands in a notebook file."""
    whole = _text(notebook([cell], {}))
    return whole[whole.index("[\n") + 2 : whole.rindex('\n ],\n "metadata"')]
