"""Who answered what, and what it earned: what item analysis is made of.

``grading`` makes it of the submissions and ``reports`` reads it; a file of anybody's data becomes the same.
"""

from __future__ import annotations

from pydantic import Field

from trekant.course.base import Model, Objective
from trekant.course.tasks.authored import Question
from trekant.course.tasks.interaction import Kind, Task
from trekant.course.tasks.scoring import CHOSEN, AnswerPart


class Response(Model):
    """One participant's answer to one question, once.

    ``fraction`` is the share of the question's ``points`` (its maximum) that the answer earned, and None where there
    is no answer. Some systems take points off for a wrong answer, so it may be negative. ``chosen`` are the answer's
    parts as ``Task.parts`` gives them. While ``pending_manual``, a person still has to read the answer, and
    ``fraction`` is None.
    """

    participant: str
    question: str
    revision: int = 1
    slot: str | None = None
    objective: Objective | None = None
    fraction: float | None = Field(ge=-1, le=1)
    points: float = Field(ge=0, allow_inf_nan=False)
    chosen: tuple[AnswerPart, ...] = ()
    pending_manual: bool = False


class AskedOption(Model):
    """Something that can be chosen, put in order or rated. ``right`` is what the key does with it, if anything."""

    id: str
    text: str
    right: str | None = None


class AskedQuestion(Model):
    """What a report tells of a question besides its figures; ``guess`` is the share that blind guessing earns.

    ``values`` are what can be done with an option, each with what it is called above a column.
    ``number`` is its number in the quiz, which participants know it by; None where each has others.
    """

    id: str
    revision: int = 1
    number: int | None = None
    objective: Objective | None = None
    kind: Kind | None = None
    stem: str = ""
    options: tuple[AskedOption, ...] = ()
    values: dict[str, str] = {CHOSEN: ""}
    guess: float | None = None


class Responses(Model):
    """The answers to a quiz, a row for each participant and question that the participant met.

    ``drawn`` says that participants met different questions. ``basis`` says in Danish which attempts these are, and
    ``notes`` are Danish sentences about what was left out.
    """

    title: str
    basis: str
    drawn: bool = False
    pass_mark: float | None = None
    questions: tuple[AskedQuestion, ...] = ()
    rows: tuple[Response, ...] = ()
    notes: tuple[str, ...] = ()


def asked_question(question: Question, task: Task, number: int | None = None) -> AskedQuestion:
    """What a report tells of a question of the course; ``number`` is its number in the quiz."""
    return AskedQuestion(
        id=question.id,
        revision=question.revision,
        number=number,
        objective=question.objective,
        kind=task.kind,
        stem=question.stem,
        options=asked_options(task),
        values=task.kind.values(task),
        guess=guess_score(task),
    )


def asked_options(task: Task) -> tuple[AskedOption, ...]:
    """The options of a task with the key to each."""
    right = {} if task.key is None else dict(task.parts(task.key))
    return tuple(AskedOption(id=one.id, text=one.text, right=right.get(one.id)) for one in task.options)


def guess_score(task: Task) -> float | None:
    """The random guess score: the mean share of full marks of somebody who answers by lot.

    As Moodle has it: with one answer the mean of the options' fractions, in matching one over the number of choices,
    with several answers none. Order and rating are matching with credit for a near miss, so there it is the mean
    credit, which the same sum gives.
    """
    return None if task.table is None else task.kind.guess(task.table)
