"""Rules on a case as a story: what makes one begin, where it is, what one takes along, and the time that has passed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trekant.course.base import Status
from trekant.course.cases.place import MAX_BYTES
from trekant.course.store import Course, Problem
from trekant.course.writing.text import danish_count

_SPANS = r"(?:døgn|dage|uge|uger|måned|måneder|år)"
_PASSED = re.compile(
    rf"\b(?:der er|er der)(?: \w+)? gået\b[^.!?]{{0,40}}?\b{_SPANS}\b"
    rf"|\b{_SPANS} senere\b"
    r"|^(?:ugen|måneden|året) efter\b",
    re.I,
)
"""How a text says that time has passed; a day or an hour later has a weekday and a time of its own."""


def complete(course: Course) -> Iterator[Problem]:
    """R054: of live cases; a draft may lack them."""
    for case in course.vignettes.values():
        model = case.model
        if model.status is not Status.LIVE:
            continue
        missing = {
            "hook": (not model.hook, ("title",), "skriv én linje, der giver lyst til at begynde"),
            "lessons": (not model.debrief.lessons, ("debrief",), "skriv tre korte sætninger, man kan tage med sig"),
            "talk": (not model.debrief.talk, ("debrief",), "skriv to spørgsmål, en gruppe kan tale ud fra"),
        }
        for field, (lacking, where, advice) in missing.items():
            if lacking:
                yield Problem(case.source.name, case.source.line(where), "R054", f"casen har ikke »{field}«; {advice}")


def time_passed(course: Course) -> Iterator[Problem]:
    """R055."""
    for case in course.vignettes.values():
        for index, scene in enumerate(case.model.scenes):
            found = _PASSED.search(" ".join(scene.told.split()))
            if scene.ending and not scene.later and found:
                message = (
                    f"teksten siger »{found[0]}«, men slutningen har dag og tid som en scene; "
                    "skriv hvor længe efter i »later«, og lad dag og tid være"
                )
                yield Problem(case.source.name, case.source.line(("scenes", index, "text")), "R055", message)


def pictured(course: Course) -> Iterator[Problem]:
    """R058."""
    if course.unread("assets/places"):
        return
    for case in course.vignettes.values():
        if case.model.picture and case.model.picture not in course.places:
            known = ", ".join(sorted(course.places)) or "ingen"
            message = f"»picture: {case.model.picture}« findes ikke i assets/places; ret navnet. Der er: {known}"
            yield Problem(case.source.name, case.source.line(("picture",)), "R058", message)


def light(course: Course) -> Iterator[Problem]:
    """R059."""
    for place in course.places.values():
        size = len(place.model.svg().encode())
        if size > MAX_BYTES:
            message = (
                f"billedet i »shapes« fylder {danish_count(size)} byte; det må højst fylde {danish_count(MAX_BYTES)}, "
                "så tegn det med færre figurer"
            )
            yield Problem(place.source.name, place.source.line(("shapes",)), "R059", message)
