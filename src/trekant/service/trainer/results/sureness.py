"""What a whole staff is sure of and wrong about, objective by objective, from the totals that people agreed to share.

It is for everybody in the municipality: who practises is not asked for a cohort, nor for anything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from trekant.course.base import Objective
from trekant.course.pages.embedded import players_in
from trekant.course.pages.progress import progress_page
from trekant.course.store import Course
from trekant.course.words import N_, _
from trekant.course.writing.text import danish_percent
from trekant.service.kept.database import Database
from trekant.service.kept.sureness import SurenessTotals, SureTotal
from trekant.service.web.guard import ServiceHere, Training

PATH = "/underviser/oevelser"

router = APIRouter(prefix=PATH, tags=["trainer"], default_response_class=HTMLResponse)

WORDS = {
    "sure_wrong": N_("Sikker og forkert"),
    "sure_right": N_("Sikker og rigtig"),
    "think": N_("Tror det"),
    "guess": N_("Gætter"),
}
"""What the numbers of a total are called, in the order in which they are shown."""

MOST_CASES = 3
"""So many cases are named for a meeting about an objective."""


@dataclass(frozen=True)
class ShareOf:
    """A part of the answers to an objective: where on the picture, of 100, and how much it is in words."""

    name: str
    begins: float
    width: float
    words: str


@dataclass(frozen=True)
class SureOf:
    """How sure people are of an objective; ``total`` is None where there are too few to say so."""

    objective: Objective
    text: str
    total: SureTotal | None

    @property
    def mistaken(self) -> float:
        """How many of the answers were sure and wrong, from 0 to 1; -1 where that is not told."""
        return self.total.share("sure_wrong") if self.total else -1.0

    @property
    def parts(self) -> list[ShareOf]:
        """The answers, part by part; none where that is not told."""
        found: list[ShareOf] = []
        if self.total is None:
            return found
        for name in WORDS:
            share = self.total.share(name)
            begins = found[-1].begins + found[-1].width if found else 0.0
            found.append(ShareOf(name, begins, round(100 * share, 2), danish_percent(share, "\N{NO-BREAK SPACE}%")))
        return found


@dataclass(frozen=True)
class CaseToShow:
    """A case for a meeting, and where it is played."""

    title: str
    page: str


def sure_of(database: Database, course: Course) -> list[SureOf]:
    """The objectives of a course: first what people are most often sure of and wrong about, last those of too few."""
    totals = SurenessTotals(database).totals()
    texts = course.settings.model.objectives if course.settings else {}
    found = [SureOf(objective, text, totals.get(objective)) for objective, text in texts.items()]
    return sorted(found, key=lambda one: -one.mistaken)


@router.get("")
def what_people_are_sure_of(account: Training, service: ServiceHere) -> Response:
    """How sure people were when they practised, and cases to talk about it from."""
    objectives = sure_of(service.database, service.course)
    page = service.frame.page(
        "trainer/results/sureness.html",
        _("Sikker og forkert"),
        here=PATH,
        asks=service.asks_how_sure,
        objectives=objectives,
        words={name: _(words) for name, words in WORDS.items()},
        mistaken=[one for one in objectives if one.mistaken > 0],
        cases=_cases(service.settings.site, service.course),
    )
    return HTMLResponse(page)


def _cases(site: Path, course: Course) -> Mapping[Objective, Sequence[CaseToShow]]:
    """The cases to each objective that »Mit forløb« of the built site knows; those first that are about little else."""
    name = progress_page(course)
    built = site / f"{name}.html"
    if name is None or not built.is_file():
        return {}
    players = players_in(built.read_text(encoding="utf-8"))
    found = [case for one in players if one.payload["player"] == "progress" for case in one.payload["cases"]]
    found.sort(key=lambda case: len(case["objectives"]))
    to_show = {one: [case for case in found if one in case["objectives"]][:MOST_CASES] for one in Objective}
    return {
        one: [CaseToShow(case["title"], f"/{case['page']}") for case in some] for one, some in to_show.items() if some
    }
