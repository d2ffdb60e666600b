"""Opaque ids: what a browser calls the questions and options of a graded quiz.

An author names questions and options so that they can be told apart, and such a name may tell the key
(``leder-i-dag``, ``ti-stille``). So nothing that a participant gets has them in it. Instead a question is called
``Q17`` and its options ``S1``, ``S2``…, given out in the sorted order of the texts that everybody can read. They are
the same for everybody, say nothing, and need no secret. They are kept in a file (``FROZEN``), for a typing error that
is mended later may change the order of the texts but must not change what an answer means; a question of a new revision
gets new ones. The capital letter tells them from authored ids, which have none. So an answer says by itself which of
the two it is made of, and a quiz that was begun before there were opaque ids can go on and be handed in: the page finds
the question again (see ``traces``), keeps the answer as it is, and only the trainer's side knows what it means.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, StringConstraints, model_validator

from trekant.course.base import FieldError, Model, Slug
from trekant.course.tasks.interaction import AnswerError, Kind, Task
from trekant.course.words import _
from trekant.course.writing.text import fnv1a

FROZEN = "quizzes/frozen/questions.yaml"
"""The file with what was given out; ``trekant freeze`` writes it."""

QUESTION, OPTION = "Q", "S"

_AUTHORED = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

OpaqueQuestion = Annotated[str, StringConstraints(pattern=rf"^{QUESTION}[1-9][0-9]{{0,5}}$")]
OpaqueOption = Annotated[str, StringConstraints(pattern=rf"^{OPTION}[1-9][0-9]?$")]
EightLetters = Annotated[str, StringConstraints(pattern=r"^[a-p]{8}$")]


class OpaqueIds(Model):
    """The opaque id of one revision of a question, and of its options by authored id."""

    id: OpaqueQuestion
    options: dict[Slug, OpaqueOption] = {}

    def other_options(self, task: Task) -> bool:
        """Whether a task has other options than those that have these ids."""
        return self.options.keys() != {one.id for one in task.named}

    def authored(self, answer: Any, kind: Kind) -> Any:
        """An answer with authored ids in the place of opaque ones; whatever is neither stays as it is.

        Raises:
            AnswerError: it has ids of both kinds, and so nobody's page has made it.
        """
        if kind.by_hand or not isinstance(answer, str | list | dict):
            return answer
        back = {opaque: option for option, opaque in self.options.items()}
        used = [one for one in ids_in(answer) if isinstance(one, str)]
        if any(one in back for one in used) and any(one in self.options for one in used):
            raise AnswerError(_("den har både korte navne og forfatterens navne på valgmulighederne"))
        if isinstance(answer, dict):
            # what is given is an id too where one matches, and a number where one rates
            return {
                back.get(one, one): back.get(given, given) if isinstance(given, str) else given
                for one, given in answer.items()
            }
        if isinstance(answer, list):
            return [back.get(one, one) if isinstance(one, str) else one for one in answer]
        return back.get(answer, answer)


def has_authored_ids(answer: Any, kind: Kind) -> bool:
    """Whether an answer has authored ids only. Free text has none, nor has an answer that names no option."""
    if kind.by_hand or not isinstance(answer, str | list | dict) or not answer:
        return False
    return all(isinstance(one, str) and _AUTHORED.fullmatch(one) for one in ids_in(answer))


def ids_in(answer: str | list[Any] | dict[Any, Any]) -> list[Any]:
    """Everything in an answer that stands where an id does; in a strange one it may be something else."""
    if isinstance(answer, str):
        return [answer]
    given = answer.values() if isinstance(answer, dict) else ()
    return [*answer, *(one for one in given if isinstance(one, str))]


def give_out(tasks: Mapping[str, Task], after: int = 0) -> dict[str, OpaqueIds]:
    """Opaque ids for questions by authored id: numbers from ``after`` + 1 on, in the order of the texts."""
    in_order = sorted(tasks, key=lambda question: (tasks[question].prompt, question))
    return {
        question: OpaqueIds(id=f"{QUESTION}{number}", options=_options(tasks[question]))
        for number, question in enumerate(in_order, start=after + 1)
    }


def _options(task: Task) -> dict[str, str]:
    in_order = sorted(task.named, key=lambda one: (one.text, one.id))
    return {one.id: f"{OPTION}{number}" for number, one in enumerate(in_order, start=1)}


def highest(ids: Iterable[OpaqueIds]) -> int:
    """The highest number that a question has been given; 0 where there is none."""
    return max((int(one.id.removeprefix(QUESTION)) for one in ids), default=0)


def traces(questions: Iterable[str]) -> tuple[int, dict[str, int]]:
    """A number for each authored id that tells it from the others and hardly from anything else, and their modulus.

    A browser that kept answers by authored id works the number out and finds the question again. To who has not got the
    id it says nothing: the modulus is the smallest that keeps the questions apart, so that many a wrong guess fits too.
    """
    hashes = {question: fnv1a(question) for question in questions}
    modulus = max(1, len(hashes))
    while len({value % modulus for value in hashes.values()}) < len(hashes):
        modulus += 1
    return modulus, {question: value % modulus for question, value in hashes.items()}


def mark_of(*parts: Any) -> str:
    """Eight letters that are others when the parts are."""
    return letters(json.dumps(parts, default=str, sort_keys=True).encode())


def letters(content: bytes) -> str:
    """Eight letters that are others when the content is; a number could look like a telephone's."""
    return "".join("abcdefghijklmnop"[byte % 16] for byte in hashlib.sha256(content).digest()[:8])


class Frozen(OpaqueIds):
    """What holds for a revision of a question; ``mark`` is that of its key and its ids (see :func:`key_mark`)."""

    mark: EightLetters


class FrozenQuestions(Model):
    """The file ``FROZEN``: every revision of every graded question that was ever released.

    ``quizzes`` has for each revision of a graded quiz the mark of the revisions of its questions.
    """

    questions: dict[Slug, dict[Annotated[int, Field(ge=1)], Frozen]] = {}
    quizzes: dict[Slug, dict[Annotated[int, Field(ge=1)], EightLetters]] = {}

    def of(self, question: str, revision: int) -> Frozen | None:
        """What is frozen of a question's revision."""
        return self.questions.get(question, {}).get(revision)

    @model_validator(mode="after")
    def _each_id_once(self) -> FrozenQuestions:
        ids = [one.id for revisions in self.questions.values() for one in revisions.values()]
        for twice in sorted({one for one in ids if ids.count(one) > 1}):
            raise FieldError(f"»{twice}« er givet til to spørgsmål; hent filen igen, som den var", "questions")
        return self

    @cached_property
    def questions_by_id(self) -> dict[str, str]:
        """The question of each opaque id that was ever given out."""
        return {one.id: question for question, revisions in self.questions.items() for one in revisions.values()}

    @cached_property
    def highest(self) -> int:
        """The highest number that was ever given to a question; 0 where there is none."""
        return highest(one for revisions in self.questions.values() for one in revisions.values())


def key_mark(task: Task, ids: OpaqueIds) -> str:
    """The mark of what decides the points of an answer: the table of points, and what the opaque ids mean."""
    return mark_of(task.model_dump(include={"kind", "table"}), ids.id, ids.options)
