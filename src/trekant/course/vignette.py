"""A case as a decision graph: scenes, decisions, and where each choice leads."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from pydantic import Field, model_validator

from trekant.course.base import FactId, Model, Objective, Slug, Status, Text
from trekant.course.clock import Clock, Weekday
from trekant.course.decision import BEST, Choose, ContactDecision, Decision, Mark, Order, Rate, Write
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
            raise ValueError("en scene skal have enten »decision« eller »ending«")
        return self

    def targets(self) -> set[str]:
        """Every scene that may follow this one."""
        return self.decision.targets() if self.decision else set()

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
    scenes: tuple[Scene, ...] = Field(min_length=2)
    debrief: Debrief

    @model_validator(mode="after")
    def _graph(self) -> Vignette:
        ids = [scene.id for scene in self.scenes]
        for twice in sorted({one for one in ids if ids.count(one) > 1}):
            raise ValueError(f"scenen »{twice}« står to gange")
        missing = ({self.start} | {t for scene in self.scenes for t in scene.targets()}) - set(ids)
        if missing:
            raise ValueError(f"der er ingen scene »{sorted(missing)[0]}«")
        reached, walking = set[str](), set[str]()

        def walk(scene_id: str) -> None:
            if scene_id in walking:
                raise ValueError(f"vejen går i ring ved scenen »{scene_id}«")
            if scene_id in reached:
                return
            walking.add(scene_id)
            for target in self.scene(scene_id).targets():
                walk(target)
            walking.discard(scene_id)
            reached.add(scene_id)

        walk(self.start)
        for lost in [one for one in ids if one not in reached]:
            raise ValueError(f"ingen vej fører til scenen »{lost}«")
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
