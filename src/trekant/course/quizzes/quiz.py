"""A quiz: which questions, for how many points, and what it takes to pass."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import Field, PrivateAttr, field_validator, model_validator

from trekant.course.base import FieldError, Model, Moment, Objective, Slug, Text, Use
from trekant.course.quizzes.opaque import FrozenQuestions, OpaqueIds, give_out, letters
from trekant.course.tasks.interaction import Task
from trekant.course.tasks.kinds import KINDS, kind_of
from trekant.course.tasks.points import LEAST, decimal, to_pass
from trekant.course.writing.text import fnv1a

VARIANTS = 64
"""How many different draws a drawn quiz has. A static page asks no server, so it holds all of them."""


class QuizItem(Model):
    """A question of the quiz and what it counts."""

    question: Slug
    points: float = Field(default=1, ge=LEAST, le=100)


class Quiz(Model):
    """A quiz is slots; a seeded draw says which question stands in which slot.

    In a fixed quiz, where ``questions`` names them all, everybody's draw is the same. A drawn quiz has a
    ``blueprint``: how many questions to each objective, each for one point, out of all live questions of the banks
    with the same ``use`` (of ``only_types``, where that is given). The draw depends on the id, the revision and the
    pool: when a question comes into the banks or leaves them, ``revision`` must rise, or answers that were handed in
    before belong to another draw. ``drawn_from`` holds a quiz to that: it is the mark of the draw that was released
    (see ``draw_mark``), and a rule compares. ``pass_mark`` is the share of full marks, 0 to 1; it is
    rounded up to whole points (see ``points_to_pass``).

    A graded quiz should have no ``time_limit``: it measures who reads fast. Where there has to be one, it informs and
    stops nobody (WCAG 2.2.1): answers can be given and handed in afterwards, and the answer file says that the time
    had run out. The trainer decides what that means, and whether ``attempts`` were kept to.

    A graded quiz with ``measures`` measures the course and not the person: there is nothing to pass in it. It is drawn,
    for over a group two draws of the same blueprint are equally hard, which two sets of chosen questions never are.

    A quiz for a ``package`` is the test of a package for a learning platform, which scores itself. It is drawn too, so
    that who tries again meets other questions.
    """

    id: Slug
    title: Text
    use: Use
    revision: int = Field(default=1, ge=1)
    intro: Text
    minutes: int = Field(ge=1, le=120)
    measures: Moment | None = None
    pass_mark: float | None = Field(default=None, gt=0, le=1)
    pass_mark_reason: Text | None = None
    time_limit: int | None = Field(default=None, ge=5, le=240, description="Minutes; better left out")
    attempts: int | None = Field(default=None, ge=1, le=20, description="How many times one may hand in")
    result: Literal["at-once", "when-released"] = Field(
        default="when-released", description="When the service tells a participant how it went"
    )
    questions: tuple[QuizItem, ...] = Field(default=(), min_length=1)
    blueprint: dict[Objective, int] = Field(default={}, min_length=1)
    only_types: tuple[str, ...] = ()
    drawn_from: str | None = Field(default=None, pattern=r"^[a-p]{8}$")

    _variants: tuple[tuple[str, ...], ...] = PrivateAttr(default=())
    _frozen: FrozenQuestions = PrivateAttr(default_factory=FrozenQuestions)
    _ids: dict[str, OpaqueIds] = PrivateAttr(default={})
    _given: tuple[Mapping[str, Task], dict[str, OpaqueIds]] | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _whole(self) -> Quiz:
        ids = [item.question for item in self.questions]
        for index, one in enumerate(ids):
            if one in ids[:index]:
                raise FieldError(f"spørgsmålet »{one}« står to gange; slet det ene", "questions", index)
        marked = self.pass_mark is not None and self.pass_mark_reason is not None
        if self.use == "graded" and not self.measures and not marked:
            raise FieldError("en bedømt test skal have »pass_mark« og »pass_mark_reason«", "use")
        return self

    @model_validator(mode="after")
    def _measures_the_course(self) -> Quiz:
        if not self.measures:
            return self
        if self.use != "graded":
            raise FieldError("kun en bedømt test kan måle kurset; skriv »use: graded«", "measures", rule="R056")
        for field in ("pass_mark", "pass_mark_reason", "time_limit", "attempts"):
            if getattr(self, field) is not None:
                message = f"en test med »measures« måler kurset og ikke den, der svarer; slet »{field}«"
                raise FieldError(message, field, rule="R056")
        if self.questions:
            message = "en test med »measures« trækker sine spørgsmål; skriv »blueprint« i stedet for »questions«"
            raise FieldError(message, "questions", rule="R056")
        return self

    @model_validator(mode="after")
    def _of_a_package(self) -> Quiz:
        if self.use != "package":
            return self
        for field, is_there in (("time_limit", self.time_limit), ("attempts", self.attempts)):
            if is_there:
                message = f"en test til pakken kan tages igen, så tit man vil; slet »{field}«"
                raise FieldError(message, field, rule="R083")
        if "result" in self.model_fields_set:
            message = "en test til pakken bliver ikke afleveret, så den har ikke »result«; slet linjen"
            raise FieldError(message, "result", rule="R083")
        if self.pass_mark is None or self.pass_mark_reason is None:
            message = "en test til pakken skal have »pass_mark« og »pass_mark_reason«"
            raise FieldError(message, "use", rule="R083")
        if self.questions:
            message = "en test til pakken trækker sine spørgsmål; skriv »blueprint« i stedet for »questions«"
            raise FieldError(message, "questions", rule="R083")
        return self

    @model_validator(mode="after")
    def _fair_limits(self) -> Quiz:
        if self.use == "practice" and (self.time_limit or self.attempts):
            field = "time_limit" if self.time_limit else "attempts"
            raise FieldError("en øvelse har hverken »time_limit« eller »attempts«; slet dem", field)
        if self.use == "practice" and "result" in self.model_fields_set:
            raise FieldError("en øvelse bliver ikke afleveret, så den har ikke »result«; slet linjen", "result")
        if self.time_limit and self.time_limit < self.minutes:
            message = f"»time_limit« skal være mindst de {self.minutes} minutter, der står i »minutes«"
            raise FieldError(message, "time_limit")
        return self

    @model_validator(mode="after")
    def _fixed_or_drawn(self) -> Quiz:
        if bool(self.questions) == bool(self.blueprint):
            where = "blueprint" if self.blueprint else "id"
            raise FieldError("en test skal have enten »questions« eller »blueprint«, og ikke begge", where)
        for objective, count in self.blueprint.items():
            if count < 1:
                message = f"»{objective}« i »blueprint« skal være mindst 1; ellers slet linjen"
                raise FieldError(message, "blueprint", objective)
        for field in ("only_types", "drawn_from"):
            if getattr(self, field) and not self.blueprint:
                message = f"»{field}« hører til »blueprint«; i denne test står spørgsmålene i »questions«"
                raise FieldError(message, field)
        by_hand = [one for one in self.only_types if kind_of(one).by_hand]
        if self.use != "practice" and by_hand:
            # a slot is one cell for all, and a cell is either scored at once or read by a person; no page reads text
            message = f"en test med »blueprint« kan ikke trække »{by_hand[0]}«; en plads rettes ens for alle"
            raise FieldError(message, "only_types")
        return self

    @field_validator("only_types")
    @classmethod
    def _known_types(cls, types: tuple[str, ...]) -> tuple[str, ...]:
        for index, one in enumerate(types):
            if one not in KINDS:
                known = " eller ".join([", ".join(list(KINDS)[:-1]), list(KINDS)[-1]])
                raise FieldError(f"»{one}« kan ikke stå i »only_types«; skriv {known}", index)
        return types

    @property
    def kinds(self) -> frozenset[str]:
        """The types of question that a drawn quiz may draw."""
        kinds = [kind_of(one) for one in self.only_types or KINDS]
        return frozenset(kind for kind in kinds if not (kind.by_hand and self.use != "practice"))

    @property
    def points(self) -> tuple[float, ...]:
        """What each slot counts."""
        return tuple(item.points for item in self.questions) or (1.0,) * sum(self.blueprint.values())

    @property
    def maximum(self) -> float:
        """The points one can get in all."""
        return float(sum(map(decimal, self.points)))

    @property
    def points_to_pass(self) -> float | None:
        """The whole points it takes to pass; None where the quiz has no pass mark."""
        return float(to_pass(decimal(self.maximum), self.pass_mark)) if self.pass_mark else None

    @property
    def variants(self) -> tuple[tuple[str, ...], ...]:
        """The questions of every draw there can be, slot by slot; a fixed quiz has one.

        Raises:
            ValueError: the quiz is drawn, and nobody has told it the pool (see ``blueprint.fill``).
        """
        if self.questions:
            return (tuple(item.question for item in self.questions),)
        if not self._variants:
            raise ValueError(f"the draw of {self.id} has not been made")
        return self._variants

    @property
    def pool(self) -> tuple[str, ...]:
        """Every question that somebody may meet in the quiz."""
        return tuple(dict.fromkeys(question for variant in self.variants for question in variant))

    @property
    def draw_mark(self) -> str:
        """Eight letters that are others when the revision is, or when anybody would meet another question."""
        drawn = json.dumps([self.id, self.revision, self.variants])
        return letters(drawn.encode())

    def with_variants(self, variants: tuple[tuple[str, ...], ...]) -> Quiz:
        """The quiz with its draws made."""
        made = self.model_copy()
        made._variants, made._given = variants, None
        return made

    def with_frozen(self, frozen: FrozenQuestions, revisions: Mapping[str, int]) -> Quiz:
        """The quiz with the opaque ids that hold for the present revisions of its questions."""
        made = self.model_copy()
        made._frozen, made._given = frozen, None
        made._ids = {one: ids for one in self.pool if (ids := frozen.of(one, revisions.get(one, 0)))}
        return made

    def opaque_ids(self, tasks: Mapping[str, Task]) -> dict[str, OpaqueIds]:
        """The opaque ids of every question that somebody may meet, by authored id.

        Where none are frozen yet, or for other options, they are what freezing would give out. Rules tell of those.
        """
        given = self._given
        if given is None or given[0] is not tasks:  # everybody's answers are asked of the same tasks
            missing = {
                one: tasks[one] for one in self.pool if one not in self._ids or self._ids[one].other_options(tasks[one])
            }
            self._given = given = tasks, {**self._ids, **give_out(missing, after=self._frozen.highest)}
        return given[1]

    def question_of(self, opaque: str) -> str | None:
        """The question that an opaque id was ever given to; None when it never was."""
        return self._frozen.questions_by_id.get(opaque)


class Slot(Model):
    """A place in a quiz, and the question that a participant meets there."""

    id: str
    question: Slug
    points: float


def draw(quiz: Quiz, participant: str) -> tuple[Slot, ...]:
    """Which question stands in which slot for a participant; the same at every call."""
    variants = quiz.variants
    questions = variants[variant_of(participant, len(variants))]
    return tuple(
        Slot(id=slot_id(number), question=question, points=points)
        for number, (question, points) in enumerate(zip(questions, quiz.points, strict=True), start=1)
    )


def variant_of(participant: str, variants: int = VARIANTS) -> int:
    """Which variant a participant gets."""
    return fnv1a(participant) % variants


def slot_id(number: int) -> str:
    """``slot-01`` for 1."""
    return f"slot-{number:02d}"


def shuffled(items: Sequence[str], *seed: str | int, avoid_same: bool = False) -> list[str]:
    """The items in an order that only the seed decides, on every machine and in every version.

    With ``avoid_same`` the order given is never the one that comes out (an ``order`` task would
    otherwise now and then be solved from the start).
    """
    digest = hashlib.sha256("|".join(str(part) for part in seed).encode()).digest()
    generator = random.Random(int.from_bytes(digest[:8]))  # noqa: S311 - order of options, no secret
    result = list(items)
    # Fisher-Yates by hand: random.shuffle is not promised to stay the same between Python versions.
    for last in range(len(result) - 1, 0, -1):
        other = int(generator.random() * (last + 1))
        result[last], result[other] = result[other], result[last]
    if avoid_same and result == list(items) and len(result) > 1:
        result[0], result[-1] = result[-1], result[0]
    return result
