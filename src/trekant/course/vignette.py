"""A case as a decision graph: scenes, decisions, and where each choice leads."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction

from pydantic import Field, model_validator

from trekant.course.base import FactId, FieldError, Model, Objective, Slug, Status, Text, refuse_repeated
from trekant.course.clock import Clock, Weekday
from trekant.course.decision import BEST, Choose, ContactDecision, Decision, Mark, Order, Rate, Target, Write
from trekant.course.interaction import (
    Kind,
    Task,
    choose_one,
    choose_several,
    put_in_order,
    rate_each,
    whom_to_contact,
)
from trekant.course.municipality import Municipality


class Place(StrEnum):
    """Where the case happens."""

    SCHOOL = "school"
    CLUB = "club"
    DAYCARE = "daycare"
    JOBCENTRE = "jobcentre"
    LIBRARY = "library"
    HOUSING = "housing"
    CARE = "care"
    ONLINE = "online"


class Form(StrEnum):
    """Which form of extremism the case is about, if any."""

    RIGHT = "right"
    LEFT = "left"
    ISLAMIST = "islamist"
    MIXED = "mixed"
    NONE = "none"


class Level(StrEnum):
    """The levels of the prevention triangle (fact ``trekant``)."""

    BUILDING = "building"
    ANTICIPATING = "anticipating"
    INTERVENING = "intervening"


class Outcome(StrEnum):
    """Where the best road ends."""

    NO_CONCERN = "no-concern"
    TALK_LOCALLY = "talk-locally"
    SSP = "ssp"
    SSP_PLUS = "ssp-plus"
    INFOHUS = "infohus"
    HOTLINE = "hotline"
    POLICE = "police"
    EMERGENCY = "emergency"


class Person(Model):
    """The person the case is about. Invented."""

    name: Text
    age: int = Field(ge=0, le=120)


class Ending(StrEnum):
    """How a road ended."""

    GOOD = "good"
    MIXED = "mixed"
    BAD = "bad"


class Scene(Model):
    """A moment of the case: when it is, what happens, and what has to be decided. An ending decides nothing."""

    id: Slug
    weekday: Weekday
    at: Clock
    text: Text
    decision: Decision | None = None
    ending: Ending | None = None

    @model_validator(mode="after")
    def _decides_or_ends(self) -> Scene:
        if (self.decision is None) == (self.ending is None):
            raise FieldError(
                "en scene skal have enten »decision« eller »ending«", "decision" if self.decision else "id"
            )
        return self

    def targets(self) -> set[str]:
        """Every scene that may follow this one."""
        return {target for _, target in self.ways()}

    def ways(self) -> Iterator[Target]:
        """Every scene that may follow this one, with the path to the field that says so."""
        if self.decision:
            yield from ((("decision", *where), target) for where, target in self.decision.ways())

    def task(self, municipality: Municipality) -> Task | None:
        """The decision resolved for a municipality; None for an ending.

        Raises:
            ValueError: a contact decision has not exactly one right answer among its options.
        """
        match self.decision:
            case None:
                return None
            case Choose() as d:
                return choose_one(d.prompt, d.options, {o.id: Fraction(o.points, BEST) for o in d.options})
            case Mark() as d:
                return choose_several(d.prompt, d.sentences, {s.id for s in d.sentences if s.worrying})
            case Order() as d:
                return put_in_order(d.prompt, d.items)
            case Rate() as d:
                return rate_each(d.prompt, d.items, {item.id: item.rating for item in d.items})
            case Write() as d:
                return Task(kind=Kind.TEXT, prompt=d.prompt, model=d.model)
            case ContactDecision() as d:
                situation = d.situation.situation(self.weekday, self.at)
                return whom_to_contact(d.prompt, d.situation, situation, municipality, d.options, d.feedback)


class Debrief(Model):
    """What is said when the case is over."""

    text: Text
    facts: tuple[FactId, ...] = Field(min_length=1)
    page: str = Field(pattern=r"^book/[a-z0-9-]+$")


class Vignette(Model):
    """A case. Its scenes form a graph without circles: every road ends."""

    id: Slug
    title: Text
    revision: int = Field(default=1, ge=1)
    status: Status = Status.LIVE
    minutes: int = Field(ge=1, le=10)
    place: Place
    role: Text
    person: Person
    form: Form
    level: Level
    outcome: Outcome
    objectives: tuple[Objective, ...] = Field(min_length=1)
    start: Slug
    scenes: tuple[Scene, ...] = Field(min_length=2, max_length=60)
    debrief: Debrief

    @model_validator(mode="after")
    def _graph(self) -> Vignette:
        ids = [scene.id for scene in self.scenes]
        refuse_repeated(ids, "scenen", "scenes")
        if self.start not in ids:
            raise FieldError(f"der er ingen scene »{self.start}«; ret navnet i »start«", "start")
        for index, scene in enumerate(self.scenes):
            for where, target in scene.ways():
                if target not in ids:
                    raise FieldError(f"der er ingen scene »{target}«; ret navnet", "scenes", index, *where)
        reached, walking = set[str](), set[str]()

        def walk(scene_id: str) -> None:
            if scene_id in walking:
                message = f"vejen går i ring og kommer igen til scenen »{scene_id}«; lad alle veje ende"
                raise FieldError(message, "scenes", ids.index(scene_id), "id")
            if scene_id in reached:
                return
            walking.add(scene_id)
            for target in self.scene(scene_id).targets():
                walk(target)
            walking.discard(scene_id)
            reached.add(scene_id)

        walk(self.start)
        for index, one in enumerate(ids):
            if one not in reached:
                message = f"ingen vej fører til scenen »{one}«; slet den, eller før en vej hertil"
                raise FieldError(message, "scenes", index, "id")
        return self

    def scene(self, scene_id: str) -> Scene:
        """The scene with that id.

        Raises:
            KeyError: the case has no such scene.
        """
        for scene in self.scenes:
            if scene.id == scene_id:
                return scene
        raise KeyError(scene_id)

    def best_path(self) -> tuple[str, ...]:
        """The scenes of the road that a learner takes who decides best everywhere.

        Where two choices are equally good, the first in the file counts.
        """
        path = [self.start]
        while (decision := self.scene(path[-1]).decision) is not None:
            if isinstance(decision, Choose):
                path.append(max(decision.options, key=lambda option: option.points).next)
            else:
                path.append(decision.next if isinstance(decision.next, str) else decision.next.right)
        return tuple(path)
