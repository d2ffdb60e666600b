"""What »Mit forløb« and »Genopfriskning« get."""

from __future__ import annotations

from typing import Literal

from trekant.course.contract.base import AnyTask, Player
from trekant.course.tasks.shown import Shown


class ShownObjective(Shown):
    """A learning objective."""

    id: str
    text: str


class NamedPlace(Shown):
    """A quiz or a case with the page where it stands."""

    id: str
    revision: int
    title: str
    page: str


class PracticePlace(NamedPlace):
    """A quiz to practise on, with its questions in their order; a drawn one has none."""

    questions: tuple[str, ...]


class GradedPlace(NamedPlace):
    """A quiz that is handed in; the ``final`` one ends the course."""

    final: bool


class CasePlace(NamedPlace):
    """A case, with the chapter that it belongs to."""

    chapter: str
    objectives: tuple[str, ...]


class PracticeQuestion(Shown):
    """A question to practise on: its ``task``, or the ``file`` that has it."""

    objective: str
    revision: int
    chapter: str
    task: AnyTask | None = None
    file: str | None = None


class ShownSpacing(Shown):
    """When something comes again; see ``course/pages/spacing.py``.

    A state is the days to wait, the state after a miss and the one after a right answer.
    """

    good: float
    states: tuple[tuple[int | None, int, int], ...]


class ProgressPayload(Player):
    """»Mit forløb«: what there is to practise on, and where. ``title`` is the course's, ``refresher`` a page."""

    player: Literal["progress"]
    title: str
    refresher: str | None = None
    objectives: tuple[ShownObjective, ...]
    start: str | None
    chapters: dict[str, str]
    spacing: ShownSpacing
    quizzes: tuple[PracticePlace, ...]
    graded: tuple[GradedPlace, ...]
    measures: tuple[NamedPlace, ...]
    cases: tuple[CasePlace, ...]
    questions: dict[str, PracticeQuestion]


class RefresherCase(NamedPlace):
    """A case and how long it takes."""

    minutes: int


class CasesOfPlace(Shown):
    """Where one works, in words, and the cases from there."""

    text: str
    cases: tuple[str, ...]


class RefresherPayload(Player):
    """»Genopfriskning«: what there is to choose from.

    ``chapters`` are those that everybody reads; ``good`` is the share of full marks that counts as right; ``pace`` are
    the minutes that a question takes on average.
    """

    player: Literal["refresher"]
    title: str
    refresher: str
    good: float
    workplaces: tuple[CasesOfPlace, ...]
    chapters: tuple[str, ...]
    graded: tuple[GradedPlace, ...]
    cases: tuple[RefresherCase, ...]
    pace: float
    questions: dict[str, PracticeQuestion]
