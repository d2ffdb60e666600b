"""The picture above a case: that of the place it names, else that of its workplace."""

from __future__ import annotations

from trekant.course.cases.vignette import Vignette
from trekant.course.store import Course


def picture_of(course: Course, case: Vignette) -> str:
    """The picture as HTML; empty where the course has none of that place."""
    place = course.places.get(case.picture or case.place)
    return place.model.svg() if place else ""
