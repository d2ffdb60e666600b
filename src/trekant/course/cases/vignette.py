"""A case as a decision graph: scenes, decisions, and where each choice leads."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from trekant.course.base import FactId, FieldError, Model, Objective, Slug, Status, Text, refuse_repeated
from trekant.course.cases.chat import Message, chat_html
from trekant.course.cases.decision import Decision
from trekant.course.contact.clock import Clock, Weekday, time_in_words, weekday_in_words
from trekant.course.contact.municipality import Municipality
from trekant.course.tasks.authored import Branches, Scored, Target
from trekant.course.tasks.interaction import Task
from trekant.course.tasks.single import Choose
from trekant.course.words import _, capital
from trekant.course.writing.text import to_html

Hook = Annotated[Text, StringConstraints(max_length=90)]
"""What makes one want to start: a line on a phone is some forty characters, so it fills two."""

Lesson = Annotated[Text, StringConstraints(max_length=110)]
"""A sentence to take along."""


class Workplace(StrEnum):
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


class CaseKind(StrEnum):
    """What makes a case hard, beside its form and outcome. Most cases are of none of these kinds."""

    COLLEAGUE = "colleague"
    MANAGER = "manager"
    THREATENED = "threatened"
    REFUSAL = "refusal"
    AUTISM = "autism"
    RETURNEE = "returnee"
    ILLNESS = "illness"
    HATRED = "hatred"
    VOICE_CHAT = "voice-chat"
    ASKS_FOR_HELP = "asks-for-help"
    UNFOUNDED = "unfounded"
    SLOW = "slow"


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
    """A moment of the case: when it is, what happens, and what has to be decided. An ending decides nothing.

    ``later`` says how long after the rest an ending is, in words, and then there is no weekday and time. Below ``text``
    stands what people write to each other, and below that what is told ``after`` it.
    """

    id: Slug
    weekday: Weekday | None = None
    at: Clock | None = None
    later: Text | None = None
    text: Text
    chat: tuple[Message, ...] = ()
    after: Text | None = None
    decision: Decision | None = None
    ending: Ending | None = None

    @model_validator(mode="after")
    def _decides_or_ends(self) -> Scene:
        if (self.decision is None) == (self.ending is None):
            raise FieldError(
                "en scene skal have enten »decision« eller »ending«", "decision" if self.decision else "id"
            )
        return self

    @model_validator(mode="after")
    def _has_a_time(self) -> Scene:
        given = [name for name in ("weekday", "at") if getattr(self, name) is not None]
        if self.later and (given or self.decision):
            without = "og så står der hverken »weekday« eller »at«" if given else "men her skal der vælges noget"
            raise FieldError(f"»later« er til en slutning, {without}", "later")
        if not self.later and len(given) < 2:
            other = " En slutning kan have »later« i stedet" if self.ending else ""
            missing = "at" if given else "weekday"
            raise FieldError(f"feltet »{missing}« mangler; en scene har en dag og en tid.{other}", *given or ("id",))
        return self

    @model_validator(mode="after")
    def _has_something_before_what_is_after(self) -> Scene:
        if self.after and not self.chat:
            raise FieldError("»after« er det, der står efter »chat«; skriv det i »text« uden en chat", "after")
        return self

    @property
    def told(self) -> str:
        """All that the scene tells, as Markdown: for who reads the words and not the page."""
        messages = (f"{one.who}: {one.text}" for one in self.chat)
        return "\n\n".join(filter(None, [self.text, *messages, self.after]))

    def html(self) -> str:
        """All that the scene tells, as a page has it."""
        return f"{to_html(self.text)}{chat_html(self.chat)}{to_html(self.after or '')}"

    @property
    def when(self) -> str:
        """``Onsdag kl. 17.30``, or how long after the rest an ending is: ``Tre måneder senere``."""
        if self.weekday is None or self.at is None:
            return self.later or ""
        weekday = capital(weekday_in_words(self.weekday))
        return _("{weekday} kl. {time}").format(weekday=weekday, time=time_in_words(self.at))

    def targets(self) -> set[str]:
        """Every scene that may follow this one."""
        return {target for _other, target in self.ways()}

    def ways(self) -> Iterator[Target]:
        """Every scene that may follow this one, with the path to the field that says so."""
        if self.decision:
            yield from ((("decision", *where), target) for where, target in self.decision.ways())

    def task(self, municipality: Municipality) -> Task | None:
        """The decision resolved for a municipality; None for an ending.

        Raises:
            ValueError: a contact decision has not exactly one right answer among its options.
        """
        return self.decision.task(municipality, self.weekday, self.at) if self.decision else None


class Debrief(Model):
    """What is said when the case is over.

    ``lessons`` are three sentences to take along, ``talk`` two questions that a group can talk from.
    """

    lessons: tuple[Lesson, ...] = Field(default=(), min_length=3, max_length=3)
    talk: tuple[Text, ...] = Field(default=(), min_length=2, max_length=2)
    text: Text
    facts: tuple[FactId, ...] = Field(min_length=1)
    page: str = Field(pattern=r"^book/[a-z0-9-]+$")


class Vignette(Model):
    """A case. Its scenes form a graph without circles: every road ends.

    ``picture`` is the place that is drawn above it, where that is not the one of its workplace.
    """

    id: Slug
    title: Text
    hook: Hook | None = None
    revision: int = Field(default=1, ge=1)
    status: Status = Status.LIVE
    minutes: int = Field(ge=1, le=10)
    place: Workplace
    picture: Slug | None = None
    role: Text
    person: Person
    form: Form
    level: Level
    outcome: Outcome
    kinds: tuple[CaseKind, ...] = ()
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
            elif isinstance(decision, Scored) and isinstance(decision.next, Branches):
                path.append(decision.next.right)
            else:
                path.extend(target for _other, target in decision.ways())
        return tuple(path)
