"""What a platform can open: the modules, the cases and the tests of the course, and the course itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from trekant.course.files import Saved, when_saved
from trekant.course.pages.progress import cases_with_pages, graded_places
from trekant.course.pages.way import way_of
from trekant.course.store import Course, load_course

OPEN = "/lti/aabn"
"""What the addresses of places begin with; each leads to a page, also when it is opened by itself."""


class PlaceKind(StrEnum):
    """What is opened."""

    COURSE = "course"
    MODULE = "module"
    CASE = "case"
    TEST = "test"


@dataclass(frozen=True)
class LtiPlace:
    """A place in the course: which, what it is called, and the page where it stands, from the root of the site."""

    kind: PlaceKind
    name: str
    title: str
    page: str

    @property
    def path(self) -> str:
        """Its own address, which stays though the page may move."""
        return f"{OPEN}/{self.kind}/{self.name}"


_CASES = ("assets/course.yaml", "assets/municipalities/*.yaml", "notebooks/*.ipynb", "notebooks/vignettes/*.yaml")

WHOLE = LtiPlace(PlaceKind.COURSE, "", "", "/")
"""The front page, for whatever names no place."""


def places_of(course: Course) -> dict[PlaceKind, list[LtiPlace]]:
    """The places of a course, in the order in which they stand there; a test that stands on no page is none."""
    way = way_of(course)
    return {
        PlaceKind.MODULE: [
            LtiPlace(PlaceKind.MODULE, page.rpartition("/")[2], course.pages.get(page, page), f"/{page}.html")
            for page in (way.modules if way else ())
        ],
        PlaceKind.CASE: list(_cases(course.root, when_saved({course.root: _CASES}))),
        PlaceKind.TEST: [
            LtiPlace(PlaceKind.TEST, one["id"], one["title"], f"/{one['page']}") for one in graded_places(course)
        ],
    }


@lru_cache(maxsize=1)
def _cases(root: Path, saved: Saved) -> tuple[LtiPlace, ...]:
    """The cases, which the service else does without; read again when their files change."""
    found = cases_with_pages(load_course(root))
    return tuple(LtiPlace(PlaceKind.CASE, case.id, case.title, f"/{page}") for case, page in found)


def place_at(course: Course, address: str, target: str) -> LtiPlace:
    """The place that a platform wants to open by its ``target``; the whole course where that is none of ours."""
    if not target.startswith(f"{address}/"):
        return WHOLE
    path = target.removeprefix(address)
    every = (one for some in places_of(course).values() for one in some)
    return next((one for one in every if path in (one.path, one.page)), WHOLE)
