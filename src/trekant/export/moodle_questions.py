"""A question as Moodle has it.

What a task is in Moodle follows from how it is answered, and not from its name:

- one option is right: ``multichoice`` with one answer; the points are those of the course.
- several are right, or sentences are marked: ``multichoice`` with several answers. A right one adds its part and a
  wrong one takes its part away, down to nothing, just as in the course. A third is 33.33333, so full marks are 99.99999
  at the least, which Moodle takes for 100.
- items are put in order, rated or matched: ``matching``. Moodle gives each item its part or nothing, so that a near
  miss, which the course gives something for, earns nothing there; and items may be given one place twice. Moodle's own
  ``ordering`` (in core since 4.4) is not used: it can say nothing of each step, and its reports cut the steps short.
- free text: ``essay``, with the rubric for whoever grades it.

Matching has no feedback for each item, so what is said of them stands in the feedback on the whole question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from xml.dom.minidom import Document, Element

from trekant.course.quizzes.exercises import Exercise, pair_labels
from trekant.course.quizzes.quiz import shuffled
from trekant.course.tasks.interaction import Option, Task
from trekant.course.tasks.points import rounded
from trekant.course.tasks.scoring import CHOSEN
from trekant.course.writing.text import inline_html, plain_text, to_html

GRADES = (
    *(100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20),
    *(16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0),
)
"""What Moodle lets an option be worth, in per cent, and as much below 0. At anything else it refuses the whole file."""

DECIMALS = 5
LEAST_PAIRS = 3
"""Moodle's matching wants so many answers to choose from."""

NAME = 80
"""So many characters of a question it is called by in Moodle's lists."""

_LINK = re.compile(r"</?a\b[^>]*>")


@dataclass(frozen=True)
class MoodleQuestion:
    """A question that Moodle can have: its type, what is in it, and whether an answer earns there what it does here."""

    type: str
    fill: Callable[[Element], None]
    same_points: bool = True


def moodle_question(exercise: Exercise, explanation: str) -> MoodleQuestion | None:
    """A question for Moodle, or None where Moodle has nothing like it; ``explanation`` is Markdown."""
    made = _made(exercise.task, exercise.question.id)
    if made is None:
        return None

    def fill(element: Element) -> None:
        _head(element, exercise, explanation)
        made.fill(element)

    return MoodleQuestion(made.type, fill, made.same_points)


def _made(task: Task, seed: str) -> MoodleQuestion | None:
    kind = task.kind
    if kind.by_hand:
        return MoodleQuestion("essay", lambda element: _essay(element, task))
    texts = [plain_text(option.text) for option in task.options]
    if len(set(texts)) < len(texts):
        return None
    if kind.picks:
        worth = _worth(task)
        return None if worth is None else MoodleQuestion("multichoice", lambda element: _choice(element, task, worth))
    pairs = _pairs(task, seed)
    if len(pairs) < LEAST_PAIRS or len(set(pair_labels(task).values())) < len(pair_labels(task)):
        return None
    near = any(len(set(values.values())) > 2 for values in task.table.weights.values()) if task.table else False
    return MoodleQuestion("matching", lambda element: _matching(element, pairs), same_points=not near)


def _head(element: Element, exercise: Exercise, explanation: str) -> None:
    name = plain_text(exercise.question.stem)
    short = name if len(name) <= NAME else name[:NAME].rsplit(" ", 1)[0] + " …"
    put_text(below(element, "name"), short)
    kind = exercise.task.kind
    todo = f"{kind.on_paper()} {kind.on_sheet()}" if kind.by_hand else kind.on_paper()
    _rich(element, "questiontext", to_html(f"{exercise.task.prompt}\n\n{todo}"))
    _rich(element, "generalfeedback", to_html(explanation))
    _plain(element, "defaultgrade", "1")
    _plain(element, "penalty", "0")
    _plain(element, "hidden", "0")
    _plain(element, "idnumber", exercise.question.id)


def grade_of(share: Fraction) -> str | None:
    """A share of full marks, -1 to 1, as Moodle writes it; None where its list does not have it."""
    percent = float(rounded(share * 100, DECIMALS))
    return f"{percent:.{DECIMALS}f}".rstrip("0").rstrip(".") if abs(percent) in GRADES else None


def _worth(task: Task) -> dict[str, str] | None:
    """What each option is worth; None where Moodle's list does not have all of it."""
    assert task.table is not None  # only free text has none
    found = {option: grade_of(values[CHOSEN]) for option, values in task.table.weights.items()}
    known = {option: grade for option, grade in found.items() if grade is not None}
    return known if known.keys() == found.keys() else None


def _choice(element: Element, task: Task, worth: dict[str, str]) -> None:
    _plain(element, "single", "true" if task.kind.picks == "one" else "false")
    _plain(element, "shuffleanswers", "false" if task.kind.keeps_order else "true")
    _plain(element, "answernumbering", "none")
    _plain(element, "showstandardinstruction", "0")
    for option in task.options:
        answer = _rich(element, "answer", inline_html(option.text))
        answer.setAttribute("fraction", worth[option.id])
        _rich(answer, "feedback", to_html(option.feedback))


def _pairs(task: Task, seed: str) -> list[tuple[str, str]]:
    """Each option with the label that is right for it, and labels that are right for none, with no option.

    A quiz in Moodle may be set not to shuffle, so the order that is asked for is never the one in the file.
    """
    labels = pair_labels(task)
    right = dict(task.parts(task.key))
    by_id: dict[str, Option] = {option.id: option for option in task.options}
    pairs = [(by_id[one].text, labels[right[one]]) for one in shuffled(list(by_id), seed, avoid_same=True)]
    return [*pairs, *(("", label) for value, label in labels.items() if value not in right.values())]


def _matching(element: Element, pairs: list[tuple[str, str]]) -> None:
    _plain(element, "shuffleanswers", "true")
    for text, label in pairs:
        put_text(below(_rich(element, "subquestion", inline_html(text)), "answer"), label)


def _essay(element: Element, task: Task) -> None:
    _plain(element, "responseformat", "plain")
    _plain(element, "responserequired", "1")
    _plain(element, "responsefieldlines", "10")
    _plain(element, "attachments", "0")
    _rich(element, "graderinfo", to_html(in_list(task.rubric)))
    _rich(element, "responsetemplate", "")


def in_list(lines: tuple[str, ...] | list[str]) -> str:
    """Texts of inline Markdown as a list in Markdown."""
    return "\n".join(f"- {' '.join(line.split())}" for line in lines)


def below(parent: Element | Document, name: str) -> Element:
    """A new element in another."""
    document = parent if isinstance(parent, Document) else parent.ownerDocument
    assert document is not None  # an element is made by its document
    element = document.createElement(name)
    parent.appendChild(element)
    return element


def put_text(element: Element, text: str) -> None:
    """Put words in an element, as Moodle's files have them: in a ``text`` of its own."""
    _plain(element, "text", text)


def _plain(parent: Element, name: str, text: str) -> None:
    assert parent.ownerDocument is not None  # an element is made by its document
    below(parent, name).appendChild(parent.ownerDocument.createTextNode(text))


def _rich(parent: Element, name: str, html: str) -> Element:
    """An element of HTML, without links: where they lead to is not in Moodle."""
    assert parent.ownerDocument is not None  # an element is made by its document
    element = below(parent, name)
    element.setAttribute("format", "html")
    below(element, "text").appendChild(parent.ownerDocument.createCDATASection(_LINK.sub("", html)))
    return element
