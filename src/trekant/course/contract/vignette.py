"""What the player of a case gets, and what a page has before a case or a drawn quiz is started."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from trekant.course.contract.base import AnyTask, Player
from trekant.course.tasks.shown import Shown


class NextScene(Shown):
    """The scene that follows: ``by`` option, for those that are named there, else by how well it went."""

    by: dict[str, str]
    right: str
    partly: str | None = None
    wrong: str


class CaseScene(Shown):
    """A scene: either a task and the way on, or an ending with its words."""

    when: str
    html: str
    task: AnyTask | None = None
    next: NextScene | None = None
    ending: str | None = None
    ending_words: str | None = None


class CaseFact(Shown):
    """A fact of the notat."""

    id: str
    text: str


class CaseDebrief(Shown):
    """What is said in the end; ``best`` are the scenes of the best road, ``page`` the chapter to read."""

    lessons: tuple[str, ...]
    talk: tuple[str, ...]
    html: str
    best: tuple[str, ...]
    facts: tuple[CaseFact, ...]
    page: str


class VignettePayload(Player):
    """A case: scenes by id, from ``start``. ``hook`` and ``role`` are inline HTML."""

    player: Literal["vignette"]
    revision: int = Field(ge=1)
    title: str
    hook: str
    minutes: int
    role: str
    objectives: tuple[str, ...]
    start: str
    scenes: dict[str, CaseScene]
    debrief: CaseDebrief


class BeginningPayload(Player):
    """What a page has of a case or a drawn quiz before the reader starts it; the rest is fetched."""

    player: Literal["vignette", "quiz"]
    revision: int = Field(ge=1)
    title: str
    minutes: int
    hook: str | None = None
    role: str | None = None
    use: Literal["practice", "graded"] | None = None
    intro: str | None = None
    longest_code: int | None = None
    time_limit: int | None = None
    attempts: int | None = None
    measures: bool | None = None
