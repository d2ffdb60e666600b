"""Finding the course's own question in what Moodle calls it, and the answer in what Moodle says that it was.

Moodle's file has no ids. It has the question as plain text, followed by what there was to choose from, and the response
as the texts that were chosen. So the texts are compared, letters and digits alone: what Moodle does to a text on its
way to a spreadsheet (capitals for bold, marks, blanks) does not count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from fractions import Fraction

from trekant.course.quizzes.exercises import Exercise, pair_labels
from trekant.course.tasks.interaction import Task
from trekant.course.tasks.scoring import CHOSEN, AnswerPart
from trekant.course.writing.text import plain_text


def squeezed(text: str) -> str:
    """The letters and digits of a text, in small letters."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


class KnownQuestions:
    """The questions that Moodle can have been given."""

    def __init__(self, known: Iterable[Exercise]) -> None:
        self._known = [(squeezed(plain_text(one.question.stem)), _texts(one.task), one) for one in known]
        self._known.sort(key=lambda one: len(one[0]), reverse=True)
        self._found: dict[str, Exercise | None] = {}

    def find(self, question: str) -> Exercise | None:
        """The question that Moodle calls so: the longest text that it begins with, and all the options in it."""
        if question not in self._found:
            told = squeezed(question)
            self._found[question] = next(
                (
                    one
                    for stem, texts, one in self._known
                    if told.startswith(stem) and all(text in told for text in texts)
                ),
                None,
            )
        return self._found[question]


def _texts(task: Task) -> list[str]:
    return [squeezed(plain_text(option.text)) for option in task.options]


def answered(task: Task, response: str) -> tuple[AnswerPart, ...] | None:
    """The parts of an answer; None where the response is not made of the task's own texts."""
    said = squeezed(response)
    parts = _taken_apart(said, _tokens(task), frozenset())
    too_many = task.kind.picks == "one" and parts is not None and len(parts) > 1
    return None if too_many else parts


def _tokens(task: Task) -> list[tuple[str, AnswerPart]]:
    """Every text that an answer can have in it, with what it means; the longest first, for one may begin as another."""
    labels = {CHOSEN: ""} if task.kind.picks else pair_labels(task)
    tokens = [
        (squeezed(plain_text(option.text) + label), (option.id, value))
        for option in task.options
        for value, label in labels.items()
    ]
    return sorted(tokens, key=lambda one: -len(one[0]))


def _taken_apart(
    said: str, tokens: Sequence[tuple[str, AnswerPart]], used: frozenset[str]
) -> tuple[AnswerPart, ...] | None:
    """The texts that stand one after the other, each option once; None where something else stands between them."""
    if not said:
        return ()
    for token, part in tokens:
        if token and part[0] not in used and said.startswith(token):
            rest = _taken_apart(said[len(token) :], tokens, used | {part[0]})
            if rest is not None:
                return (part, *rest)
    return None


def earned(task: Task, parts: Sequence[AnswerPart]) -> Fraction:
    """The share of full marks by the course's own table; an item that nothing was done with earns the least it can."""
    assert task.table is not None  # only free text has none
    share = task.table.share(parts)
    if task.kind.picks:
        return share
    done = {option for option, _ in parts}
    missing = [min(values.values()) for option, values in task.table.weights.items() if option not in done]
    return max(share + sum(missing, Fraction(0)), Fraction(0))
